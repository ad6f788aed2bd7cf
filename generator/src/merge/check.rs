//! Findings that need all operations at once.

use std::collections::BTreeMap;

use serde_json::Value;

use super::origins::Origins;
use crate::{
    diagnostic::{Code, Diagnostic},
    source::{Origin, Pointer},
};

/// Reports duplicate operation ids, and paths that differ only in the names of parameters.
pub(super) fn check(merged: &Value, origins: &Origins, diagnostics: &mut Vec<Diagnostic>) {
    let mut by_id: BTreeMap<&str, Origin> = BTreeMap::new();
    let mut by_form: BTreeMap<String, (&str, Origin)> = BTreeMap::new();
    let root = Pointer::root().child("paths");
    for (path, item) in merged["paths"].as_object().into_iter().flatten() {
        let at = root.child(path);
        for (method, operation) in item.as_object().into_iter().flatten() {
            let Some(id) = operation.get("operationId").and_then(Value::as_str) else {
                continue;
            };
            let origin = origins.of(&at.child(method).child("operationId"));
            if let Some(first) = by_id.get(id) {
                let message = format!("the operationId `{id}` is used twice");
                diagnostics.push(
                    Diagnostic::new(Code::DuplicateOperationId, message)
                        .at(first, format!("first in {}", first.page))
                        .at(&origin, format!("again in {}", origin.page)),
                );
            } else {
                by_id.insert(id, origin);
            }
        }
        if path.contains('{') {
            let first_field = item.as_object().and_then(|item| item.keys().next());
            let origin = origins.of(&first_field.map_or(at.clone(), |field| at.child(field)));
            let form = anonymous(path);
            if let Some((other, first)) = by_form.get(&form) {
                let message =
                    format!("a server cannot distinguish the paths `{other}` and `{path}`");
                diagnostics.push(
                    Diagnostic::new(Code::AmbiguousPath, message)
                        .at(first, format!("`{other}`"))
                        .at(&origin, format!("`{path}`")),
                );
            } else {
                by_form.insert(form, (path, origin));
            }
        }
    }
}

/// The path without the names in braces.
fn anonymous(path: &str) -> String {
    let mut form = String::with_capacity(path.len());
    let mut is_inside = false;
    for character in path.chars() {
        match character {
            '{' => is_inside = true,
            '}' => is_inside = false,
            _ if is_inside => continue,
            _ => {}
        }
        form.push(character);
    }
    form
}
