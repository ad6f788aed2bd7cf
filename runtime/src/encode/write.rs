//! JSON text of scalars.

use std::fmt;
use std::io::Write;

use serde_json::Value;

const HEX: [u8; 16] = *b"0123456789abcdef";

/// `text` in quotes, with every character escaped that JSON does not allow as it is.
pub(crate) fn string(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    out.push(b'"');
    let mut written = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let short = match byte {
            b'"' | b'\\' => *byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0C => b'f',
            ..0x20 => b'u',
            _ => continue,
        };
        out.extend_from_slice(&bytes[written..at]);
        written = at + 1;
        out.extend_from_slice(&[b'\\', short]);
        if short == b'u' {
            let [high, low] = [byte >> 4, byte & 0xF].map(|digit| HEX[usize::from(digit)]);
            out.extend_from_slice(&[b'0', b'0', high, low]);
        }
    }
    out.extend_from_slice(&bytes[written..]);
    out.push(b'"');
}

/// The shortest text that reads back as `value`, which is finite.
pub(crate) fn number(out: &mut Vec<u8>, value: f64) {
    display(out, format_args!("{value:?}"));
}

/// A value whose `Display` is its JSON.
pub(crate) fn display(out: &mut Vec<u8>, value: impl fmt::Display) {
    write!(out, "{value}").expect("writing to memory does not fail");
}

/// JSON as it came.
pub(crate) fn raw(out: &mut Vec<u8>, value: &Value) {
    display(out, value);
}
