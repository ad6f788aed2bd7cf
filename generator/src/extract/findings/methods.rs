//! Request lines with methods that OpenAPI has no fields for.

use crate::{
    diagnostic::{Code, Diagnostic, Location},
    extract::{page::Page, request_line, section::Outline},
};

/// Such methods: those of WebDAV, of caches, and of registries.
const METHODS: [&str; 16] = [
    "COPY",
    "LINK",
    "LIST",
    "LOCK",
    "MKCOL",
    "MOVE",
    "PROPFIND",
    "PROPPATCH",
    "PURGE",
    "QUERY",
    "REPORT",
    "SEARCH",
    "SUBSCRIBE",
    "UNLINK",
    "UNLOCK",
    "UNSUBSCRIBE",
];

/// A finding for each request line of a page with such a method.
pub(super) fn unknown(page: &Page, outline: &Outline<'_>) -> Vec<Diagnostic> {
    let text = outline.file.text();
    let mut start = outline.matter.range.end;
    let mut findings = Vec::new();
    for line in text[start..].split_inclusive('\n') {
        let here = start;
        start += line.len();
        let line = line.trim_end();
        let Some((method, url)) = parse(line) else {
            continue;
        };
        let fence = outline.fences_in(&(0..here + 1)).last();
        let is_code =
            fence.is_some_and(|it| here < it.range.end && it.text.trim().lines().count() > 1);
        if is_code {
            continue;
        }
        let message =
            format!("`{method} {url}` is left out: OpenAPI has no operations with this method");
        let at = Location::span(&page.path, here..here + line.len());
        let finding = Diagnostic::new(Code::PageLeftOut, message).at(at, "found here");
        findings.push(
            finding.help("write the method that the server takes in its place, if there is one"),
        );
    }
    findings
}

/// The method and the address of a request line with such a method.
fn parse(line: &str) -> Option<(&'static str, String)> {
    let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '/');
    let method = words.find_map(|word| METHODS.into_iter().find(|it| *it == word))?;
    let (_, url) = request_line::parse(&line.replacen(method, "GET", 1))?;
    Some((method, url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn request_lines_may_have_other_methods() {
        let list = Some(("LIST", "/doors/:id".to_owned()));
        for line in [
            "| `LIST` | `/doors/:id` |",
            "## LIST /doors/:id",
            "`LIST /doors/:id`",
        ] {
            assert_eq!(parse(line), list, "{line}");
        }
        for line in [
            "GET /LIST",
            "## LIST",
            "The LIST of /doors",
            "GET /doors",
            "",
        ] {
            assert_eq!(parse(line), None, "{line}");
        }
    }
}
