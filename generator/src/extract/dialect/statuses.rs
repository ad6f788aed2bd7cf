//! Tables of responses: a row for each status.

use serde_json::Value;

use super::tables::tables;
use crate::extract::{
    evidence::Sample,
    section::Section,
    status::Status,
    words::{self, Role},
};

/// The names of the columns.
const STATUS: [&str; 5] = ["code", "http code", "http status", "status", "status code"];
const DESCRIPTION: [&str; 2] = ["description", "meaning"];
const SCHEMA: [&str; 7] = [
    "schema", "type", "body", "response", "example", "content", "sample",
];

/// The responses of the tables in a section.
pub(super) fn read(section: &Section<'_>) -> Vec<Status> {
    let mut found: Vec<Status> = Vec::new();
    let tables = tables(section);
    for table in tables.iter().chain(section.tables()) {
        let Some((head, rows)) = table.rows.split_first() else {
            continue;
        };
        if !matches!(section.role_at(table.range.start), Some(Role::Response(_))) {
            continue;
        }
        let position = |names: &[&str]| {
            let mut heads = head.iter().map(|cell| cell.to_ascii_lowercase());
            heads.position(|cell| names.contains(&cell.as_str()))
        };
        let columns = [&STATUS[..], &DESCRIPTION[..], &SCHEMA[..]].map(position);
        for row in rows {
            let [status, description, schema] = columns.map(|column| cell(row, column?));
            let status = status.and_then(words::status);
            let Some(status) = status.filter(|it| found.iter().all(|known| known.status != *it))
            else {
                continue;
            };
            found.push(Status {
                status,
                description: description.map(str::to_owned),
                has_body: schema.is_some(),
                sample: schema.and_then(json).map(|json| Sample {
                    json,
                    range: table.range.clone(),
                }),
            });
        }
    }
    found
}

/// The object or list that is all of a cell.
fn json(cell: &str) -> Option<Value> {
    let json = serde_json::from_str(cell).ok();
    json.filter(|json: &Value| json.is_object() || json.is_array())
}

/// The text of a cell that says something.
fn cell(row: &[String], column: usize) -> Option<&str> {
    let cell = row.get(column)?.trim().trim_matches(['`', ' ']);
    let is_empty = ["", "-", "—", "none", "no content"]
        .iter()
        .any(|empty| cell.eq_ignore_ascii_case(empty));
    (!is_empty).then_some(cell)
}
