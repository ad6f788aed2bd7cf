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

/// The output of a run, after it was checked.
pub(crate) fn stable(input: &Input) -> Output {
    let output = generate(input.clone());
    if let Some(differing) = differing_run(input, &output) {
        let (what, other) = (differing.what, differing.output);
        assert_eq!(report(&other), report(&output), "{what} changes the report");
        assert_eq!(
            other.document, output.document,
            "{what} changes the document"
        );
        assert_eq!(other.lock, output.lock, "{what} changes the names");
        assert_eq!(other.files, output.files, "{what} changes the crate");
    }
    if output.outcome() == Outcome::Done {
        let text = output.files.get(surface::FILE);
        let text = text.expect("a crate has a list of its public items");
        let surface: Surface = text.parse().expect("the list of public items is valid");
        assert!(surface == output.surface, "{text}");
        let document: Result<Value, _> = serde_yaml::from_str(&output.document);
        assert!(document.is_ok(), "{document:?}\n{}", output.document);
    }
    output
}

/// A run that should have the output of another one, and does not.
#[derive(Debug)]
pub struct Differing {
    /// How its input differs.
    pub what: &'static str,
    /// Its output.
    pub output: Output,
}

/// Runs the pages of `input` in another order and, if the run has names, a second time with them;
/// returns the first run whose output differs from `output`, that of `input`.
pub fn differing_run(input: &Input, output: &Output) -> Option<Differing> {
    let mut reversed = input.clone();
    reversed.sources.reverse();
    let mut runs = vec![("another order of pages", reversed)];
    // A run with errors writes no lock that a second run could read.
    if output.outcome() == Outcome::Done {
        let lock = output.lock.to_text();
        runs.push((
            "a second run",
            Input {
                lock,
                ..input.clone()
            },
        ));
    }
    let mut runs = runs.into_iter().map(|(what, input)| Differing {
        what,
        output: generate(input),
    });
    runs.find(|Differing { output: other, .. }| {
        other.files != output.files
            || other.document != output.document
            || other.lock != output.lock
            || report(other) != report(output)
    })
}

/// The report of a run, for people and for programs.
fn report(output: &Output) -> (String, Value) {
    let json = output.json(&Changes::default(), "specs/");
    (output.rendered("specs/", true), json)
}
