//! Where flow collections and quoted scalars of several lines are, estimated without a parser.

use std::ops::Range;

/// A flow collection or a quoted scalar that has several lines.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) range: Range<usize>,
    /// How many spaces its lines begin with at least by YAML 1.2.
    pub(super) indent: usize,
}

/// The regions of a text, in order; none contains another.
pub(super) fn regions(text: &str) -> Vec<Region> {
    let mut lexer = Lexer {
        bytes: text.as_bytes(),
        at: 0,
        line: 0,
        indent: 0,
        plain: None,
        regions: Vec::new(),
    };
    while lexer.at < lexer.bytes.len() {
        lexer.line();
    }
    lexer.regions
}

struct Lexer<'t> {
    bytes: &'t [u8],
    at: usize,
    /// Where the line begins.
    line: usize,
    /// How many spaces the lines of a value begin with at least: one more than its key or dash.
    indent: usize,
    /// The indentation from which a line continues the plain scalar before it.
    plain: Option<usize>,
    regions: Vec<Region>,
}

impl Lexer<'_> {
    fn byte(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn is_space(&self, ahead: usize) -> bool {
        matches!(self.byte(ahead), None | Some(b' ' | b'\t' | b'\n' | b'\r'))
    }

    fn skip_spaces(&mut self) {
        while matches!(self.byte(0), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    fn skip_word(&mut self) {
        while !self.is_space(0) {
            self.at += 1;
        }
    }

    /// Goes to the line break, or to the end.
    fn skip_to_break(&mut self) {
        let rest = self.bytes[self.at..].iter();
        let length = rest.take_while(|byte| **byte != b'\n').count();
        self.at += length;
    }

    fn next_line(&mut self) {
        self.skip_to_break();
        self.at = (self.at + 1).min(self.bytes.len());
        self.line = self.at;
    }

    /// A line that is not inside of a flow collection or a quoted scalar.
    fn line(&mut self) {
        let rest = &self.bytes[self.at..];
        let spaces = rest.iter().take_while(|byte| **byte == b' ').count();
        let is_marker = rest.starts_with(b"---") || rest.starts_with(b"...");
        if is_marker && matches!(rest.get(3), None | Some(b' ' | b'\t' | b'\n' | b'\r')) {
            (self.indent, self.plain) = (0, None);
            self.at += 3;
        } else if rest.starts_with(b"%") || self.plain.is_some_and(|from| spaces >= from) {
            return self.next_line();
        }
        self.at += spaces;
        if !self.is_space(0) {
            self.plain = None;
        }
        self.nodes();
    }

    /// What is in the rest of the line.
    fn nodes(&mut self) {
        loop {
            self.skip_spaces();
            let column = self.at - self.line;
            match self.byte(0) {
                None | Some(b'\n' | b'\r' | b'#') => return self.next_line(),
                Some(b'-' | b'?') if self.is_space(1) => {
                    self.indent = column + 1;
                    self.at += 1;
                }
                Some(b':') if self.is_space(1) => self.at += 1,
                Some(b'&' | b'!' | b'*') => self.skip_word(),
                Some(b'|' | b'>') => return self.block_scalar(),
                Some(quote @ (b'"' | b'\'')) => self.region(column, |it| it.quoted(quote)),
                Some(b'[' | b'{') => self.region(column, Self::flow),
                Some(_) => {
                    if !self.plain_key() {
                        self.plain = Some(self.indent);
                        return self.next_line();
                    }
                    self.indent = column + 1;
                }
            }
        }
    }

    /// A flow collection or a quoted scalar, which may be a key.
    fn region(&mut self, column: usize, skip: impl Fn(&mut Self)) {
        let (start, line) = (self.at, self.line);
        skip(self);
        if self.line != line {
            let (range, indent) = (start..self.at, self.indent);
            self.regions.push(Region { range, indent });
        }
        self.skip_spaces();
        match self.byte(0) {
            Some(b':') => {
                self.at += 1;
                self.indent = column + 1;
            }
            _ => self.skip_to_break(),
        }
    }

    fn quoted(&mut self, quote: u8) {
        self.at += 1;
        while let Some(byte) = self.byte(0) {
            self.at += 1;
            match byte {
                b'\n' => self.line = self.at,
                b'\\' if quote == b'"' => match self.byte(0) {
                    None | Some(b'\n' | b'\r') => {}
                    Some(_) => self.at += 1,
                },
                b'\'' if quote == b'\'' && self.byte(0) == Some(b'\'') => self.at += 1,
                _ if byte == quote => return,
                _ => {}
            }
        }
    }

    fn flow(&mut self) {
        let mut depth = 0_usize;
        let mut is_plain = false;
        while let Some(byte) = self.byte(0) {
            let is_after_space = self.at == 0 || self.bytes[self.at - 1].is_ascii_whitespace();
            match byte {
                b'"' | b'\'' if !is_plain => {
                    self.quoted(byte);
                    continue;
                }
                b'#' if is_after_space => {
                    self.skip_to_break();
                    continue;
                }
                b'&' | b'!' | b'*' if !is_plain => {
                    self.skip_flow_word();
                    continue;
                }
                b'[' | b'{' => {
                    depth += 1;
                    is_plain = false;
                }
                b']' | b'}' => {
                    depth = depth.saturating_sub(1);
                    is_plain = false;
                    if depth == 0 {
                        self.at += 1;
                        return;
                    }
                }
                b',' => is_plain = false,
                b':' if !is_plain || self.is_space(1) => is_plain = false,
                b'\n' => self.line = self.at + 1,
                b' ' | b'\t' | b'\r' => {}
                _ => is_plain = true,
            }
            self.at += 1;
        }
    }

    /// A tag, an anchor or an alias.
    fn skip_flow_word(&mut self) {
        while !self.is_space(0) && !matches!(self.byte(0), Some(b',' | b'[' | b']' | b'{' | b'}')) {
            self.at += 1;
        }
    }

    /// Goes behind the colon of a key that is a plain scalar; false where the scalar is none.
    fn plain_key(&mut self) -> bool {
        let mut ahead = 0;
        loop {
            match self.byte(ahead) {
                None | Some(b'\n') => return false,
                Some(b':') if self.is_space(ahead + 1) => break,
                Some(b' ' | b'\t') if self.byte(ahead + 1) == Some(b'#') => return false,
                Some(_) => ahead += 1,
            }
        }
        self.at += ahead + 1;
        true
    }

    fn block_scalar(&mut self) {
        self.next_line();
        while self.at < self.bytes.len() {
            let rest = self.bytes[self.at..].iter();
            let spaces = rest.take_while(|byte| **byte == b' ').count();
            let is_blank = matches!(self.byte(spaces), None | Some(b'\n' | b'\r'));
            // At the root, only a marker ends it.
            let is_marker = spaces == 0
                && (self.bytes[self.at..].starts_with(b"---")
                    || self.bytes[self.at..].starts_with(b"..."));
            if !is_blank && (spaces < self.indent || is_marker) {
                return;
            }
            self.next_line();
        }
    }
}
