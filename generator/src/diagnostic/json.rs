//! Diagnostics for machines.

use serde_json::{Value, json};

use super::{Diagnostic, Label, order::in_reading_order};
use crate::source::SourceMap;

/// Diagnostics in reading order as an array of objects with `severity`, `code`, `message`, `labels`
/// and `help`.
///
/// A label has `path` (with `prefix` before it), `line` and `column` (from 1; `null` if the
/// position is unknown), `pointer` (`null` if the location is not a node) and `text`.
pub fn to_json(diagnostics: &[Diagnostic], sources: &SourceMap, prefix: &str) -> Value {
    in_reading_order(diagnostics, sources)
        .into_iter()
        .map(|diagnostic| {
            let labels: Vec<Value> = diagnostic
                .labels
                .iter()
                .map(|one| label(one, sources, prefix))
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

fn label(label: &Label, sources: &SourceMap, prefix: &str) -> Value {
    let position = label
        .location
        .resolve(sources)
        .map(|(file, range)| file.line_column(range.start));
    json!({
        "path": format!("{prefix}{}", label.location.path()),
        "line": position.map(|(line, _)| line),
        "column": position.map(|(_, column)| column),
        "pointer": label.location.pointer().map(ToString::to_string),
        "text": label.text,
    })
}
