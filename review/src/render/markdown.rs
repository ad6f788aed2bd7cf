//! A review as a comment on a pull request.
//!
//! What a reviewer has to know comes first, long lists are folded, and what does not fit
//! into a comment is counted.

use super::{
    MIXED, NOT_CHECKED, ReportContext, counted,
    inline::{code, prose},
    row::{Row, count_of, rows},
    truncate::{Section, truncate},
};
use crate::{
    Impact, PageLocation, Review,
    lint::Lint,
    pages::{PageChange, PageKind},
};

/// The comment that holds a review is found by this line.
pub const MARKER: &str = "<!-- seamstress review -->";

/// Comments may have 65,536 characters; some forges count bytes.
pub const MAX_BYTES: usize = 65_000;

/// How many rows are shown before the rest is folded, and how many changes of a row are listed.
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
    let counts = Impact::ALL.into_iter();
    facts.extend(counts.filter_map(|impact| count_of(review, impact)));
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

/// Changes that a reviewer reads row by row, without the accepted ones.
fn open_changes(review: &Review, impact: Impact, context: &ReportContext) -> Section {
    let found = unaccepted(review, impact);
    if found.is_empty() {
        return Section::default();
    }
    let is_breaking = impact == Impact::Breaking;
    let is_advice = found.iter().any(|row| !row.migrations().is_empty());
    let rows = found.iter().map(|row| {
        let because = because(row, context);
        let (items, summary) = (items(row), prose(&row.first.summary));
        let mut text = format!("| {items} | {summary} | {because} |");
        if is_breaking || is_advice {
            let advice = row.migrations().into_iter().map(prose).collect();
            text.push_str(&format!(" {} |", list(advice, "; ")));
        }
        if is_breaking {
            let fingerprints = row.iter().map(|it| code(&it.fingerprint)).collect();
            text.push_str(&format!(" {} |", list(fingerprints, ", ")));
        }
        format!("{text}\n")
    });
    let table = if is_breaking {
        "| Rust item | change | because | migration | fingerprint |\n|---|---|---|---|---|\n"
    } else if is_advice {
        "| Rust item | change | because | migration |\n|---|---|---|---|\n"
    } else {
        "| Rust item | change | because |\n|---|---|---|\n"
    };
    Section {
        opening: format!(
            "\n### {}: {}\n\n{table}",
            impact.title(),
            count_in_rows(&found)
        ),
        reopening: table.to_owned(),
        rows: rows.collect(),
        shown: SHOWN,
        closing: String::new(),
    }
}

fn unaccepted(review: &Review, impact: Impact) -> Vec<Row<'_>> {
    rows(review, |change| {
        change.impact == impact && change.accepted.is_none()
    })
}

/// Changes that a reviewer may skip.
fn folded_changes(review: &Review, impact: Impact, context: &ReportContext) -> Section {
    let found = unaccepted(review, impact);
    let rows = found.iter().map(|row| bullet(row, &because(row, context)));
    folded(impact.title(), &count_in_rows(&found), rows.collect())
}

/// Changes that a reviewer accepted.
fn accepted(review: &Review, context: &ReportContext) -> Section {
    let found = rows(review, |change| change.accepted.is_some());
    let rows = found.iter().map(|row| {
        let because = because(row, context);
        let rest = format!(
            "{because}. Accepted ({}): {}",
            row.first.impact.title(),
            prose(row.first.accepted.as_deref().unwrap_or_default())
        );
        bullet(row, &rest)
    });
    folded("Accepted", &count_in_rows(&found), rows.collect())
}

/// `7`, `7 in 2 rows`
fn count_in_rows(rows: &[Row<'_>]) -> String {
    let changes: usize = rows.iter().map(Row::len).sum();
    if changes == rows.len() {
        return changes.to_string();
    }
    format!("{changes} in {}", counted(rows.len(), "row", "rows"))
}

fn bullet(row: &Row<'_>, rest: &str) -> String {
    // The code span comes first, so that no text of a page can begin the line.
    let items = items(row);
    let items = if items.is_empty() { "`?`" } else { &items };
    format!("- {items}: {} – {rest}\n", prose(&row.first.summary))
}

/// `` `models::Door.name` ``, ``2 items: `models::Door.name`, `models::Gate.name` ``
fn items(row: &Row<'_>) -> String {
    let items = row.iter().map(|change| code(&change.item)).collect();
    let items = list(items, ", ");
    match row.len() {
        1 => items,
        count => format!("{count} items: {items}"),
    }
}

/// The first texts, and how many more there are.
fn list(texts: Vec<String>, between: &str) -> String {
    let more = texts.len().saturating_sub(SHOWN);
    let shown: Vec<String> = texts.into_iter().take(SHOWN).collect();
    let mut shown = shown.join(between);
    if more > 0 {
        shown.push_str(&format!(" and {more} more"));
    }
    shown
}

fn lints(title: &str, lints: &[&Lint], context: &ReportContext) -> Section {
    let rows: Vec<String> = lints
        .iter()
        .map(|lint| {
            let place = at(lint.location.as_ref(), 0, context);
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
    let count = review.pages.len().to_string();
    folded("Pages", &count, rows.collect())
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

fn folded(title: &str, count: &str, rows: Vec<String>) -> Section {
    if rows.is_empty() {
        return Section::default();
    }
    Section {
        opening: format!("\n<details><summary>{title}: {count}</summary>\n\n"),
        rows,
        shown: usize::MAX,
        closing: "\n</details>\n".to_owned(),
        ..Section::default()
    }
}

/// What the pages say, and where.
fn because(row: &Row<'_>, context: &ReportContext) -> String {
    let because = prose(&row.first.because);
    let more = row.locations().len().saturating_sub(1);
    let place = at(row.first.location.as_ref(), more, context);
    match (because.is_empty(), place) {
        (_, place) if place.is_empty() => because,
        (true, place) => place,
        (false, place) => format!("{because} ({place})"),
    }
}

/// The location, and how many more there are.
fn at(location: Option<&PageLocation>, more: usize, context: &ReportContext) -> String {
    location.map_or_else(String::new, |location| {
        let more = match more {
            0 => String::new(),
            count => format!(" and {}", counted(count, "more place", "more places")),
        };
        let was = if location.is_before { ", before" } else { "" };
        let place = format!("{}{}:{}", context.prefix, location.page, location.line);
        format!("{}{more}{was}", code(&place))
    })
}

#[cfg(test)]
mod tests;
