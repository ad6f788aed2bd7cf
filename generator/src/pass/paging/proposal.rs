//! Entries of `[[pagination]]`, ready to be added, for lists that seem to be paginated.

use std::collections::BTreeMap;

use super::detect::detect;
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Api, FieldPath, Operation, Paging, PagingStyle},
    overrides::Style,
};

/// A note for each way in which lists seem to be paginated.
pub(super) fn proposals(api: &Api) -> Vec<Diagnostic> {
    let mut found: BTreeMap<String, (Paging, Vec<&Operation>)> = BTreeMap::new();
    for operation in api.operations.values() {
        let is_open = operation.behavior.paging.is_none()
            && operation.behavior.declared_paging.is_none()
            && matches!(operation.key.method.as_str(), "GET" | "POST");
        let paging = is_open.then(|| detect(&api.types, operation)).flatten();
        if let Some(paging) = paging {
            let (_, operations) = found
                .entry(paging.to_string())
                .or_insert_with(|| (paging, Vec::new()));
            operations.push(operation);
        }
    }
    let found = found.into_values();
    found
        .filter_map(|(paging, operations)| note(&paging, &operations))
        .collect()
}

fn note(paging: &Paging, operations: &[&Operation]) -> Option<Diagnostic> {
    let first = operations.first()?;
    let many = match operations.len() {
        1 => format!("`{}` seems to return a list in pages", first.key),
        many => format!("{many} operations seem to return lists in pages"),
    };
    let message = format!("{many}, which {}", paging.style.sentence());
    let diagnostic = Diagnostic::new(Code::UndeclaredPagination, message)
        .at(
            &first.origin,
            "it returns one page, and no stream of all items",
        )
        .help(format!(
            "to return streams, check that this is right, and add to overrides.toml\n{}",
            entry(paging, operations)
        ));
    Some(diagnostic)
}

/// The entry that declares it.
fn entry(paging: &Paging, operations: &[&Operation]) -> String {
    let text = |text: &str| toml::Value::from(text).to_string();
    let path = |path: &FieldPath| match &path[..] {
        [name] => text(name),
        names => {
            let names: Vec<_> = names.iter().map(|name| text(name)).collect();
            format!("[{}]", names.join(", "))
        }
    };
    let mut lines = Vec::new();
    let style = match &paging.style {
        PagingStyle::Cursor { next, .. } => {
            lines.push(format!("next = {}", path(next)));
            Style::Cursor
        }
        PagingStyle::Header { header, .. } => {
            lines.push(format!("header = {}", text(header)));
            Style::Header
        }
        PagingStyle::LastItem { field, .. } => {
            lines.push(format!("field = {}", text(field)));
            Style::LastItem
        }
        PagingStyle::Number { first, .. } => {
            lines.push(format!("first = {first}"));
            Style::Page
        }
        PagingStyle::Offset { .. } => Style::Offset,
        PagingStyle::Link => Style::Link,
        PagingStyle::Url { next } => {
            lines.push(format!("next = {}", path(next)));
            Style::NextUrl
        }
    };
    if let Some(parameter) = paging.style.parameter() {
        lines.insert(0, format!("parameter = {}", text(parameter)));
    }
    for (key, value) in [
        ("more", &paging.more),
        ("total", &paging.total),
        ("pages", &paging.page_count),
    ] {
        lines.extend(
            value
                .as_ref()
                .map(|value| format!("{key} = {}", path(value))),
        );
    }
    let keys = operations
        .iter()
        .map(|it| format!("    {},", text(&it.key.to_string())));
    let keys: Vec<_> = keys.collect();
    format!(
        "[[pagination]]\nstyle = \"{}\"\n{}operations = [\n{}\n]\nbecause = \"…\"",
        style.as_str(),
        lines
            .iter()
            .map(|line| format!("{line}\n"))
            .collect::<String>(),
        keys.join("\n"),
    )
}
