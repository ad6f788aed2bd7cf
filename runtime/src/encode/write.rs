//! JSON text of scalars.

use std::fmt;
use std::io::Write;

use serde_json::Value;

const HEX: [u8; 16] = *b"0123456789abcdef";

/// How each byte is written: 0 as it is, `u` as `\u00XX`, another letter after a backslash.
const ESCAPES: [u8; 256] = {
    let mut escapes = [0; 256];
    let mut control = 0;
    while control < 0x20 {
        escapes[control] = b'u';
        control += 1;
    }
    escapes[0x08] = b'b';
    escapes[b'\t' as usize] = b't';
    escapes[b'\n' as usize] = b'n';
    escapes[0x0C] = b'f';
    escapes[b'\r' as usize] = b'r';
    escapes[b'"' as usize] = b'"';
    escapes[b'\\' as usize] = b'\\';
    escapes
};

/// `text` in quotes, with every character escaped that JSON does not allow as it is.
pub(crate) fn string(out: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    out.reserve(rest.len() + 2);
    out.push(b'"');
    while let Some(at) = rest
        .iter()
        .position(|byte| ESCAPES[usize::from(*byte)] != 0)
    {
        let byte = rest[at];
        let escape = ESCAPES[usize::from(byte)];
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(&[b'\\', escape]);
        if escape == b'u' {
            let [high, low] = [byte >> 4, byte & 0xF].map(|digit| HEX[usize::from(digit)]);
            out.extend_from_slice(&[b'0', b'0', high, low]);
        }
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
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
