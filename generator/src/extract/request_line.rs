//! Lines that show the method and the address of an operation: `POST /doors/open`.

use std::ops::Range;

/// The methods that a request line has, as it writes them.
const METHODS: [&str; 7] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/// A line with a method and an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RequestLine {
    /// In lower case.
    pub(super) method: String,
    /// A URL, or a path that begins with `/`; without marks, as written otherwise.
    pub(super) url: String,
    /// The bytes of the page.
    pub(super) range: Range<usize>,
}

/// Parses a line that has nothing but a method and an address, with or without a label before it
/// (`Endpoint: `), the marks of headings, code and emphasis, and a version of HTTP.
pub(super) fn parse(line: &str) -> Option<(String, String)> {
    let plain: String = line
        .chars()
        .map(|c| if matches!(c, '`' | '*' | '|') { ' ' } else { c })
        .collect();
    let plain = plain.trim_start_matches(['#', '>', '-', ' ']).trim();
    let plain = match plain.split_once(": ") {
        Some((label, rest)) if is_label(label) => rest,
        _ => plain,
    };
    let words: Vec<&str> = plain.split_whitespace().collect();
    match words[..] {
        [method, url] | [method, url, "HTTP/1.1" | "HTTP/2"] => {
            let method = METHODS
                .contains(&method)
                .then(|| method.to_ascii_lowercase())?;
            is_address(url).then(|| (method, url.to_owned()))
        }
        _ => None,
    }
}

/// The request lines in the bytes `range` of `text`, outside of the bytes `except`, which are
/// sorted.
pub(super) fn find<'a>(
    text: &'a str,
    range: Range<usize>,
    except: &'a [Range<usize>],
) -> impl Iterator<Item = RequestLine> + 'a {
    let mut start = range.start;
    let lines = text[range].split_inclusive('\n').map(move |line| {
        let here = start;
        start += line.len();
        (here, line.trim_end())
    });
    lines.filter_map(move |(start, line)| {
        let next = except.partition_point(|it| it.end <= start);
        let is_excepted = except.get(next).is_some_and(|it| it.start <= start);
        let (method, url) = parse(line).filter(|_| !is_excepted)?;
        Some(RequestLine {
            method,
            url,
            range: start..start + line.len(),
        })
    })
}

/// Whether the words before a colon say that an address follows.
fn is_label(label: &str) -> bool {
    let label = label.trim().to_ascii_lowercase();
    let words = [
        "endpoint",
        "url",
        "request",
        "http request",
        "api endpoint",
        "route",
    ];
    words.contains(&label.as_str())
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
    fn lines_in_code_are_left_out() {
        let text = "GET /a\nGET /b\nGET /c\n";
        let code = [7..14];
        let urls = find(text, 0..text.len(), &code).map(|line| line.url);
        assert_eq!(urls.collect::<Vec<_>>(), ["/a", "/c"]);
    }
}
