//! The lines of `api.txt` that went and came, each with the change that explains it.

mod mark;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Entry, Group,
    compare::{Finding, Kind},
};
use mark::{is_harmless, lost_derives};
use seamstress_codegen::{Output, project::SURFACE};

/// Gives every line of `api.txt` that went or came to the entry that explains it, makes
/// entries of the lines that none explains, and lets the compiler have the last word:
/// what takes a line away that no line stands in for breaks programs, whatever it is.
///
/// Does nothing where one of the runs had errors, since it has no surface then.
pub fn attribute(entries: &mut Vec<Entry>, before: &Output, after: &Output) {
    let (Some(before), Some(after)) = (lines(before), lines(after)) else {
        return;
    };
    let renames = Renames::of(entries, &after);
    let mut unexplained: BTreeMap<String, [Vec<String>; 2]> = BTreeMap::new();
    let renamed = renames.pairs(&before, &after);
    {
        let claims = claims(entries);
        let mut given: Vec<(usize, usize, &str)> = Vec::new();
        let gone = before.difference(&after).map(|line| (0, *line));
        let new = after.difference(&before).map(|line| (1, *line));
        for (side, line) in gone.chain(new) {
            match renamed
                .get(line)
                .copied()
                .or_else(|| claimant(&claims, line))
            {
                Some(entry) => given.push((entry, side, line)),
                None => {
                    let [gone, new] = unexplained.entry(owner(line)).or_default();
                    if side == 0 { gone } else { new }.push(line.to_owned());
                }
            }
        }
        let given: Vec<_> = given
            .into_iter()
            .map(|(entry, side, line)| (entry, side, line.to_owned()))
            .collect();
        for (entry, side, line) in given {
            if let Some(entry) = entries.get_mut(entry) {
                if side == 0 {
                    &mut entry.gone
                } else {
                    &mut entry.new
                }
                .push(line);
            }
        }
    }
    for (place, entry) in entries.iter_mut().enumerate() {
        if renames.aliased.contains(&place) {
            keep_old_name(entry);
        } else {
            settle(entry);
        }
    }
    let rest = unexplained.into_iter();
    entries.extend(rest.map(|(owner, [gone, new])| unexplained_entry(owner, gone, new)));
}

/// The lines of a run's surface; `None` if it has none.
fn lines(output: &Output) -> Option<BTreeSet<&str>> {
    let text = output.files.get(SURFACE)?;
    Some(text.lines().filter(|line| !line.starts_with('#')).collect())
}

/// Which entry explains lines that begin so. Of several, one that breaks programs anyway.
fn claims(entries: &[Entry]) -> BTreeMap<String, usize> {
    let mut claims: BTreeMap<String, usize> = BTreeMap::new();
    for (place, entry) in entries.iter().enumerate() {
        for claim in &entry.trace.claims {
            let known = claims.entry(claim.clone()).or_insert(place);
            let is_milder = entries
                .get(*known)
                .is_some_and(|known| known.group > entry.group);
            if is_milder {
                *known = place;
            }
        }
    }
    claims
}

/// The entry whose claim says most about a line. A claim that ends in a line break is of
/// the whole line.
fn claimant(claims: &BTreeMap<String, usize>, line: &str) -> Option<usize> {
    if let Some(entry) = claims.get(&format!("{line}\n")) {
        return Some(*entry);
    }
    let ends = line.char_indices().rev().map(|(at, _)| at);
    std::iter::once(line.len())
        .chain(ends)
        .find_map(|end| claims.get(&line[..end]).copied())
}

/// Types that have another name.
struct Renames {
    /// The old name, the new one, and the entry.
    names: BTreeMap<String, (String, usize)>,
    /// The entries of those whose old name is kept as an alias.
    aliased: BTreeSet<usize>,
}

impl Renames {
    fn of(entries: &[Entry], after: &BTreeSet<&str>) -> Self {
        let mut renames = Self {
            names: BTreeMap::new(),
            aliased: BTreeSet::new(),
        };
        for (place, entry) in entries.iter().enumerate() {
            let Some((old, new)) = &entry.trace.renamed else {
                continue;
            };
            let alias = format!("models::{old} = {new}");
            if after.iter().any(|line| {
                line.strip_prefix(&alias)
                    .is_some_and(|rest| !continues(rest))
            }) {
                renames.aliased.insert(place);
            }
            renames.names.insert(old.clone(), (new.clone(), place));
        }
        renames
    }

    /// The lines that differ by such names alone, and the entry that tells of the name.
    fn pairs<'a>(
        &self,
        before: &BTreeSet<&'a str>,
        after: &BTreeSet<&'a str>,
    ) -> BTreeMap<&'a str, usize> {
        let mut pairs = BTreeMap::new();
        if self.names.is_empty() {
            return pairs;
        }
        for line in before.difference(after) {
            let mut entry = None;
            let renamed = words(line, |word| match self.names.get(word) {
                Some((new, place)) => {
                    entry.get_or_insert(*place);
                    new
                }
                None => word,
            });
            let twin = after
                .get(renamed.as_str())
                .filter(|twin| !before.contains(*twin));
            if let (Some(entry), Some(twin)) = (entry, twin) {
                pairs.insert(*line, entry);
                pairs.insert(*twin, entry);
            }
        }
        pairs
    }
}

fn continues(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// A line with each of its words replaced.
fn words<'a>(line: &'a str, mut replace: impl FnMut(&'a str) -> &'a str) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        text.push_str(replace(word));
        let next = behind.find(is_word).unwrap_or(behind.len());
        let (between, behind) = behind.split_at(next);
        text.push_str(between);
        rest = behind;
    }
    text
}

/// A type whose old name still leads to it: nobody has to do anything yet.
fn keep_old_name(entry: &mut Entry) {
    entry.group = Group::Deprecated;
    entry.trace.kind = Kind::Deprecated;
    entry
        .change
        .push_str("; the old name is kept for one release");
}

/// Lets the lines say whether the entry breaks programs.
fn settle(entry: &mut Entry) {
    if entry.group == Group::Breaking || is_harmless(&entry.gone, &entry.new) {
        return;
    }
    entry.group = Group::Breaking;
    let lost = lost_derives(&entry.gone, &entry.new);
    if let Some((item, derives)) = lost.first() {
        let derives = derives.join("`, `");
        entry
            .change
            .push_str(&format!("; `{item}` loses `{derives}`"));
        if entry.migrate.is_empty() {
            entry.migrate = format!("do without `{derives}` of `{item}`");
        }
    }
    if entry.migrate.is_empty() {
        entry.migrate = migration(&entry.gone, &entry.new);
    }
}

/// What to do, read off the first line that is gone.
fn migration(gone: &[String], new: &[String]) -> String {
    let Some(first) = gone.first() else {
        return String::new();
    };
    let head = |line: &str| {
        line.split(['(', '<', ' '])
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    match new.iter().find(|line| head(line) == head(first)) {
        Some(heir) => format!("`{first}` is `{heir}` now"),
        None => format!("do without `{first}`"),
    }
}

/// The item that a line is about: `models::Door` of `models::Door.state: DoorState`.
fn owner(line: &str) -> String {
    let path = line.split(['.', '(', ' ', '<']).next().unwrap_or(line);
    let path = path.trim_end_matches(':');
    let mut owner = String::new();
    for segment in path.split("::") {
        if !owner.is_empty() {
            owner.push_str("::");
        }
        owner.push_str(segment);
        if segment.starts_with(|c: char| c.is_ascii_uppercase()) {
            break;
        }
    }
    owner
}

fn unexplained_entry(owner: String, gone: Vec<String>, new: Vec<String>) -> Entry {
    let is_marked = |line: &String| line.ends_with(" deprecated");
    let (kind, group, change) = if !is_harmless(&gone, &new) {
        (Kind::Gone, Group::Breaking, "is not what it was")
    } else if !gone.is_empty() && new.iter().any(is_marked) {
        (Kind::Deprecated, Group::Deprecated, "deprecated")
    } else {
        (Kind::Came, Group::Added, "offers more")
    };
    let because = "no change of a page explains this: is it the generator, a name or an override that changed?";
    let migrate = match group {
        Group::Breaking => migration(&gone, &new),
        _ => String::new(),
    };
    let address = format!("surface {owner}");
    let mut entry = Finding::new(kind, group, owner, address)
        .says(change, because)
        .facts(gone.join("\n"), new.join("\n"))
        .migrate(migrate)
        .nowhere();
    entry.gone = gone;
    entry.new = new;
    entry
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_about_its_type() {
        assert_eq!(owner("models::Door.state: DoorState"), "models::Door");
        assert_eq!(
            owner("models::Door::new(id: String) -> Self"),
            "models::Door"
        );
        assert_eq!(
            owner("acs::users::Users::get(&self) -> Get"),
            "acs::users::Users"
        );
        assert_eq!(owner("models::DoorId = Id<kind::DoorId>"), "models::DoorId");
        assert_eq!(owner("Call: of the runtime"), "Call");
    }

    #[test]
    fn only_whole_words_are_renamed() {
        let renamed = words("models::Door.doors: Vec<Door>", |word| {
            if word == "Door" { "Gate" } else { word }
        });
        assert_eq!(renamed, "models::Gate.doors: Vec<Gate>");
    }

    #[test]
    fn the_claim_that_says_most_wins() {
        let claims: BTreeMap<String, usize> = [
            ("models::Door:", 0),
            ("models::Door::new(", 1),
            ("models::Color::Red\n", 2),
        ]
        .map(|(claim, entry)| (claim.to_owned(), entry))
        .into();
        assert_eq!(claimant(&claims, "models::Door::new() -> Self"), Some(1));
        assert_eq!(claimant(&claims, "models::Door: struct"), Some(0));
        assert_eq!(claimant(&claims, "models::Color::Red"), Some(2));
        assert_eq!(claimant(&claims, "models::Color::Redder"), None);
        assert_eq!(claimant(&claims, "models::DoorId = Id"), None);
    }
}
