//! A review as a self-contained HTML page: no network, no other files, no script but the
//! filter, and everything readable without it.

mod change;
mod evidence;
mod text;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use seamstress_codegen::Output;
use sha2::{Digest as _, Sha256};

use self::{
    change::{Anchors, article, table_row},
    evidence::Evidence,
    text::{code, prose},
};
use super::{MIXED, NOT_CHECKED, ReportContext, counted, row::rows};
use crate::{
    Impact, PageLocation, Review,
    lint::Lint,
    pages::{PageChange, PageKind},
};

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/script.js");

/// Above this size, changes are shown without excerpts.
const MAX_BYTES: usize = 2_800_000;

/// The review as a page. The texts of both snapshots are where its excerpts come from.
pub fn html(review: &Review, before: &Output, after: &Output, context: &ReportContext) -> String {
    let evidence = Evidence::new(review, before, after);
    let anchors = Anchors::of(review);
    let mut page = head(review);
    page.push_str(&header(review, context));
    page.push_str(&filter(review));
    page.push_str("<main>\n");
    let lints = |is_security: bool| {
        let fitting = review.lints.iter();
        fitting.filter(move |lint| lint.is_security == is_security)
    };
    page.push_str(&list("security", "Security", lints(true), context));
    page.push_str(&table(review, &anchors));
    page.push_str(&list("look-at", "Look at", lints(false), context));
    for impact in Impact::ALL {
        push_impact(&mut page, impact, review, &anchors, &evidence, context);
    }
    page.push_str(&pages(review, context));
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
        review.bump.as_str(),
    )
}

/// The source expression by which a content security policy allows a text.
fn digest(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

fn header(review: &Review, context: &ReportContext) -> String {
    let (bump, meaning) = (review.bump.as_str(), review.bump.meaning());
    let mut text = format!("<header>\n<p class=\"bump {bump}\">{bump}</p>\n<h1>{meaning}</h1>\n");
    if !review.reason.is_empty() {
        text.push_str(&format!(
            "<p>Because {}.</p>\n",
            prose(review.reason.trim_end_matches('.'))
        ));
    }
    let pages = counted(review.pages.len(), "page", "pages");
    let since = if context.base.is_empty() {
        String::new()
    } else {
        format!(" since {}", code(&context.base))
    };
    if context.is_mixed {
        text.push_str(&format!("<p>{}</p>\n", prose(MIXED)));
    }
    text.push_str(&format!(
        "<p class=\"facts\"><a href=\"#pages\">{pages}</a> changed{since}.</p>\n</header>\n"
    ));
    text
}

/// Hidden until the script shows it.
fn filter(review: &Review) -> String {
    let all = review.changes.len();
    let mut text = format!(
        "<nav id=\"filter\" aria-label=\"Filter\" hidden>\n\
         <button type=\"button\" data-filter=\"\" aria-pressed=\"true\">All <b>{all}</b></button>\n"
    );
    for impact in Impact::ALL {
        let count = review.with_impact(impact).count();
        if count > 0 {
            text.push_str(&format!(
                "<button type=\"button\" data-filter=\"{}\" aria-pressed=\"false\">{} <b>{count}</b></button>\n",
                slug(impact),
                impact.title(),
            ));
        }
    }
    text.push_str(
        "<input type=\"search\" aria-label=\"Filter by text\" placeholder=\"item, page or text\">\n\
         <output aria-live=\"polite\"></output>\n</nav>\n",
    );
    text
}

/// The changes that users notice.
fn table(review: &Review, anchors: &Anchors) -> String {
    let found = rows(review, |change| !is_folded(change.impact));
    let rows: String = found.iter().map(|it| table_row(it, anchors)).collect();
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
    lints: impl Iterator<Item = &'a Lint>,
    context: &ReportContext,
) -> String {
    let items: Vec<String> = lints
        .map(|lint| {
            let text = prose(&lint.text);
            format!("<li>{text}{}</li>\n", at(lint.location.as_ref(), context))
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

fn push_impact(
    page: &mut String,
    impact: Impact,
    review: &Review,
    anchors: &Anchors,
    evidence: &Evidence<'_>,
    context: &ReportContext,
) {
    let count = review.with_impact(impact).count();
    if count == 0 {
        return;
    }
    let title = format!("<h2>{} <small>{count}</small></h2>", impact.title());
    let meaning = format!("<p class=\"meaning\">{}</p>", impact.meaning());
    let id = slug(impact);
    page.push_str(&format!("<section id=\"{id}\" class=\"group\">\n"));
    page.push_str(&if is_folded(impact) {
        format!("<details>\n<summary>{title}</summary>\n{meaning}\n")
    } else {
        format!("{title}\n{meaning}\n")
    });
    for row in rows(review, |change| change.impact == impact) {
        // Most of the size is hunks.
        let evidence = (page.len() < MAX_BYTES).then_some(evidence);
        page.push_str(&article(&row, anchors, evidence, context));
    }
    page.push_str(if is_folded(impact) {
        "</details>\n</section>\n"
    } else {
        "</section>\n"
    });
}

fn pages(review: &Review, context: &ReportContext) -> String {
    let rows: String = review
        .pages
        .iter()
        .map(|page| page_row(page, context))
        .collect();
    format!(
        "<section id=\"pages\">\n<details>\n<summary><h2>Pages <small>{}</small></h2></summary>\n\
         <ul>\n{rows}</ul>\n</details>\n</section>\n",
        review.pages.len(),
    )
}

/// What happened to a page.
fn page_row(page: &PageChange, context: &ReportContext) -> String {
    let path = |path: &str| code(&format!("{}{path}", context.prefix));
    let what = match (page.kind, &page.from) {
        (PageKind::Added, _) => "new".to_owned(),
        (PageKind::Removed, _) => "removed".to_owned(),
        (PageKind::Moved, Some(from)) => format!("moved from {}", path(from)),
        (PageKind::Moved, None) => "moved".to_owned(),
        (PageKind::Changed, _) => "changed".to_owned(),
    };
    let effect = match page.changes {
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

/// The location of a change or a lint.
fn at(location: Option<&PageLocation>, context: &ReportContext) -> String {
    location.map_or_else(String::new, |location| {
        let was = if location.is_before {
            ", as it was"
        } else {
            ""
        };
        let path = code(&format!(
            "{}{}:{}",
            context.prefix, location.page, location.line
        ));
        format!(" <span class=\"place\">{path}{was}</span>")
    })
}

/// Whether readers may skip such changes.
fn is_folded(impact: Impact) -> bool {
    matches!(impact, Impact::WireOnly | Impact::DocsOnly)
}

fn slug(impact: Impact) -> &'static str {
    match impact {
        Impact::Breaking => "breaking",
        Impact::Added => "added",
        Impact::Deprecated => "deprecated",
        Impact::WireOnly => "wire-only",
        Impact::DocsOnly => "docs-only",
    }
}

#[cfg(test)]
mod tests;
