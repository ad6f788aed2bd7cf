//! What the line of an item and the lines below it say of its field.

use std::borrow::Cow;

use super::{labelled, qualifiers};
use crate::extract::{field::Field, words};

/// A line without the components in it that have no content: badges such as `<Beta />`. Those that
/// say whether a field is required are words: `<Required />`.
pub(super) fn without_components(line: &str) -> Cow<'_, str> {
    let mut plain = Cow::Borrowed(line);
    let is_component = |rest: &str| rest[1..].starts_with(|it: char| it.is_ascii_uppercase());
    let mut from = 0;
    while let Some(at) = plain[from..].find('<').map(|at| from + at) {
        let end = plain[at..].find("/>").filter(|end| {
            is_component(&plain[at..]) && !plain[at + 1..at + end].contains(['<', '>', '`'])
        });
        match end {
            Some(end) => {
                let name = plain[at + 1..at + end].trim().to_ascii_lowercase();
                let word = words::is_required(&name).map(|_| name).unwrap_or_default();
                plain
                    .to_mut()
                    .replace_range(at..at + end + "/>".len(), &word);
            }
            None => from = at + 1,
        }
    }
    plain
}

/// Adds a line below the item: the type where the item has none, else a part of the description.
pub(super) fn add_line(field: &mut Field, line: &str) {
    let is_rule = line.starts_with("<hr") || line.len() > 2 && line.trim_matches('-').is_empty();
    if is_rule || labelled::read(field, line) {
        return;
    }
    if field.type_text.is_none() && field.description.is_empty() && line.starts_with('`') {
        let mut parts = line[1..].splitn(2, '`');
        field.type_text = parts.next().map(str::to_owned);
        let rest = parts.next().unwrap_or_default();
        field.values = words::values(rest);
        let rest = rest
            .split_once('—')
            .map_or("", |(_, description)| description);
        field.description = rest.trim().to_owned();
        return;
    }
    // The fields of the items follow below this label, or their type.
    if line == "**Items:**" || line.is_empty() && field.description.is_empty() {
        return;
    }
    let is_list = field.type_text.as_deref() == Some("array") && field.description.is_empty();
    if let Some(item) = line.strip_prefix('`').filter(|_| is_list) {
        let item = item.split('`').next().unwrap_or_default();
        field.type_text = Some(format!("{item}[]"));
        return;
    }
    // `: The description.`
    let line = line.strip_prefix(": ").unwrap_or(line);
    if !field.description.is_empty() {
        field.description.push('\n');
    }
    field.description.push_str(line);
}

/// Adds what the whole description says of the field.
pub(super) fn finish(field: &mut Field) {
    // `The name (string)`
    let last = field.description.trim_end().strip_suffix(')');
    let last = last.and_then(|it| it.rsplit_once(" ("));
    if let (None, Some((text, word))) = (&field.type_text, last)
        && qualifiers::is_type(word)
        && !word.contains(' ')
    {
        field.type_text = Some(word.to_owned());
        field.description = text.to_owned();
    }
    if field.values.is_empty() {
        field.values = words::values(&field.description);
    }
    if field.default.is_none() {
        field.default = words::default(&field.description);
    }
    if field.required.is_none() {
        field.required = words::required(&field.description);
    }
    let lines = field.description.lines();
    let lines = lines.filter(|line| !line.starts_with("Enum:") && !line.starts_with("Example:"));
    let description = lines.collect::<Vec<_>>().join("\n").trim().to_owned();
    // An only item is no list.
    let only = description
        .strip_prefix("* ")
        .filter(|it| !it.contains('\n'));
    field.description = only.unwrap_or(&description).to_owned();
}
