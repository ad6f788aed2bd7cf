//! The inputs of a run: files, their texts, and positions in them.

mod documents;
mod origin;
mod pointer;
mod source_map;
mod span;

use std::{fmt, string::FromUtf8Error};

use sha2::{Digest as _, Sha256};

pub use self::origin::Origin;
pub use self::pointer::{InvalidPointer, Pointer};
pub use self::source_map::{SourceFile, SourceMap};
pub use self::span::{NodeId, Spans};

/// A file with a docs page or a whole document, as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path relative to the folder of pages, with `/` between its parts,
    /// for example `api/user_identities/create.md`.
    pub path: String,
    /// The whole text, with its original line endings.
    pub text: String,
}

impl Source {
    /// Decodes the bytes of a file.
    ///
    /// # Errors
    ///
    /// The bytes are not UTF-8.
    pub fn decode(path: impl Into<String>, bytes: Vec<u8>) -> Result<Self, NotUtf8> {
        let path = path.into();
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { path, text }),
            Err(error) => Err(NotUtf8 { path, error }),
        }
    }
}

/// A file that is not UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUtf8 {
    path: String,
    error: FromUtf8Error,
}

impl fmt::Display for NotUtf8 {
    /// The file, the first byte that is not UTF-8, and what to do about it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.error.as_bytes();
        let offset = self.error.utf8_error().valid_up_to();
        write!(f, "`{}` is not UTF-8: ", self.path)?;
        match bytes.get(offset) {
            _ if matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) => {
                f.write_str("it begins with a UTF-16 byte order mark")?;
            }
            Some(byte) => write!(f, "byte {offset} is 0x{byte:02x}")?,
            None => write!(f, "it ends inside of a character at byte {offset}")?,
        }
        f.write_str("; save the file as UTF-8")
    }
}

impl std::error::Error for NotUtf8 {}

/// Comment lines with the path of each source. What a source says is in the document: nothing
/// else of it is here, so that a page which is only laid out anew changes nothing.
pub fn provenance<'s>(sources: impl Iterator<Item = &'s Source>) -> String {
    // The name of a file can contain anything, and a comment ends with its line.
    let lines = sources.map(|it| format!("#   {}\n", it.path.escape_debug()));
    let mut lines: Vec<String> = lines.collect();
    lines.sort();
    let lines = lines.concat();
    format!("# Merged by codegen, do not edit. The pages:\n{lines}")
}

/// The SHA-256 of a text, in hexadecimal.
pub fn digest(text: &str) -> String {
    format!("{:x}", Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_that_is_not_utf8_is_named() {
        let error = Source::decode("a.md", b"caf\xe9".to_vec()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`a.md` is not UTF-8: byte 3 is 0xe9; save the file as UTF-8"
        );
    }

    #[test]
    fn the_name_of_a_file_does_not_end_the_comment() {
        let source = Source::decode("a\npaths: \u{1}.md", Vec::new()).unwrap();
        let text = provenance([&source].into_iter());
        assert!(text.lines().all(|line| line.starts_with('#')), "{text}");
        assert!(text.ends_with("  a\\npaths: \\u{1}.md\n"), "{text}");
    }

    #[test]
    fn utf16_is_recognised() {
        let error = Source::decode("a.md", vec![0xff, 0xfe, b'#', 0]).unwrap_err();
        assert!(error.to_string().contains("UTF-16"), "{error}");
    }

    #[test]
    fn utf8_is_not_changed() {
        let source = Source::decode("a.md", "é\r\n".into()).unwrap();
        assert_eq!(source.text, "é\r\n");
    }
}
