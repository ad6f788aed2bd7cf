//! One change, with excerpts of the page and of the crate.

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

    /// The anchor of the change with this index.
    pub(super) fn of_change(&self, index: usize) -> &str {
        self.0.get(index).map_or("", String::as_str)
    }
}

/// The change's line in the table.
pub(super) fn row(change: &Change, anchor: &str) -> String {
    let accepted = if change.accepted.is_some() {
        ", accepted"
    } else {
        ""
    };
    format!(
        "<tr data-change=\"{anchor}\"><td><a href=\"#{anchor}\">{}</a></td><td>{}</td>\
         <td class=\"{}\">{}{accepted}</td></tr>\n",
        code(&change.item),
        prose(&change.summary),
        slug(change.impact),
        change.impact.title(),
    )
}

/// The whole change; without excerpts, if there is no `evidence`.
pub(super) fn article(
    change: &Change,
    anchor: &str,
    evidence: Option<&Evidence<'_>>,
    context: &ReportContext,
) -> String {
    let impact = slug(change.impact);
    let mut text = format!(
        "<article id=\"{anchor}\" data-impact=\"{impact}\" class=\"{impact}\">\n\
         <h3><a href=\"#{anchor}\">{}</a></h3>\n<p>{}</p>\n",
        code(&change.item),
        prose(&change.summary),
    );
    let place = at(change.location.as_ref(), context);
    if !change.because.is_empty() || !place.is_empty() {
        text.push_str(&labelled(
            "because",
            &format!("{}{place}", prose(&change.because)),
        ));
    }
    if !change.migration.is_empty() {
        text.push_str(&labelled("migration", &prose(&change.migration)));
    }
    if let Some(reason) = &change.accepted {
        text.push_str(&labelled("accepted", &prose(reason)));
    }
    if !change.fingerprint.is_empty() {
        text.push_str(&labelled("fingerprint", &code(&change.fingerprint)));
    }
    match evidence {
        Some(evidence) => {
            text.push_str(&hunks(change, evidence, context));
            text.push_str(&surface(change));
        }
        None => text.push_str(
            "<p class=\"note\">The excerpts are left out: the report is too large.</p>\n",
        ),
    }
    text.push_str("</article>\n");
    text
}

fn labelled(label: &str, text: &str) -> String {
    format!("<p class=\"detail\"><span>{label}</span> {text}</p>\n")
}

/// The items of `api.txt` that are added and removed.
fn surface(change: &Change) -> String {
    if change.removed.is_empty() && change.added.is_empty() {
        return String::new();
    }
    let all = change.removed.iter().map(|line| ("del", '-', line));
    let all = all.chain(change.added.iter().map(|line| ("ins", '+', line)));
    let count = change.removed.len() + change.added.len();
    let lines: String = all
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
