//! Values of tagged unions that have no tag.

use std::borrow::Cow;

use super::decoder::{DecodeResult, Decoder, Tags};
use crate::{
    spec::Presence,
    value::{
        drift::DriftKind,
        json_path::JsonPath,
        wire::{FieldReader, MISSING_TAG, Object, TaggedUnion, ValueMut},
    },
};

impl Decoder<'_, '_> {
    /// Fills the union from the object that follows, which has no string as its tag: the only
    /// branch that has its fields, or else the catch-all branch.
    pub(super) fn without_tag(
        &mut self,
        union: &mut dyn TaggedUnion,
        path: &JsonPath<'_>,
        outer: Option<&Tags<'_>>,
    ) -> DecodeResult {
        let allows_others = union.allows_others();
        if self.corrects
            && !allows_others
            && let Some(tag) = self.only_branch(union, path)?
        {
            let tags = Tags {
                key: union.tag_key(),
                is_missing: true,
                outer,
            };
            if self.branch(union.select(tag), path, Some(&tags)).is_ok() {
                return Ok(());
            }
        }
        match union.select(MISSING_TAG) {
            ValueMut::Unknown(place) => {
                if !allows_others {
                    self.drift(DriftKind::UnknownVariant, path, None);
                }
                self.unknown_variant(place, None, path)
            }
            target => self.fill(target, path, None),
        }
    }

    /// The tag of the only branch that declares the fields of the object that follows; the object
    /// is not consumed.
    fn only_branch(
        &mut self,
        union: &mut dyn TaggedUnion,
        path: &JsonPath<'_>,
    ) -> DecodeResult<Option<&'static str>> {
        let start = self.reader.checkpoint();
        let keys = self.keys(path)?;
        self.reader.rewind(start);
        let tag_key = union.tag_key();
        // A tag that is no string is not missing.
        if keys.iter().any(|key| key == tag_key) {
            return Ok(None);
        }
        let mut found = None;
        for tag in union.tags() {
            let ValueMut::Object(object) = union.select(tag) else {
                return Ok(None);
            };
            if has_fields(object, tag_key, &keys) && found.replace(*tag).is_some() {
                return Ok(None);
            }
        }
        Ok(found)
    }
}

/// Whether an object with these keys has all required fields of `object` but the tag, and only
/// fields that it allows; and whether `object` can keep that it had no tag.
fn has_fields(object: &dyn Object, tag_key: &str, keys: &[Cow<'_, str>]) -> bool {
    let specs = object.specs();
    let is_declared = |key: &Cow<'_, str>| specs.iter().any(|spec| spec.wire == key);
    let mut are_allowed = match object.declares_others() {
        true => keys.iter().any(is_declared),
        false => !keys.is_empty() && keys.iter().all(is_declared),
    };
    are_allowed &= specs.iter().all(|spec| {
        spec.kind.presence != Presence::Required
            || spec.wire == tag_key
            || keys.iter().any(|key| key == spec.wire)
    });
    let mut keeps_corrections = false;
    object.values(&mut FieldReader::new(&mut |fields| {
        keeps_corrections = fields.extra.is_some();
    }));
    are_allowed && keeps_corrections && !object.only_sent()
}
