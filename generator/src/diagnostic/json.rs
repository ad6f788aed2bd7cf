//! Diagnostics for machines.

use serde_json::{Value, json};

use super::resolve::Pages;
use super::{Diagnostic, Label};
use crate::extract::Page;

/// Diagnostics in reading order as an array of objects with `severity`, `code`, `message`, `labels` and `help`.
///
/// A label has `page` (with `prefix` before it), `line` and `column` (from 1; `null` if the page
/// could not be read), `pointer` (`null` if the place is no node) and `text`.
pub fn to_json(diagnostics: &[Diagnostic], pages: &[Page], prefix: &str) -> Value {
    let pages = Pages::new(pages);
    pages
        .in_reading_order(diagnostics)
        .into_iter()
        .map(|diagnostic| {
            let labels: Vec<Value> = diagnostic
                .labels
                .iter()
                .map(|one| label(one, &pages, prefix))
                .collect();
            json!({
                "severity": diagnostic.severity().as_str(),
                "code": diagnostic.code.as_str(),
                "message": diagnostic.message,
                "labels": labels,
                "help": diagnostic.help,
            })
        })
        .collect()
}

fn label(label: &Label, pages: &Pages<'_>, prefix: &str) -> Value {
    let position = pages
        .resolve(&label.location)
        .map(|(page, range)| page.line_column(range.start));
    json!({
        "page": format!("{prefix}{}", label.location.page()),
        "line": position.map(|(line, _)| line),
        "column": position.map(|(_, column)| column),
        "pointer": label.location.pointer().map(ToString::to_string),
        "text": label.text,
    })
}
