//! `accepted.toml`: changes that a reviewer has read and accepts.
//!
//! ```toml
//! [[accepted]]
//! fingerprint = "3f9a0c51d2e7"
//! because = "Nobody could call this: the API answered 404 since March."
//! ```
//!
//! An accepted change breaks as many programs as before, so that it counts for the
//! version bump all the same; it only does not fail a run with `--fail-on`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::Change;

/// Name of the file, in the folder of `overrides.toml`.
pub const FILE: &str = "accepted.toml";

/// The changes that reviewers accepted.
#[derive(Clone, Debug, Default)]
pub struct Accepted {
    entries: BTreeMap<String, Acceptance>,
}

/// A change that a reviewer accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The fingerprint of the change.
    pub fingerprint: String,
    /// Why, in the reviewer's words.
    pub because: String,
    /// The line of the file, counted from 1.
    pub line: usize,
}

/// The file, as it is deserialised.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    accepted: Vec<Written>,
}

/// An entry, as it is deserialised.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    fingerprint: Spanned<String>,
    because: Spanned<String>,
}

impl Accepted {
    /// Reads the text of the file; an empty one accepts nothing.
    ///
    /// # Errors
    ///
    /// `line 3: …` where the text is not valid TOML, an entry has other keys than these two,
    /// a fingerprint is malformed or repeated, or the reason is empty.
    pub fn read(text: &str) -> Result<Self, String> {
        let line = |offset: usize| text[..offset.min(text.len())].matches('\n').count() + 1;
        let file: File = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            format!("line {}: {}", line(start), error.message())
        })?;
        let mut entries: BTreeMap<String, Acceptance> = BTreeMap::new();
        for written in file.accepted {
            let number = line(written.fingerprint.span().start);
            let fingerprint = written.fingerprint.into_inner();
            if !is_fingerprint(&fingerprint) {
                return Err(format!(
                    "line {number}: `{}` is not a fingerprint: expected 12 hex digits in lower case",
                    fingerprint.escape_debug(),
                ));
            }
            if written.because.get_ref().trim().is_empty() {
                let number = line(written.because.span().start);
                return Err(format!(
                    "line {number}: `because` is empty: say why the change is accepted"
                ));
            }
            if let Some(earlier) = entries.get(&fingerprint) {
                return Err(format!(
                    "line {number}: `{fingerprint}` is already accepted in line {}",
                    earlier.line
                ));
            }
            let acceptance = Acceptance {
                fingerprint: fingerprint.clone(),
                because: written.because.into_inner(),
                line: number,
            };
            entries.insert(fingerprint, acceptance);
        }
        Ok(Self { entries })
    }

    /// Marks the changes that were accepted.
    pub fn apply(&self, changes: &mut [Change]) {
        for change in changes {
            if let Some(acceptance) = self.entries.get(&change.fingerprint) {
                change.accepted = Some(acceptance.because.clone());
            }
        }
    }

    /// What is accepted and not among `changes`, in the order of the file.
    pub fn stale(&self, changes: &[Change]) -> Vec<&Acceptance> {
        let is_there = |fingerprint: &str| {
            let mut changes = changes.iter();
            changes.any(|change| change.fingerprint == fingerprint)
        };
        let mut stale: Vec<&Acceptance> = self
            .entries
            .values()
            .filter(|acceptance| !is_there(&acceptance.fingerprint))
            .collect();
        stale.sort_by_key(|acceptance| acceptance.line);
        stale
    }
}

fn is_fingerprint(text: &str) -> bool {
    text.len() == 12
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Impact, change::ChangeKind, compare::ChangeBuilder};

    const TEXT: &str = r#"# A comment.
[[accepted]]
fingerprint = "3f9a0c51d2e7"
because = "Nobody could call this."

[[accepted]]
fingerprint = "000000000000"
because = "Gone since."
"#;

    fn change(fingerprint: &str) -> Change {
        let kind = ChangeKind::Removed;
        let change = ChangeBuilder::new(kind, Impact::Breaking, "models::Door.name", "door.name");
        Change {
            fingerprint: fingerprint.to_owned(),
            ..change.without_location()
        }
    }

    #[test]
    fn only_accepted_changes_are_marked() {
        let accepted = Accepted::read(TEXT).unwrap();
        let mut changes = [change("3f9a0c51d2e7"), change("111111111111")];
        accepted.apply(&mut changes);
        assert_eq!(
            changes[0].accepted.as_deref(),
            Some("Nobody could call this.")
        );
        assert_eq!(changes[1].accepted, None);
    }

    #[test]
    fn what_matches_nothing_is_stale() {
        let accepted = Accepted::read(TEXT).unwrap();
        let stale = accepted.stale(&[change("3f9a0c51d2e7")]);
        assert_eq!(
            stale
                .iter()
                .map(|acceptance| (acceptance.line, &*acceptance.because))
                .collect::<Vec<_>>(),
            [(7, "Gone since.")]
        );
    }

    #[test]
    fn no_file_accepts_nothing() {
        assert!(Accepted::read("").unwrap().stale(&[]).is_empty());
    }

    #[test]
    fn errors_have_their_line() {
        let error = |from: &str, to: &str| Accepted::read(&TEXT.replace(from, to)).unwrap_err();
        insta::assert_snapshot!(error("3f9a0c51d2e7", "3F9A"), @"line 3: `3F9A` is not a fingerprint: expected 12 hex digits in lower case");
        insta::assert_snapshot!(error("Gone since.", " "), @"line 8: `because` is empty: say why the change is accepted");
        insta::assert_snapshot!(error("3f9a0c51d2e7", "000000000000"), @"line 7: `000000000000` is already accepted in line 3");
        assert!(error("because = \"Gone", "why = \"Gone").starts_with("line "));
        assert!(
            error(
                "[[accepted]]\nfingerprint = \"000",
                "[[accepted\nfingerprint = \"000"
            )
            .starts_with("line 6")
        );
    }
}
