//! Checks and normalisation of a file's characters.

use super::{info, info::Info, markdown};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    source::SourceFile,
};

/// The text without a byte order mark and with `\n` as its line endings.
pub(super) fn normalise(mut text: String) -> String {
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    if text.contains("\r\n") {
        text.replace("\r\n", "\n")
    } else {
        text
    }
}

/// Whether the file has OpenAPI blocks if lone carriage returns are read as line endings.
///
/// Fences are not found in such a page, which must not be mistaken for prose.
pub(super) fn hides_blocks_behind_carriage_returns(text: &str) -> bool {
    text.contains('\r')
        && markdown::read(&text.replace('\r', "\n"), 0)
            .fences
            .iter()
            .any(|fence| matches!(info::parse(&fence.info), Info::Operation { .. }))
}

/// The first character that YAML does not allow.
pub(super) fn forbidden_character(file: &SourceFile) -> Option<Diagnostic> {
    // Each of them is one byte, which is no part of another character.
    let is_forbidden = |byte: &u8| *byte < b' ' && !matches!(byte, b'\n' | b'\t');
    let mut bytes = file.text().bytes().enumerate();
    let (offset, byte) = bytes.find(|(_, byte)| is_forbidden(byte))?;
    let location = Location::span(file.path(), offset..offset + 1);
    Some(if byte == b'\r' {
        let message = "the page has a carriage return without a line feed";
        Diagnostic::new(Code::InvalidLineEnding, message)
            .at(location, "this carriage return")
            .help("save the page with LF or CRLF line endings")
    } else {
        let message = format!("the page has the control character U+{:04X}", byte);
        Diagnostic::new(Code::ControlCharacter, message)
            .at(location, "not allowed in YAML")
            .help("remove it, or write it as an escape sequence in a quoted string")
    })
}
