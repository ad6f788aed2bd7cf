//! One input file as it came.

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::diagnostic::{Code, Diagnostic, Location};

/// A docs page or a document, before anything is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path relative to the folder of pages, with `/` between its parts,
    /// for example `api/user_identities/create.md`.
    pub path: String,
    /// The whole text, with whatever line endings it came with.
    pub text: String,
}

impl Source {
    /// Decodes the bytes of a file.
    ///
    /// # Errors
    ///
    /// A diagnostic with the code `not-utf8` that names the first byte that is no UTF-8.
    pub fn decode(path: impl Into<String>, bytes: Vec<u8>) -> Result<Self, Diagnostic> {
        let path = path.into();
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { path, text }),
            Err(error) => Err(not_utf8(&path, &error)),
        }
    }
}

/// Lines that say, as comments, which sources a document is made of and what
/// was in each: so that whoever has the document can tell whether a page changed.
pub fn provenance(sources: &[Source]) -> String {
    let lines = sources
        .iter()
        .map(|source| format!("#   {}  {}\n", digest(&source.text), source.path));
    let mut lines: Vec<String> = lines.collect();
    lines.sort_by(|a, b| a[68..].cmp(&b[68..]));
    format!(
        "# Merged by codegen, do not edit. The pages and their SHA-256:\n{}",
        lines.concat()
    )
}

/// The SHA-256 of a text, in hexadecimal.
pub fn digest(text: &str) -> String {
    format!("{:x}", Sha256::digest(text.as_bytes()))
}

fn not_utf8(path: &str, error: &std::string::FromUtf8Error) -> Diagnostic {
    let bytes = error.as_bytes();
    let offset = error.utf8_error().valid_up_to();
    let mut message = format!("`{path}` is not UTF-8: ");
    let _ = match bytes.get(offset) {
        Some(byte) => write!(message, "byte {offset} is 0x{byte:02x}"),
        None => write!(message, "it ends inside a character at byte {offset}"),
    };
    let location = Location::Span {
        page: Arc::from(path),
        range: Range::default(),
    };
    let utf16 = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    Diagnostic::new(Code::NotUtf8, message)
        .at(location, "in this file")
        .help(if utf16 {
            "it begins with a UTF-16 byte order mark; save the page as UTF-8"
        } else {
            "save the page as UTF-8"
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_that_is_no_utf8_is_named() {
        let error = Source::decode("a.md", b"caf\xe9".to_vec()).unwrap_err();
        assert_eq!(error.message, "`a.md` is not UTF-8: byte 3 is 0xe9");
    }

    #[test]
    fn utf16_is_recognised() {
        let error = Source::decode("a.md", vec![0xff, 0xfe, b'#', 0]).unwrap_err();
        assert!(error.help.unwrap().contains("UTF-16"));
    }

    #[test]
    fn utf8_is_taken_as_it_is() {
        let source = Source::decode("a.md", "é\r\n".into()).unwrap();
        assert_eq!(source.text, "é\r\n");
    }
}
