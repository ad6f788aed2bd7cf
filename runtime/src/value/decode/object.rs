//! Objects with declared fields.

use super::{
    decoder::{AtPath, DecodeResult, Decoder, Tags},
    error::Reason,
    fill::accepts_null,
    key_set::KeySet,
    reader::{JsonKind, Key},
};
use crate::{
    spec::{FieldSpec, Presence},
    value::{
        drift::DriftKind,
        extra::Extra,
        json_path::JsonPath,
        wire::{FieldFiller, Object, ValueMut, ValueRef, Wire},
    },
};

impl Decoder<'_, '_> {
    pub(super) fn object(
        &mut self,
        object: &mut dyn Object,
        path: &JsonPath<'_>,
        tags: Option<&Tags<'_>>,
    ) -> DecodeResult {
        let specs = object.specs();
        let declares_others = object.declares_others();
        let only_sent = declares_others && object.only_sent();
        let mut outcome = Ok(());
        object.places(&mut FieldFiller::new(&mut |places, extra| {
            let mut target = Target {
                specs,
                places,
                extra,
                declares_others,
                only_sent,
            };
            outcome = self.members(&mut target, path, tags);
        }));
        outcome
    }

    fn members(
        &mut self,
        target: &mut Target<'_, '_>,
        path: &JsonPath<'_>,
        tags: Option<&Tags<'_>>,
    ) -> DecodeResult {
        self.reader.object().at(path)?;
        let is_received = target.extra.is_some() && !target.only_sent;
        let around = std::mem::replace(&mut self.corrects, is_received && !self.strict);
        let mut seen = KeySet::default();
        let mut expected = 0;
        let mut first = true;
        while self.reader.item_of_object(first).at(path)? {
            first = false;
            let index = match target.specs.get(expected) {
                Some(spec) if spec.key().is_some_and(|key| self.reader.take_key(key)) => expected,
                _ => {
                    let key = self.reader.key_and_colon().at(path)?;
                    let path = JsonPath::Key(path, &key);
                    match position(target.specs, &key, expected) {
                        Some(index) => index,
                        None => {
                            match Tags::position(tags, &key) {
                                Some(tag) if seen.insert(target.specs.len() + tag) => {
                                    return Err(self.fail(&path, Reason::Duplicate));
                                }
                                Some(_) => self.reader.skip().at(&path)?,
                                None => self.unknown_field(target, &key, &path)?,
                            }
                            continue;
                        }
                    }
                }
            };
            let spec = &target.specs[index];
            let path = JsonPath::Key(path, spec.wire);
            if seen.insert(index) {
                return Err(self.fail(&path, Reason::Duplicate));
            }
            let place = &mut *target.places[index];
            if !self.field(place.to_mut(), spec, &path)? {
                target.correct(spec.wire, DriftKind::UnexpectedNull);
            }
            if let Some(documented) = spec.kind.const_value
                && let ValueRef::Bool(value) = target.places[index].to_ref()
                && value != documented
            {
                self.drift(DriftKind::UnexpectedValue, &path, None);
            }
            expected = index + 1;
        }
        for index in 0..target.specs.len() {
            let spec = &target.specs[index];
            if spec.kind.presence == Presence::Required && !seen.contains(index) {
                let path = JsonPath::Key(path, spec.wire);
                self.missing(&target.places[index].to_mut(), &path)?;
                if !self.lenient {
                    target.correct(spec.wire, DriftKind::Missing);
                }
            }
        }
        self.missing_tag(target, path, tags);
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
        field: &FieldSpec,
        path: &JsonPath<'_>,
    ) -> DecodeResult<bool> {
        let kind = self.peek(path)?;
        if kind != JsonKind::Null {
            return self.fill_with(target, kind, path, None).map(|()| true);
        }
        match &mut target {
            ValueMut::Optional(slot) => {
                if field.kind.presence == Presence::Required || slot.distinguishes_null() {
                    slot.set_null();
                    return self.null(path).map(|()| true);
                }
                // A union of any JSON keeps it, so that it differs from an absent field.
                let value = slot.fill();
                let is_union =
                    matches!(value, ValueMut::TaggedUnion(_) | ValueMut::UntaggedUnion(_));
                if is_union && accepts_null(&value) {
                    return self.fill_with(value, kind, path, None).map(|()| true);
                }
                slot.set_null();
            }
            ValueMut::Seq(_) | ValueMut::Map(_) => {}
            other if self.corrects && !accepts_null(other) => {}
            _ => return self.fill_with(target, kind, path, None).map(|()| true),
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

    /// Handles a tag that the object does not have, as a required field that is missing.
    fn missing_tag(
        &mut self,
        target: &mut Target<'_, '_>,
        path: &JsonPath<'_>,
        tags: Option<&Tags<'_>>,
    ) {
        let Some(Tags {
            key,
            is_missing: true,
            ..
        }) = tags
        else {
            return;
        };
        let mut declared = target.specs.iter().filter(|spec| spec.wire == *key);
        let is_required = declared.any(|spec| spec.kind.presence == Presence::Required);
        if self.lenient || is_required {
            return;
        }
        self.drift(DriftKind::Missing, &JsonPath::Key(path, key), None);
        target.correct(key, DriftKind::Missing);
    }

    /// Keeps a field that the documentation does not name, if the model has a place for it.
    fn unknown_field(
        &mut self,
        target: &mut Target<'_, '_>,
        key: &Key<'_>,
        path: &JsonPath<'_>,
    ) -> DecodeResult {
        let Some(extra) = &mut target.extra else {
            self.drift(DriftKind::UnknownField, path, None);
            return self.reader.skip().at(path);
        };
        if !target.declares_others {
            self.drift(DriftKind::UnknownField, path, None);
        }
        let is_free = extra.get(key).is_none();
        if let Some(value) = self.raw_field(key.is_exact, is_free, path)? {
            extra.insert(key, value);
        }
        Ok(())
    }
}

/// An object that is being decoded.
struct Target<'x, 'a> {
    specs: &'static [FieldSpec],
    places: &'x mut [&'a mut dyn Wire],
    extra: Option<&'x mut Extra>,
    /// Whether the documentation declares other fields than those of the specs.
    declares_others: bool,
    /// Whether no server sends it.
    only_sent: bool,
}

impl Target<'_, '_> {
    /// Records how a declared field was corrected, if the model has a place for it.
    fn correct(&mut self, field: &'static str, kind: DriftKind) {
        if let Some(extra) = &mut self.extra
            && !self.only_sent
        {
            extra.correct(field, kind);
        }
    }
}

/// The index of the declaration of `key`. The search begins at `expected`, because fields are
/// mostly in declared order, without some of the optional ones.
fn position(specs: &[FieldSpec], key: &str, expected: usize) -> Option<usize> {
    let is_key = |index: &usize| specs[*index].wire == key;
    (expected..specs.len())
        .find(is_key)
        .or_else(|| (0..expected).find(is_key))
}
