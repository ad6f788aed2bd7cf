//! Strings and their escapes.

use std::borrow::Cow;

use super::{Reader, Result};
use crate::value::scan::unescaped_len;

impl<'a> Reader<'a> {
    #[inline]
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>> {
        self.next_byte();
        let start = self.at + 1;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let end = start + unescaped_len(rest);
        // Between the quotes of a string and a quote is a whole number of characters.
        if self.text.as_bytes().get(end) == Some(&b'"')
            && let Some(text) = self.text.get(start..end)
        {
            self.at = end + 1;
            return Ok(Cow::Borrowed(text));
        }
        self.at = end;
        self.escaped(start).map(Cow::Owned)
    }

    /// Skips the string that follows. It may contain surrogates in any order.
    pub(crate) fn skip_string(&mut self) -> Result<()> {
        self.next_byte();
        self.at += 1;
        loop {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            self.at += unescaped_len(rest);
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.at += 1;
                    match self.byte() {
                        Some(b'u') => {
                            self.at += 1;
                            self.hex()?;
                        }
                        _ => drop(self.escape()?),
                    }
                }
                Some(_) => return self.error("unescaped control character in a string"),
                None => return self.error("unterminated string"),
            }
        }
    }

    /// The string that begins at `start` and has no escapes up to here.
    #[cold]
    fn escaped(&mut self, start: usize) -> Result<String> {
        let mut text = self.text[start..self.at].to_owned();
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    self.at += 1;
                    text.push(self.escape()?);
                }
                Some(..0x20) => return self.error("unescaped control character in a string"),
                Some(_) => {
                    let rest = &self.text.as_bytes()[self.at..];
                    let end = self.at + unescaped_len(rest);
                    text.push_str(&self.text[self.at..end]);
                    self.at = end;
                }
                None => return self.error("unterminated string"),
            }
        }
    }

    /// The character of an escape, after its backslash.
    fn escape(&mut self) -> Result<char> {
        let letter = self.byte();
        self.at += 1;
        match letter {
            Some(b'"') => Ok('"'),
            Some(b'\\') => Ok('\\'),
            Some(b'/') => Ok('/'),
            Some(b'b') => Ok('\u{8}'),
            Some(b'f') => Ok('\u{c}'),
            Some(b'n') => Ok('\n'),
            Some(b'r') => Ok('\r'),
            Some(b't') => Ok('\t'),
            Some(b'u') => self.code_point(),
            _ => {
                self.at -= 1;
                self.error("invalid escape")
            }
        }
    }

    /// The character of `\uXXXX`, or of two of them that are a surrogate pair.
    fn code_point(&mut self) -> Result<char> {
        let high = self.hex()?;
        if !(0xD800..0xDC00).contains(&high) {
            return char::from_u32(high).map_or_else(|| self.error("unpaired surrogate"), Ok);
        }
        if !self.text.as_bytes()[self.at..].starts_with(b"\\u") {
            return self.error("unpaired surrogate");
        }
        self.at += 2;
        let low = self.hex()?;
        if !(0xDC00..0xE000).contains(&low) {
            return self.error("unpaired surrogate");
        }
        let point = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
        char::from_u32(point).map_or_else(|| self.error("unpaired surrogate"), Ok)
    }

    fn hex(&mut self) -> Result<u32> {
        let mut value = 0;
        for _ in 0..4 {
            let digit = self.byte().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else {
                return self.error("expected four hexadecimal digits");
            };
            value = value * 16 + digit;
            self.at += 1;
        }
        Ok(value)
    }
}
