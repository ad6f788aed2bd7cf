//! Lines that show the method and the address of an operation: `POST /doors/open`.

mod headings;
mod labels;
mod mention;
mod plain;
mod sentence;
mod several;

use std::ops::Range;

use self::labels::{Label, Labels};
use super::{address, directive};
use crate::http_method;

pub(super) use self::{
    labels::{is_label, labelled_method},
    mention::{names_operation, says_change},
    sentence::sentences,
    several::joined,
};

/// A line with a method and an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RequestLine {
    /// In lower case.
    pub(super) method: String,
    /// A URL, or a path that begins with `/`; without marks, as written otherwise.
    pub(super) url: String,
    /// The methods and addresses of other operations that the same text is about.
    pub(super) others: Vec<(String, String)>,
    /// The bytes of the page.
    pub(super) range: Range<usize>,
    /// Whether a sentence has them, which may be about something else than the text below it.
    pub(super) is_sentence: bool,
}

impl RequestLine {
    /// The line of one operation, in the bytes `range`.
    pub(super) fn new((method, url): (String, String), range: Range<usize>) -> Self {
        Self {
            method,
            url,
            others: Vec::new(),
            range,
            is_sentence: false,
        }
    }

    /// The line that is all of `text`, in the bytes `range`.
    pub(super) fn read(text: &str, range: Range<usize>) -> Option<Self> {
        let mut several = several::parse(text).into_iter();
        let first = several.next().or_else(|| parse(text))?;
        Some(Self {
            others: several.collect(),
            ..Self::new(first, range)
        })
    }
}

/// Parses a line that has nothing but a method and an address, with or without a label before it
/// (`Endpoint: `), the marks of headings, code and emphasis, and a version of HTTP.
pub(super) fn parse(line: &str) -> Option<(String, String)> {
    if let Some(parts) = directive::request(line) {
        return Some(parts);
    }
    let line = address::without_patterns(line);
    let line = &*plain::without_code_in_path(&line);
    let text = plain::without_html(plain::without_icon(line));
    let text = plain::without_badge(&text);
    let plain: String = text
        .chars()
        .map(|c| if matches!(c, '`' | '*' | '|') { ' ' } else { c })
        .collect();
    let is_code = text.starts_with('`') && text.trim_end().ends_with('`');
    let plain = plain.trim_start_matches(['#', '>', '-', ' ']).trim();
    let plain = match plain.split_once(": ").or_else(|| plain.split_once('：')) {
        Some((label, rest)) if introduces_line(label) => rest,
        _ => plain,
    };
    // `[GET]/doors`
    let spaced = plain
        .starts_with('[')
        .then(|| plain.replacen("]/", "] /", 1));
    let plain = spaced.as_deref().unwrap_or(plain);
    let words = plain.split_whitespace().map(without_variable);
    let words: Vec<&str> = words.collect();
    match words[..] {
        // `get /doors`, alone in its line
        [method, url] if is_code && method == method.to_ascii_lowercase() && is_address(url) => {
            Some((http_method::of_word(method)?.to_owned(), url.to_owned()))
        }
        // `/doors (GET)`
        [url, method] if is_address(url) => Some((method_of(method)?, url.to_owned())),
        [method, url]
        | [method, url, "HTTP/1.0" | "HTTP/1.1" | "HTTP/2"]
        | [method, "-" | "–" | "—" | ":", url] => {
            let method = method_of(method)?;
            match is_address(url) {
                true => Some((method, url.to_owned())),
                false => is_cell_of_path(line, url).then(|| (method, format!("/{url}"))),
            }
        }
        // `GET /doors (deprecated)`
        [method, url, first, ..] if first.starts_with('(') && plain.ends_with(')') => {
            is_address(url).then(|| Some((method_of(method)?, url.to_owned())))?
        }
        // `## GET /doors - List the doors`
        [method, url, "-" | "–" | "—" | ":", ..] if line.starts_with('#') => {
            let method = method_of(method)?;
            is_address(url).then(|| (method, url.to_owned()))
        }
        // `## List the doors - GET /doors`
        [.., method, url] if line.starts_with('#') => {
            let url = url.trim_end_matches(')');
            is_address(url).then(|| Some((method_of(method)?, url.to_owned())))?
        }
        _ => None,
    }
}

/// The words of a heading before the request line that it ends with.
pub(super) fn title(heading: &str) -> &str {
    let mut words = heading.rsplitn(3, ' ');
    let line = words.next().zip(words.next());
    let is_line = line.is_some_and(|(url, method)| {
        let url = url.trim_end_matches(')');
        is_address(url) && method_of(method).is_some()
    });
    let title = words.next().filter(|_| is_line);
    let title = title.map(|it| it.trim_end_matches(['-', '–', '—', '%', ':', '|', ' ']));
    title.unwrap_or(heading)
}

/// An address without the variable that stands for the server: `{{base_url}}/doors`.
fn without_variable(word: &str) -> &str {
    let rest = word
        .strip_prefix("{{")
        .and_then(|rest| rest.split_once("}}"));
    let path = rest.map(|(_, path)| path);
    path.filter(|path| path.starts_with('/')).unwrap_or(word)
}

/// The method that a word is, with or without brackets around it or a colon after it.
fn method_of(word: &str) -> Option<String> {
    let bare = word.trim_matches(['[', ']', '(', ')', ':']);
    http_method::of_capitals(bare).map(str::to_owned)
}

/// Whether a word is a path in a row of a table that has nothing but a method and a path; some
/// sites leave out the first slash there.
fn is_cell_of_path(line: &str, word: &str) -> bool {
    let is_path = |c: char| c.is_ascii_alphanumeric() || "/-_.{}:".contains(c);
    let has_segments = word.split('/').count() > 1 && word.split('/').all(|it| !it.is_empty());
    line.contains('|') && has_segments && word.chars().all(is_path)
}

/// The request lines in the bytes `range` of `text`, outside of the bytes `except`, which are
/// sorted.
pub(super) fn find<'a>(
    text: &'a str,
    range: Range<usize>,
    except: &'a [Range<usize>],
) -> impl Iterator<Item = RequestLine> + 'a {
    let titles = headings::methods(lines(text, range.clone(), except));
    let mut labels = Labels::new(titles);
    lines(text, range, except).filter_map(move |(line, range)| {
        RequestLine::read(line, range.clone()).or_else(|| {
            let parts = labels.line(line, range.start)?;
            Some(RequestLine::new(parts, range))
        })
    })
}

/// The lines in the bytes `range` of `text` that are outside of `except`, with their bytes.
fn lines<'a>(
    text: &'a str,
    range: Range<usize>,
    except: &'a [Range<usize>],
) -> impl Iterator<Item = (&'a str, Range<usize>)> + 'a {
    let mut start = range.start;
    let lines = text[range].split_inclusive('\n').map(move |line| {
        let here = start;
        start += line.len();
        (line.trim_end(), here)
    });
    lines.filter_map(move |(line, start)| {
        let next = except.partition_point(|it| it.end <= start);
        let is_outside = except.get(next).is_none_or(|it| start < it.start);
        is_outside.then(|| (line, start..start + line.len()))
    })
}

/// Whether a heading is a request line, its path or its method.
pub(super) fn is_part(heading: &str) -> bool {
    let is_path = heading.starts_with('/') && is_address(heading);
    is_path
        || http_method::of_capitals(heading).is_some()
        || parse(heading).is_some()
        || !several::parse(heading).is_empty()
}

/// Whether each line of a text is a label and a value, and one of them is the method.
pub(super) fn is_labelled(text: &str) -> bool {
    let mut has_method = false;
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.all(|line| {
        has_method |= line.starts_with("Method: ");
        line.split_once(": ").is_some() || line.ends_with(':')
    }) && has_method
}

/// Whether the words before a colon say that a request line follows.
fn introduces_line(label: &str) -> bool {
    let is_request = ["request", "http request"];
    let label = label.trim();
    is_request.iter().any(|it| label.eq_ignore_ascii_case(it))
        || Label::read(label) == Some(Label::Url)
}

fn is_address(word: &str) -> bool {
    let is_path = word.starts_with('/') && !word.starts_with("//");
    is_path || word.starts_with("https://") || word.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_and_an_address_are_a_request_line() {
        let both = |method: &str, url: &str| Some((method.to_owned(), url.to_owned()));
        assert_eq!(parse("POST /doors/open"), both("post", "/doors/open"));
        assert_eq!(parse("### `GET /doors/{id}`"), both("get", "/doors/{id}"));
        assert_eq!(parse("**DELETE** `/doors`"), both("delete", "/doors"));
        assert_eq!(parse("Endpoint: GET /doors"), both("get", "/doors"));
        assert_eq!(
            parse("**API endpoint:** `POST` `/doors`"),
            both("post", "/doors")
        );
        assert_eq!(parse(" POST | doors/open"), both("post", "/doors/open"));
        for line in [
            "## **GET** - /a",
            "## [GET] /a",
            "### [GET]/a",
            "`/a` (GET)",
            "GET: /a",
            "`get /a`",
            "## GET /a - List",
            "# `GET` `/a` — List",
            "<span class=\"a\">GET</span> <code>/a</code>",
            "<h2>GET /a</h2>",
            "![GET](https://a.example/get.svg) `/a`",
            "GET /a HTTP/1.0",
            "GET /a (needs a key)",
            "GET /a  (deprecated)",
            "GET `{{base_url}}/a`",
            "<details><summary>GET /a</summary>",
            "<Badge type=\"tip\" text=\"GET\" /> `/a`",
            "<Badge variant=\"x\">GET</Badge> `/a`",
            "## <Method value={\"GET\"}/> /a",
            ":material-arrow-right: `GET /a`",
            "#### GET /`a`",
        ] {
            assert_eq!(parse(line), both("get", "/a"), "{line}");
        }
        assert_eq!(parse("GET /a/&lt;b&gt;"), both("get", "/a/<b>"));
        assert_eq!(parse("GET /a/&#123;b&#125;"), both("get", "/a/{b}"));
        assert_eq!(parse("GET /a/<b>"), both("get", "/a/<b>"));
        for line in ["POST doors/open", "| GET | all", "| GET | a//b |"] {
            assert_eq!(parse(line), None, "{line}");
        }
        assert_eq!(
            parse("PUT https://a.example/b HTTP/1.1"),
            both("put", "https://a.example/b")
        );
    }

    #[test]
    fn sentences_are_not() {
        for line in [
            "",
            "GET the /doors of a house",
            "get /doors",
            "Send POST /doors",
            "Note: GET /doors",
            "GET doors",
            "GET //doors",
            "GET",
        ] {
            assert_eq!(parse(line), None, "{line}");
        }
    }

    #[test]
    fn the_method_and_the_path_may_have_lines_of_their_own() {
        let text = "- **URL:** `https://a.example`\n\n### Open\n\n- **Method:** `POST`\n\
            - **Path:** `/doors/{id}`\n\n### Note\n\n- **Method:** `POST`\n\n### Path: `/x`\n";
        let found: Vec<RequestLine> = find(text, 0..text.len(), &[]).collect();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            (found[0].method.as_str(), found[0].url.as_str()),
            ("post", "/doors/{id}")
        );
    }

    #[test]
    fn a_method_may_be_a_heading_below_that_of_its_path() {
        let text = "### /a\n\n#### GET\n\n##### Responses\n\n#### POST\n\n### `/b/{c}`\n\n#### `PUT`\n\n\
            ### Models\n\n#### GET\n\n### /etc/hosts\n\n#### Get\n\n#### options\n";
        let found = find(text, 0..text.len(), &[]).map(|it| format!("{} {}", it.method, it.url));
        assert_eq!(
            found.collect::<Vec<_>>(),
            ["get /a", "post /a", "put /b/{c}"]
        );
        let text =
            "## /a\n\n### Get\n\n#### Response\n\n### post\n\n## /b\n\n### Notes\n\n### Get\n";
        let found = find(text, 0..text.len(), &[]).map(|it| format!("{} {}", it.method, it.url));
        assert_eq!(found.collect::<Vec<_>>(), ["get /a", "post /a"]);
    }

    #[test]
    fn the_method_and_the_path_may_be_rows() {
        let text = "| | |\n|--|--|\n| **Method** | `GET` |\n| **URL** | `/a` |\n";
        let found: Vec<RequestLine> = find(text, 0..text.len(), &[]).collect();
        assert_eq!(
            (found[0].method.as_str(), found[0].url.as_str()),
            ("get", "/a")
        );
    }

    #[test]
    fn lines_in_code_are_left_out() {
        let text = "GET /a\nGET /b\nGET /c\n";
        let code = vec![7..14, 30..31];
        let urls = find(text, 0..text.len(), &code).map(|line| line.url);
        assert_eq!(urls.collect::<Vec<_>>(), ["/a", "/c"]);
    }
}
