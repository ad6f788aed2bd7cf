//! What a run of sync says.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::index::Refused;
use seamstress_codegen::diagnostic::escape;

/// How many pages of one fate are named.
const MOST_NAMED: usize = 20;

/// What becomes of a page, in the order that people want to hear it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It was not here.
    New,
    /// The site has another text.
    Changed,
    /// It was here, at another place.
    Moved,
    /// The site does not have it any more; it was removed.
    Pruned,
    /// The site does not have it any more; it stays.
    Gone,
    /// It was edited here, so that it stays as it is.
    Edited,
    /// It did not come, or cannot be kept; what is here stays.
    Failed,
    /// It is here, and neither sync nor the index knows it.
    Unlisted,
    /// It is as it was.
    Unchanged,
}

/// Every fate, with its word, and what it means.
const FATES: [(Fate, &str, &str); 9] = [
    (Fate::New, "new", ""),
    (Fate::Changed, "changed", ""),
    (Fate::Moved, "moved", ""),
    (Fate::Pruned, "pruned", ""),
    (
        Fate::Gone,
        "gone",
        "kept; `--prune` removes what sync wrote",
    ),
    (
        Fate::Edited,
        "edited",
        "changed here since the last sync; kept",
    ),
    (Fate::Failed, "failed", "what is here stays as it was"),
    (Fate::Unlisted, "unlisted", "not on the index; left alone"),
    (Fate::Unchanged, "unchanged", ""),
];

/// A page, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// What becomes of it.
    pub fate: Fate,
    /// Below the folder of pages; the link where there is no such path.
    pub path: String,
    /// Why, or where it was; may be empty.
    pub note: String,
}

/// What a run did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The URL of the index.
    pub index: String,
    /// How many pages it lists.
    pub listed: usize,
    /// How many of them are not about the API; they are not kept.
    pub prose: usize,
    /// Pages, sorted by fate and path.
    pub lines: Vec<Line>,
    /// Links to other sites, which are not followed.
    pub foreign: Vec<Refused>,
    /// Why nothing is pruned, though it was asked for.
    pub refusal: Option<String>,
    /// Whether nothing was written on purpose.
    pub is_dry: bool,
}

impl Report {
    /// Whether something is not as it should be: a page that failed or that was
    /// edited here, or a refusal.
    pub fn has_failed(&self) -> bool {
        self.refusal.is_some() || self.count(Fate::Failed) + self.count(Fate::Edited) > 0
    }

    /// How many pages have this fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.of(fate).count()
    }

    /// The pages of this fate, sorted by path.
    pub fn of(&self, fate: Fate) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.fate == fate)
    }

    /// For people; long lists are cut.
    pub fn summary(&self) -> String {
        let counts: Vec<String> = FATES
            .iter()
            .map(|(fate, word, _)| (self.count(*fate), word))
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        let mut text = format!(
            "{} lists {} pages, {} of them not about the API: {}\n",
            self.index,
            self.listed,
            self.prose,
            counts.join(", ")
        );
        for (fate, word, meaning) in FATES {
            if fate == Fate::Unchanged || self.count(fate) == 0 {
                continue;
            }
            let meaning = match meaning {
                "" => String::new(),
                meaning => format!(" ({meaning})"),
            };
            let _ = writeln!(text, "{word}{meaning}");
            let lines = self.of(fate).map(|line| (&line.path, line.note.as_str()));
            list(&mut text, lines);
        }
        if !self.foreign.is_empty() {
            text.push_str("links that were not followed\n");
            let lines = self.foreign.iter();
            list(
                &mut text,
                lines.map(|refused| (&refused.link, refused.reason)),
            );
        }
        if self.is_dry {
            text.push_str("nothing was written\n");
        }
        if let Some(refusal) = &self.refusal {
            let _ = writeln!(text, "{refusal}");
        }
        text
    }

    /// All of it, for machines.
    pub fn json(&self) -> Value {
        let pages: Map<String, Value> = FATES
            .iter()
            .map(|(fate, word, _)| {
                let lines = self.of(*fate).map(|line| match line.note.as_str() {
                    "" => json!({ "page": line.path }),
                    note => json!({ "page": line.path, "note": note }),
                });
                ((*word).to_owned(), lines.collect())
            })
            .collect();
        let foreign = self.foreign.iter().map(|refused| &refused.link);
        json!({
            "index": self.index,
            "listed": self.listed,
            "not_about_the_api": self.prose,
            "pages": pages,
            "not_followed": foreign.collect::<Vec<_>>(),
            "refusal": self.refusal,
            "dry_run": self.is_dry,
        })
    }
}

/// A line for each of them, until there are too many.
fn list<'a>(text: &mut String, lines: impl Iterator<Item = (&'a String, &'a str)>) {
    let lines: Vec<(&String, &str)> = lines.collect();
    for (path, note) in lines.iter().take(MOST_NAMED) {
        // Links and what a site answers are not ours to print as they are.
        let _ = match *note {
            "" => writeln!(text, "  {}", escape(path)),
            note => writeln!(text, "  {}: {}", escape(path), escape(note)),
        };
    }
    if let Some(more) = lines.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
        let _ = writeln!(text, "  and {more} more; `--json` names all");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(pages: usize) -> Report {
        let line = |fate, path: &str, note: &str| Line {
            fate,
            path: path.to_owned(),
            note: note.to_owned(),
        };
        let mut report = Report {
            index: "https://docs.example.com/llms.txt".to_owned(),
            listed: pages + 3,
            prose: 1,
            foreign: vec![Refused {
                link: "https://evil.example/\u{1b}[2J.md".to_owned(),
                reason: "it is not on the site of the index",
            }],
            ..Report::default()
        };
        for number in 0..pages {
            report
                .lines
                .push(line(Fate::New, &format!("{number:02}.md"), ""));
        }
        report
            .lines
            .push(line(Fate::Failed, "x.md", "the site answers 404"));
        report.lines.push(line(Fate::Unchanged, "y.md", ""));
        report
    }

    #[test]
    fn a_summary_says_what_a_person_wants_to_know() {
        insta::assert_snapshot!(report(1).summary(), @"
        https://docs.example.com/llms.txt lists 4 pages, 1 of them not about the API: 1 new, 1 failed, 1 unchanged
        new
          00.md
        failed (what is here stays as it was)
          x.md: the site answers 404
        links that were not followed
          https://evil.example/<U+001B>[2J.md: it is not on the site of the index
        ");
    }

    #[test]
    fn long_lists_are_cut_and_json_is_not() {
        let report = report(25);
        let summary = report.summary();
        assert!(summary.contains("  19.md\n  and 5 more"), "{summary}");
        let new = &report.json()["pages"]["new"];
        assert_eq!(new.as_array().map(Vec::len), Some(25));
    }

    #[test]
    fn a_page_that_does_not_come_is_a_failure() {
        assert!(report(1).has_failed());
        let mut good = report(1);
        good.lines.retain(|line| line.fate != Fate::Failed);
        assert!(!good.has_failed());
    }
}
