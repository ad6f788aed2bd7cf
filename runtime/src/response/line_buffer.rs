//! Cuts a body into lines, wherever its chunks begin and end.

use bytes::{Buf, Bytes, BytesMut};

/// What ends a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnd {
    /// CR, LF, or both.
    Any,
    /// LF. A CR before it is white space of the line.
    Lf,
    /// The byte that begins a record (RFC 7464).
    Record,
}

/// RS, which begins each record of a JSON text sequence.
pub(super) const RECORD: u8 = 0x1e;

/// The part of a body that has arrived and is not a line yet.
pub(super) struct LineBuffer {
    bytes: BytesMut,
    /// How many of the bytes are known to have no line end.
    scanned: usize,
    /// Whether the last line ended in CR, so that an LF belongs to its end.
    after_cr: bool,
    limit: usize,
}

/// A line is longer than the limit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLong;

impl LineBuffer {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            bytes: BytesMut::new(),
            scanned: 0,
            after_cr: false,
            limit,
        }
    }

    pub(super) fn push(&mut self, chunk: &[u8]) {
        self.bytes.extend_from_slice(chunk);
    }

    /// The next line without its end; `None` if it has not ended yet.
    pub(super) fn next(&mut self, end: LineEnd) -> Result<Option<Bytes>, TooLong> {
        if self.after_cr && !self.bytes.is_empty() {
            self.after_cr = false;
            if self.bytes[0] == b'\n' {
                self.bytes.advance(1);
            }
        }
        let is_end = |byte: &u8| match end {
            LineEnd::Any => matches!(byte, b'\r' | b'\n'),
            LineEnd::Lf => *byte == b'\n',
            LineEnd::Record => *byte == RECORD,
        };
        let found = self.bytes[self.scanned..].iter().position(is_end);
        let length = found.map_or(self.bytes.len(), |at| self.scanned + at);
        if length > self.limit {
            return Err(TooLong);
        }
        if found.is_none() {
            self.scanned = length;
            return Ok(None);
        }
        self.scanned = 0;
        let line = self.bytes.split_to(length).freeze();
        self.after_cr = end == LineEnd::Any && self.bytes[0] == b'\r';
        self.bytes.advance(1);
        Ok(Some(line))
    }

    /// What is left after the last line end.
    pub(super) fn rest(&mut self) -> Bytes {
        self.scanned = 0;
        self.bytes.split().freeze()
    }

    /// The first byte that is not part of a line yet.
    pub(super) fn first(&self) -> Option<u8> {
        self.bytes.first().copied()
    }
}
