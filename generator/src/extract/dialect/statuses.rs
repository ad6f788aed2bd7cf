//! The statuses that a section names: in tables with a row for each, in sentences, and in the
//! messages of its code.

use serde_json::Value;

use super::{sphinx, tables::tables};
use crate::{
    extract::{
        bullet,
        evidence::{NO_CONTENT, Sample},
        markdown::{Fence, Table},
        section::Section,
        status::{Status, Statuses},
        words::{self, Role},
    },
    sample,
};

/// The names of the columns.
const STATUS: [&str; 8] = [
    "code",
    "http code",
    "http status",
    "http status code",
    "response code",
    "status",
    "status code",
    "statuscode",
];
const DESCRIPTION: [&str; 3] = ["description", "meaning", "reason"];
const SCHEMA: [&str; 7] = [
    "schema", "type", "body", "response", "example", "content", "sample",
];

/// The statuses of successes, each with what HTTP calls it, in lower case.
const SUCCESSES: [(&str, &str); 8] = [
    ("200", "ok"),
    ("201", "created"),
    ("202", "accepted"),
    ("203", "non-authoritative"),
    ("204", "no"),
    ("205", "reset"),
    ("206", "partial"),
    ("207", "multi-status"),
];

/// Words in the line of a status that say that it is one.
const WORDS: [&str; 4] = ["code", "codes", "content", "http"];

/// How such words begin.
const STEMS: [&str; 6] = ["answer", "http/", "respon", "return", "status", "success"];

/// The statuses that a section names.
pub(super) fn read(section: &Section<'_>) -> Statuses {
    let mut listed: Vec<Status> = sphinx::statuses(section);
    let tables = tables(section);
    for table in tables.iter().chain(section.tables()) {
        add_rows(section, table, &mut listed);
    }
    add_items(section, &mut listed);
    Statuses {
        listed,
        mentioned: mentioned(section.text(), section.range.start, section.fences()),
    }
}

/// Adds the responses of a table that is about them: by what is above it, or by its statuses.
fn add_rows(section: &Section<'_>, table: &Table, found: &mut Vec<Status>) {
    let Some((head, rows)) = table.rows.split_first() else {
        return;
    };
    let position = |names: &[&str]| {
        let mut heads = head.iter().map(|cell| cell.to_ascii_lowercase());
        heads.position(|cell| names.contains(&cell.as_str()))
    };
    let columns = [&STATUS[..], &DESCRIPTION[..], &SCHEMA[..]].map(position);
    let statuses = rows.iter().map(|row| {
        let status = cell(row, columns[0]?);
        status.and_then(words::status)
    });
    let is_of_responses = matches!(section.role_at(table.range.start), Some(Role::Response(_)));
    if !is_of_responses && !statuses.clone().all(|status| status.is_some()) {
        return;
    }
    for (row, status) in rows.iter().zip(statuses) {
        let [_, description, schema] = columns.map(|column| cell(row, column?));
        let Some(status) = status.filter(|it| found.iter().all(|known| known.status != *it)) else {
            continue;
        };
        found.push(Status {
            status,
            description: description.map(str::to_owned),
            type_text: schema.map(str::to_owned),
            sample: schema.and_then(json).map(|json| Sample {
                json,
                range: table.range.clone(),
            }),
            fields: Vec::new(),
        });
    }
}

/// Adds the responses of items that begin with a status, below a heading or a line about responses:
/// `- **404** - Not found`.
fn add_items(section: &Section<'_>, found: &mut Vec<Status>) {
    let fences = section.fences();
    let mut start = section.range.start;
    let mut is_introduced = false;
    for line in section.text().split_inclusive('\n') {
        let here = start;
        start += line.len();
        let content = line.trim();
        // What is indented is a part of the item above.
        let is_outer = !line.starts_with(char::is_whitespace);
        if is_outer && bullet::item(content).is_none() {
            is_introduced = introduces_statuses(content);
        }
        let words = bullet::item(line.trim()).map(|item| item.trim_start_matches(['*', '`', '_']));
        let Some(words) = words.filter(|it| it.starts_with(|c: char| c.is_ascii_digit())) else {
            continue;
        };
        let end = words
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(words.len());
        let next = fences.partition_point(|it| it.range.end <= here);
        let is_code = fences.get(next).is_some_and(|it| it.opening.start <= here);
        let status = words::status(&words[..end]).filter(|status| {
            let is_new = found.iter().all(|known| known.status != *status);
            let of_response = || match section.role_at(here) {
                Some(Role::Response(None)) => true,
                Some(Role::Response(Some(of))) => of == "default",
                _ => false,
            };
            is_new && !is_code && (is_introduced || of_response())
        });
        found.extend(status.map(|status| Status {
            status,
            description: description(&words[end..]),
            ..Status::default()
        }));
    }
}

/// Whether a line is a heading or the beginning of a sentence about errors or statuses: `Errors:`,
/// `## Status codes`. Those of HTTP are not the only ones: `The status of a door is:`.
fn introduces_statuses(line: &str) -> bool {
    let is_heading = line.starts_with('#');
    let line = line.trim_matches(['*', ' ', '#']).to_ascii_lowercase();
    let is_introduction = is_heading || line.ends_with(':');
    let words = [
        "error code",
        "errors",
        "http status",
        "response code",
        "responses",
        "status code",
    ];
    let is_answer = ["returns:", "responds with:"].contains(&line.as_str());
    is_answer || is_introduction && words.iter().any(|word| line.contains(word))
}

/// What the text behind a status says of it.
fn description(text: &str) -> Option<String> {
    let marks = ['*', '`', '_', ':', '-', '–', '—', ' '];
    let text = text.trim().trim_start_matches(marks).replace("**", "");
    // `` `204 No Content` if it was open``
    let is_paired = text.matches('`').count().is_multiple_of(2);
    let text = if is_paired {
        text
    } else {
        text.replacen('`', "", 1)
    };
    Some(text).filter(|it| !it.is_empty())
}

/// The object or list that is all of a cell.
fn json(cell: &str) -> Option<Value> {
    sample::json(cell).filter(|json| json.is_object() || json.is_array())
}

/// The text of a cell that says something.
fn cell(row: &[String], column: usize) -> Option<&str> {
    let cell = row.get(column)?.trim().trim_matches(['`', ' ']);
    let is_empty = ["", "-", "—", "none", "no content"]
        .iter()
        .any(|empty| cell.eq_ignore_ascii_case(empty));
    (!is_empty).then_some(cell)
}

/// The statuses of successes that the lines of `text` name, which begins at the byte `start` of the
/// page: in sentences and, in its `fences`, in the first lines of messages.
fn mentioned(text: &str, start: usize, fences: &[Fence]) -> Vec<String> {
    let in_code = fences.iter().flat_map(|fence| fence.text.lines());
    let mut statuses: Vec<&str> = in_code.filter_map(of_message).collect();
    // Numbers in other code are values.
    let ranges = fences.iter().map(|it| it.opening.start..it.range.end);
    let mut at = 0;
    for range in ranges.chain(std::iter::once(usize::MAX..usize::MAX)) {
        let end = range.start.saturating_sub(start).min(text.len());
        let lines = text.get(at..end).unwrap_or_default().lines();
        statuses.extend(lines.flat_map(of_line));
        at = at.max(range.end.saturating_sub(start));
    }
    let mut mentioned: Vec<String> = Vec::new();
    for status in statuses {
        if !mentioned.iter().any(|known| known == status) {
            mentioned.push(status.to_owned());
        }
    }
    mentioned
}

/// The status of a success that a line of code has, if it is the first one of a message.
fn of_message(line: &str) -> Option<&'static str> {
    // `<` is a mark of `curl -v`.
    let mut words = line.trim_start_matches(['<', ' ']).split_whitespace();
    words
        .next()
        .filter(|it| it.starts_with("HTTP/") || *it == "HTTP")?;
    success(words.next()?).map(|(status, _)| status)
}

/// The statuses of successes that a line outside of code names.
fn of_line(line: &str) -> Vec<&'static str> {
    if !SUCCESSES.iter().any(|(status, _)| line.contains(status)) {
        return Vec::new();
    }
    let marks = ['*', '`', '#', ' ', ':', '-'];
    let mut cells = line.split('|').map(|cell| cell.trim_matches(marks));
    if cells.find(|cell| !cell.is_empty()) == Some(NO_CONTENT) {
        return vec![NO_CONTENT];
    }
    // Numbers in addresses and in JSON are values.
    let words = line.split(|it: char| it.is_whitespace() || "|<>()".contains(it));
    let words = words.filter(|word| !word.contains("://"));
    let words = words.flat_map(|word| word.split(':'));
    let marks = ['*', '`', '#', '.', ',', ';', '!', '[', ']', '-'];
    let words: Vec<String> = words
        .map(|word| word.trim_matches(marks).to_ascii_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    let is_about_it = words.iter().any(|word| {
        WORDS.contains(&word.as_str()) || STEMS.iter().any(|stem| word.starts_with(stem))
    });
    let statuses = words.iter().enumerate().filter_map(|(at, word)| {
        let (status, phrase) = success(word.trim_matches(['"', '\'']))?;
        let is_named = words.get(at + 1).is_some_and(|next| next == phrase);
        // Other numbers of a row are values of a column.
        let is_value = line.trim_start().starts_with('|') && status != NO_CONTENT;
        (is_named || is_about_it && !is_value).then_some(status)
    });
    statuses.collect()
}

/// The status of a success that a word is, and what HTTP calls it.
fn success(word: &str) -> Option<(&'static str, &'static str)> {
    SUCCESSES.into_iter().find(|(status, _)| *status == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::markdown;

    fn statuses(text: &str) -> Vec<String> {
        let page = format!("A\n\n{text}\n\nB\n");
        let fences = markdown::read(&page, 0).fences;
        mentioned(&page, 0, &fences)
    }

    #[test]
    fn a_line_names_the_status() {
        for text in [
            "Returns `204 No Content`.",
            "HTTP/1.1 204 No Content",
            "```http\nHTTP/1.1 204 No Content\n```",
            "```sh\ncurl -v https://a.example/b\n< HTTP/2 204\n```\n\nC",
            "```json\n{}\n```\n\nReturns \"204\".",
            "| 204 | The door is closed |",
            "| Success | 204 |",
            "**204** | Gone",
            "### 204",
            "Status:204",
            "<td>204</td><td>No Content</td>",
            "Responds with 204.",
        ] {
            assert_eq!(statuses(text), ["204"], "{text}");
        }
        for text in [
            "Returns `202 Accepted`.",
            "- 202 Accepted",
            "```\nHTTP/2 202\n```",
        ] {
            assert_eq!(statuses(text), ["202"], "{text}");
        }
        assert_eq!(
            statuses("Returns 200, or 201 for a new door."),
            ["200", "201"]
        );
    }

    #[test]
    fn other_numbers_are_no_statuses() {
        for text in [
            "There are 204 doors.",
            "Status 2045",
            "Returns 404, or at most 250 doors.",
            "Returns it from `http://a.example/204`.",
            "Example: `curl https://a.example/204`",
            "`Content-Length: 204`",
            "`{\"status\": 204}`",
            "| id | integer | 204 |",
            "| status | 202 |",
            "```http\nHTTP/1.1 404 Not Found\nContent-Length: 204\n```",
            "```json\n{\"status\": 204}\n```",
            "```sh\ncurl https://a.example/204\n```",
            "    Returns 204.",
        ] {
            assert!(statuses(text).is_empty(), "{text}");
        }
    }
}
