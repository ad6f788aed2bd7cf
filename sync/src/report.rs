//! The report of a run.

use std::fmt::Write as _;

use seamstress_codegen::diagnostic::escape;
use serde_json::{Map, Value, json};

use crate::{candidate::Candidate, index::SkippedLink};

/// Number of pages that the summary lists for each outcome.
const MAX_LISTED: usize = 20;

/// What happened to a page; in the order of the summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// There was no local copy.
    New,
    /// The site has a different text.
    Changed,
    /// The local copy had another path.
    Moved,
    /// The site no longer has the page; the local copy was removed.
    Pruned,
    /// The site no longer has the page; the local copy is kept.
    Missing,
    /// The local copy was edited and is kept.
    Edited,
    /// The page could not be fetched or has no file path; the local copy is kept.
    Failed,
    /// There is a local page that neither the lock nor the index knows.
    Unlisted,
    /// The local copy is current.
    Unchanged,
}

/// Each outcome, its name in reports, and an explanation for the summary.
const OUTCOMES: [(Outcome, &str, &str); 9] = [
    (Outcome::New, "new", ""),
    (Outcome::Changed, "changed", ""),
    (Outcome::Moved, "moved", ""),
    (Outcome::Pruned, "pruned", ""),
    (
        Outcome::Missing,
        "missing",
        "not on the site; kept, `--prune` removes those that sync wrote",
    ),
    (
        Outcome::Edited,
        "edited",
        "changed locally since the last sync; kept",
    ),
    (Outcome::Failed, "failed", "the local copy is kept"),
    (
        Outcome::Unlisted,
        "unlisted",
        "not in the index, not written by sync; kept",
    ),
    (Outcome::Unchanged, "unchanged", ""),
];

/// What happened to one page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageReport {
    /// What happened.
    pub outcome: Outcome,
    /// The path below the folder of pages; the link where there is none.
    pub path: String,
    /// The reason, or the former path; may be empty.
    pub note: String,
}

/// What a run did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The URL of the index.
    pub index: String,
    /// Number of pages that the index lists.
    pub listed: usize,
    /// Number of listed pages that do not document the API, and are not kept.
    pub not_api: usize,
    /// Every other page, sorted by outcome and path.
    pub pages: Vec<PageReport>,
    /// Number of listed pages that the site has only as HTML.
    pub without_markdown: usize,
    /// Links to other sites, which are not followed.
    pub not_followed: Vec<SkippedLink>,
    /// What discovery tried, in its order.
    pub candidates: Vec<Candidate>,
    /// Why nothing was pruned, where pruning was asked for.
    pub prune_refusal: Option<String>,
    /// Whether the run wrote nothing because it was a dry run.
    pub is_dry_run: bool,
}

impl Report {
    /// Whether a page failed or was edited locally, or pruning was refused.
    pub fn has_failed(&self) -> bool {
        self.prune_refusal.is_some()
            || self.count(Outcome::Failed) + self.count(Outcome::Edited) > 0
    }

    /// Number of pages with this outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.pages_with(outcome).count()
    }

    /// The pages with this outcome, sorted by path.
    pub fn pages_with(&self, outcome: Outcome) -> impl Iterator<Item = &PageReport> {
        self.pages
            .iter()
            .filter(move |page| page.outcome == outcome)
    }

    /// A text for the terminal; long lists are truncated.
    pub fn summary(&self) -> String {
        let counts: Vec<String> = OUTCOMES
            .iter()
            .map(|(outcome, name, _)| (self.count(*outcome), name))
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| format!("{count} {name}"))
            .collect();
        let mut text = String::new();
        for candidate in &self.candidates {
            let _ = writeln!(text, "{}", escape(&candidate.to_string()));
        }
        let without_markdown = match self.without_markdown {
            0 => String::new(),
            count => format!(", {count} without a Markdown version"),
        };
        let _ = writeln!(
            text,
            "{} lists {} pages, {} of them not about the API{without_markdown}: {}",
            self.index,
            self.listed,
            self.not_api,
            counts.join(", ")
        );
        for (outcome, name, explanation) in OUTCOMES {
            if outcome == Outcome::Unchanged || self.count(outcome) == 0 {
                continue;
            }
            let explanation = match explanation {
                "" => String::new(),
                explanation => format!(" ({explanation})"),
            };
            let _ = writeln!(text, "{name}{explanation}");
            let pages = self.pages_with(outcome);
            list(
                &mut text,
                pages.map(|page| (&page.path, page.note.as_str())),
            );
        }
        if !self.not_followed.is_empty() {
            text.push_str("links that were not followed\n");
            let links = self.not_followed.iter();
            list(
                &mut text,
                links.map(|skipped| (&skipped.link, skipped.reason)),
            );
        }
        if self.is_dry_run {
            text.push_str("dry run: nothing was written\n");
        }
        if let Some(refusal) = &self.prune_refusal {
            let _ = writeln!(text, "{refusal}");
        }
        text
    }

    /// The whole report as JSON.
    pub fn json(&self) -> Value {
        let pages: Map<String, Value> = OUTCOMES
            .iter()
            .map(|(outcome, name, _)| {
                let pages = self
                    .pages_with(*outcome)
                    .map(|page| match page.note.as_str() {
                        "" => json!({ "page": page.path }),
                        note => json!({ "page": page.path, "note": note }),
                    });
                ((*name).to_owned(), pages.collect())
            })
            .collect();
        let not_followed = self.not_followed.iter().map(|skipped| &skipped.link);
        json!({
            "index": self.index,
            "listed": self.listed,
            "not_about_the_api": self.not_api,
            "without_markdown": self.without_markdown,
            "candidates": self.candidates.iter().map(Candidate::json).collect::<Vec<_>>(),
            "pages": pages,
            "not_followed": not_followed.collect::<Vec<_>>(),
            "prune_refusal": self.prune_refusal,
            "dry_run": self.is_dry_run,
        })
    }
}

/// Writes one line per page, up to [`MAX_LISTED`].
fn list<'a>(text: &mut String, pages: impl Iterator<Item = (&'a String, &'a str)>) {
    let pages: Vec<(&String, &str)> = pages.collect();
    for (path, note) in pages.iter().take(MAX_LISTED) {
        // Both may come from the site, and could contain control characters.
        let _ = match *note {
            "" => writeln!(text, "  {}", escape(path)),
            note => writeln!(text, "  {}: {}", escape(path), escape(note)),
        };
    }
    if let Some(more) = pages.len().checked_sub(MAX_LISTED).filter(|more| *more > 0) {
        let _ = writeln!(text, "  and {more} more; `--json` lists all");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(pages: usize) -> Report {
        let page = |outcome, path: &str, note: &str| PageReport {
            outcome,
            path: path.to_owned(),
            note: note.to_owned(),
        };
        let mut report = Report {
            index: "https://docs.example.com/llms.txt".to_owned(),
            listed: pages + 3,
            not_api: 1,
            not_followed: vec![SkippedLink {
                link: "https://evil.example/\u{1b}[2J.md".to_owned(),
                reason: "not on the site of the index",
            }],
            ..Report::default()
        };
        for number in 0..pages {
            report
                .pages
                .push(page(Outcome::New, &format!("{number:02}.md"), ""));
        }
        let failed = page(Outcome::Failed, "x.md", "the site responded 404");
        report.pages.push(failed);
        report.pages.push(page(Outcome::Unchanged, "y.md", ""));
        report
    }

    #[test]
    fn the_summary_lists_pages_by_outcome() {
        insta::assert_snapshot!(report(1).summary(), @"
        https://docs.example.com/llms.txt lists 4 pages, 1 of them not about the API: 1 new, 1 failed, 1 unchanged
        new
          00.md
        failed (the local copy is kept)
          x.md: the site responded 404
        links that were not followed
          https://evil.example/<U+001B>[2J.md: not on the site of the index
        ");
    }

    #[test]
    fn long_lists_are_truncated_in_the_summary_only() {
        let report = report(25);
        let summary = report.summary();
        assert!(summary.contains("  19.md\n  and 5 more"), "{summary}");
        let new = &report.json()["pages"]["new"];
        assert_eq!(new.as_array().map(Vec::len), Some(25));
    }

    #[test]
    fn a_failed_page_fails_the_run() {
        assert!(report(1).has_failed());
        let mut good = report(1);
        good.pages.retain(|page| page.outcome != Outcome::Failed);
        assert!(!good.has_failed());
    }
}
