//! JSON text of scalars.

use std::{fmt, io::Write};

use serde_json::Value;

use crate::value::scan::unescaped_len;

const HEX: [u8; 16] = *b"0123456789abcdef";

/// `text` in quotes, with every character escaped that JSON requires to be.
pub(crate) fn string(out: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    out.reserve(rest.len() + 2);
    out.push(b'"');
    loop {
        let (unescaped, special) = rest.split_at(unescaped_len(rest));
        out.extend_from_slice(unescaped);
        let Some((&byte, after)) = special.split_first() else {
            break;
        };
        let escape = match byte {
            b'"' | b'\\' => byte,
            0x08 => b'b',
            b'\t' => b't',
            b'\n' => b'n',
            0x0C => b'f',
            b'\r' => b'r',
            _ => b'u',
        };
        out.extend_from_slice(&[b'\\', escape]);
        if escape == b'u' {
            let [high, low] = [byte >> 4, byte & 0xF].map(|digit| HEX[usize::from(digit)]);
            out.extend_from_slice(&[b'0', b'0', high, low]);
        }
        rest = after;
    }
    out.push(b'"');
}

/// The shortest text that decodes to `value`, which is finite; `20` for `20.0`.
pub(crate) fn number(out: &mut Vec<u8>, value: f64) {
    display(out, format_args!("{value:?}"));
    if out.ends_with(b".0") {
        out.truncate(out.len() - 2);
    }
}

/// A value whose `Display` is its JSON.
pub(crate) fn display(out: &mut Vec<u8>, value: impl fmt::Display) {
    write!(out, "{value}").expect("writing to memory does not fail");
}

/// Arbitrary JSON.
pub(crate) fn raw(out: &mut Vec<u8>, value: &Value) {
    display(out, value);
}
