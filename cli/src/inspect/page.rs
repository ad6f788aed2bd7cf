//! The table of files.

use std::{collections::BTreeSet, fmt::Write as _};

use seamstress_codegen::{
    Output, PageSummary,
    diagnostic::{Location, escape},
    extract::{LeftOut, PageKind},
    ir::OperationKey,
};
use serde_json::{Value, json};

/// The columns of a file.
struct Row {
    path: String,
    format: &'static str,
    content: String,
}

/// One line for each file that is more than prose, then what is left out, with the reasons.
pub(super) fn table(output: &Output) -> String {
    let summaries = &output.page_summaries;
    let (prose, files): (Vec<&PageSummary>, Vec<&PageSummary>) =
        summaries.iter().partition(|summary| is_prose(summary));
    let rows: Vec<Row> = files.iter().map(|summary| row(summary)).collect();
    let width = |text: fn(&Row) -> &str| {
        let widths = rows.iter().map(|row| text(row).chars().count());
        widths.max().unwrap_or_default()
    };
    let (path, format) = (width(|row| &row.path), width(|row| row.format));
    let mut text = String::new();
    for row in &rows {
        let line = format!(
            "{:path$}  {:format$}  {}",
            row.path, row.format, row.content
        );
        let _ = writeln!(text, "{}", line.trim_end());
    }
    if !prose.is_empty() {
        let _ = writeln!(text, "{} more without an operation: prose", prose.len());
    }
    let left_out: Vec<String> = files.iter().flat_map(|it| reasons(it, output)).collect();
    if !left_out.is_empty() {
        let _ = writeln!(text, "\nleft out:\n{}", left_out.concat().trim_end());
    }
    text
}

/// The table as JSON.
pub(super) fn json(output: &Output) -> Value {
    let keys = |keys: &BTreeSet<OperationKey>| -> Vec<String> {
        keys.iter().map(ToString::to_string).collect()
    };
    let summaries = output.page_summaries.iter();
    let pages = summaries.map(|summary| {
        let left_out = summary.left_out.iter().map(|part| {
            json!({
                "kind": part.kind.describe(),
                "found": part.found,
                "document": part.document,
                "reason": part.kind.reason(),
                "line": line(summary, part, output),
            })
        });
        json!({
            "page": &*summary.page,
            "title": summary.title,
            "format": summary.dialect.map(|dialect| dialect.as_str()),
            "operations": keys(&summary.operations),
            "evidence": keys(&summary.evidence),
            "left_out": left_out.collect::<Vec<_>>(),
        })
    });
    pages.collect()
}

fn is_prose(summary: &PageSummary) -> bool {
    let mut parts = summary.left_out.iter();
    summary.operations.is_empty()
        && summary.evidence.is_empty()
        && parts.all(|part| part.kind == PageKind::Guide)
}

fn row(summary: &PageSummary) -> Row {
    let mut parts = Vec::new();
    parts.extend(counted(&summary.operations, "operations"));
    parts.extend(counted(&summary.evidence, "operations").map(|it| format!("evidence for {it}")));
    if !summary.left_out.is_empty() {
        parts.push(format!("{} left out", summary.left_out.len()));
    }
    Row {
        path: escape(&summary.page).into_owned(),
        format: summary.dialect.map_or("–", |dialect| dialect.as_str()),
        content: escape(&parts.join(", ")).into_owned(),
    }
}

/// The only operation, or how many there are.
fn counted(keys: &BTreeSet<OperationKey>, what: &str) -> Option<String> {
    match keys.len() {
        0 => None,
        1 => keys.first().map(ToString::to_string),
        count => Some(format!("{count} {what}")),
    }
}

/// A line for each part of the page that is left out.
fn reasons(summary: &PageSummary, output: &Output) -> Vec<String> {
    let parts = summary.left_out.iter();
    parts
        .map(|part| {
            let found = match &*part.found {
                "" => part.kind.describe(),
                found => found,
            };
            let line = line(summary, part, output);
            let mut place = format!("{}:{line}: {found}", summary.page);
            if let Some(document) = &part.document {
                place.push_str(&format!(" of `{document}`"));
            }
            format!("  {}: {}\n", escape(&place), part.kind.reason())
        })
        .collect()
}

/// The line that shows a part that is left out.
fn line(summary: &PageSummary, part: &LeftOut, output: &Output) -> usize {
    let location = Location::span(&summary.page, part.range.clone());
    let resolved = location.resolve(&output.sources);
    resolved.map_or(1, |(file, range)| file.line_column(range.start).0)
}
