//! Objects with declared fields.

use super::{
    decoder::{AtPath, DecodeResult, Decoder, Tags},
    error::Reason,
    fill::accepts_null,
    key_set::KeySet,
    reader::{JsonKind, Key},
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
        let is_received = object.extra().is_some();
        let around = std::mem::replace(&mut self.corrects, is_received && !self.strict);
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
            if !self.field(object.get_mut(index), field, &path)? {
                correct(object, field, DriftKind::UnexpectedNull);
            }
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
                let path = JsonPath::Key(path, field.wire);
                self.missing(&object.get_mut(index), &path)?;
                if !self.lenient {
                    correct(object, field, DriftKind::Missing);
                }
            }
        }
        self.corrects = around;
        Ok(())
    }

    /// Fills the place of a declared field, where `null` may be a state of its own.
    ///
    /// Returns whether the documentation allows the value: otherwise it is `null`, and the place is
    /// empty.
    fn field(
        &mut self,
        mut target: ValueMut<'_>,
        field: FieldSpec,
        path: &JsonPath<'_>,
    ) -> DecodeResult<bool> {
        if self.peek(path)? != JsonKind::Null {
            return self.fill(target, path, None).map(|()| true);
        }
        match &mut target {
            ValueMut::Optional(slot) => {
                slot.set_null();
                if field.presence == Presence::Required || slot.distinguishes_null() {
                    return self.null(path).map(|()| true);
                }
            }
            ValueMut::Seq(_) | ValueMut::Map(_) => {}
            other if self.corrects && !accepts_null(other) => {}
            _ => return self.fill(target, path, None).map(|()| true),
        }
        self.drift(DriftKind::UnexpectedNull, path, None);
        self.null(path).map(|()| false)
    }

    /// Handles a missing required field: places that can be empty stay so, the others do where that
    /// is a correction.
    fn missing(&mut self, target: &ValueMut<'_>, path: &JsonPath<'_>) -> DecodeResult {
        let can_be_empty = matches!(
            target,
            ValueMut::Optional(_)
                | ValueMut::Seq(_)
                | ValueMut::Map(_)
                | ValueMut::Raw(_)
                | ValueMut::Null
        );
        if self.lenient {
            return Ok(());
        }
        if !can_be_empty && !self.corrects {
            return Err(self.fail(path, Reason::Missing));
        }
        self.drift(DriftKind::Missing, path, None);
        Ok(())
    }

    /// Keeps a field that the documentation does not declare, if the model has a place for it.
    fn unknown_field(
        &mut self,
        object: &mut dyn Object,
        key: &Key<'_>,
        path: &JsonPath<'_>,
    ) -> DecodeResult {
        self.drift(DriftKind::UnknownField, path, None);
        let Some(extra) = object.extra_mut() else {
            return self.reader.skip().at(path);
        };
        let is_free = extra.get(key).is_none();
        if let Some(value) = self.raw_field(key.is_exact, is_free, path)? {
            extra.insert(key, value);
        }
        Ok(())
    }
}

/// Records how a declared field was corrected, if the model has a place for it.
fn correct(object: &mut dyn Object, field: FieldSpec, kind: DriftKind) {
    if let Some(extra) = object.extra_mut() {
        extra.correct(field.wire, kind);
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
