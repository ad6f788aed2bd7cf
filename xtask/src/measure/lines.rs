//! Lines of the generated crate that are code.

use std::{fs, path::Path};

use anyhow::{Context as _, Result};

use super::table::{Amount, Figure, Section};

/// The parts of the crate: a name, and the files and folders that it is made of.
const PARTS: &[(&str, &[&str])] = &[
    ("models", &["models.rs", "models"]),
    ("routes", &["routes.rs", "routes"]),
    ("wire", &["wire.rs", "wire"]),
    ("client", &["client.rs"]),
];

/// The parts that are compared with the output of peers: what a person reads.
const READ: &[&str] = &["models", "routes"];

/// Lines of the output of each peer for the same four operations.
const PEERS: &[(&str, usize)] = &[
    ("progenitor 0.15.1", 1_185),
    ("openapi-to-rust 0.23", 1_632),
];

pub(super) fn measure(source: &Path) -> Result<Section> {
    let mut figures = Vec::new();
    let mut read = 0;
    for (part, places) in PARTS {
        let mut lines = 0;
        for place in *places {
            lines += count_below(&source.join(place))?;
        }
        if READ.contains(part) {
            read += lines;
        }
        figures.push(figure(part, lines, None));
    }
    for (peer, lines) in PEERS {
        figures.push(figure(
            &format!("{}, compared with {peer}", READ.join(" + ")),
            read,
            Some(*lines),
        ));
    }
    Ok(Section {
        title: "lines of code in generated/src".to_owned(),
        headers: ["", "ours", "peer", "ratio"],
        figures,
        notes: vec![
            "lines that are neither blank nor start with `//`; docs are comments".to_owned(),
            "the peers' figures were taken from their output for the same operations, not in this run".to_owned(),
        ],
    })
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
