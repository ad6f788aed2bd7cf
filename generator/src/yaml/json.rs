//! JSON → the events that the YAML parser has for it.
//!
//! JSON is YAML, but for surrogate pairs, and a scanner that knows that it reads JSON takes a
//! tenth of the time.

use std::{borrow::Cow, ops::Range};

use saphyr_parser::{Event, ScalarStyle};
use serde::de::IgnoredAny;

/// Whether the text is a JSON object.
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{') && serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// A string that has half of a surrogate pair, and so no text.
#[derive(Debug)]
pub(super) struct InvalidString {
    /// The byte that it begins at.
    pub(super) offset: usize,
}

/// Calls `event` with the events of a text that [is JSON](is_json), each with its bytes, until it
/// returns an error.
pub(super) fn events<S>(
    text: &str,
    mut event: impl FnMut(Event<'_>, Range<usize>) -> Result<(), S>,
) -> Result<Result<(), S>, InvalidString> {
    let bytes = text.as_bytes();
    let find = |from: usize, wanted: fn(u8) -> bool| {
        let rest = bytes.get(from..).unwrap_or_default();
        rest.iter()
            .position(|byte| wanted(*byte))
            .map_or(bytes.len(), |step| from + step)
    };
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        at += 1;
        let item = match byte {
            b'{' => Event::MappingStart(0, None),
            b'}' => Event::MappingEnd,
            b'[' => Event::SequenceStart(0, None),
            b']' => Event::SequenceEnd,
            b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' => continue,
            b'"' => {
                let mut has_escapes = false;
                loop {
                    at = find(at, |byte| matches!(byte, b'"' | b'\\'));
                    if bytes.get(at) != Some(&b'\\') {
                        break;
                    }
                    has_escapes = true;
                    at += 2;
                }
                at += 1;
                let value = match has_escapes {
                    false => Cow::Borrowed(text.get(start + 1..at - 1).unwrap_or_default()),
                    true => string(text, start..at)?,
                };
                Event::Scalar(value, ScalarStyle::DoubleQuoted, 0, None)
            }
            _ => {
                at = find(at, |byte| {
                    matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n')
                });
                let value = text.get(start..at).unwrap_or_default();
                Event::Scalar(Cow::Borrowed(value), ScalarStyle::Plain, 0, None)
            }
        };
        if let Err(stop) = event(item, start..at) {
            return Ok(Err(stop));
        }
    }
    Ok(Ok(()))
}

/// The value of a string with escapes.
fn string(text: &str, range: Range<usize>) -> Result<Cow<'_, str>, InvalidString> {
    let offset = range.start;
    let literal = text.get(range).unwrap_or_default();
    let value = serde_json::from_str::<String>(literal);
    value.map(Cow::Owned).map_err(|_| InvalidString { offset })
}
