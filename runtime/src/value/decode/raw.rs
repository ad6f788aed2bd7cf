//! JSON that is kept unchanged.

use serde_json::{Map, Value};

use super::{
    decoder::{AtPath, DecodeResult, Decoder},
    error::{Failure, Reason},
    reader::JsonKind,
};
use crate::value::{
    decode_error::DecodeError, drift::DriftKind, json_path::JsonPath,
    unknown_variant::UnknownVariant,
};

impl Decoder<'_, '_> {
    /// The value that follows, unchanged; `None` if it cannot be represented, which is reported.
    ///
    /// Of an object, such a field is left out; in an array, `null` takes the place of such an
    /// element.
    pub(super) fn raw(&mut self, path: &JsonPath<'_>) -> DecodeResult<Option<Value>> {
        let start = self.reader.checkpoint();
        match self.peek(path)? {
            JsonKind::Null => self.null(path).map(|()| Some(Value::Null)),
            JsonKind::Bool => {
                let value = self.reader.bool().at(path)?;
                Ok(Some(Value::Bool(value)))
            }
            JsonKind::Number => match self.reader.number().at(path)?.to_value() {
                Ok(value) => Ok(Some(Value::Number(value))),
                Err(error) => {
                    let failure = self.number_error(path, error);
                    self.not_kept(failure, path)
                }
            },
            JsonKind::String => match self.string(path) {
                Ok(text) => Ok(Some(Value::String(text.into_owned()))),
                Err(failure) => {
                    // It may be JSON all the same: an unpaired surrogate is.
                    self.reader.rewind(start);
                    self.reader.skip().at(path)?;
                    self.not_kept(failure, path)
                }
            },
            JsonKind::Array | JsonKind::Object if self.reader.is_deepest() => {
                self.reader.skip().at(path)?;
                let failure = self.fail(path, Reason::Depth);
                self.not_kept(failure, path)
            }
            JsonKind::Array => {
                let mut list = Vec::new();
                self.reader.array().at(path)?;
                while self.reader.element(list.is_empty()).at(path)? {
                    let value = self.raw(&JsonPath::Index(path, list.len()))?;
                    list.push(value.unwrap_or_default());
                }
                Ok(Some(Value::Array(list)))
            }
            JsonKind::Object => {
                let mut map = Map::new();
                self.reader.object().at(path)?;
                let mut first = true;
                while let Some(key) = self.next_key(first, path)? {
                    first = false;
                    let path = JsonPath::Key(path, &key);
                    let is_free = !map.contains_key(&*key);
                    if let Some(value) = self.raw_field(key.is_exact, is_free, &path)? {
                        map.insert(key.into_string(), value);
                    }
                }
                Ok(Some(Value::Object(map)))
            }
        }
    }

    /// The value of a field, unless its key is not exact, or not free.
    pub(super) fn raw_field(
        &mut self,
        is_exact: bool,
        is_free: bool,
        path: &JsonPath<'_>,
    ) -> DecodeResult<Option<Value>> {
        if is_exact && is_free {
            return self.raw(path);
        }
        self.reader.skip().at(path)?;
        let reason = if is_exact {
            Reason::Duplicate
        } else {
            Reason::Surrogate
        };
        let failure = self.fail(path, reason);
        self.not_kept(failure, path)
    }

    /// Keeps the value that follows in the catch-all branch of a union.
    pub(super) fn unknown_variant(
        &mut self,
        place: &mut UnknownVariant,
        error: Option<DecodeError>,
        path: &JsonPath<'_>,
    ) -> DecodeResult {
        let value = self.raw(path)?;
        place.set(value.unwrap_or_default(), error);
        Ok(())
    }

    fn not_kept<T>(
        &mut self,
        failure: Box<Failure>,
        path: &JsonPath<'_>,
    ) -> DecodeResult<Option<T>> {
        if self.keep_all {
            return Err(failure);
        }
        self.drift(DriftKind::NotKept, path, None);
        Ok(None)
    }
}
