//! Unions: finds the branch before it is read.

use std::borrow::Cow;

use crate::drift::DriftKind;
use crate::path::Path;
use crate::wire::{Branch, Choice, Mut, NO_TAG, Pick, Union};

use super::fill::{At, Decoder, Filled};
use super::object::Tags;
use super::reader::Kind;

impl<'a> Decoder<'a, '_> {
    pub(super) fn union(
        &mut self,
        union: &mut dyn Union,
        path: &Path<'_>,
        outer: Option<&Tags<'_>>,
    ) -> Filled {
        let key = union.tag_key();
        let tag = self.look_ahead(key, path)?;
        match union.select(tag.as_deref().unwrap_or(NO_TAG)) {
            Mut::Raw(place) => {
                self.drift(DriftKind::UnknownVariant, path, tag.as_deref());
                *place = self.raw(path)?;
                Ok(())
            }
            target => self.fill(target, path, Some(&Tags { key, outer })),
        }
    }

    /// The string member `key` of the object that follows; the object stays to be read.
    fn look_ahead(&mut self, key: &str, path: &Path<'_>) -> Filled<Option<Cow<'a, str>>> {
        let mark = self.reader.mark();
        self.reader.object().at(path)?;
        let mut tag = None;
        let mut first = true;
        while let Some(name) = self.next_member(first, path)? {
            first = false;
            let path = Path::Key(path, &name);
            if name == key {
                if self.peek(&path)? == Kind::String {
                    tag = Some(self.string(&path)?);
                }
                break;
            }
            self.reader.skip().at(&path)?;
        }
        self.reader.rewind(mark);
        Ok(tag)
    }

    pub(super) fn choice(
        &mut self,
        choice: &mut dyn Choice,
        kind: Kind,
        path: &Path<'_>,
    ) -> Filled {
        let branches = choice.branches();
        let mark = self.reader.mark();
        let pick = match kind {
            Kind::Null => Pick::null(branches),
            Kind::Bool => Pick::boolean(branches),
            Kind::Array => Pick::array(branches),
            Kind::Number => {
                let number = self.reader.number().at(path)?;
                Pick::number(branches, number.to_i64().is_ok())
            }
            Kind::String => Pick::string(branches, &self.string(path)?),
            Kind::Object => {
                let mut told = Vec::new();
                for member in Branch::telling(branches) {
                    told.extend(self.look_ahead(member, path)?.map(|text| (member, text)));
                }
                Pick::object(branches, &self.keys(path)?, &told)
            }
        };
        self.reader.rewind(mark);
        match pick {
            Pick::Nothing if kind == Kind::Null => Err(self.mismatch("a value", kind, path)),
            Pick::Nothing => {
                self.drift(DriftKind::UnknownVariant, path, None);
                self.fill(choice.select(None), path, None)
            }
            Pick::One(branch) => self.fill(choice.select(Some(branch)), path, None),
            Pick::Ambiguous(branch) => {
                self.drift(DriftKind::AmbiguousVariant, path, None);
                self.fill(choice.select(Some(branch)), path, None)
            }
        }
    }

    /// The keys of the object that follows.
    pub(super) fn keys(&mut self, path: &Path<'_>) -> Filled<Vec<Cow<'a, str>>> {
        self.reader.object().at(path)?;
        let mut keys = Vec::new();
        while let Some(key) = self.next_member(keys.is_empty(), path)? {
            let skipped = self.reader.skip();
            skipped.at(&Path::Key(path, &key))?;
            keys.push(key);
        }
        Ok(keys)
    }
}
