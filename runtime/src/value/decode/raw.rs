//! JSON that is kept unchanged.

use serde_json::{Value, map::Entry};

use super::{
    decoder::{AtPath, DecodeResult, Decoder},
    reader::JsonKind,
};
use crate::value::{
    json_path::JsonPath,
    wire::{Map, ValueMut, ValueRef},
};

impl Decoder<'_, '_> {
    /// The value that follows, unchanged.
    pub(super) fn raw(&mut self, path: &JsonPath<'_>) -> DecodeResult<Value> {
        match self.peek(path)? {
            JsonKind::Null => self.null(path).map(|()| Value::Null),
            JsonKind::Bool => {
                let value = self.reader.bool().at(path)?;
                Ok(Value::Bool(value))
            }
            JsonKind::Number => {
                let number = self.reader.number().at(path)?;
                let value = number.to_value();
                value
                    .map(Value::Number)
                    .map_err(|error| self.number_error(path, error))
            }
            JsonKind::String => Ok(Value::String(self.string(path)?.into_owned())),
            JsonKind::Array => {
                let mut list = Vec::<Value>::new();
                self.list(&mut list, path)?;
                Ok(Value::Array(list))
            }
            JsonKind::Object => {
                let mut map = serde_json::Map::new();
                self.map(&mut RawMap(&mut map), path)?;
                Ok(Value::Object(map))
            }
        }
    }
}

/// A `serde_json` map as a place to fill.
struct RawMap<'a>(&'a mut serde_json::Map<String, Value>);

impl Map for RawMap<'_> {
    fn entries(&self) -> Box<dyn Iterator<Item = (&str, ValueRef<'_>)> + '_> {
        Box::new(
            self.0
                .iter()
                .map(|(key, value)| (key.as_str(), ValueRef::Raw(value))),
        )
    }

    fn clear(&mut self) {
        self.0.clear();
    }

    fn insert(&mut self, key: &str) -> Option<ValueMut<'_>> {
        match self.0.entry(key) {
            Entry::Vacant(entry) => Some(ValueMut::Raw(entry.insert(Value::Null))),
            Entry::Occupied(_) => None,
        }
    }
}
