//! `overrides.toml`: the decisions decide, however they are written.

use std::str;

use seamstress_codegen::{Input, source::Source};

use crate::pipeline::stable;

/// A document that each kind of decision applies to.
const DOCUMENT: &str = include_str!("library.yaml");

/// The text of `overrides.toml`, for a document that each kind of decision applies to.
///
/// # Panics
///
/// Where the output is not stable, or a comment in the file changes it.
pub fn overrides(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else {
        return;
    };
    let output = stable(&library(text, ""));
    // With a line feed, a carriage return at the end is a line ending, and allowed.
    if text.ends_with('\r') {
        return;
    }
    let commented = stable(&library(&format!("{text}\n# A comment.\n"), ""));
    assert!(
        commented.files == output.files,
        "a comment changes the crate"
    );
    assert_eq!(commented.diagnostics.len(), output.diagnostics.len());
}

/// The document with decisions and names.
pub(crate) fn library(overrides: &str, lock: &str) -> Input {
    Input {
        sources: vec![Source {
            path: "library.yaml".to_owned(),
            text: DOCUMENT.to_owned(),
        }],
        overrides: overrides.to_owned(),
        lock: lock.to_owned(),
        ..Input::default()
    }
}
