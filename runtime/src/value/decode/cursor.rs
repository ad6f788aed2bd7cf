//! What a body contains about the next page.

use serde_json::Value;

use super::{
    decoder::{AtPath, DecodeResult, Decoder},
    error::Reason,
    reader::JsonKind,
};
use crate::{
    spec::{Keys, Paging},
    value::json_path::JsonPath,
};

/// What the body contains about the next page.
#[derive(Default)]
pub(crate) struct Cursor {
    /// The cursor or the URL of the next page: a string or a number.
    next: Option<Value>,
    /// Whether there is a next page.
    pub(crate) more: Option<bool>,
    /// The number of items on all pages.
    pub(crate) total: Option<u64>,
    /// The number of pages.
    pub(crate) page_count: Option<u64>,
    /// Whether the body has the first field on the way to the cursor.
    holder_found: bool,
}

impl Cursor {
    /// The cursor or the URL of the next page, if the body has one.
    pub(crate) fn next(&mut self) -> Option<Value> {
        self.next.take().filter(|next| next.as_str() != Some(""))
    }

    /// Whether the object that contains the cursor is missing. A cursor that is a field of the body
    /// itself may be absent on the last page.
    pub(super) fn missing_holder(&self, paging: &Paging) -> Option<&'static str> {
        let next = paging.next()?;
        let holder = next.first().copied()?;
        (next.len() > 1 && !self.holder_found).then_some(holder)
    }
}

/// A value of the body that is about the next page.
#[derive(Clone, Copy)]
enum Part {
    Next,
    More,
    Total,
    PageCount,
}

/// The keys that remain on the way to each [`Part`].
#[derive(Clone, Copy)]
struct KeyPaths([(Part, Option<Keys>); 4]);

impl KeyPaths {
    fn of(paging: &Paging) -> Self {
        Self([
            (Part::Next, paging.next()),
            (Part::More, paging.more),
            (Part::Total, paging.total),
            (Part::PageCount, paging.page_count),
        ])
    }

    /// What remains after the field `key`; `None` if no path contains it.
    fn through(self, key: &str) -> Option<Self> {
        let rest = |(part, keys): (Part, Option<Keys>)| {
            let rest = keys.and_then(|keys| match keys.split_first() {
                Some((first, rest)) if *first == key => Some(rest),
                _ => None,
            });
            (part, rest)
        };
        let paths = self.0.map(rest);
        let is_any = paths.iter().any(|(_, keys)| keys.is_some());
        is_any.then_some(Self(paths))
    }

    fn leads_to_next(self) -> bool {
        let [(_, next), ..] = self.0;
        next.is_some()
    }

    /// The part whose path ends here.
    fn end(self) -> Option<Part> {
        let mut paths = self.0.into_iter();
        paths.find_map(|(part, keys)| keys?.is_empty().then_some(part))
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
        cursor.holder_found |= paths.leads_to_next();
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
        if let Some(part) = paths.end() {
            let is_duplicate = match part {
                Part::Next => {
                    let next = self.cursor(kind, path)?;
                    cursor.next.replace(next).is_some()
                }
                Part::More => {
                    if kind != JsonKind::Bool {
                        return Err(self.mismatch("a boolean", kind, path));
                    }
                    let more = self.reader.bool().at(path)?;
                    cursor.more.replace(more).is_some()
                }
                Part::Total => {
                    let total = self.count(kind, path)?;
                    cursor.total.replace(total).is_some()
                }
                Part::PageCount => {
                    let count = self.count(kind, path)?;
                    cursor.page_count.replace(count).is_some()
                }
            };
            return match is_duplicate {
                true => Err(self.fail(path, Reason::Duplicate)),
                false => Ok(()),
            };
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

    /// A string or a number, which the request of the next page repeats unchanged.
    fn cursor(&mut self, kind: JsonKind, path: &JsonPath<'_>) -> DecodeResult<Value> {
        match kind {
            JsonKind::String => Ok(Value::String(self.string(path)?.into_owned())),
            JsonKind::Number => {
                let number = self.reader.number().at(path)?.to_value();
                let number = number.map_err(|error| self.number_error(path, error))?;
                Ok(Value::Number(number))
            }
            kind => Err(self.mismatch("a string or a number", kind, path)),
        }
    }

    /// A number of items or pages.
    fn count(&mut self, kind: JsonKind, path: &JsonPath<'_>) -> DecodeResult<u64> {
        if kind != JsonKind::Number {
            return Err(self.mismatch("a number", kind, path));
        }
        let number = self.reader.number().at(path)?.to_i64();
        let number = number.map_err(|error| self.number_error(path, error))?;
        // Some servers return -1 for a number that they do not know, so that more pages follow.
        Ok(u64::try_from(number).unwrap_or(u64::MAX))
    }
}
