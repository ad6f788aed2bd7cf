//! Values that nothing is decoded from.

use super::{JsonKind, Reader, Result};

impl Reader<'_> {
    /// Skips the value that follows: any JSON, however deep it is and whatever its strings and
    /// numbers stand for.
    pub(crate) fn skip(&mut self) -> Result<()> {
        // The closing brackets of what is open. It is as long as the body at most, and the stack of
        // the thread would not be enough.
        let mut open = Vec::new();
        loop {
            match self.peek()? {
                JsonKind::Null => self.null()?,
                JsonKind::Bool => drop(self.bool()?),
                JsonKind::Number => drop(self.number()?),
                JsonKind::String => self.skip_string()?,
                kind @ (JsonKind::Array | JsonKind::Object) => {
                    self.at += 1;
                    let close = if kind == JsonKind::Array { b']' } else { b'}' };
                    open.push(close);
                    if self.next_byte() != Some(close) {
                        self.skip_key(close)?;
                        continue;
                    }
                }
            }
            if !self.skip_ends(&mut open)? {
                return Ok(());
            }
        }
    }

    /// Skips what is between a value and the next one: closing brackets, then a comma. Returns
    /// whether there is a next one.
    fn skip_ends(&mut self, open: &mut Vec<u8>) -> Result<bool> {
        while let Some(&close) = open.last() {
            match self.next_byte() {
                Some(byte) if byte == close => {
                    self.at += 1;
                    open.pop();
                }
                Some(b',') => {
                    self.at += 1;
                    self.skip_key(close)?;
                    return Ok(true);
                }
                _ if close == b']' => return self.error("no `,` or `]` after an element"),
                _ => return self.error("expected `,` or `}`"),
            }
        }
        Ok(false)
    }

    /// Skips a key and its colon, unless `close` is the end of an array.
    fn skip_key(&mut self, close: u8) -> Result<()> {
        if close == b']' {
            return Ok(());
        }
        if self.next_byte() != Some(b'"') {
            return self.error("expected a key");
        }
        self.skip_string()?;
        if self.next_byte() != Some(b':') {
            return self.error("expected `:`");
        }
        self.at += 1;
        Ok(())
    }
}
