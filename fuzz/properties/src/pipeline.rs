//! The whole pipeline: the output depends on nothing but the input, and is read back.

use std::str;

use seamstress_codegen::{
    Input, Output, generate,
    project::{LOCK, OVERRIDES},
    report::Outcome,
    surface::{self, Surface},
    write::Changes,
};
use serde_json::Value;

use crate::archive;

/// An archive of pages and documents, with `overrides.toml` and `names.lock` if there are any.
///
/// # Panics
///
/// Where the order of pages or a second run changes the output, the merged document or the list
/// of public items is not read back as it is, or the report cannot be rendered.
pub fn pipeline(input: &[u8]) {
    if let Ok(text) = str::from_utf8(input) {
        stable(&read(text));
    }
}

/// The input of a run, from an archive.
pub(crate) fn read(text: &str) -> Input {
    let mut input = Input::default();
    for file in archive::files(text) {
        match file.path.as_str() {
            OVERRIDES => input.overrides = file.text,
            LOCK => input.lock = file.text,
            _ => input.sources.push(file),
        }
    }
    input
}

/// The output of a run, after it was compared with others that should give the same.
pub(crate) fn stable(input: &Input) -> Output {
    let output = generate(input.clone());
    let changes = Changes::default();
    let report = (
        output.rendered("specs/", true),
        output.json(&changes, "specs/"),
    );
    let mut reversed = input.clone();
    reversed.sources.reverse();
    let mut runs = vec![("another order of pages", reversed)];
    if output.outcome() == Outcome::Done {
        let lock = output.lock.to_text();
        runs.push((
            "a second run",
            Input {
                lock,
                ..input.clone()
            },
        ));
        check_texts(&output);
    }
    for (what, input) in runs {
        let again = generate(input);
        assert!(again.files == output.files, "{what} changes the crate");
        assert!(again.lock == output.lock, "{what} changes the names");
        assert_eq!(
            again.document, output.document,
            "{what} changes the document"
        );
        let again = (
            again.rendered("specs/", true),
            again.json(&changes, "specs/"),
        );
        assert_eq!(again, report, "{what} changes the report");
    }
    output
}

/// Checks that the texts of the output are read as what they were written from.
fn check_texts(output: &Output) {
    let text = output.files.get(surface::FILE);
    let text = text.expect("a crate has a list of its public items");
    let surface: Surface = text.parse().expect("the list of public items is valid");
    assert!(surface == output.surface, "{text}");
    let document: Result<Value, _> = serde_yaml::from_str(&output.document);
    assert!(document.is_ok(), "{document:?}\n{}", output.document);
}
