//! What a body says of the page that follows.

use crate::page::Paging;
use crate::path::Path;

use super::error::Reason;
use super::fill::{At, Decoder, Filled};
use super::reader::Kind;

/// What was found so far.
#[derive(Default)]
pub(crate) struct Cursor {
    text: Option<String>,
    more: Option<bool>,
    /// Whether the member was there that the way to the cursor begins with.
    came: bool,
}

impl Cursor {
    /// What names the page that follows, if one does.
    pub(crate) fn next(self) -> Option<String> {
        self.text
            .filter(|text| !text.is_empty() && self.more != Some(false))
    }

    /// Whether a page follows that is not named.
    pub(crate) fn is_lost(&self) -> bool {
        self.more == Some(true) && self.text.as_ref().is_none_or(String::is_empty)
    }

    /// Whether there was nothing at all where a member holds the cursor and more. A cursor that stands in the body
    /// itself may be absent on the last page.
    pub(super) fn holder_is_missing(&self, paging: &Paging) -> bool {
        paging.next.len() > 1 && !self.came
    }
}

/// The keys that still lead from some place to the cursor, and to the word whether a page follows.
#[derive(Clone, Copy)]
struct Ways {
    next: Option<&'static [&'static str]>,
    more: Option<&'static [&'static str]>,
}

impl Ways {
    fn of(paging: &Paging) -> Self {
        Self {
            next: Some(paging.next),
            more: paging.more,
        }
    }

    /// The ways that go on through the member `key`; `None` if none does.
    fn through(self, key: &str) -> Option<Self> {
        let rest = |way: Option<&'static [&'static str]>| match way?.split_first() {
            Some((first, rest)) if *first == key => Some(rest),
            _ => None,
        };
        let (next, more) = (rest(self.next), rest(self.more));
        (next.is_some() || more.is_some()).then_some(Self { next, more })
    }
}

impl Decoder<'_, '_> {
    /// Reads the member `key` of the body, whose value follows, if it says anything of the page that follows.
    pub(super) fn paging(
        &mut self,
        paging: &Paging,
        key: &str,
        cursor: &mut Cursor,
        path: &Path<'_>,
    ) -> Filled<bool> {
        let Some(ways) = Ways::of(paging).through(key) else {
            return Ok(false);
        };
        cursor.came |= ways.next.is_some();
        self.follow(ways, cursor, path)?;
        Ok(true)
    }

    fn follow(&mut self, ways: Ways, cursor: &mut Cursor, path: &Path<'_>) -> Filled {
        let kind = self.peek(path)?;
        if kind == Kind::Null {
            return self.null(path);
        }
        if ways.next.is_some_and(<[_]>::is_empty) {
            if kind != Kind::String {
                return Err(self.mismatch("a string", kind, path));
            }
            if cursor.text.is_some() {
                return Err(self.fail(path, Reason::Duplicate));
            }
            cursor.text = Some(self.string(path)?.into_owned());
            return Ok(());
        }
        if ways.more.is_some_and(<[_]>::is_empty) {
            if kind != Kind::Bool {
                return Err(self.mismatch("a boolean", kind, path));
            }
            if cursor.more.is_some() {
                return Err(self.fail(path, Reason::Duplicate));
            }
            cursor.more = Some(self.reader.bool().at(path)?);
            return Ok(());
        }
        if kind != Kind::Object {
            return Err(self.mismatch("an object", kind, path));
        }
        self.reader.object().at(path)?;
        let mut first = true;
        while let Some(key) = self.next_member(first, path)? {
            first = false;
            let path = Path::Key(path, &key);
            match ways.through(&key) {
                Some(ways) => self.follow(ways, cursor, &path)?,
                None => self.reader.skip().at(&path)?,
            }
        }
        Ok(())
    }
}
