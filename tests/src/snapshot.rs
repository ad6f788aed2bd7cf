//! Snapshots as plain files, so that a golden of Rust is shown as Rust.
//!
//! They are accepted as those of `insta` are: `INSTA_UPDATE=always` writes them.

use std::{env, fs, path::Path};

use similar::TextDiff;

/// Whether what differs is accepted.
pub fn accepts() -> bool {
    env::var("INSTA_UPDATE").is_ok_and(|mode| mode == "always")
}

/// Holds `text` against the snapshot at `path`.
///
/// # Errors
///
/// Where they differ; the error is a diff, and says how to accept it.
pub fn check(path: &Path, text: &str) -> Result<(), String> {
    let accepted = fs::read_to_string(path).ok();
    if accepted.as_deref() == Some(text) {
        return Ok(());
    }
    if accepts() {
        return fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Err(format!(
        "{}\nread the difference; if it is right, accept it with INSTA_UPDATE=always\n",
        unified(&name, accepted.as_deref().unwrap_or_default(), text, 3),
    ))
}

/// The lines that differ, with `around` lines around them.
pub fn unified(name: &str, before: &str, after: &str, around: usize) -> String {
    TextDiff::from_lines(before, after)
        .unified_diff()
        .context_radius(around)
        .header(&format!("a/{name}"), &format!("b/{name}"))
        .to_string()
}
