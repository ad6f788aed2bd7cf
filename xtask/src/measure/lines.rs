//! Lines of the generated crate that are code.

use std::{fs, path::Path};

use anyhow::{Context as _, Result};

use super::table::{Amount, Figure, Section};

/// The parts of the crate: a name, and the files and folders that it is made of.
const PARTS: &[(&str, &[&str])] = &[
    ("models", &["models.rs", "models"]),
    ("routes", &["routes.rs", "routes"]),
    ("client", &["client.rs"]),
];

/// The parts that are compared with the output of peers: what a person reads.
const READ: &[&str] = &["models", "routes"];

/// Lines of the output of each peer for the same four operations.
const PEERS: &[(&str, usize)] = &[
    ("progenitor 0.15.1", 1_185),
    ("openapi-to-rust 0.23", 1_632),
];

/// What is counted.
pub(super) const TITLE: &str = "lines of code in generated/src";

/// The lines of each part.
pub(super) fn parts(source: &Path) -> Result<Section> {
    let figures = PARTS
        .iter()
        .map(|(part, places)| Ok(figure(part, count(source, places)?, None)));
    Ok(Section {
        title: TITLE.to_owned(),
        headers: ["", "ours", "peer", "ratio"],
        figures: figures.collect::<Result<_>>()?,
        notes: vec![
            "lines that are neither blank nor start with `//`; docs are comments".to_owned(),
        ],
    })
}

/// The lines of each part, and those that a person reads, compared with other generators.
pub(super) fn measure(source: &Path) -> Result<Section> {
    let mut section = parts(source)?;
    let read = PARTS.iter().filter(|(part, _)| READ.contains(part));
    let read = read
        .map(|(_, places)| count(source, places))
        .sum::<Result<usize>>()?;
    section.figures.extend(PEERS.iter().map(|(peer, lines)| {
        let what = format!("{}, compared with {peer}", READ.join(" + "));
        figure(&what, read, Some(*lines))
    }));
    let note =
        "the peers' figures were taken from their output for the same operations, not in this run";
    section.notes.push(note.to_owned());
    Ok(section)
}

fn figure(what: &str, lines: usize, other: Option<usize>) -> Figure {
    Figure {
        what: what.to_owned(),
        ours: Amount::Lines(lines),
        other: other.map(Amount::Lines),
        // No crate has so many lines that a float could not count them.
        ratio: other.map(|other| lines as f64 / other as f64),
    }
}

/// Lines of code in all of these places.
fn count(source: &Path, places: &[&str]) -> Result<usize> {
    places
        .iter()
        .map(|place| count_below(&source.join(place)))
        .sum()
}

/// Lines of code in the Rust file at `path`, or in all those below it.
fn count_below(path: &Path) -> Result<usize> {
    if path.is_dir() {
        let mut lines = 0;
        for entry in fs::read_dir(path).with_context(|| path.display().to_string())? {
            lines += count_below(&entry?.path())?;
        }
        return Ok(lines);
    }
    if path.extension().is_none_or(|ending| ending != "rs") {
        return Ok(0);
    }
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    Ok(code_lines(&text))
}

/// Lines that are neither blank nor a comment. Block comments count as code:
/// the formatter of record writes none.
fn code_lines(text: &str) -> usize {
    text.lines()
        .map(str::trim_start)
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_and_comments_are_not_code() {
        let text = "// @generated\n\n//! Docs.\n\npub struct A {\n    /// Docs.\n    pub b: u8, // why\n   \t\n}\n";
        assert_eq!(code_lines(text), 3);
    }

    #[test]
    fn every_rust_file_below_a_folder_is_counted_once() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/measure");
        let files = fs::read_dir(&here)
            .unwrap()
            .map(|entry| count_below(&entry.unwrap().path()).unwrap());
        let sum: usize = files.sum();
        assert!(sum > code_lines(include_str!("lines.rs")));
        assert_eq!(count_below(&here).unwrap(), sum);
    }
}
