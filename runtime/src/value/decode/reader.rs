//! A pull parser for JSON text.
//!
//! The decoder needs what `serde_json` does not offer: looking ahead to a tag, a path for every
//! error, messages that never quote the text, and the same behaviour whichever features of
//! `serde_json` a build turns on.

mod key;
mod skip;
mod string;

pub(crate) use key::Key;

use super::number::Number;

/// Deepest nesting that is decoded; `serde_json` decodes 127 levels.
pub(crate) const DEEPEST: usize = 128;

pub(super) const TOO_DEEP: &str = "nesting deeper than 128 levels";

/// The kind of a JSON value, which its first byte determines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonKind {
    Null,
    Bool,
    Number,
    String,
    Array,
    Object,
}

/// Why text is not JSON, and the offset of the error in bytes.
#[derive(Debug)]
pub(crate) struct SyntaxError {
    pub(crate) at: usize,
    pub(crate) what: &'static str,
}

type Result<T> = std::result::Result<T, SyntaxError>;

/// A position to return to.
#[derive(Clone, Copy)]
pub(crate) struct Checkpoint {
    at: usize,
    depth: usize,
}

pub(crate) struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the start of `body`, after a byte order mark if there is one.
    pub(crate) fn new(body: &'a [u8]) -> Result<Self> {
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        let text = std::str::from_utf8(body).map_err(|error| SyntaxError {
            at: error.valid_up_to(),
            what: "not UTF-8",
        })?;
        Ok(Self {
            text,
            at: 0,
            depth: 0,
        })
    }

    /// Whether an array or an object that follows would be nested too deep.
    pub(crate) fn is_deepest(&self) -> bool {
        self.depth == DEEPEST
    }

    pub(crate) fn offset(&self) -> usize {
        self.at
    }

    pub(crate) fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            at: self.at,
            depth: self.depth,
        }
    }

    pub(crate) fn rewind(&mut self, checkpoint: Checkpoint) {
        self.at = checkpoint.at;
        self.depth = checkpoint.depth;
    }

    /// Fails unless only white space is left.
    pub(crate) fn end(&mut self) -> Result<()> {
        match self.next_byte() {
            None => Ok(()),
            Some(_) => self.error("unexpected text after the value"),
        }
    }

    /// The kind of the value that follows.
    pub(crate) fn peek(&mut self) -> Result<JsonKind> {
        match self.next_byte() {
            Some(b'n') => Ok(JsonKind::Null),
            Some(b't' | b'f') => Ok(JsonKind::Bool),
            Some(b'-' | b'0'..=b'9') => Ok(JsonKind::Number),
            Some(b'"') => Ok(JsonKind::String),
            Some(b'[') => Ok(JsonKind::Array),
            Some(b'{') => Ok(JsonKind::Object),
            Some(_) => self.error("expected a JSON value"),
            None => self.error("expected a value, found the end of the text"),
        }
    }

    pub(crate) fn null(&mut self) -> Result<()> {
        self.word("null")
    }

    pub(crate) fn bool(&mut self) -> Result<bool> {
        if self.next_byte() == Some(b't') {
            self.word("true").map(|()| true)
        } else {
            self.word("false").map(|()| false)
        }
    }

    pub(crate) fn number(&mut self) -> Result<Number<'a>> {
        self.next_byte();
        match Number::scan(&self.text[self.at..]) {
            Ok(number) => {
                self.at += number.text().len();
                Ok(number)
            }
            Err(offset) => {
                self.at += offset;
                self.error("not a JSON number")
            }
        }
    }

    /// Opens an array; [`Reader::element`] follows.
    pub(crate) fn array(&mut self) -> Result<()> {
        self.open(b'[', "not an array")
    }

    /// Goes to the next element, or over the end of the array.
    pub(crate) fn element(&mut self, first: bool) -> Result<bool> {
        self.item(first, b']', "no `,` or `]` after an element")
    }

    /// Opens an object; [`Reader::next_key`] follows.
    pub(crate) fn object(&mut self) -> Result<()> {
        self.open(b'{', "not an object")
    }

    /// The key of the next member, whose value follows; `None` after the last.
    pub(crate) fn next_key(&mut self, first: bool) -> Result<Option<Key<'a>>> {
        match self.item_of_object(first)? {
            true => self.key_and_colon().map(Some),
            false => Ok(None),
        }
    }

    /// Goes to the key of the next member, or over the end of the object.
    pub(crate) fn item_of_object(&mut self, first: bool) -> Result<bool> {
        self.item(first, b'}', "expected `,` or `}`")
    }

    fn open(&mut self, bracket: u8, what: &'static str) -> Result<()> {
        if self.next_byte() != Some(bracket) {
            return self.error(what);
        }
        if self.is_deepest() {
            return self.error(TOO_DEEP);
        }
        self.at += 1;
        self.depth += 1;
        Ok(())
    }

    fn item(&mut self, first: bool, close: u8, what: &'static str) -> Result<bool> {
        match self.next_byte() {
            Some(byte) if byte == close => {
                self.at += 1;
                self.depth -= 1;
                Ok(false)
            }
            Some(_) if first => Ok(true),
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            _ => self.error(what),
        }
    }

    fn word(&mut self, word: &'static str) -> Result<()> {
        self.next_byte();
        if !self.text[self.at..].starts_with(word) {
            return self.error("expected a JSON value");
        }
        self.at += word.len();
        Ok(())
    }

    /// The next byte that is not white space; it is not consumed.
    fn next_byte(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
        self.byte()
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn error<T>(&self, what: &'static str) -> Result<T> {
        Err(SyntaxError { at: self.at, what })
    }
}
