//! The parameters of operations and paths.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{
    context::Context,
    moved::IndexRemap,
    template::{self, Template},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    header::is_token,
    http_method::METHODS,
    source::Pointer,
};

#[derive(Clone)]
pub(super) struct Parameter {
    name: String,
    location: String,
    is_required: bool,
    at: Pointer,
}

impl Parameter {
    /// Whether its name can be sent where it belongs.
    fn can_be_sent(&self) -> bool {
        !matches!(self.location.as_str(), "header" | "cookie") || is_token(&self.name)
    }

    fn report_name(&self, cx: &Context<'_>, label: &str) -> Diagnostic {
        let message = format!("`{}` is not a valid {} name", self.name, self.location);
        Diagnostic::new(Code::InvalidParameterName, message).at(cx.origin(&self.at), label)
    }
}

/// The parameters of a path item or an operation, references followed.
pub(super) fn list(document: &Value, holder: &Value, at: &Pointer) -> Vec<Parameter> {
    let list = holder.get("parameters").and_then(Value::as_array);
    let at = at.child("parameters");
    let read = |(index, parameter): (usize, &Value)| {
        let parameter = resolve(document, parameter)?;
        Some(Parameter {
            name: parameter.get("name")?.as_str()?.to_owned(),
            location: parameter.get("in")?.as_str()?.to_owned(),
            is_required: parameter.get("required") == Some(&Value::Bool(true)),
            at: at.index(index),
        })
    };
    list.into_iter()
        .flatten()
        .enumerate()
        .filter_map(read)
        .collect()
}

/// Whether a path item or one of its operations declares the parameter `name` in the path.
pub(super) fn is_declared(document: &Value, item: &Value, name: &str) -> bool {
    let operations = METHODS.iter().filter_map(|method| item.get(method));
    let mut holders = std::iter::once(item).chain(operations);
    holders.any(|holder| {
        let all = list(document, holder, &Pointer::root());
        all.iter()
            .any(|it| it.location == "path" && it.name == name)
    })
}

fn resolve<'a>(document: &'a Value, mut value: &'a Value) -> Option<&'a Map<String, Value>> {
    // `alias` reports cycles; here the chain only has to end.
    for _ in 0..64 {
        let object = value.as_object()?;
        match object.get("$ref").and_then(Value::as_str) {
            Some(target) => value = document.pointer(target.strip_prefix('#')?)?,
            None => return Some(object),
        }
    }
    None
}

pub(super) fn check_declared(
    path: &str,
    names: &BTreeSet<&str>,
    all: &[Parameter],
    at: &Pointer,
    cx: &mut Context<'_>,
) {
    let declared = |name: &str| {
        let mut in_path = all.iter().filter(|p| p.location == "path");
        in_path.any(|p| template::is_named(name, &p.name))
    };
    for name in names.iter().filter(|name| !declared(name)) {
        let message =
            format!("the path `{path}` has `{{{name}}}`, which is not declared as a parameter");
        let mut diagnostic = Diagnostic::new(Code::UndeclaredPathParameter, message);
        let mut label = format!("`{name}` is not declared here");
        if cx.is_whole {
            label.push_str(": it is taken as a string");
        } else {
            // The page is about this operation: who wrote it can correct it.
            diagnostic.refuse();
        }
        cx.diagnostics.push(diagnostic.at(cx.origin(at), label));
    }
}

/// Parameters in the query of a path (`/search?q={text}`) become parameters of the query.
///
/// They are declared as parameters of the path, of the query, or not at all.
pub(super) fn move_to_query(document: &mut Value, cx: &mut Context<'_>) {
    let root = Pointer::root().child("paths");
    let Some(Value::Object(paths)) = document.get_mut("paths") else {
        return;
    };
    for (path, item) in paths.iter_mut() {
        let Ok(template) = template::parse(path) else {
            continue;
        };
        for (key, name) in template.query_parameters() {
            let at = root.child(path);
            let mut is_declared = declare_in_query(item, key, name);
            for method in METHODS {
                if let Some(operation) = item.get_mut(method) {
                    is_declared |= declare_in_query(operation, key, name);
                }
            }
            let Value::Object(fields) = &mut *item else {
                continue;
            };
            let list = fields
                .entry("parameters")
                .or_insert_with(|| Value::Array(Vec::new()));
            if let (Value::Array(list), false) = (list, is_declared) {
                list.push(json!({
                    "name": key, "in": "query", "required": true, "schema": { "type": "string" },
                }));
                let message = format!("the query of `{path}` has `{{{name}}}`");
                let label = "not declared: it is taken as a string in the query";
                cx.report(Code::UndeclaredPathParameter, message, &at, label);
            }
        }
    }
}

/// Whether a list of parameters declares `name`, which is then sent as `key` of the query.
fn declare_in_query(holder: &mut Value, key: &str, name: &str) -> bool {
    let list = holder.get_mut("parameters").and_then(Value::as_array_mut);
    let mut is_declared = false;
    for parameter in list.into_iter().flatten() {
        let is_called = |wanted: &str| parameter.get("name").is_some_and(|it| it == wanted);
        let is_in = |wanted: &str| parameter.get("in").is_some_and(|it| it == wanted);
        if is_in("query") && is_called(key) {
            is_declared = true;
        } else if is_in("path") && is_called(name) {
            parameter["name"] = key.into();
            parameter["in"] = "query".into();
            if let Value::Object(parameter) = parameter {
                parameter.shift_remove("style");
            }
            is_declared = true;
        }
    }
    is_declared
}

/// Removes a parameter that is declared twice in the same way in one list.
pub(super) fn drop_repeated(document: &mut Value, cx: &mut Context<'_>) {
    let root = Pointer::root().child("paths");
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    let mut lists = IndexRemap::default();
    for (path, item) in paths.into_iter().flatten() {
        let at = root.child(path);
        drop_repeated_in(item, &at, &mut lists, cx);
        for method in METHODS {
            if let Some(operation) = item.get_mut(method) {
                drop_repeated_in(operation, &at.child(method), &mut lists, cx);
            }
        }
    }
    cx.remap_lists(&lists);
}

fn drop_repeated_in(
    holder: &mut Value,
    at: &Pointer,
    lists: &mut IndexRemap,
    cx: &mut Context<'_>,
) {
    let Some(Value::Array(list)) = holder.get_mut("parameters") else {
        return;
    };
    let at = at.child("parameters");
    let mut kept: Vec<Value> = Vec::with_capacity(list.len());
    let mut is_kept = Vec::with_capacity(list.len());
    for (index, parameter) in std::mem::take(list).into_iter().enumerate() {
        is_kept.push(!kept.contains(&parameter));
        if is_kept.last() == Some(&true) {
            kept.push(parameter);
            continue;
        }
        let message = "the parameter is declared twice in the same way".to_owned();
        let mut repeated = Diagnostic::new(Code::DuplicateParameter, message)
            .at(cx.origin(&at.index(index)), "the repetition is dropped");
        repeated.contain();
        cx.diagnostics.push(repeated);
    }
    *list = kept;
    lists.retain(at, &is_kept);
}

/// Removes path parameters that no template names.
pub(super) fn drop_unused(document: &mut Value, cx: &mut Context<'_>) {
    let unused = find(document, &|path, parameter| {
        let mut names = path.names.iter();
        parameter.location == "path" && !names.any(|name| template::is_named(name, &parameter.name))
    });
    for (path, parameter) in &unused {
        let message = format!("the path `{path}` has no `{{{}}}`", parameter.name);
        let label = "has no effect and is dropped";
        cx.report(Code::UnusedPathParameter, message, &parameter.at, label);
    }
    drop(document, unused, cx);
}

/// Removes parameters of whole documents that cannot be sent, and need not be. The author of a
/// page can correct it.
pub(super) fn drop_unsendable(document: &mut Value, cx: &mut Context<'_>) {
    if !cx.is_whole {
        return;
    }
    let unsendable = find(document, &|_, it| !it.can_be_sent() && !it.is_required);
    for (_, parameter) in &unsendable {
        let mut dropped = parameter.report_name(cx, "it is optional, and dropped");
        dropped.contain();
        cx.diagnostics.push(dropped);
    }
    drop(document, unsendable, cx);
}

/// Removes these parameters of their lists.
fn drop(document: &mut Value, dropped: Vec<(String, Parameter)>, cx: &mut Context<'_>) {
    let mut by_list: BTreeMap<Pointer, BTreeSet<usize>> = BTreeMap::new();
    for (_, parameter) in dropped {
        let index = parameter.at.last().and_then(|index| index.parse().ok());
        if let (Some(list), Some(index)) = (parameter.at.parent(), index) {
            by_list.entry(list).or_default().insert(index);
        }
    }
    let mut lists = IndexRemap::default();
    for (at, dropped) in by_list {
        if let Some(Value::Array(list)) = document.pointer_mut(at.as_str()) {
            let is_kept: Vec<bool> = (0..list.len()).map(|it| !dropped.contains(&it)).collect();
            let mut next = is_kept.iter();
            list.retain(|_| next.next() != Some(&false));
            lists.retain(at, &is_kept);
        }
    }
    cx.remap_lists(&lists);
}

/// The parameters of this kind, each with its path, in the order of their lists.
fn find(
    document: &Value,
    is: &dyn Fn(&Template<'_>, &Parameter) -> bool,
) -> Vec<(String, Parameter)> {
    let mut found = Vec::new();
    let root = Pointer::root().child("paths");
    let paths = document.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        let Ok(template) = template::parse(path) else {
            continue;
        };
        let at = root.child(path);
        let mut all = list(document, item, &at);
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                all.extend(list(document, operation, &at.child(method)));
            }
        }
        all.retain(|parameter| is(&template, parameter));
        found.extend(all.into_iter().map(|parameter| (path.clone(), parameter)));
    }
    found
}

pub(super) fn check_names(all: &[Parameter], cx: &mut Context<'_>) {
    for (index, parameter) in all.iter().enumerate() {
        if !parameter.can_be_sent() {
            let label = "expected an HTTP token: letters, digits and some punctuation";
            cx.diagnostics.push(parameter.report_name(cx, label));
        }
        // A parameter of the operation replaces the one of its path; twice in one list is a
        // mistake.
        let duplicate_of = all[..index].iter().find(|other| {
            other.name == parameter.name
                && other.location == parameter.location
                && other.at.parent() == parameter.at.parent()
        });
        if let Some(first) = duplicate_of {
            let message = format!(
                "the {} parameter `{}` is declared twice",
                parameter.location, parameter.name
            );
            let (first, again) = (cx.origin(&first.at), cx.origin(&parameter.at));
            cx.diagnostics.push(
                Diagnostic::new(Code::DuplicateParameter, message)
                    .at(again, "again here")
                    .at(first, "first here"),
            );
        }
    }
}
