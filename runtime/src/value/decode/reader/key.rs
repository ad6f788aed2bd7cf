//! Keys of objects.

use std::{borrow::Cow, ops::Deref};

use super::{Reader, Result};

/// The key of a field.
pub(crate) struct Key<'a> {
    text: Cow<'a, str>,
    /// Whether the text is the key. A key with an unpaired surrogate is no `str`: then this is how
    /// it is written.
    pub(crate) is_exact: bool,
}

impl<'a> Key<'a> {
    pub(crate) fn into_text(self) -> Cow<'a, str> {
        self.text
    }

    pub(crate) fn into_string(self) -> String {
        self.text.into_owned()
    }
}

impl Deref for Key<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl<'a> Reader<'a> {
    /// Goes over the key `text`, which has its quotes and its colon, if exactly that follows.
    pub(crate) fn take_key(&mut self, text: &str) -> bool {
        let found = self.next_byte() == Some(b'"')
            && self.text.as_bytes()[self.at..].starts_with(text.as_bytes());
        if found {
            self.at += text.len();
        }
        found
    }

    /// The key that follows, whose value follows it.
    pub(crate) fn key_and_colon(&mut self) -> Result<Key<'a>> {
        if self.next_byte() != Some(b'"') {
            return self.error("expected a key");
        }
        let key = self.key()?;
        if self.next_byte() != Some(b':') {
            return self.error("expected `:`");
        }
        self.at += 1;
        Ok(key)
    }

    fn key(&mut self) -> Result<Key<'a>> {
        let start = self.checkpoint();
        if let Ok(text) = self.string() {
            return Ok(Key {
                text,
                is_exact: true,
            });
        }
        self.rewind(start);
        self.skip_string()?;
        Ok(Key {
            text: Cow::Borrowed(&self.text[start.at + 1..self.at - 1]),
            is_exact: false,
        })
    }
}
