//! Unions: the branch is found before the value is decoded.

use std::borrow::Cow;

use super::{
    decoder::{AtPath, DecodeResult, Decoder, Tags},
    reader::JsonKind,
};
use crate::value::{
    drift::DriftKind,
    json_path::JsonPath,
    wire::{Branch, BranchMatch, MISSING_TAG, TaggedUnion, UntaggedUnion, ValueMut},
};

impl<'a> Decoder<'a, '_> {
    pub(super) fn tagged_union(
        &mut self,
        union: &mut dyn TaggedUnion,
        path: &JsonPath<'_>,
        outer: Option<&Tags<'_>>,
    ) -> DecodeResult {
        let key = union.tag_key();
        let tag = self.look_ahead(key, path)?;
        match union.select(tag.as_deref().unwrap_or(MISSING_TAG)) {
            ValueMut::Raw(place) => {
                self.drift(DriftKind::UnknownVariant, path, tag.as_deref());
                *place = self.raw(path)?;
                Ok(())
            }
            target => self.fill(target, path, Some(&Tags { key, outer })),
        }
    }

    /// The string field `key` of the object that follows; the object is not consumed.
    fn look_ahead(&mut self, key: &str, path: &JsonPath<'_>) -> DecodeResult<Option<Cow<'a, str>>> {
        let start = self.reader.checkpoint();
        self.reader.object().at(path)?;
        let mut tag = None;
        let mut first = true;
        while let Some(name) = self.next_key(first, path)? {
            first = false;
            let path = JsonPath::Key(path, &name);
            if name == key {
                if self.peek(&path)? == JsonKind::String {
                    tag = Some(self.string(&path)?);
                }
                break;
            }
            self.reader.skip().at(&path)?;
        }
        self.reader.rewind(start);
        Ok(tag)
    }

    pub(super) fn untagged_union(
        &mut self,
        union: &mut dyn UntaggedUnion,
        kind: JsonKind,
        path: &JsonPath<'_>,
    ) -> DecodeResult {
        let branches = union.branches();
        let start = self.reader.checkpoint();
        let found = match kind {
            JsonKind::Null => BranchMatch::null(branches),
            JsonKind::Bool => BranchMatch::boolean(branches),
            JsonKind::Array => BranchMatch::array(branches),
            JsonKind::Number => {
                let number = self.reader.number().at(path)?;
                BranchMatch::number(branches, number.to_i64().is_ok())
            }
            JsonKind::String => BranchMatch::string(branches, &self.string(path)?),
            JsonKind::Object => {
                let mut discriminators = Vec::new();
                for field in Branch::discriminators(branches) {
                    let value = self.look_ahead(field, path)?;
                    discriminators.extend(value.map(|value| (field, value)));
                }
                BranchMatch::object(branches, &self.keys(path)?, &discriminators)
            }
        };
        self.reader.rewind(start);
        match found {
            BranchMatch::None if kind == JsonKind::Null => {
                Err(self.mismatch("a value", kind, path))
            }
            BranchMatch::None => {
                self.drift(DriftKind::UnknownVariant, path, None);
                self.fill(union.select(None), path, None)
            }
            BranchMatch::One(branch) => self.fill(union.select(Some(branch)), path, None),
            BranchMatch::Ambiguous(branch) => {
                self.drift(DriftKind::AmbiguousVariant, path, None);
                self.fill(union.select(Some(branch)), path, None)
            }
        }
    }

    /// The keys of the object that follows.
    pub(super) fn keys(&mut self, path: &JsonPath<'_>) -> DecodeResult<Vec<Cow<'a, str>>> {
        self.reader.object().at(path)?;
        let mut keys = Vec::new();
        while let Some(key) = self.next_key(keys.is_empty(), path)? {
            let skipped = self.reader.skip();
            skipped.at(&JsonPath::Key(path, &key))?;
            keys.push(key);
        }
        Ok(keys)
    }
}
