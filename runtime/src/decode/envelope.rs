//! Bodies that hold the value in one of their members.

use crate::drift::DriftKind;
use crate::page::Paging;
use crate::path::Path;
use crate::wire::{Mut, Presence, Row};

use super::Observer;
use super::error::Reason;
use super::fill::{At, Decoder, Filled};
use super::paging::Cursor;
use super::reader::{Kind, Reader};

/// How a body holds the value.
#[derive(Clone, Copy)]
pub(crate) struct Envelope {
    /// The member that holds it.
    pub(crate) member: &'static str,
    /// The documented members beside it; `None` if nobody is to be told of others.
    pub(crate) beside: Option<&'static [&'static str]>,
    /// Whether the member is documented to be absent at times.
    pub(crate) optional: bool,
}

/// Tells of every member of `body` that is not in `known`. A body that is no JSON object has none.
pub(crate) fn observe_members(body: &[u8], observer: Observer<'_>, known: &[&str]) {
    let Ok(reader) = Reader::new(body) else {
        return;
    };
    let mut decoder = Decoder::new(reader, Some(observer), false);
    // The operation answers nothing, so that a body which cannot be read breaks nothing.
    let _ = decoder.undeclared_members(known);
}

impl Decoder<'_, '_> {
    /// Fills `target` from a member of an object, and goes over the other members.
    pub(super) fn envelope(
        &mut self,
        envelope: Envelope,
        target: Mut<'_>,
        mut paging: Option<(&Paging, &mut Cursor)>,
    ) -> Filled {
        let root = Path::Root;
        let path = Path::Key(&root, envelope.member);
        let kind = self.peek(&root)?;
        if kind != Kind::Object {
            return Err(self.mismatch("an object", kind, &root));
        }
        // Also where it is optional: whether `null` is documented cannot be told here.
        let row = Row {
            wire: envelope.member,
            presence: Presence::Required,
            only: None,
        };
        let mut target = Some(target);
        self.reader.object().at(&root)?;
        let mut first = true;
        while let Some(name) = self.next_member(first, &root)? {
            first = false;
            if name != envelope.member {
                let other = Path::Key(&root, &name);
                if let Some((paging, cursor)) = &mut paging
                    && self.paging(paging, &name, cursor, &other)?
                {
                    continue;
                }
                if envelope
                    .beside
                    .is_some_and(|known| !known.contains(&&*name))
                {
                    self.drift(DriftKind::UnknownMember, &other, None);
                }
                self.reader.skip().at(&other)?;
            } else if let Some(target) = target.take() {
                self.member(target, row, &path)?;
            } else {
                return Err(self.fail(&path, Reason::Duplicate));
            }
        }
        if let Some((paging, cursor)) = paging
            && cursor.holder_is_missing(paging)
        {
            let holder = paging.next.first().copied().unwrap_or_default();
            self.drift(DriftKind::Missing, &Path::Key(&root, holder), None);
        }
        match target {
            None => Ok(()),
            Some(Mut::Slot(_)) if envelope.optional => Ok(()),
            Some(Mut::Slot(_)) => {
                self.drift(DriftKind::Missing, &path, None);
                Ok(())
            }
            // A list too: read as empty, an envelope of another name would look like an answer.
            Some(_) => Err(self.fail(&path, Reason::Missing)),
        }
    }

    /// Nothing is told before the whole text has turned out to be JSON.
    fn undeclared_members(&mut self, known: &[&str]) -> Filled {
        let root = Path::Root;
        if self.peek(&root)? != Kind::Object {
            return Ok(());
        }
        let keys = self.keys(&root)?;
        self.end()?;
        for key in keys.iter().filter(|key| !known.contains(&&***key)) {
            self.drift(DriftKind::UnknownMember, &Path::Key(&root, key), None);
        }
        Ok(())
    }
}
