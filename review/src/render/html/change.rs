//! The changes of a row, with excerpts of the page and of the crate.

use std::collections::BTreeMap;

use super::{
    at,
    evidence::Evidence,
    is_folded, slug,
    text::{code, plain, prose},
};
use crate::{
    Change, Review,
    render::{
        ReportContext,
        hunk::{Hunk, Sign},
        row::Row,
    },
};

/// How many lines an excerpt has.
const MAX_LINES: usize = 28;

/// How many lines, for changes that readers may skip.
const MAX_FOLDED: usize = 12;

/// How many lines of `api.txt` are shown unfolded.
const MAX_OPEN: usize = 6;

/// The anchor of each change: the same in every report that has it.
#[derive(Debug)]
pub(super) struct Anchors(Vec<String>);

impl Anchors {
    pub(super) fn of(review: &Review) -> Self {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let anchors = review.changes.iter().map(|change| {
            // A malformed fingerprint must not become another attribute.
            let digits: String = change
                .fingerprint
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .collect();
            let count = seen.entry(digits.clone()).or_default();
            *count += 1;
            match count {
                1 => format!("change-{digits}"),
                count => format!("change-{digits}-{count}"),
            }
        });
        Self(anchors.collect())
    }

    /// The anchor of the row: that of its first change.
    pub(super) fn of_row(&self, row: &Row<'_>) -> &str {
        let first = row.changes.first();
        first.map_or("", |(index, _)| self.of_change(*index))
    }

    /// The anchor of the change with this index.
    pub(super) fn of_change(&self, index: usize) -> &str {
        self.0.get(index).map_or("", String::as_str)
    }
}

/// A line of the table.
pub(super) fn table_row(row: &Row<'_>, anchors: &Anchors) -> String {
    let change = row.first;
    let anchor = anchors.of_row(row);
    let accepted = if change.accepted.is_some() {
        ", accepted"
    } else {
        ""
    };
    let more = match row.len() {
        1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    format!(
        "<tr data-change=\"{anchor}\"><td><a href=\"#{anchor}\">{}</a>{more}</td><td>{}</td>\
         <td class=\"{}\">{}{accepted}</td></tr>\n",
        code(&change.item),
        prose(&change.summary),
        slug(change.impact),
        change.impact.title(),
    )
}

/// The changes of a row; without excerpts, if there is no `evidence`.
pub(super) fn article(
    row: &Row<'_>,
    anchors: &Anchors,
    evidence: Option<&Evidence<'_>>,
    context: &ReportContext,
) -> String {
    let change = row.first;
    let (impact, anchor) = (slug(change.impact), anchors.of_row(row));
    let title = match row.len() {
        1 => code(&change.item),
        count => format!("{count} items"),
    };
    let mut text = format!(
        "<article id=\"{anchor}\" data-impact=\"{impact}\" data-count=\"{}\" class=\"{impact}\">\n\
         <h3><a href=\"#{anchor}\">{title}</a></h3>\n<p>{}</p>\n",
        row.len(),
        prose(&change.summary),
    );
    let place = match row.len() {
        1 => at(change.location.as_ref(), context),
        _ => String::new(),
    };
    if !change.because.is_empty() || !place.is_empty() {
        text.push_str(&labelled(
            "because",
            &format!("{}{place}", prose(&change.because)),
        ));
    }
    let migrations = row.migrations();
    if let [migration] = migrations[..] {
        text.push_str(&labelled("migration", &prose(migration)));
    }
    if let Some(reason) = &change.accepted {
        text.push_str(&labelled("accepted", &prose(reason)));
    }
    if row.len() > 1 {
        text.push_str(&alike(row, anchors, migrations.len() > 1, context));
    } else if !change.fingerprint.is_empty() {
        text.push_str(&labelled("fingerprint", &code(&change.fingerprint)));
    }
    match evidence {
        Some(evidence) => {
            text.push_str(&hunks(change, evidence, context));
            text.push_str(&surface(row));
        }
        None => text.push_str(
            "<p class=\"note\">The excerpts are left out: the report is too large.</p>\n",
        ),
    }
    text.push_str("</article>\n");
    text
}

/// The changes of a row that has several, each with what only it has.
fn alike(
    row: &Row<'_>,
    anchors: &Anchors,
    has_own_migrations: bool,
    context: &ReportContext,
) -> String {
    let items = row.changes.iter().enumerate();
    let items: String = items
        .map(|(position, (index, change))| {
            // The article has the anchor of the first one.
            let id = match position {
                0 => String::new(),
                _ => format!(" id=\"{}\"", anchors.of_change(*index)),
            };
            let migration = match has_own_migrations && !change.migration.is_empty() {
                true => format!(": {}", prose(&change.migration)),
                false => String::new(),
            };
            let place = at(change.location.as_ref(), context);
            let (item, fingerprint) = (code(&change.item), code(&change.fingerprint));
            format!("<li{id}>{item}{migration}{place} <small>{fingerprint}</small></li>\n")
        })
        .collect();
    format!("<ul class=\"alike\">\n{items}</ul>\n")
}

fn labelled(label: &str, text: &str) -> String {
    format!("<p class=\"detail\"><span>{label}</span> {text}</p>\n")
}

/// The items of `api.txt` that are added and removed.
fn surface(row: &Row<'_>) -> String {
    let all = row.iter().flat_map(|change| {
        let removed = change.removed.iter().map(|line| ("del", '-', line));
        removed.chain(change.added.iter().map(|line| ("ins", '+', line)))
    });
    let all: Vec<_> = all.collect();
    let count = all.len();
    if count == 0 {
        return String::new();
    }
    let lines: String = all
        .into_iter()
        .take(MAX_LINES)
        .map(|(tag, sign, line)| format!("<{tag}>{sign}{}</{tag}>\n", plain(&line.to_string())))
        .collect();
    let left_out = count.saturating_sub(MAX_LINES);
    if count <= MAX_OPEN {
        return figure("api.txt", &lines, left_out);
    }
    format!(
        "<details class=\"surface\"><summary>{count} lines of api.txt</summary>\n{}</details>\n",
        figure("api.txt", &lines, left_out),
    )
}

/// The excerpts of the page and of the crate, side by side.
fn hunks(change: &Change, evidence: &Evidence<'_>, context: &ReportContext) -> String {
    let most = if is_folded(change.impact) {
        MAX_FOLDED
    } else {
        MAX_LINES
    };
    let page = evidence.page(change, most).map(|(path, hunk)| {
        let title = format!("{}{path}", context.prefix);
        figure_of(&title, &hunk)
    });
    let rust = evidence
        .rust(change, most)
        .map(|(path, hunk)| figure_of(path, &hunk));
    match (page, rust) {
        (None, None) => String::new(),
        (page, rust) => format!(
            "<div class=\"hunks\">\n{}{}</div>\n",
            page.unwrap_or_default(),
            rust.unwrap_or_default(),
        ),
    }
}

fn figure_of(title: &str, hunk: &Hunk) -> String {
    let indent = indent(hunk);
    let lines: String = hunk
        .lines
        .iter()
        .map(|line| {
            let text = plain(line.text.get(indent..).unwrap_or_default());
            match line.sign {
                Sign::Same => format!(" {text}\n"),
                Sign::Removed => format!("<del>-{text}</del>\n"),
                Sign::Added => format!("<ins>+{text}</ins>\n"),
            }
        })
        .collect();
    figure(&format!("{title}:{}", hunk.start.1), &lines, hunk.left_out)
}

/// How many spaces all lines begin with; they are cut off.
fn indent(hunk: &Hunk) -> usize {
    let texts = hunk.lines.iter().map(|line| line.text.as_str());
    texts
        .filter(|text| !text.trim().is_empty())
        .map(|text| text.len() - text.trim_start_matches(' ').len())
        .min()
        .unwrap_or(0)
}

fn figure(title: &str, lines: &str, left_out: usize) -> String {
    let more = match left_out {
        0 => String::new(),
        count => format!("<p class=\"note\">… and {count} more</p>\n"),
    };
    // A scrollable element has to be reachable by the keyboard.
    format!(
        "<figure>\n<figcaption>{}</figcaption>\n<pre tabindex=\"0\">{lines}</pre>\n{more}</figure>\n",
        plain(title),
    )
}
