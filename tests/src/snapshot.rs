//! Snapshots as plain files, so that one of Rust code is highlighted as Rust.
//!
//! As with `insta`, `INSTA_UPDATE=always` writes them.

use std::{env, fs, path::Path};

use similar::TextDiff;

/// Whether differences are written to the snapshots.
pub fn is_updating() -> bool {
    env::var("INSTA_UPDATE").is_ok_and(|mode| mode == "always")
}

/// Compares `text` with the snapshot at `path`.
///
/// # Errors
///
/// Where they differ; the error is a diff, and says how to update the snapshot.
pub fn check(path: &Path, text: &str) -> Result<(), String> {
    let accepted = fs::read_to_string(path).ok();
    if accepted.as_deref() == Some(text) {
        return Ok(());
    }
    if is_updating() {
        return fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Err(format!(
        "{}\nif the difference is intended, update the snapshot with INSTA_UPDATE=always\n",
        unified(&name, accepted.as_deref().unwrap_or_default(), text, 3),
    ))
}

/// A unified diff with `context` lines around each difference.
pub fn unified(name: &str, before: &str, after: &str, context: usize) -> String {
    TextDiff::from_lines(before, after)
        .unified_diff()
        .context_radius(context)
        .header(&format!("a/{name}"), &format!("b/{name}"))
        .to_string()
}
