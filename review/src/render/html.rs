//! A review as one page of its own: no network, no other file, nothing that runs but
//! the filter, and everything readable without it.

mod entry;
mod evidence;
mod text;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

use self::{
    entry::{Anchors, article, row},
    evidence::Evidence,
    text::{code, prose},
};
use super::{About, GROUPS, MIXED, NOT_CHECKED, counted};
use crate::{
    Group, Place, Review, Verdict,
    pages::{PageChange, PageKind},
    suspicion::Suspicion,
};
use seamstress_codegen::Output;

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/script.js");

/// Above this, entries are told without the lines that they are about.
const MOST_BYTES: usize = 2_800_000;

/// The review as a page. The texts of both sides are where its excerpts come from.
pub fn html(review: &Review, before: &Output, after: &Output, about: &About) -> String {
    let evidence = Evidence::new(review, before, after);
    let anchors = Anchors::of(review);
    let mut page = head(review);
    page.push_str(&header(review, about));
    page.push_str(&filter(review));
    page.push_str("<main>\n");
    let suspicions = |is_security: bool| {
        let fitting = review.suspicions.iter();
        fitting.filter(move |suspicion| suspicion.is_security == is_security)
    };
    page.push_str(&list("security", "Security", suspicions(true), about));
    page.push_str(&table(review, &anchors));
    page.push_str(&list("look-at", "Look at", suspicions(false), about));
    for group in GROUPS {
        push_group(&mut page, group, review, &anchors, &evidence, about);
    }
    page.push_str(&pages(review, about));
    page.push_str("<section id=\"not-checked\">\n<h2>Not checked</h2>\n<ul>\n");
    for line in NOT_CHECKED {
        page.push_str(&format!("<li>{}</li>\n", prose(line)));
    }
    page.push_str("</ul>\n</section>\n</main>\n");
    page.push_str(&format!("<script>{SCRIPT}</script>\n</body>\n</html>\n"));
    page
}

fn head(review: &Review) -> String {
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
        digest(STYLE),
        digest(SCRIPT),
    );
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>Review: {}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        review.verdict.word(),
    )
}

/// What a content security policy calls a text that it lets in.
fn digest(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

fn header(review: &Review, about: &About) -> String {
    let what = match review.verdict {
        Verdict::None => "Nothing changes for users",
        Verdict::Patch => "Nobody has to do anything",
        Verdict::Minor => "There is something new",
        Verdict::Major => "Programs break",
    };
    let word = review.verdict.word();
    let mut text = format!("<header>\n<p class=\"verdict {word}\">{word}</p>\n<h1>{what}</h1>\n");
    if !review.reason.is_empty() {
        text.push_str(&format!(
            "<p>Because {}.</p>\n",
            prose(review.reason.trim_end_matches('.'))
        ));
    }
    let pages = counted(review.pages.len(), "page", "pages");
    let since = if about.base.is_empty() {
        String::new()
    } else {
        format!(" since {}", code(&about.base))
    };
    if about.is_mixed {
        text.push_str(&format!("<p>{}</p>\n", prose(MIXED)));
    }
    text.push_str(&format!(
        "<p class=\"facts\"><a href=\"#pages\">{pages}</a> changed{since}.</p>\n</header>\n"
    ));
    text
}

/// Hidden until the script that makes it work shows it.
fn filter(review: &Review) -> String {
    let all = review.entries.len();
    let mut text = format!(
        "<nav id=\"filter\" aria-label=\"Filter\" hidden>\n\
         <button type=\"button\" data-filter=\"\" aria-pressed=\"true\">All <b>{all}</b></button>\n"
    );
    for group in GROUPS {
        let count = review.of(group).count();
        if count > 0 {
            text.push_str(&format!(
                "<button type=\"button\" data-filter=\"{}\" aria-pressed=\"false\">{} <b>{count}</b></button>\n",
                slug(group),
                group.title(),
            ));
        }
    }
    text.push_str(
        "<input type=\"search\" aria-label=\"Filter by text\" placeholder=\"item, page or text\">\n\
         <output aria-live=\"polite\"></output>\n</nav>\n",
    );
    text
}

/// What changes for users, one line each.
fn table(review: &Review, anchors: &Anchors) -> String {
    let is_shown = |group: Group| !is_folded(group);
    let entries = review.entries.iter().enumerate();
    let rows: String = entries
        .filter(|(_, entry)| is_shown(entry.group))
        .map(|(index, entry)| row(entry, anchors.of_entry(index)))
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    format!(
        "<section id=\"overview\">\n<h2>For users</h2>\n<table>\n\
         <thead><tr><th>Rust item</th><th>change</th><th>kind</th></tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n</section>\n"
    )
}

fn list<'a>(
    id: &str,
    title: &str,
    suspicions: impl Iterator<Item = &'a Suspicion>,
    about: &About,
) -> String {
    let items: Vec<String> = suspicions
        .map(|suspicion| {
            let text = prose(&suspicion.text);
            format!("<li>{text}{}</li>\n", at(suspicion.place.as_ref(), about))
        })
        .collect();
    if items.is_empty() {
        return String::new();
    }
    format!(
        "<section id=\"{id}\">\n<h2>{title} <small>{}</small></h2>\n<ul>\n{}</ul>\n</section>\n",
        items.len(),
        items.concat(),
    )
}

fn push_group(
    page: &mut String,
    group: Group,
    review: &Review,
    anchors: &Anchors,
    evidence: &Evidence<'_>,
    about: &About,
) {
    let count = review.of(group).count();
    if count == 0 {
        return;
    }
    let title = format!("<h2>{} <small>{count}</small></h2>", group.title());
    let meaning = format!("<p class=\"meaning\">{}</p>", group.meaning());
    let id = slug(group);
    page.push_str(&format!("<section id=\"{id}\" class=\"group\">\n"));
    page.push_str(&if is_folded(group) {
        format!("<details>\n<summary>{title}</summary>\n{meaning}\n")
    } else {
        format!("{title}\n{meaning}\n")
    });
    for (index, entry) in review.entries.iter().enumerate() {
        if entry.group == group {
            // Hunks are what is large.
            let evidence = (page.len() < MOST_BYTES).then_some(evidence);
            page.push_str(&article(entry, anchors.of_entry(index), evidence, about));
        }
    }
    page.push_str(if is_folded(group) {
        "</details>\n</section>\n"
    } else {
        "</section>\n"
    });
}

fn pages(review: &Review, about: &About) -> String {
    let rows: String = review.pages.iter().map(|page| fate(page, about)).collect();
    format!(
        "<section id=\"pages\">\n<details>\n<summary><h2>Pages <small>{}</small></h2></summary>\n\
         <ul>\n{rows}</ul>\n</details>\n</section>\n",
        review.pages.len(),
    )
}

fn fate(page: &PageChange, about: &About) -> String {
    let path = |path: &str| code(&format!("{}{path}", about.prefix));
    let what = match (page.kind, &page.from) {
        (PageKind::Added, _) => "new".to_owned(),
        (PageKind::Removed, _) => "gone".to_owned(),
        (PageKind::Moved, Some(from)) => format!("moved from {}", path(from)),
        (PageKind::Moved, None) => "moved".to_owned(),
        (PageKind::Changed, _) => "changed".to_owned(),
    };
    let effect = match page.entries {
        0 => "without an effect".to_owned(),
        count => counted(count, "change", "changes"),
    };
    format!(
        "<li>{}: {what}, +{} −{} lines, {effect}</li>\n",
        path(&page.path),
        page.lines_added,
        page.lines_removed,
    )
}

/// Where something stands, behind what is said of it.
fn at(place: Option<&Place>, about: &About) -> String {
    place.map_or_else(String::new, |place| {
        let was = if place.is_before { ", as it was" } else { "" };
        let path = code(&format!("{}{}:{}", about.prefix, place.page, place.line));
        format!(" <span class=\"place\">{path}{was}</span>")
    })
}

/// Whether a reader may well skip it.
fn is_folded(group: Group) -> bool {
    matches!(group, Group::WireOnly | Group::DocsOnly)
}

fn slug(group: Group) -> &'static str {
    match group {
        Group::Breaking => "breaking",
        Group::Added => "added",
        Group::Deprecated => "deprecated",
        Group::WireOnly => "wire-only",
        Group::DocsOnly => "docs-only",
    }
}

#[cfg(test)]
mod tests;
