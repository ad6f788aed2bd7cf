//! Bodies that hold the value in one of their fields.

use super::{
    cursor::Cursor,
    decoder::{AtPath, DecodeResult, Decoder},
    error::Reason,
    observer::Observer,
    reader::{Checkpoint, JsonKind, Reader},
};
use crate::{
    spec::Paging,
    value::{drift::DriftKind, json_path::JsonPath, wire::ValueMut},
};

/// The field of a body that holds the value.
#[derive(Clone, Copy)]
pub(crate) struct Envelope {
    /// The name of the field.
    pub(crate) field: &'static str,
    /// Fields of the same type that are decoded in its place where it is missing.
    pub(crate) alternatives: &'static [&'static str],
    /// The documented fields next to it; `None` if others are not reported.
    pub(crate) siblings: Option<&'static [&'static str]>,
    /// Whether the field may be absent.
    pub(crate) optional: bool,
}

/// Reports every field of `body` that is not in `known`. A body that is not a JSON object has none.
pub(crate) fn observe_fields(body: &[u8], observer: Observer<'_>, known: &[&str]) {
    let Ok(reader) = Reader::new(body) else {
        return;
    };
    let mut decoder = Decoder::new(reader, Some(observer));
    // The operation returns no value, so that a body which cannot be decoded is not an error.
    let _ = decoder.unknown_fields(known);
}

impl Decoder<'_, '_> {
    /// Fills `target` from a field of an object, and skips the other fields.
    pub(super) fn envelope(
        &mut self,
        envelope: Envelope,
        target: ValueMut<'_>,
        mut paging: Option<(&Paging, &mut Cursor)>,
    ) -> DecodeResult {
        let root = JsonPath::Root;
        let path = JsonPath::Key(&root, envelope.field);
        let is_page = paging.is_some();
        let kind = self.peek(&root)?;
        if kind != JsonKind::Object {
            return Err(self.mismatch("an object", kind, &root));
        }
        let mut target = Some(target);
        // The first one that is documented, whatever the order in the body.
        let mut alternative: Option<(usize, Checkpoint)> = None;
        self.reader.object().at(&root)?;
        let mut first = true;
        while let Some(name) = self.next_key(first, &root)? {
            first = false;
            if *name != *envelope.field {
                let sibling = JsonPath::Key(&root, &name);
                if let Some((paging, cursor)) = &mut paging
                    && self.paging(paging, &name, cursor, &sibling)?
                {
                    continue;
                }
                if envelope
                    .siblings
                    .is_some_and(|known| !known.contains(&&*name))
                {
                    self.drift(DriftKind::UnknownField, &sibling, None);
                }
                let rank = envelope.alternatives.iter().position(|it| **it == *name);
                if let Some(rank) = rank
                    && alternative.as_ref().is_none_or(|(best, _)| rank < *best)
                {
                    alternative = Some((rank, self.reader.checkpoint()));
                }
                self.reader.skip().at(&sibling)?;
            } else if let Some(target) = target.take() {
                self.enveloped(target, &path)?;
            } else {
                return Err(self.fail(&path, Reason::Duplicate));
            }
        }
        if let Some((paging, cursor)) = paging
            && let Some(holder) = cursor.missing_holder(paging)
        {
            self.drift(DriftKind::Missing, &JsonPath::Key(&root, holder), None);
        }
        let alternative = alternative.filter(|_| !self.strict);
        match (target, alternative) {
            (None, _) => Ok(()),
            (Some(target), Some((rank, start))) => {
                let field = envelope.alternatives[rank];
                self.drift(DriftKind::Missing, &path, None);
                let end = self.reader.checkpoint();
                self.reader.rewind(start);
                self.enveloped(target, &JsonPath::Key(&root, field))?;
                self.reader.rewind(end);
                Ok(())
            }
            (Some(ValueMut::Optional(_)), None) if envelope.optional => Ok(()),
            (Some(ValueMut::Seq(_)), None) if envelope.optional && is_page => Ok(()),
            (Some(ValueMut::Optional(_)), None) => {
                self.drift(DriftKind::Missing, &path, None);
                Ok(())
            }
            // A list too: decoded as empty, an envelope of another name would look like a valid
            // response.
            (Some(_), None) => Err(self.fail(&path, Reason::Missing)),
        }
    }

    /// Fills the value, which is never corrected as a whole: without it, there is no response.
    fn enveloped(&mut self, target: ValueMut<'_>, path: &JsonPath<'_>) -> DecodeResult {
        match (target, self.peek(path)?) {
            // Whether the documentation allows `null` is not known here.
            (ValueMut::Optional(slot), JsonKind::Null) => {
                slot.set_null();
                self.null(path)
            }
            // The place is empty already.
            (ValueMut::Seq(_) | ValueMut::Map(_), JsonKind::Null) => {
                self.drift(DriftKind::UnexpectedNull, path, None);
                self.null(path)
            }
            (target, _) => self.fill(target, path, None),
        }
    }

    /// Nothing is reported before the whole text has turned out to be JSON.
    fn unknown_fields(&mut self, known: &[&str]) -> DecodeResult {
        let root = JsonPath::Root;
        if self.peek(&root)? != JsonKind::Object {
            return Ok(());
        }
        let keys = self.keys(&root)?;
        self.end()?;
        for key in keys.iter().filter(|key| !known.contains(&&***key)) {
            self.drift(DriftKind::UnknownField, &JsonPath::Key(&root, key), None);
        }
        Ok(())
    }
}
