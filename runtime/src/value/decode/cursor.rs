//! The cursor of the next page, as a body names it.

use super::{
    decoder::{AtPath, DecodeResult, Decoder},
    error::Reason,
    reader::JsonKind,
};
use crate::{spec::Paging, value::json_path::JsonPath};

/// What the body contains about the next page.
#[derive(Default)]
pub(crate) struct Cursor {
    text: Option<String>,
    more: Option<bool>,
    /// Whether the body has the first field on the way to the cursor.
    holder_found: bool,
}

impl Cursor {
    /// The cursor of the next page, if there is one.
    pub(crate) fn next(self) -> Option<String> {
        self.text
            .filter(|text| !text.is_empty() && self.more != Some(false))
    }

    /// Whether the body announces a next page without a cursor.
    pub(crate) fn is_missing(&self) -> bool {
        self.more == Some(true) && self.text.as_ref().is_none_or(String::is_empty)
    }

    /// Whether the object that contains the cursor is missing. A cursor that is a field of the body
    /// itself may be absent on the last page.
    pub(super) fn holder_is_missing(&self, paging: &Paging) -> bool {
        paging.next.len() > 1 && !self.holder_found
    }
}

/// The keys that remain on the way to the cursor, and to the boolean that announces a next page.
#[derive(Clone, Copy)]
struct KeyPaths {
    next: Option<&'static [&'static str]>,
    more: Option<&'static [&'static str]>,
}

impl KeyPaths {
    fn of(paging: &Paging) -> Self {
        Self {
            next: Some(paging.next),
            more: paging.more,
        }
    }

    /// What remains after the field `key`; `None` if neither path contains it.
    fn through(self, key: &str) -> Option<Self> {
        let rest = |keys: Option<&'static [&'static str]>| match keys?.split_first() {
            Some((first, rest)) if *first == key => Some(rest),
            _ => None,
        };
        let (next, more) = (rest(self.next), rest(self.more));
        (next.is_some() || more.is_some()).then_some(Self { next, more })
    }
}

impl Decoder<'_, '_> {
    /// Reads the field `key` of the body, whose value follows, if it leads to anything about the
    /// next page.
    ///
    /// Returns whether it does.
    pub(super) fn paging(
        &mut self,
        paging: &Paging,
        key: &str,
        cursor: &mut Cursor,
        path: &JsonPath<'_>,
    ) -> DecodeResult<bool> {
        let Some(paths) = KeyPaths::of(paging).through(key) else {
            return Ok(false);
        };
        cursor.holder_found |= paths.next.is_some();
        self.follow(paths, cursor, path)?;
        Ok(true)
    }

    fn follow(
        &mut self,
        paths: KeyPaths,
        cursor: &mut Cursor,
        path: &JsonPath<'_>,
    ) -> DecodeResult {
        let kind = self.peek(path)?;
        if kind == JsonKind::Null {
            return self.null(path);
        }
        if paths.next.is_some_and(<[_]>::is_empty) {
            if kind != JsonKind::String {
                return Err(self.mismatch("a string", kind, path));
            }
            if cursor.text.is_some() {
                return Err(self.fail(path, Reason::Duplicate));
            }
            cursor.text = Some(self.string(path)?.into_owned());
            return Ok(());
        }
        if paths.more.is_some_and(<[_]>::is_empty) {
            if kind != JsonKind::Bool {
                return Err(self.mismatch("a boolean", kind, path));
            }
            if cursor.more.is_some() {
                return Err(self.fail(path, Reason::Duplicate));
            }
            cursor.more = Some(self.reader.bool().at(path)?);
            return Ok(());
        }
        if kind != JsonKind::Object {
            return Err(self.mismatch("an object", kind, path));
        }
        self.reader.object().at(path)?;
        let mut first = true;
        while let Some(key) = self.next_key(first, path)? {
            first = false;
            let path = JsonPath::Key(path, &key);
            match paths.through(&key) {
                Some(paths) => self.follow(paths, cursor, &path)?,
                None => self.reader.skip().at(&path)?,
            }
        }
        Ok(())
    }
}
