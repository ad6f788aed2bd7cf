//! A review as a comment on a pull request.
//!
//! What a reviewer has to know comes first, long lists are folded, and what does not fit
//! into a comment is counted.

use super::{
    MIXED, NOT_CHECKED, ReportContext, counted,
    inline::{code, prose},
    truncate::{Section, truncate},
};
use crate::{
    Change, Impact, PageLocation, Review,
    lint::Lint,
    pages::{PageChange, PageKind},
};

/// The comment that holds a review is found by this line.
pub const MARKER: &str = "<!-- seamstress review -->";

/// Comments may have 65,536 characters; some forges count bytes.
pub const MAX_BYTES: usize = 65_000;

/// How many rows are shown before the rest is folded.
const SHOWN: usize = 25;

/// The review as Markdown.
pub fn markdown(review: &Review, context: &ReportContext) -> String {
    let (security, look_at): (Vec<&Lint>, Vec<&Lint>) =
        review.lints.iter().partition(|lint| lint.is_security);
    let sections = [
        lints("Security", &security, context),
        open_changes(review, Impact::Breaking, context),
        open_changes(review, Impact::Added, context),
        open_changes(review, Impact::Deprecated, context),
        lints("Look at", &look_at, context),
        accepted(review, context),
        folded_changes(review, Impact::WireOnly, context),
        folded_changes(review, Impact::DocsOnly, context),
        pages(review, context),
    ];
    let full_report = format!("see {}", code(&context.full_report));
    truncate(
        &head(review, context),
        &sections,
        &tail(review),
        MAX_BYTES,
        &full_report,
    )
}

fn head(review: &Review, context: &ReportContext) -> String {
    let (bump, meaning) = (review.bump.as_str(), review.bump.meaning());
    let mut text = format!("{MARKER}\n## {bump}: {meaning}\n\n");
    if !review.reason.is_empty() {
        text.push_str(&format!(
            "Because {}.\n\n",
            prose(review.reason.trim_end_matches('.'))
        ));
    }
    let mut facts = vec![match review.pages.len() {
        0 => "No page changed".to_owned(),
        count => format!("{} changed", counted(count, "page", "pages")),
    }];
    if !context.base.is_empty() {
        facts[0].push_str(&format!(" since {}", code(&context.base)));
    }
    for impact in Impact::ALL {
        let count = review.with_impact(impact).count();
        if count > 0 {
            facts.push(format!("{count} {}", impact.title().to_lowercase()));
        }
    }
    text.push_str(&format!("{}.\n", facts.join(" · ")));
    if context.is_mixed {
        text.push_str(&format!("\n{MIXED}\n"));
    }
    text
}

fn tail(review: &Review) -> String {
    let mut text = String::from("\n### Not checked\n\n");
    for line in NOT_CHECKED {
        text.push_str(&format!("- {line}\n"));
    }
    if review
        .with_impact(Impact::Breaking)
        .any(|change| change.accepted.is_none())
    {
        text.push_str(
            "\nTo accept a change, add its fingerprint and your reason to `accepted.toml`, in the folder of \
             `overrides.toml`: `[[accepted]]`, `fingerprint = \"…\"`, `because = \"…\"`.\n",
        );
    }
    text
}

/// Changes that a reviewer reads one by one, without the accepted ones.
fn open_changes(review: &Review, impact: Impact, context: &ReportContext) -> Section {
    let changes = || {
        review
            .with_impact(impact)
            .filter(|change| change.accepted.is_none())
    };
    let is_breaking = impact == Impact::Breaking;
    let is_advice = changes().any(|change| !change.migration.is_empty());
    let rows: Vec<String> = changes()
        .map(|change| {
            let because = because(change, context);
            let (item, summary) = (code(&change.item), summary(change));
            if is_breaking {
                let migrate = prose(&change.migration);
                let fingerprint = code(&change.fingerprint);
                format!("| {item} | {summary} | {because} | {migrate} | {fingerprint} |\n")
            } else if is_advice {
                let migrate = prose(&change.migration);
                format!("| {item} | {summary} | {because} | {migrate} |\n")
            } else {
                format!("| {item} | {summary} | {because} |\n")
            }
        })
        .collect();
    let table = if is_breaking {
        "| Rust item | change | because | migration | fingerprint |\n|---|---|---|---|---|\n"
    } else if is_advice {
        "| Rust item | change | because | migration |\n|---|---|---|---|\n"
    } else {
        "| Rust item | change | because |\n|---|---|---|\n"
    };
    if rows.is_empty() {
        return Section::default();
    }
    Section {
        opening: format!("\n### {}: {}\n\n{table}", impact.title(), rows.len()),
        reopening: table.to_owned(),
        rows,
        shown: SHOWN,
        closing: String::new(),
    }
}

/// Changes that a reviewer may skip.
fn folded_changes(review: &Review, impact: Impact, context: &ReportContext) -> Section {
    let changes = review
        .with_impact(impact)
        .filter(|change| change.accepted.is_none());
    let rows = changes.map(|change| bullet(change, &because(change, context)));
    folded(impact.title(), rows.collect())
}

/// Changes that a reviewer accepted.
fn accepted(review: &Review, context: &ReportContext) -> Section {
    let rows = review.changes.iter().filter_map(|change| {
        let reason = change.accepted.as_ref()?;
        let because = because(change, context);
        let rest = format!(
            "{because}. Accepted ({}): {}",
            change.impact.title(),
            prose(reason)
        );
        Some(bullet(change, &rest))
    });
    folded("Accepted", rows.collect())
}

fn bullet(change: &Change, rest: &str) -> String {
    // The code span comes first, so that no text of a page can begin the line.
    let item = code(&change.item);
    let item = if item.is_empty() {
        "`?`".to_owned()
    } else {
        item
    };
    format!("- {item}: {} – {rest}\n", summary(change))
}

fn lints(title: &str, lints: &[&Lint], context: &ReportContext) -> Section {
    let rows: Vec<String> = lints
        .iter()
        .map(|lint| {
            let place = at(lint.location.as_ref(), context);
            let place = if place.is_empty() {
                "in general".to_owned()
            } else {
                place
            };
            format!("- {place}: {}\n", prose(&lint.text))
        })
        .collect();
    if rows.is_empty() {
        return Section::default();
    }
    Section {
        opening: format!("\n### {title}: {}\n\n", rows.len()),
        rows,
        shown: SHOWN,
        ..Section::default()
    }
}

fn pages(review: &Review, context: &ReportContext) -> Section {
    let rows = review.pages.iter().map(|page| {
        let path = code(&format!("{}{}", context.prefix, page.path));
        format!("- {path}: {}\n", page_summary(page, context))
    });
    folded("Pages", rows.collect())
}

/// What happened to a page.
fn page_summary(page: &PageChange, context: &ReportContext) -> String {
    let mut text = match (page.kind, &page.from) {
        (PageKind::Added, _) => "new".to_owned(),
        (PageKind::Removed, _) => "removed".to_owned(),
        (PageKind::Moved, Some(from)) => {
            format!("moved from {}", code(&format!("{}{from}", context.prefix)))
        }
        (PageKind::Moved, None) => "moved".to_owned(),
        (PageKind::Changed, _) => "changed".to_owned(),
    };
    text.push_str(&format!(
        ", +{} −{} lines",
        page.lines_added, page.lines_removed
    ));
    match page.changes {
        0 => text.push_str(", without an effect"),
        count => text.push_str(&format!(", {}", counted(count, "change", "changes"))),
    }
    text
}

fn folded(title: &str, rows: Vec<String>) -> Section {
    if rows.is_empty() {
        return Section::default();
    }
    Section {
        opening: format!("\n<details><summary>{title}: {}</summary>\n\n", rows.len()),
        rows,
        shown: usize::MAX,
        closing: "\n</details>\n".to_owned(),
        ..Section::default()
    }
}

/// What changed about the item.
fn summary(change: &Change) -> String {
    prose(&change.summary)
}

/// What the page says, and where.
fn because(change: &Change, context: &ReportContext) -> String {
    let because = prose(&change.because);
    match (because.is_empty(), at(change.location.as_ref(), context)) {
        (_, place) if place.is_empty() => because,
        (true, place) => place,
        (false, place) => format!("{because} ({place})"),
    }
}

fn at(location: Option<&PageLocation>, context: &ReportContext) -> String {
    location.map_or_else(String::new, |location| {
        let was = if location.is_before { ", before" } else { "" };
        format!(
            "{}{was}",
            code(&format!(
                "{}{}:{}",
                context.prefix, location.page, location.line
            ))
        )
    })
}

#[cfg(test)]
mod tests;
