//! The URL that the paths of all operations of a page, or of a site, are below.

use super::address;
use crate::http_method;

/// Labels of a line whose value is the URL.
const LABELS: [&str; 12] = [
    "api base url",
    "api root",
    "api url",
    "base uri",
    "base url",
    "base urls",
    "baseurl",
    "root endpoint",
    "root url",
    "server",
    "server url",
    "servers",
];

/// Words of a sentence that has the URL.
const WORDS: [&str; 9] = [
    "all api requests",
    "all endpoints",
    "all requests",
    "api root",
    "base endpoint",
    "base uri",
    "base url",
    "root endpoint",
    "root url",
];

/// What the URL in such a sentence follows.
const BEFORE: [&str; 10] = [
    " at", " from", " is", " of", " to", " url", " uri", " with", ":", "root",
];

/// The marks before a URL.
const BEFORE_URL: [char; 8] = ['`', '*', '[', '(', '<', '"', '\'', ' '];

/// How many lines below a label may have the URL.
const LINES: usize = 8;

/// The URL that `text` says is that of all operations: in a line with a label, in a sentence about
/// it, or below a label. Of several, that of production.
pub(super) fn stated(text: &str) -> Option<&str> {
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if !is_about_it(line) {
            continue;
        }
        let below = lines.clone().take_while(|line| !line.starts_with('#'));
        let below = below.filter(|line| !line.trim().is_empty()).take(LINES);
        // That of a request is the one of an operation.
        let below = below.filter(|line| !is_request(line));
        let urls = || url(line).into_iter();
        let in_production = below.clone().filter(|line| is_production(line));
        let found = urls()
            .chain(in_production.filter_map(url))
            .chain(below.filter_map(url));
        if let Some(url) = found.into_iter().next() {
            return Some(url);
        }
    }
    None
}

/// The URL in a line of its own with the label `URL`, which may be that of one operation.
pub(super) fn labelled(text: &str) -> Option<&str> {
    let lines = text.lines().filter(|line| label(line) == "url");
    let mut urls = lines.filter_map(|line| url(line));
    urls.next()
}

/// The path of an operation below `url`, the base of all: the path that a page shows may have that
/// of the base too.
pub(super) fn below<'p>(url: &str, path: &'p str) -> &'p str {
    let host = url.find("://").map_or(0, |at| at + "://".len());
    let base = url[host..].find('/').map(|at| &url[host + at..]);
    let rest = base.and_then(|base| path.strip_prefix(base));
    rest.filter(|rest| rest.starts_with('/')).unwrap_or(path)
}

/// Whether a line is about the URL: by its label, or by its words. A heading of level one names
/// what a page is about.
fn is_about_it(line: &str) -> bool {
    if line.starts_with("# ") || is_request(line) {
        return false;
    }
    let line = line.to_ascii_lowercase();
    let is_sentence = || {
        let start = url(&line).and_then(|url| line.find(url));
        let before = start.map(|start| line[..start].trim_end_matches(BEFORE_URL));
        let is_said = before.is_some_and(|it| BEFORE.iter().any(|word| it.ends_with(word)));
        is_said && WORDS.iter().any(|words| line.contains(words))
    };
    LABELS.contains(&label(&line).as_str()) || is_sentence()
}

/// Whether a line has the method of a request, or a command that sends one.
fn is_request(line: &str) -> bool {
    let mut words = line.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| word == "curl" || word.len() > 2 && http_method::of_capitals(word).is_some())
}

/// The words of a line before a colon, of a heading, or of the first cell of a row, without marks.
fn label(line: &str) -> String {
    let plain = line.trim_matches(['-', '*', '#', '|', '>', ' ']);
    let end = plain.find([':', '|']).unwrap_or(plain.len());
    plain[..end]
        .trim_matches(['*', '`', ' '])
        .to_ascii_lowercase()
}

fn is_production(line: &str) -> bool {
    let line = line.to_ascii_lowercase();
    line.contains("production") || line.contains("live")
}

/// The first URL of a server in a line.
fn url(line: &str) -> Option<&str> {
    let start = line.find("https://").or_else(|| line.find("http://"))?;
    let ends = |c: char| c.is_whitespace() || "`*|<>\"'()[]{},;".contains(c);
    let rest = &line[start..];
    let end = rest.find(ends).unwrap_or(rest.len());
    // A variable in it stands for more than one server.
    let is_whole = !rest[end..].starts_with('{') && !rest[end..].starts_with('<');
    let url = rest[..end].trim_end_matches(['.', ':', '/']);
    let path = format!("{url}/");
    let is_server = address::parse(&path).is_some_and(|it| it.server.is_some());
    (is_whole && is_server).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_sentences_state_the_url() {
        for text in [
            "- **Base URL:** `https://a.example/v1/`",
            "Base URL: https://a.example/v1",
            "**Base URL**: https://a.example/v1",
            "| Base URL | `https://a.example/v1` |",
            "> Base URL\n\n```yaml\nhttps://a.example/v1\n```\n",
            "The base URL of the API is `https://a.example/v1`.",
            "All requests go to [https://a.example/v1](https://a.example/v1).",
            "## Base URL\n\n```\nhttps://a.example/v1\n```\n",
            "## Servers\n\n- Sandbox: `https://b.example/v1`\n- Production: `https://a.example/v1`\n",
            "**Base URLs**\n\n| Sandbox | https://b.example |\n| Live | https://a.example/v1 |\n",
        ] {
            assert_eq!(stated(text), Some("https://a.example/v1"), "{text}");
        }
        assert_eq!(
            labelled("- **URL:** `https://a.example/`"),
            Some("https://a.example")
        );
    }

    #[test]
    fn others_do_not() {
        for text in [
            "The base URL is the same.",
            "URL: https://a.example/doors",
            "Base URL: https://{tenant}.a.example",
            "Base URL: https://YOUR_DOMAIN/api",
            "Base URL: /v1",
            "## Base URL\n\n## Keys\n\nhttps://a.example\n",
            "See https://a.example for the server.",
            "All requests need a key, as https://a.example/keys says.",
            "# Servers\n\nhttps://a.example/servers\n",
            "## Servers\n\n`GET https://a.example/servers`\n",
        ] {
            assert_eq!(stated(text), None, "{text}");
        }
    }

    #[test]
    fn a_path_may_have_that_of_the_base() {
        assert_eq!(below("https://a.example/v1", "/doors"), "/doors");
        assert_eq!(below("https://a.example/v1", "/v1/doors"), "/doors");
        assert_eq!(below("https://a.example/v1", "/v10"), "/v10");
        assert_eq!(below("https://a.example", "/v1"), "/v1");
    }
}
