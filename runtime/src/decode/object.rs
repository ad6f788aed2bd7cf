//! Objects with declared members.

use crate::drift::DriftKind;
use crate::path::Path;
use crate::wire::{Mut, Object, Presence, Ref, Row};

use super::error::Reason;
use super::fill::{At, Decoder, Filled};
use super::reader::Kind;
use super::seen::Seen;

/// The tags that led to an object; its own table need not declare them.
#[derive(Clone, Copy)]
pub(super) struct Tags<'a> {
    pub(super) key: &'static str,
    pub(super) outer: Option<&'a Tags<'a>>,
}

impl Tags<'_> {
    /// How far out the tag `key` is; 0 is the innermost.
    fn position(tags: Option<&Self>, key: &str) -> Option<usize> {
        let tags = tags?;
        match tags.key == key {
            true => Some(0),
            false => Tags::position(tags.outer, key).map(|outer| outer + 1),
        }
    }
}

impl Decoder<'_, '_> {
    pub(super) fn object(
        &mut self,
        object: &mut dyn Object,
        path: &Path<'_>,
        tags: Option<&Tags<'_>>,
    ) -> Filled {
        self.reader.object().at(path)?;
        let mut seen = Seen::default();
        let mut expected = 0;
        let mut first = true;
        while let Some(key) = self.next_member(first, path)? {
            first = false;
            let path = Path::Key(path, &key);
            let Some((index, row)) = position(object, &key, expected) else {
                match Tags::position(tags, &key) {
                    Some(tag) if seen.insert(object.len() + tag) => {
                        return Err(self.fail(&path, Reason::Duplicate));
                    }
                    Some(_) => self.reader.skip().at(&path)?,
                    None => self.undeclared(object, &key, &path)?,
                }
                continue;
            };
            if seen.insert(index) {
                return Err(self.fail(&path, Reason::Duplicate));
            }
            self.member(object.get_mut(index), row, &path)?;
            if let (Some(only), Ref::Bool(value)) = (row.only, object.get(index))
                && value != only
            {
                self.drift(DriftKind::RefusedValue, &path, None);
            }
            expected = index + 1;
        }
        for index in (0..object.len()).filter(|index| !seen.contains(*index)) {
            let row = object.row(index);
            if row.presence == Presence::Required {
                self.missing(object.get_mut(index), &Path::Key(path, row.wire))?;
            }
        }
        Ok(())
    }

    /// Fills the place of a declared member, where `null` may mean more than elsewhere.
    pub(super) fn member(&mut self, target: Mut<'_>, row: Row, path: &Path<'_>) -> Filled {
        if self.peek(path)? != Kind::Null {
            return self.fill(target, path, None);
        }
        match target {
            Mut::Slot(slot) => {
                slot.set_null();
                if row.presence == Presence::Optional && !slot.tells_null_from_absent() {
                    self.drift(DriftKind::UnexpectedNull, path, None);
                }
                self.null(path)
            }
            // A blank list or map is empty, so there is nothing to fill.
            Mut::Seq(_) | Mut::Map(_) => {
                self.drift(DriftKind::UnexpectedNull, path, None);
                self.null(path)
            }
            target => self.fill(target, path, None),
        }
    }

    /// A required member did not come: places that can be empty stay so, the others are an error.
    fn missing(&mut self, target: Mut<'_>, path: &Path<'_>) -> Filled {
        match target {
            _ if self.lenient => Ok(()),
            Mut::Slot(_) | Mut::Seq(_) | Mut::Map(_) | Mut::Raw(_) | Mut::Null => {
                self.drift(DriftKind::Missing, path, None);
                Ok(())
            }
            _ => Err(self.fail(path, Reason::Missing)),
        }
    }

    /// A member that no page declares: kept if the model has a place for it.
    fn undeclared(&mut self, object: &mut dyn Object, key: &str, path: &Path<'_>) -> Filled {
        self.drift(DriftKind::UnknownMember, path, None);
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

/// The row of `key`, looked for first at the place where members in declared order have it.
fn position(object: &dyn Object, key: &str, expected: usize) -> Option<(usize, Row)> {
    let len = object.len();
    if expected < len {
        let row = object.row(expected);
        if row.wire == key {
            return Some((expected, row));
        }
    }
    (0..len)
        .map(|index| (index, object.row(index)))
        .find(|(_, row)| row.wire == key)
}
