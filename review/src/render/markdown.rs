//! A review as a comment on a pull request.
//!
//! What a reviewer has to know comes first; what is long is folded, and what does not
//! fit into a comment is counted.

use super::{
    About, GROUPS, MIXED, NOT_CHECKED, counted,
    cut::{Section, join},
    inline::{code, prose},
};
use crate::{
    Entry, Group, Place, Review, Verdict,
    pages::{PageChange, PageKind},
    suspicion::Suspicion,
};

/// The comment that holds a review is found by this line.
pub const MARKER: &str = "<!-- seamstress review -->";

/// A comment may have 65,536 characters; some forges count bytes.
pub const MOST_BYTES: usize = 65_000;

/// As many rows as a person reads before the rest is folded.
const SHOWN: usize = 25;

/// The review as Markdown.
pub fn markdown(review: &Review, about: &About) -> String {
    let (security, look_at): (Vec<&Suspicion>, Vec<&Suspicion>) = review
        .suspicions
        .iter()
        .partition(|suspicion| suspicion.is_security);
    let sections = [
        suspicions("Security", &security, about),
        open_changes(review, Group::Breaking, about),
        open_changes(review, Group::Added, about),
        open_changes(review, Group::Deprecated, about),
        suspicions("Look at", &look_at, about),
        accepted(review, about),
        folded_changes(review, Group::WireOnly, about),
        folded_changes(review, Group::DocsOnly, about),
        pages(review, about),
    ];
    let whole = format!("see {}", code(&about.whole));
    join(
        &head(review, about),
        &sections,
        &tail(review),
        MOST_BYTES,
        &whole,
    )
}

fn head(review: &Review, about: &About) -> String {
    let what = match review.verdict {
        Verdict::None => "nothing changes for users",
        Verdict::Patch => "nobody has to do anything",
        Verdict::Minor => "there is something new",
        Verdict::Major => "programs break",
    };
    let mut text = format!("{MARKER}\n## {}: {what}\n\n", review.verdict.word());
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
    if !about.base.is_empty() {
        facts[0].push_str(&format!(" since {}", code(&about.base)));
    }
    for group in GROUPS {
        let count = review.of(group).count();
        if count > 0 {
            facts.push(format!("{count} {}", group.title().to_lowercase()));
        }
    }
    text.push_str(&format!("{}.\n", facts.join(" · ")));
    if about.is_mixed {
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
        .of(Group::Breaking)
        .any(|entry| entry.accepted.is_none())
    {
        text.push_str(
            "\nTo accept a change, write its mark and your reason into `accepted.toml`, beside the pages: \
             `[[accepted]]`, `fingerprint = \"…\"`, `because = \"…\"`.\n",
        );
    }
    text
}

/// Changes that a reviewer reads one by one; the accepted ones stand elsewhere.
fn open_changes(review: &Review, group: Group, about: &About) -> Section {
    let entries = || review.of(group).filter(|entry| entry.accepted.is_none());
    let is_breaking = group == Group::Breaking;
    let is_advice = entries().any(|entry| !entry.migrate.is_empty());
    let rows: Vec<String> = entries()
        .map(|entry| {
            let because = because(entry, about);
            let (item, change) = (code(&entry.item), change(entry));
            if is_breaking {
                let migrate = prose(&entry.migrate);
                let mark = code(&entry.fingerprint);
                format!("| {item} | {change} | {because} | {migrate} | {mark} |\n")
            } else if is_advice {
                let migrate = prose(&entry.migrate);
                format!("| {item} | {change} | {because} | {migrate} |\n")
            } else {
                format!("| {item} | {change} | {because} |\n")
            }
        })
        .collect();
    let table = if is_breaking {
        "| Rust item | change | because | migrate | mark |\n|---|---|---|---|---|\n"
    } else if is_advice {
        "| Rust item | change | because | migrate |\n|---|---|---|---|\n"
    } else {
        "| Rust item | change | because |\n|---|---|---|\n"
    };
    if rows.is_empty() {
        return Section::default();
    }
    Section {
        opening: format!("\n### {}: {}\n\n{table}", group.title(), rows.len()),
        reopening: table.to_owned(),
        rows,
        shown: SHOWN,
        closing: String::new(),
    }
}

/// Changes that a reviewer may skip.
fn folded_changes(review: &Review, group: Group, about: &About) -> Section {
    let entries = review.of(group).filter(|entry| entry.accepted.is_none());
    let rows = entries.map(|entry| bullet(entry, &because(entry, about)));
    folded(group.title(), rows.collect())
}

/// Changes that a reviewer has read before.
fn accepted(review: &Review, about: &About) -> Section {
    let rows = review.entries.iter().filter_map(|entry| {
        let reason = entry.accepted.as_ref()?;
        let because = because(entry, about);
        let rest = format!(
            "{because}. Accepted ({}): {}",
            entry.group.title(),
            prose(reason)
        );
        Some(bullet(entry, &rest))
    });
    folded("Accepted", rows.collect())
}

fn bullet(entry: &Entry, rest: &str) -> String {
    // The code span comes first, so that no text of a page begins the line.
    let item = code(&entry.item);
    let item = if item.is_empty() {
        "`?`".to_owned()
    } else {
        item
    };
    format!("- {item}: {} – {rest}\n", change(entry))
}

fn suspicions(title: &str, suspicions: &[&Suspicion], about: &About) -> Section {
    let rows: Vec<String> = suspicions
        .iter()
        .map(|suspicion| {
            let place = at(suspicion.place.as_ref(), about);
            let place = if place.is_empty() {
                "in general".to_owned()
            } else {
                place
            };
            format!("- {place}: {}\n", prose(&suspicion.text))
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

fn pages(review: &Review, about: &About) -> Section {
    let rows = review.pages.iter().map(|page| {
        let path = code(&format!("{}{}", about.prefix, page.path));
        format!("- {path}: {}\n", fate(page, about))
    });
    folded("Pages", rows.collect())
}

/// What happened to a page, in words.
fn fate(page: &PageChange, about: &About) -> String {
    let mut text = match (page.kind, &page.from) {
        (PageKind::Added, _) => "new".to_owned(),
        (PageKind::Removed, _) => "gone".to_owned(),
        (PageKind::Moved, Some(from)) => {
            format!("moved from {}", code(&format!("{}{from}", about.prefix)))
        }
        (PageKind::Moved, None) => "moved".to_owned(),
        (PageKind::Changed, _) => "changed".to_owned(),
    };
    text.push_str(&format!(
        ", +{} −{} lines",
        page.lines_added, page.lines_removed
    ));
    match page.entries {
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

/// What changed about the item. It is Rust, unless it says by backticks which part is.
fn change(entry: &Entry) -> String {
    prose(&entry.change)
}

/// What the page says, and where.
fn because(entry: &Entry, about: &About) -> String {
    let because = prose(&entry.because);
    match (because.is_empty(), at(entry.place.as_ref(), about)) {
        (_, place) if place.is_empty() => because,
        (true, place) => place,
        (false, place) => format!("{because} ({place})"),
    }
}

fn at(place: Option<&Place>, about: &About) -> String {
    place.map_or_else(String::new, |place| {
        let was = if place.is_before { ", before" } else { "" };
        format!(
            "{}{was}",
            code(&format!("{}{}:{}", about.prefix, place.page, place.line))
        )
    })
}

#[cfg(test)]
mod tests;
