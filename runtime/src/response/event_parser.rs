//! Lines → server-sent events, as the HTML standard of the WHATWG parses them.

use std::time::Duration;

use bytes::{Bytes, BytesMut};

/// An event before its data is decoded.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RawEvent {
    pub(super) event: Option<String>,
    pub(super) id: Option<String>,
    pub(super) data: Bytes,
}

/// The event that the next empty line ends.
#[derive(Default)]
pub(super) struct EventParser {
    /// Whether a line was read: a byte order mark is one at the beginning only.
    has_begun: bool,
    event: Option<String>,
    /// The lines of the data, each with an LF.
    data: BytesMut,
    /// The id of this event, and of the following ones until one has another.
    id: Option<String>,
    /// The id when the last event ended.
    last_id: Option<String>,
    /// The pause that the server has asked for before the client connects again.
    pause: Option<Duration>,
}

impl EventParser {
    /// A parser of what follows the events of another one.
    pub(super) fn resuming(last_id: Option<String>, pause: Option<Duration>) -> Self {
        Self {
            id: last_id.clone(),
            last_id,
            pause,
            ..Self::default()
        }
    }

    /// The id of the last event that had one. That of an event which has not ended does not count.
    pub(super) fn last_id(&self) -> Option<&String> {
        self.last_id.as_ref()
    }

    /// The pause that the server has asked for before the client connects again.
    pub(super) fn pause(&self) -> Option<Duration> {
        self.pause
    }

    /// Reads a line; an empty one ends an event, if it has data.
    pub(super) fn line(&mut self, line: &[u8]) -> Option<RawEvent> {
        let mut line = line;
        if !std::mem::replace(&mut self.has_begun, true) {
            line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        }
        if line.is_empty() {
            self.last_id.clone_from(&self.id);
            return self.end();
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let (name, value) = match colon {
            Some(at) => (&line[..at], &line[at + 1..]),
            None => (line, &[][..]),
        };
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match name {
            b"data" => {
                self.data.extend_from_slice(value);
                self.data.extend_from_slice(b"\n");
            }
            b"event" => self.event = text(value),
            b"id" if !value.contains(&0) => self.id = text(value),
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                // A number that is too large is a pause that nobody waits for.
                let text = str::from_utf8(value).ok();
                let pause = text.map(|text| text.parse().unwrap_or(u64::MAX));
                self.pause = pause.map(Duration::from_millis);
            }
            // Comments have an empty name.
            _ => {}
        }
        None
    }

    /// How many bytes of an event have been read that has not ended.
    pub(super) fn len(&self) -> usize {
        self.data.len()
    }

    /// The event so far, if it has data.
    pub(super) fn end(&mut self) -> Option<RawEvent> {
        let event = self.event.take();
        let length = self.data.len().checked_sub(1)?;
        let mut data = self.data.split();
        data.truncate(length);
        Some(RawEvent {
            event,
            id: self.id.clone(),
            data: data.freeze(),
        })
    }
}

/// `None` if it is empty, which is the same as no field.
fn text(value: &[u8]) -> Option<String> {
    (!value.is_empty()).then(|| String::from_utf8_lossy(value).into_owned())
}
