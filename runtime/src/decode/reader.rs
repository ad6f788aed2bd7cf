//! Reads JSON text piece by piece, as the caller asks for it.
//!
//! The decoder needs what a push parser cannot give: look ahead to a tag and come back, one path for every error,
//! messages that never quote the text, and the same behaviour whichever features of `serde_json` a build turns on.

mod string;

use std::borrow::Cow;

use super::number::Number;

/// Deepest nesting that is read; `serde_json` reads 127 levels.
pub(crate) const DEEPEST: usize = 128;

/// The kind of a JSON value, told from its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Bool,
    Number,
    String,
    Array,
    Object,
}

/// Why text is no JSON, and the offset in bytes where that shows.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) at: usize,
    pub(crate) what: &'static str,
}

type Result<T> = std::result::Result<T, Fault>;

/// A place to come back to.
#[derive(Clone, Copy)]
pub(crate) struct Mark {
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
        let text = std::str::from_utf8(body).map_err(|error| Fault {
            at: error.valid_up_to(),
            what: "not UTF-8",
        })?;
        Ok(Self {
            text,
            at: 0,
            depth: 0,
        })
    }

    pub(crate) fn offset(&self) -> usize {
        self.at
    }

    pub(crate) fn mark(&self) -> Mark {
        Mark {
            at: self.at,
            depth: self.depth,
        }
    }

    pub(crate) fn rewind(&mut self, mark: Mark) {
        self.at = mark.at;
        self.depth = mark.depth;
    }

    /// Fails unless only white space is left.
    pub(crate) fn end(&mut self) -> Result<()> {
        match self.next_byte() {
            None => Ok(()),
            Some(_) => self.fault("text after the end of the value"),
        }
    }

    /// The kind of the value that follows.
    pub(crate) fn peek(&mut self) -> Result<Kind> {
        match self.next_byte() {
            Some(b'n') => Ok(Kind::Null),
            Some(b't' | b'f') => Ok(Kind::Bool),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b'"') => Ok(Kind::String),
            Some(b'[') => Ok(Kind::Array),
            Some(b'{') => Ok(Kind::Object),
            Some(_) => self.fault("not a JSON value"),
            None => self.fault("the text ends where a value should begin"),
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
                self.fault("not a JSON number")
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

    /// Opens an object; [`Reader::member`] follows.
    pub(crate) fn object(&mut self) -> Result<()> {
        self.open(b'{', "not an object")
    }

    /// The key of the next member, whose value follows; `None` after the last.
    pub(crate) fn member(&mut self, first: bool) -> Result<Option<Cow<'a, str>>> {
        if !self.item(first, b'}', "no `,` or `}` after a member")? {
            return Ok(None);
        }
        if self.next_byte() != Some(b'"') {
            return self.fault("no key where a member should begin");
        }
        let key = self.string()?;
        if self.next_byte() != Some(b':') {
            return self.fault("no `:` after a key");
        }
        self.at += 1;
        Ok(Some(key))
    }

    /// Goes over the value that follows, whatever it is.
    pub(crate) fn skip(&mut self) -> Result<()> {
        match self.peek()? {
            Kind::Null => self.null(),
            Kind::Bool => self.bool().map(drop),
            Kind::Number => self.number().map(drop),
            Kind::String => self.string().map(drop),
            Kind::Array => {
                self.array()?;
                let mut first = true;
                while self.element(first)? {
                    self.skip()?;
                    first = false;
                }
                Ok(())
            }
            Kind::Object => {
                self.object()?;
                let mut first = true;
                while self.member(first)?.is_some() {
                    self.skip()?;
                    first = false;
                }
                Ok(())
            }
        }
    }

    fn open(&mut self, bracket: u8, what: &'static str) -> Result<()> {
        if self.next_byte() != Some(bracket) {
            return self.fault(what);
        }
        if self.depth == DEEPEST {
            return self.fault("nested deeper than 128 levels");
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
            _ => self.fault(what),
        }
    }

    fn word(&mut self, word: &'static str) -> Result<()> {
        self.next_byte();
        if !self.text[self.at..].starts_with(word) {
            return self.fault("not a JSON value");
        }
        self.at += word.len();
        Ok(())
    }

    /// The next byte that is no white space; it stays to be read.
    fn next_byte(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
        self.byte()
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn fault<T>(&self, what: &'static str) -> Result<T> {
        Err(Fault { at: self.at, what })
    }
}
