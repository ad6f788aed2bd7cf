//! The section of `generated/CHANGELOG.md` for a review.
//!
//! What the command writes is between two comments, which no renderer shows, so that it
//! is replaced when the command runs again, and what people write outside of them is
//! kept. Lines that the base had not released yet are kept as well.

mod section;

use std::collections::BTreeMap;

use semver::Version;

use self::section::Sections;
use super::{Change, Impact, Review};

/// What precedes, and what follows, the text that the command writes.
const BEGIN: &str = "<!-- written by `cargo xtask review --changelog`: begin -->";
const END: &str = "<!-- written by `cargo xtask review --changelog`: end -->";

/// An empty changelog.
const NEW: &str = "\
# Changelog

For users of the crate.
The format is that of Keep a Changelog, and versions follow semantic versioning as cargo reads it.

## Unreleased
";

/// The headings of Keep a Changelog, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Heading {
    Added,
    Changed,
    Deprecated,
    Removed,
}

impl Heading {
    const ALL: [Self; 4] = [Self::Added, Self::Changed, Self::Deprecated, Self::Removed];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "### Added",
            Self::Changed => "### Changed",
            Self::Deprecated => "### Deprecated",
            Self::Removed => "### Removed",
        }
    }
}

/// The lines of each heading.
type Lines = BTreeMap<Heading, Vec<String>>;

/// Writes the lines of `review` into the text of a changelog; an empty text becomes a
/// new one. `base` is the text before the change, and empty if there was none.
///
/// They go below `## Unreleased`, or below the heading of `version` if there already is
/// one that the base did not have.
pub fn write(text: &str, base: &str, version: Option<&Version>, review: &Review) -> String {
    let mut lines = Sections::read(base)
        .of("Unreleased")
        .map(|section| written(&section.text))
        .unwrap_or_default();
    for (heading, new) in lines_of(&review.changes) {
        let known = lines.entry(heading).or_default();
        for line in new {
            if !known.contains(&line) {
                known.push(line);
            }
        }
    }
    let mut sections = Sections::read(if text.trim().is_empty() { NEW } else { text });
    let title = version
        .map(Version::to_string)
        .filter(|title| sections.of(title).is_some() && Sections::read(base).of(title).is_none());
    let section = sections.of_or_new(title.as_deref().unwrap_or("Unreleased"));
    section.text = with_block(&section.text, &block(&lines));
    sections.to_text()
}

/// Turns `## Unreleased` into the heading of `version`, with a date (`2026-11-21`) if
/// there is one, and leaves an empty `## Unreleased` above it.
///
/// A text that has a heading of this version stays as it is.
pub fn release(text: &str, version: &Version, date: Option<&str>) -> String {
    let mut sections = Sections::read(if text.trim().is_empty() { NEW } else { text });
    if sections.of(&version.to_string()).is_some() {
        return sections.to_text();
    }
    let heading = match date {
        Some(date) => format!("## {version} - {date}"),
        None => format!("## {version}"),
    };
    sections.release(heading);
    sections.to_text()
}

/// The lines between the two comments.
fn written(section: &str) -> Lines {
    let mut lines = Lines::new();
    let Some((_, rest)) = section.split_once(BEGIN) else {
        return lines;
    };
    let (block, _) = rest.split_once(END).unwrap_or((rest, ""));
    let mut heading = None;
    for line in block.lines() {
        if line.starts_with("### ") {
            heading = Heading::ALL
                .into_iter()
                .find(|heading| heading.as_str() == line);
        } else if let (Some(heading), true) = (heading, line.starts_with("- ")) {
            lines.entry(heading).or_default().push(line.to_owned());
        }
    }
    lines
}

fn block(lines: &Lines) -> String {
    let filled = lines.iter().filter(|(_, lines)| !lines.is_empty());
    let parts: Vec<String> = filled
        .map(|(heading, lines)| format!("{}\n\n{}\n", heading.as_str(), lines.join("\n")))
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    format!("{BEGIN}\n\n{}\n{END}\n", parts.join("\n"))
}

/// The section with `block` in the place of the one that it has, or at its beginning.
fn with_block(section: &str, block: &str) -> String {
    let (before, after) = match section.split_once(BEGIN) {
        Some((before, rest)) => match rest.split_once(END) {
            Some((_, after)) => (before, after),
            None => (before, ""),
        },
        None => ("", section),
    };
    let parts = [before, block, after].map(|part| part.trim_matches('\n'));
    let filled: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    match filled[..] {
        [] => "\n".to_owned(),
        _ => format!("\n{}\n", filled.join("\n\n")),
    }
}

/// How many lines one heading has.
const MAX_LINES: usize = 60;
/// How many items one line has.
const MAX_ITEMS: usize = 12;

/// The changes as lines below headings.
fn lines_of(changes: &[Change]) -> Lines {
    let mut lines = Lines::new();
    let with = |impact: Impact| changes.iter().filter(move |change| change.impact == impact);
    let is_removal = |change: &&Change| change.added.is_empty() && !change.removed.is_empty();
    lines.insert(Heading::Added, by_owner(with(Impact::Added)));
    lines.insert(
        Heading::Deprecated,
        with(Impact::Deprecated).map(line_of).collect(),
    );
    let removed = with(Impact::Breaking).filter(is_removal);
    lines.insert(Heading::Removed, removed.map(line_of).collect());
    let mut changed: Vec<String> = with(Impact::Breaking)
        .filter(|change| !is_removal(change))
        .map(|change| line_of(change).replacen("- ", "- **Breaking:** ", 1))
        .collect();
    let wire: Vec<String> = with(Impact::WireOnly).map(code).collect();
    if !wire.is_empty() {
        changed.push(format!("- Only requests or responses: {}.", list(&wire)));
    }
    if with(Impact::DocsOnly).next().is_some() {
        changed.push("- Documentation.".to_owned());
    }
    lines.insert(Heading::Changed, changed);
    for lines in lines.values_mut() {
        cap(lines);
    }
    lines
}

/// One line for each owner of added items: a new type says more than its members.
fn by_owner<'a>(changes: impl Iterator<Item = &'a Change>) -> Vec<String> {
    let mut owners: BTreeMap<&str, Vec<&Change>> = BTreeMap::new();
    for change in changes {
        owners.entry(owner(&change.item)).or_default().push(change);
    }
    let mut lines = Vec::new();
    for (owner, changes) in owners {
        match &changes[..] {
            [only] => lines.push(line_of(only)),
            several => {
                let inner = |change: &&Change| {
                    let name = change.item[owner.len()..].trim_start_matches(['.', ':']);
                    format!("`{name}`")
                };
                let names: Vec<String> = several.iter().map(inner).collect();
                lines.push(format!("- `{owner}`: {}.", list(&names)));
            }
        }
    }
    lines
}

/// `models::Door` of `models::Door.name` and `models::Door::new`.
fn owner(item: &str) -> &str {
    let end = item.rfind(['.', ':']).unwrap_or_default();
    item[..end].trim_end_matches(':')
}

/// A change as a line: the item, what changed, and what to do about it.
fn line_of(change: &Change) -> String {
    let mut line = format!("- {}: {}", code(change), one_line(&change.summary));
    if !change.migration.is_empty() {
        line.push_str("; ");
        line.push_str(&one_line(&change.migration));
    }
    line.push('.');
    line
}

fn code(change: &Change) -> String {
    format!("`{}`", change.item)
}

fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_end_matches('.').to_owned()
}

fn list(names: &[String]) -> String {
    let shown = names[..names.len().min(MAX_ITEMS)].join(", ");
    match names.len().saturating_sub(MAX_ITEMS) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn cap(lines: &mut Vec<String>) {
    if let Some(more) = lines.len().checked_sub(MAX_LINES).filter(|&more| more > 0) {
        lines.truncate(MAX_LINES);
        lines.push(format!("- And {more} more; `api.txt` lists every item."));
    }
}

#[cfg(test)]
mod tests;
