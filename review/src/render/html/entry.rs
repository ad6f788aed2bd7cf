//! One change, with the lines of the page and of the crate that it is about.

use std::collections::BTreeMap;

use super::{
    at,
    evidence::Evidence,
    is_folded, slug,
    text::{code, plain, prose},
};
use crate::{
    Entry, Review,
    render::{
        About,
        hunk::{Hunk, Sign},
    },
};

/// As many lines as stand side by side on a screen.
const MOST_LINES: usize = 28;

/// As many of what may well be skipped.
const MOST_FOLDED: usize = 12;

/// As many lines of `api.txt` as are shown without being asked for.
const MOST_OPEN: usize = 6;

/// What each entry is linked by: the same in every report that has it.
#[derive(Debug)]
pub(super) struct Anchors(Vec<String>);

impl Anchors {
    pub(super) fn of(review: &Review) -> Self {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let anchors = review.entries.iter().map(|entry| {
            // What is no fingerprint must not be able to be another attribute either.
            let mark: String = entry
                .fingerprint
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .collect();
            let count = seen.entry(mark.clone()).or_default();
            *count += 1;
            match count {
                1 => format!("change-{mark}"),
                count => format!("change-{mark}-{count}"),
            }
        });
        Self(anchors.collect())
    }

    /// Of the entry with this index.
    pub(super) fn of_entry(&self, index: usize) -> &str {
        self.0.get(index).map_or("", String::as_str)
    }
}

/// The entry's line in the table.
pub(super) fn row(entry: &Entry, anchor: &str) -> String {
    let accepted = if entry.accepted.is_some() {
        ", accepted"
    } else {
        ""
    };
    format!(
        "<tr data-entry=\"{anchor}\"><td><a href=\"#{anchor}\">{}</a></td><td>{}</td>\
         <td class=\"{}\">{}{accepted}</td></tr>\n",
        code(&entry.item),
        prose(&entry.change),
        slug(entry.group),
        entry.group.title(),
    )
}

/// The entry, whole; without `evidence`, only what is said of it.
pub(super) fn article(
    entry: &Entry,
    anchor: &str,
    evidence: Option<&Evidence<'_>>,
    about: &About,
) -> String {
    let group = slug(entry.group);
    let mut text = format!(
        "<article id=\"{anchor}\" data-group=\"{group}\" class=\"{group}\">\n\
         <h3><a href=\"#{anchor}\">{}</a></h3>\n<p>{}</p>\n",
        code(&entry.item),
        prose(&entry.change),
    );
    let place = at(entry.place.as_ref(), about);
    if !entry.because.is_empty() || !place.is_empty() {
        text.push_str(&labelled(
            "because",
            &format!("{}{place}", prose(&entry.because)),
        ));
    }
    if !entry.migrate.is_empty() {
        text.push_str(&labelled("migrate", &prose(&entry.migrate)));
    }
    if let Some(reason) = &entry.accepted {
        text.push_str(&labelled("accepted", &prose(reason)));
    }
    if !entry.fingerprint.is_empty() {
        text.push_str(&labelled("mark", &code(&entry.fingerprint)));
    }
    match evidence {
        Some(evidence) => {
            text.push_str(&hunks(entry, evidence, about));
            text.push_str(&surface(entry));
        }
        None => text.push_str("<p class=\"note\">The lines are left out for want of room.</p>\n"),
    }
    text.push_str("</article>\n");
    text
}

fn labelled(label: &str, text: &str) -> String {
    format!("<p class=\"said\"><span>{label}</span> {text}</p>\n")
}

/// The lines of `api.txt` that come and go.
fn surface(entry: &Entry) -> String {
    if entry.gone.is_empty() && entry.new.is_empty() {
        return String::new();
    }
    let all = entry.gone.iter().map(|line| ("del", '-', line));
    let all = all.chain(entry.new.iter().map(|line| ("ins", '+', line)));
    let count = entry.gone.len() + entry.new.len();
    let lines: String = all
        .take(MOST_LINES)
        .map(|(tag, sign, line)| format!("<{tag}>{sign}{}</{tag}>\n", plain(line)))
        .collect();
    let left_out = count.saturating_sub(MOST_LINES);
    if count <= MOST_OPEN {
        return figure("api.txt", &lines, left_out);
    }
    format!(
        "<details class=\"surface\"><summary>{count} lines of api.txt</summary>\n{}</details>\n",
        figure("api.txt", &lines, left_out),
    )
}

/// The page's lines beside those of the crate.
fn hunks(entry: &Entry, evidence: &Evidence<'_>, about: &About) -> String {
    let most = if is_folded(entry.group) {
        MOST_FOLDED
    } else {
        MOST_LINES
    };
    let page = evidence.page(entry, most).map(|(path, hunk)| {
        let title = format!("{}{path}", about.prefix);
        figure_of(&title, &hunk)
    });
    let rust = evidence
        .rust(entry, most)
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
                Sign::Gone => format!("<del>-{text}</del>\n"),
                Sign::New => format!("<ins>+{text}</ins>\n"),
            }
        })
        .collect();
    figure(&format!("{title}:{}", hunk.start.1), &lines, hunk.left_out)
}

/// How many spaces all lines begin with: pages nest deeply, and screens are narrow.
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
    // A box that scrolls has to be reachable by the keyboard.
    format!(
        "<figure>\n<figcaption>{}</figcaption>\n<pre tabindex=\"0\">{lines}</pre>\n{more}</figure>\n",
        plain(title),
    )
}
