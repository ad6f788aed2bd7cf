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
    pub(super) fn key(&mut self) -> Result<Key<'a>> {
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
