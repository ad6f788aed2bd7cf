//! The entry of `generated/CHANGELOG.md`, from the same data as the review.
//!
//! What the command writes stands between two comments, which no renderer shows, so
//! that it is replaced when the command runs again, and what people write outside of
//! them stays. The entries that the base had not released yet stay as well.

mod section;

use std::collections::BTreeMap;

use semver::Version;

use self::section::Sections;
use super::{Entry, Group, Review};

/// What precedes, and what follows, the text that the command writes.
const BEGIN: &str = "<!-- written by `cargo xtask review --changelog`: begin -->";
const END: &str = "<!-- written by `cargo xtask review --changelog`: end -->";

/// A changelog that nobody has written anything into.
const NEW: &str = "\
# Changelog

For users of the crate.
The format is that of Keep a Changelog, and versions follow semantic versioning as cargo reads it.

## Unreleased
";

/// Headings of Keep a Changelog, in its order.
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

/// Lines below their headings.
type Lines = BTreeMap<Heading, Vec<String>>;

/// Writes the entry of `review` into the text of a changelog; an empty text becomes a
/// new one. `base` is the text before the change, and empty if there was none.
///
/// It goes below `## Unreleased`, or below the heading of `version` where there is one
/// already that the base had not.
pub fn write(text: &str, base: &str, version: Option<&Version>, review: &Review) -> String {
    let mut lines = Sections::read(base)
        .of("Unreleased")
        .map(|section| written(&section.text))
        .unwrap_or_default();
    for (heading, new) in news(&review.entries) {
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

/// As many lines as one heading has.
const MOST_LINES: usize = 60;
/// As many items as one line names.
const MOST_ITEMS: usize = 12;

/// What the changes are to people who read a changelog.
fn news(entries: &[Entry]) -> Lines {
    let mut lines = Lines::new();
    let with = |group: Group| entries.iter().filter(move |entry| entry.group == group);
    let is_gone = |entry: &&Entry| entry.new.is_empty() && !entry.gone.is_empty();
    lines.insert(Heading::Added, by_owner(with(Group::Added)));
    lines.insert(
        Heading::Deprecated,
        with(Group::Deprecated).map(told).collect(),
    );
    let removed = with(Group::Breaking).filter(is_gone);
    lines.insert(Heading::Removed, removed.map(told).collect());
    let mut changed: Vec<String> = with(Group::Breaking)
        .filter(|entry| !is_gone(entry))
        .map(|entry| told(entry).replacen("- ", "- **Breaking:** ", 1))
        .collect();
    let wire: Vec<String> = with(Group::WireOnly).map(code).collect();
    if !wire.is_empty() {
        changed.push(format!("- Only what travels: {}.", listed(&wire)));
    }
    if with(Group::DocsOnly).next().is_some() {
        changed.push("- Texts of the documentation.".to_owned());
    }
    lines.insert(Heading::Changed, changed);
    for lines in lines.values_mut() {
        cap(lines);
    }
    lines
}

/// One line for each owner of new items: a new type says more than its members.
fn by_owner<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<String> {
    let mut owners: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        owners.entry(owner(&entry.item)).or_default().push(entry);
    }
    let mut lines = Vec::new();
    for (owner, entries) in owners {
        match &entries[..] {
            [only] => lines.push(told(only)),
            several => {
                let inner = |entry: &&Entry| {
                    let name = entry.item[owner.len()..].trim_start_matches(['.', ':']);
                    format!("`{name}`")
                };
                let names: Vec<String> = several.iter().map(inner).collect();
                lines.push(format!("- `{owner}`: {}.", listed(&names)));
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

/// An entry as a line: the item, what changed, and what to do about it.
fn told(entry: &Entry) -> String {
    let mut line = format!("- {}: {}", code(entry), one_line(&entry.change));
    if !entry.migrate.is_empty() {
        line.push_str("; ");
        line.push_str(&one_line(&entry.migrate));
    }
    line.push('.');
    line
}

fn code(entry: &Entry) -> String {
    format!("`{}`", entry.item)
}

fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_end_matches('.').to_owned()
}

fn listed(names: &[String]) -> String {
    let shown = names[..names.len().min(MOST_ITEMS)].join(", ");
    match names.len().saturating_sub(MOST_ITEMS) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn cap(lines: &mut Vec<String>) {
    if let Some(more) = lines.len().checked_sub(MOST_LINES).filter(|&more| more > 0) {
        lines.truncate(MOST_LINES);
        lines.push(format!("- And {more} more; `api.txt` lists every item."));
    }
}

#[cfg(test)]
mod tests;
