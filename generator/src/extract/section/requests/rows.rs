//! Request lines that are the only row of a table, with columns beside the method and the path.

use std::ops::Range;

use crate::extract::request_line::{self, RequestLine};

/// The heads of the column of methods.
const METHODS: [&str; 4] = ["http method", "http verb", "method", "verb"];

/// The heads of the column of paths.
const PATHS: [&str; 6] = ["endpoint", "path", "resource", "route", "uri", "url"];

/// The heads of other columns about a request. A description begins a list of operations, which
/// may have one row.
const OTHERS: [&str; 17] = [
    "accepts",
    "access",
    "auth",
    "authentication",
    "authorization",
    "auth required",
    "authentication required",
    "consumes",
    "content type",
    "content-type",
    "permission",
    "permissions",
    "produces",
    "response",
    "response format",
    "scope",
    "scopes",
];

/// The request lines in `text` from the byte `start` on, outside of the bytes `except`.
pub(super) fn find(text: &str, start: usize, except: &[Range<usize>]) -> Vec<RequestLine> {
    let mut lines: Vec<(&str, usize)> = Vec::new();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        lines.push((line.trim(), at));
        at += line.len();
    }
    let is_outside = |at: usize| {
        let next = except.partition_point(|it| it.end <= at);
        except.get(next).is_none_or(|it| at < it.start)
    };
    let found = (0..lines.len()).filter_map(|first| {
        let [(head, at), (rule, _), (row, start), rest @ ..] = &lines[first..] else {
            return None;
        };
        let is_only = rest.first().is_none_or(|(next, _)| !next.starts_with('|'));
        let is_table = head.starts_with('|') && rule.starts_with('|') && rule.contains("--");
        let parts = request(head, row).filter(|_| is_table && is_only && is_outside(*at))?;
        Some(RequestLine::new(parts, *start..start + row.len()))
    });
    found.collect()
}

/// The method and the path in the row below `head`; `None` for a table of two columns, whose row
/// is a request line by itself.
fn request(head: &str, row: &str) -> Option<(String, String)> {
    let heads = cells(head).map(|it| it.to_ascii_lowercase());
    let heads: Vec<String> = heads.collect();
    let column = |known: &[&str]| heads.iter().position(|it| known.contains(&it.as_str()));
    let (method, path) = (column(&METHODS)?, column(&PATHS)?);
    let is_known = |(at, head): (usize, &String)| {
        at == method || at == path || OTHERS.contains(&head.as_str())
    };
    let is_about_request = heads.len() > 2 && heads.iter().enumerate().all(is_known);
    let cells: Vec<&str> = cells(row).filter(|_| is_about_request).collect();
    request_line::parse(&format!("{} {}", cells.get(method)?, cells.get(path)?))
}

/// The cells of a row, without marks.
fn cells(row: &str) -> impl Iterator<Item = &str> {
    let inner = row.trim_matches('|');
    inner.split('|').map(|it| it.trim_matches(['*', '`', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        let found = find(text, 0, &[]).into_iter();
        found.map(|it| (it.method, it.url)).collect()
    }

    #[test]
    fn the_only_row_of_a_table_is_a_request() {
        let expected = [("put".to_owned(), "/doors/:id".to_owned())];
        for text in [
            "| Method | Path | Produces |\n| :-- | --- | --- |\n| `PUT` | `/doors/:id` | `text/html` |\n",
            "A\n\n| URL | Verb | Auth |\n|--|--|--|\n| /doors/:id | PUT | yes |\n\n| A |\n",
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn other_tables_are_none() {
        for text in [
            "| Method | Path | Description |\n|--|--|--|\n| GET | /a | Lists |\n",
            "| Method | Path | Auth |\n|--|--|--|\n| GET | /a | no |\n| PUT | /a | no |\n",
            "| Method | Path |\n|--|--|\n| GET | /a |\n",
            "| Method | Name | Auth |\n|--|--|--|\n| GET | /a | no |\n",
            "| Method | Path | Auth |\n| GET | /a | no |\n",
        ] {
            assert!(read(text).is_empty(), "{text}");
        }
    }
}
