//! Objects with declared fields.

use super::{
    decoder::{AtPath, DecodeResult, Decoder, Tags},
    error::Reason,
    key_set::KeySet,
    reader::JsonKind,
};
use crate::value::{
    drift::DriftKind,
    json_path::JsonPath,
    wire::{FieldSpec, Object, Presence, ValueMut, ValueRef},
};

impl Decoder<'_, '_> {
    pub(super) fn object(
        &mut self,
        object: &mut dyn Object,
        path: &JsonPath<'_>,
        tags: Option<&Tags<'_>>,
    ) -> DecodeResult {
        self.reader.object().at(path)?;
        let mut seen = KeySet::default();
        let mut expected = 0;
        let mut first = true;
        while let Some(key) = self.next_key(first, path)? {
            first = false;
            let path = JsonPath::Key(path, &key);
            let Some((index, field)) = position(object, &key, expected) else {
                match Tags::position(tags, &key) {
                    Some(tag) if seen.insert(object.len() + tag) => {
                        return Err(self.fail(&path, Reason::Duplicate));
                    }
                    Some(_) => self.reader.skip().at(&path)?,
                    None => self.unknown_field(object, &key, &path)?,
                }
                continue;
            };
            if seen.insert(index) {
                return Err(self.fail(&path, Reason::Duplicate));
            }
            self.field(object.get_mut(index), field, &path)?;
            if let (Some(documented), ValueRef::Bool(value)) =
                (field.const_value, object.get(index))
                && value != documented
            {
                self.drift(DriftKind::UnexpectedValue, &path, None);
            }
            expected = index + 1;
        }
        for index in (0..object.len()).filter(|index| !seen.contains(*index)) {
            let field = object.field(index);
            if field.presence == Presence::Required {
                self.missing(object.get_mut(index), &JsonPath::Key(path, field.wire))?;
            }
        }
        Ok(())
    }

    /// Fills the place of a declared field, where `null` may be a state of its own.
    pub(super) fn field(
        &mut self,
        target: ValueMut<'_>,
        field: FieldSpec,
        path: &JsonPath<'_>,
    ) -> DecodeResult {
        if self.peek(path)? != JsonKind::Null {
            return self.fill(target, path, None);
        }
        match target {
            ValueMut::Optional(slot) => {
                slot.set_null();
                if field.presence == Presence::Optional && !slot.distinguishes_null() {
                    self.drift(DriftKind::UnexpectedNull, path, None);
                }
                self.null(path)
            }
            // The place is empty already.
            ValueMut::Seq(_) | ValueMut::Map(_) => {
                self.drift(DriftKind::UnexpectedNull, path, None);
                self.null(path)
            }
            target => self.fill(target, path, None),
        }
    }

    /// Handles a missing required field: places that can be empty stay so, the others are an error.
    fn missing(&mut self, target: ValueMut<'_>, path: &JsonPath<'_>) -> DecodeResult {
        match target {
            _ if self.lenient => Ok(()),
            ValueMut::Optional(_)
            | ValueMut::Seq(_)
            | ValueMut::Map(_)
            | ValueMut::Raw(_)
            | ValueMut::Null => {
                self.drift(DriftKind::Missing, path, None);
                Ok(())
            }
            _ => Err(self.fail(path, Reason::Missing)),
        }
    }

    /// Keeps a field that the documentation does not declare, if the model has a place for it.
    fn unknown_field(
        &mut self,
        object: &mut dyn Object,
        key: &str,
        path: &JsonPath<'_>,
    ) -> DecodeResult {
        self.drift(DriftKind::UnknownField, path, None);
        if object.extra().is_none() {
            return self.reader.skip().at(path);
        }
        let value = self.raw(path)?;
        match object.extra_mut().map(|extra| extra.insert(key, value)) {
            Some(true) => Err(self.fail(path, Reason::Duplicate)),
            _ => Ok(()),
        }
    }
}

/// The declaration of `key`, searched first at the index where fields in declared order have it.
fn position(object: &dyn Object, key: &str, expected: usize) -> Option<(usize, FieldSpec)> {
    let len = object.len();
    if expected < len {
        let field = object.field(expected);
        if field.wire == key {
            return Some((expected, field));
        }
    }
    (0..len)
        .map(|index| (index, object.field(index)))
        .find(|(_, field)| field.wire == key)
}
