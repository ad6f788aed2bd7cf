//! Fills any place from the JSON value that follows.

use super::{
    decoder::{AtPath, DecodeResult, Decoder, Tags},
    error::Reason,
    reader::JsonKind,
};
use crate::value::{
    drift::DriftKind,
    json_path::JsonPath,
    wire::{BranchMatch, Map, Seq, ValueMut},
};

impl Decoder<'_, '_> {
    /// Fills `target` from the value that follows.
    pub(super) fn fill(
        &mut self,
        target: ValueMut<'_>,
        path: &JsonPath<'_>,
        tags: Option<&Tags<'_>>,
    ) -> DecodeResult {
        let kind = self.peek(path)?;
        self.fill_with(target, kind, path, tags)
    }

    /// Fills `target` from the value that follows, which is of this kind.
    pub(super) fn fill_with(
        &mut self,
        target: ValueMut<'_>,
        kind: JsonKind,
        path: &JsonPath<'_>,
        tags: Option<&Tags<'_>>,
    ) -> DecodeResult {
        match (target, kind) {
            (ValueMut::Null, JsonKind::Null) => self.null(path),
            (ValueMut::Bool(place), JsonKind::Bool) => {
                *place = self.reader.bool().at(path)?;
                Ok(())
            }
            (ValueMut::I64(place), JsonKind::Number) => {
                let number = self.reader.number().at(path)?;
                *place = number
                    .to_i64()
                    .map_err(|error| self.number_error(path, error))?;
                Ok(())
            }
            (ValueMut::U64(place), JsonKind::Number) => {
                let number = self.reader.number().at(path)?;
                *place = number
                    .to_u64()
                    .map_err(|error| self.number_error(path, error))?;
                Ok(())
            }
            (ValueMut::F64(place), JsonKind::Number) => {
                let number = self.reader.number().at(path)?;
                *place = number
                    .to_f64()
                    .map_err(|error| self.number_error(path, error))?;
                Ok(())
            }
            (ValueMut::Str(place), JsonKind::String) => {
                *place = self.string(path)?.into_owned();
                Ok(())
            }
            (ValueMut::StringScalar(place), JsonKind::String) => {
                let text = self.string(path)?;
                place.set(&text);
                if self.reports.are_complete()
                    && let Some(kind) = place.drift()
                {
                    self.drift(kind, path, Some(&text));
                }
                Ok(())
            }
            (ValueMut::Optional(slot), JsonKind::Null) => {
                slot.set_null();
                self.null(path)
            }
            (ValueMut::Optional(slot), _) => self.fill_with(slot.fill(), kind, path, tags),
            (ValueMut::Seq(list), JsonKind::Array) => self.list(list, path),
            (ValueMut::Map(map), JsonKind::Object) => self.map(map, path),
            (ValueMut::Object(object), JsonKind::Object) => self.object(object, path, tags),
            (ValueMut::TaggedUnion(union), kind)
                if kind != JsonKind::Null || union.allows_others() =>
            {
                self.tagged_union(union, kind, path, tags)
            }
            (ValueMut::UntaggedUnion(union), kind) => self.untagged_union(union, kind, path),
            (ValueMut::Raw(place), _) => {
                *place = self.raw(path)?.unwrap_or_default();
                Ok(())
            }
            (ValueMut::Unknown(place), _) => self.unknown_variant(place, None, path),
            (target, kind) => Err(self.mismatch(expected(&target), kind, path)),
        }
    }

    /// Fills an element of a list or the value of an entry.
    fn element(&mut self, target: ValueMut<'_>, path: &JsonPath<'_>) -> DecodeResult {
        let kind = self.peek(path)?;
        if kind != JsonKind::Null || !self.corrects || accepts_null(&target) {
            return self.fill_with(target, kind, path, None);
        }
        self.drift(DriftKind::UnexpectedNull, path, None);
        self.null(path)
    }

    pub(super) fn list(&mut self, list: &mut dyn Seq, path: &JsonPath<'_>) -> DecodeResult {
        list.clear();
        self.reader.array().at(path)?;
        let mut index = 0;
        while self.reader.element(index == 0).at(path)? {
            let path = JsonPath::Index(path, index);
            if !list.keeps_errors() || self.strict {
                self.element(list.push(), &path)?;
            } else if let Err(failure) = self.attempt(|decoder| decoder.element(list.push(), &path))
            {
                // What is not JSON fails here too.
                self.reader.skip().at(&path)?;
                list.fail(failure.into_error());
            }
            index += 1;
        }
        Ok(())
    }

    pub(super) fn map(&mut self, map: &mut dyn Map, path: &JsonPath<'_>) -> DecodeResult {
        map.clear();
        self.reader.object().at(path)?;
        let mut first = true;
        while let Some(key) = self.next_key(first, path)? {
            first = false;
            let path = JsonPath::Key(path, &key);
            if !key.is_exact {
                return Err(self.fail(&path, Reason::Surrogate));
            }
            match map.insert(&key) {
                Some(target) => self.element(target, &path)?,
                None => return Err(self.fail(&path, Reason::Duplicate)),
            }
        }
        Ok(())
    }
}

/// Whether `null` is a value of the place.
pub(super) fn accepts_null(target: &ValueMut<'_>) -> bool {
    match target {
        ValueMut::Null | ValueMut::Optional(_) | ValueMut::Raw(_) | ValueMut::Unknown(_) => true,
        ValueMut::TaggedUnion(union) => union.allows_others(),
        ValueMut::UntaggedUnion(union) => BranchMatch::accepts_null(union.branches()),
        _ => false,
    }
}

fn expected(target: &ValueMut<'_>) -> &'static str {
    match target {
        ValueMut::Null => "null",
        ValueMut::Bool(_) => "a boolean",
        ValueMut::I64(_) | ValueMut::U64(_) => "an integer",
        ValueMut::F64(_) => "a number",
        ValueMut::Str(_) | ValueMut::StringScalar(_) => "a string",
        ValueMut::Seq(_) => "an array",
        ValueMut::Map(_) | ValueMut::Object(_) | ValueMut::TaggedUnion(_) => "an object",
        ValueMut::Optional(_)
        | ValueMut::UntaggedUnion(_)
        | ValueMut::Raw(_)
        | ValueMut::Unknown(_) => "a value",
    }
}
