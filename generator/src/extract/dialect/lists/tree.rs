//! The fields of items in other items.

use super::{Item, parts::finish, qualifiers};
use crate::extract::field::{DEPTH_LIMIT, Field};

/// The fields with those of deeper items below them.
pub(super) fn tree(items: Vec<Item>) -> Vec<Field> {
    let mut open: Vec<Item> = Vec::new();
    let mut roots = Vec::new();
    let close = |open: &mut Vec<Item>, roots: &mut Vec<Field>| {
        if let Some(Item { mut field, .. }) = open.pop() {
            describe_values(&mut field);
            let siblings = open.last_mut().map(|parent| &mut parent.field.fields);
            siblings.unwrap_or(roots).push(field);
        }
    };
    let mut names: Vec<String> = Vec::new();
    for mut item in items {
        let is_sibling = |last: &Item| last.indentation >= item.indentation;
        while open.last().is_some_and(is_sibling) || open.len() == DEPTH_LIMIT {
            close(&mut open, &mut roots);
        }
        names.truncate(open.len());
        // `owner.name` below `owner`
        let whole = item.field.wire.clone();
        let above = names
            .last()
            .and_then(|above| whole.strip_prefix(above.as_str()));
        if let Some(name) = above.and_then(|rest| rest.trim_start_matches("[]").strip_prefix('.')) {
            item.field.wire = name.to_owned();
        }
        names.push(whole);
        open.push(item);
    }
    while !open.is_empty() {
        close(&mut open, &mut roots);
    }
    roots
}

/// Puts items without types below a field that has no fields into its description: they are the
/// values that it may have.
fn describe_values(field: &mut Field) {
    let is_untyped = |it: &Field| it.type_text.is_none() && it.fields.is_empty();
    let is_value = field
        .type_text
        .as_deref()
        .is_some_and(qualifiers::is_scalar);
    if !is_value || !field.fields.iter().all(is_untyped) {
        return;
    }
    for value in std::mem::take(&mut field.fields) {
        let line = format!(
            "- `{}` – {}",
            value.wire,
            value.description.replace('\n', " ")
        );
        field.description.push('\n');
        field.description.push_str(line.trim_end_matches(" – "));
    }
    finish(field);
}
