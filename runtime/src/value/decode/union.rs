//! Unions: the branch is found before the value is decoded.

use std::borrow::Cow;

use super::{
    decoder::{AtPath, DecodeResult, Decoder, Tags},
    error::Failure,
    reader::JsonKind,
};
use crate::value::{
    drift::DriftKind,
    json_path::JsonPath,
    wire::{Branch, BranchMatch, MISSING_TAG, Outline, TaggedUnion, UntaggedUnion, ValueMut},
};

/// How many unions with several matching branches can be in each other so that all of these
/// branches are tried. Further inside, the best one is: the time to decode is linear in the value.
const MOST_ALTERNATIVES: usize = 3;

/// Why a value does not become a branch that it matches.
enum Rejection {
    /// The branch cannot hold it.
    Failed(Box<Failure>),
    /// The branch holds it with corrections, and others match as well.
    Corrected,
}

impl<'a> Decoder<'a, '_> {
    pub(super) fn tagged_union(
        &mut self,
        union: &mut dyn TaggedUnion,
        kind: JsonKind,
        path: &JsonPath<'_>,
        outer: Option<&Tags<'_>>,
    ) -> DecodeResult {
        let allows_others = union.allows_others();
        if kind != JsonKind::Object && allows_others {
            return self.fill(union.select(MISSING_TAG), path, None);
        }
        if kind != JsonKind::Object {
            let failure = self.mismatch("an object", kind, path);
            return self.unreadable(union.select(MISSING_TAG), failure, path);
        }
        let key = union.tag_key();
        let Some(tag) = self.look_ahead(key, path)? else {
            return self.without_tag(union, path, outer);
        };
        let tags = Tags {
            key,
            is_missing: false,
            outer,
        };
        match union.select(&tag) {
            ValueMut::Unknown(place) => {
                if !allows_others {
                    self.drift(DriftKind::UnknownVariant, path, Some(&tag));
                }
                self.unknown_variant(place, None, path)
            }
            target => match self.branch(target, path, Some(&tags)) {
                Err(_) if allows_others && self.corrects => {
                    self.fill(union.select(MISSING_TAG), path, None)
                }
                Err(failure) => self.unreadable(union.select(MISSING_TAG), failure, path),
                Ok(()) => Ok(()),
            },
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
            if *name == *key {
                if self.peek(&path)? == JsonKind::String {
                    // A string that cannot be decoded is no tag.
                    tag = self.reader.string().ok();
                }
                break;
            }
            self.reader.skip().at(&path)?;
        }
        self.reader.rewind(start);
        Ok(tag)
    }

    /// A value is decoded once for each branch that it matches, until one holds it, at
    /// [`MOST_ALTERNATIVES`] levels at most. Of branches that match equally well, the first one
    /// that needs no correction is taken.
    pub(super) fn untagged_union(
        &mut self,
        union: &mut dyn UntaggedUnion,
        kind: JsonKind,
        path: &JsonPath<'_>,
    ) -> DecodeResult {
        let branches = union.branches();
        let start = self.reader.checkpoint();
        let outline = self.outline(branches, kind, path)?;
        self.reader.rewind(start);
        let mut tried = Vec::new();
        let mut failure = None;
        // The first of several equal branches, if it holds the value with corrections.
        let mut corrected = None;
        let mut found = BranchMatch::find(branches, &outline, &tried);
        let branch = loop {
            let (branch, is_ambiguous) = match found {
                BranchMatch::None => break None,
                BranchMatch::One(branch) => (branch, false),
                BranchMatch::Ambiguous(branch) => (branch, true),
            };
            tried.push(branch);
            let next = BranchMatch::find(branches, &outline, &tried);
            let nesting = self.alternatives;
            let is_last = nesting >= MOST_ALTERNATIVES;
            let has_alternative = tried.len() > 1 || next != BranchMatch::None;
            self.alternatives += usize::from(has_alternative);
            let takes_corrections = is_last || !is_ambiguous && corrected.is_none();
            let filled = self.candidate(union.select(Some(branch)), takes_corrections, path);
            self.alternatives = nesting;
            match filled {
                Ok(()) => break Some(found),
                Err(Rejection::Corrected) => {
                    corrected.get_or_insert(branch);
                }
                Err(Rejection::Failed(error)) => {
                    failure.get_or_insert(error);
                }
            }
            // Branches that match less well do not replace one that holds the value.
            if is_last || corrected.is_some() && !is_ambiguous {
                break None;
            }
            found = next;
        };
        let any = Branch::of_any(branches);
        match (branch, corrected, failure) {
            (Some(BranchMatch::Ambiguous(_)), ..) => {
                self.drift(DriftKind::AmbiguousVariant, path, None);
                Ok(())
            }
            (Some(_), ..) => Ok(()),
            (None, Some(branch), _) => {
                self.alternatives += 1;
                let filled = self.fill(union.select(Some(branch)), path, None);
                self.alternatives -= 1;
                filled?;
                self.drift(DriftKind::AmbiguousVariant, path, None);
                Ok(())
            }
            (None, None, _) if any.is_some() => self.fill(union.select(any), path, None),
            (None, None, Some(failure)) => self.unreadable(union.select(None), failure, path),
            (None, None, None) if kind == JsonKind::Null => {
                Err(self.mismatch("a value", kind, path))
            }
            (None, None, None) => {
                self.drift(DriftKind::UnknownVariant, path, None);
                self.fill(union.select(None), path, None)
            }
        }
    }

    /// Fills the payload of a branch, if it holds the value that follows; without corrections,
    /// unless `takes_corrections`.
    fn candidate(
        &mut self,
        target: ValueMut<'_>,
        takes_corrections: bool,
        path: &JsonPath<'_>,
    ) -> Result<(), Rejection> {
        self.attempt(|decoder| {
            let before = decoder.corrections;
            decoder
                .fill(target, path, None)
                .map_err(Rejection::Failed)?;
            match takes_corrections || decoder.corrections == before {
                true => Ok(()),
                false => Err(Rejection::Corrected),
            }
        })
    }

    /// What distinguishes the `branches`, of the value that follows.
    fn outline(
        &mut self,
        branches: &[Branch],
        kind: JsonKind,
        path: &JsonPath<'_>,
    ) -> DecodeResult<Outline<'a>> {
        match kind {
            JsonKind::Array if !Branch::has_several_lists(branches) => {
                Ok(Outline::Array(Vec::new()))
            }
            JsonKind::Object => {
                let mut discriminators = Vec::new();
                for field in Branch::discriminators(branches) {
                    let value = self.look_ahead(field, path)?;
                    discriminators.extend(value.map(|value| (field, value)));
                }
                Ok(Outline::Object {
                    present: self.keys(path)?,
                    discriminators,
                })
            }
            _ => self.item_outline(kind, path),
        }
    }

    /// The outline of an item of an array, or of any value where all of its items count.
    fn item_outline(&mut self, kind: JsonKind, path: &JsonPath<'_>) -> DecodeResult<Outline<'a>> {
        Ok(match kind {
            JsonKind::Null => {
                self.null(path)?;
                Outline::Null
            }
            JsonKind::Bool => {
                self.reader.bool().at(path)?;
                Outline::Boolean
            }
            JsonKind::Number => {
                let number = self.reader.number().at(path)?;
                Outline::Number(number.range())
            }
            JsonKind::String => {
                let start = self.reader.checkpoint();
                let text = self.reader.string().or_else(|_| {
                    // A string that cannot be decoded is no value of an enum.
                    self.reader.rewind(start);
                    self.reader.skip().map(|()| Cow::Borrowed(""))
                });
                Outline::String(text.at(path)?)
            }
            JsonKind::Array => {
                self.reader.array().at(path)?;
                let mut items = Vec::new();
                while self.reader.element(items.is_empty()).at(path)? {
                    let path = JsonPath::Index(path, items.len());
                    let kind = self.peek(&path)?;
                    items.push(self.item_outline(kind, &path)?);
                }
                Outline::Array(items)
            }
            JsonKind::Object => Outline::Object {
                present: self.keys(path)?,
                discriminators: Vec::new(),
            },
        })
    }

    /// Fills the payload of a branch; on failure, the value still follows where it can be kept.
    pub(super) fn branch(
        &mut self,
        target: ValueMut<'_>,
        path: &JsonPath<'_>,
        tags: Option<&Tags<'_>>,
    ) -> DecodeResult {
        if !self.corrects {
            return self.fill(target, path, tags);
        }
        self.attempt(|decoder| decoder.fill(target, path, tags))
    }

    /// Keeps the value that follows, which is not what its branch requires, in `catch_all`: it is
    /// read again, as JSON, once for each union that it is in.
    fn unreadable(
        &mut self,
        catch_all: ValueMut<'_>,
        failure: Box<Failure>,
        path: &JsonPath<'_>,
    ) -> DecodeResult {
        match catch_all {
            ValueMut::Unknown(place) if self.corrects => {
                self.drift(DriftKind::UnreadableVariant, path, None);
                self.unknown_variant(place, Some(failure.into_error()), path)
            }
            _ => Err(failure),
        }
    }

    /// The keys of the object that follows.
    pub(super) fn keys(&mut self, path: &JsonPath<'_>) -> DecodeResult<Vec<Cow<'a, str>>> {
        self.reader.object().at(path)?;
        let mut keys = Vec::new();
        while let Some(key) = self.next_key(keys.is_empty(), path)? {
            let skipped = self.reader.skip();
            skipped.at(&JsonPath::Key(path, &key))?;
            keys.push(key.into_text());
        }
        Ok(keys)
    }
}
