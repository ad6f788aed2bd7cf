//! What an error in a part of a whole document costs: the operations that contain or reach it,
//! and nothing else.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::Value;

use super::model::METHODS;
use crate::{
    bundle::walk_references,
    diagnostic::{Code, Diagnostic},
    source::{Origin, Pointer},
};

/// The part of a document that an error costs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// All operations of a path.
    PathItem(String),
    /// The operation with this path and method.
    Operation(String, String),
    /// The component of this section and name, and whatever refers to it.
    Component(String, String),
    /// An alternative of `security`; the others are still accepted.
    Requirement(Pointer),
    /// A node that no operation depends on: a server, a tag, a licence.
    Detail(Pointer),
}

/// Makes warnings of the errors in parts of `document`, and removes these parts, with a warning
/// for each operation that is left out. Errors about the document as a whole stay errors.
///
/// Returns how many operations were left out.
pub(super) fn contain(
    page: &Arc<str>,
    document: &mut Value,
    diagnostics: &mut Vec<Diagnostic>,
) -> usize {
    let mut broken = BTreeSet::new();
    for diagnostic in diagnostics.iter_mut().filter(|it| it.is_error()) {
        let nodes = diagnostic
            .labels
            .iter()
            .filter_map(|it| it.location.pointer());
        let parts: Option<Vec<Part>> = nodes.map(part_of).collect();
        // A cycle has a part for each of its components.
        if let Some(parts) = parts.filter(|parts| !parts.is_empty()) {
            broken.extend(parts);
            diagnostic.contain();
        }
    }
    let components = Components::of(document);
    let lost = components.reaching(broken.iter().filter_map(|part| match part {
        Part::Component(section, name) => Some((section.clone(), name.clone())),
        _ => None,
    }));
    let skipped = skipped_operations(document, &broken, &lost);
    for ((path, method), reason) in &skipped {
        let at: Pointer = ["paths", path, method].iter().collect();
        diagnostics.push(skip(page, method, path, at, reason));
    }
    remove(document, &broken, &lost, skipped.keys());
    drop_undefined_requirements(document);
    skipped.len()
}

fn part_of(pointer: &Pointer) -> Option<Part> {
    let tokens: Vec<_> = pointer.tokens().collect();
    let tokens: Vec<&str> = tokens.iter().map(|token| &**token).collect();
    let own = |text: &str| text.to_owned();
    let up_to = |length: usize| tokens[..length].iter().collect::<Pointer>();
    Some(match tokens[..] {
        ["security", _, ..] => Part::Requirement(up_to(2)),
        ["paths", _, _, "security", _, ..] => Part::Requirement(up_to(5)),
        ["paths", path, method, ..] if METHODS.contains(&method) => {
            Part::Operation(own(path), own(method))
        }
        ["paths", path, ..] => Part::PathItem(own(path)),
        ["components", section, name, ..] => Part::Component(own(section), own(name)),
        ["servers" | "tags" | "info", _, ..] => Part::Detail(up_to(2)),
        ["externalDocs", ..] => Part::Detail(up_to(1)),
        _ => return None,
    })
}

/// Why an operation is left out.
enum Reason {
    /// It has an error itself.
    Own,
    /// It reaches this component, which has one.
    Component(String, String),
}

type Name = (String, String);

/// The components that are removed, each with the one that has the error.
type Lost = BTreeMap<Name, Name>;

fn skipped_operations(
    document: &Value,
    broken: &BTreeSet<Part>,
    lost: &Lost,
) -> BTreeMap<Name, Reason> {
    let mut skipped = BTreeMap::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        let shared = item.get("parameters").and_then(|it| first_lost(it, lost));
        for method in METHODS {
            let Some(operation) = item.get(method) else {
                continue;
            };
            let key = (path.clone(), method.to_owned());
            let is_broken = broken.contains(&Part::PathItem(path.clone()))
                || broken.contains(&Part::Operation(path.clone(), method.to_owned()));
            let reached = || shared.clone().or_else(|| first_lost(operation, lost));
            let reason = if is_broken {
                Some(Reason::Own)
            } else {
                reached().map(|(section, name)| Reason::Component(section, name))
            };
            if let Some(reason) = reason {
                skipped.insert(key, reason);
            }
        }
    }
    skipped
}

/// The component with the error that `value` reaches first.
fn first_lost(value: &Value, lost: &Lost) -> Option<Name> {
    if lost.is_empty() {
        return None;
    }
    let mut found = None;
    walk_references(value, &mut |reference| {
        if found.is_none() {
            found = component(reference).and_then(|name| lost.get(&name).cloned());
        }
    });
    found
}

fn skip(page: &Arc<str>, method: &str, path: &str, at: Pointer, reason: &Reason) -> Diagnostic {
    let operation = format!("{} {path}", method.to_ascii_uppercase());
    let message = match reason {
        Reason::Own => format!("`{operation}` is left out: it has an error"),
        Reason::Component(section, name) => format!(
            "`{operation}` is left out: it reaches `#/components/{section}/{name}`, which has an error"
        ),
    };
    Diagnostic::new(Code::SkippedOperation, message)
        .at(Origin::new(Arc::clone(page), at), "declared here")
}

/// Which components refer to which.
struct Components(BTreeMap<Name, BTreeSet<Name>>);

impl Components {
    fn of(document: &Value) -> Self {
        let mut all = BTreeMap::new();
        for (section, components) in document["components"].as_object().into_iter().flatten() {
            for (name, component_value) in components.as_object().into_iter().flatten() {
                let mut targets = BTreeSet::new();
                walk_references(component_value, &mut |reference| {
                    targets.extend(component(reference));
                });
                all.insert((section.clone(), name.clone()), targets);
            }
        }
        Self(all)
    }

    /// `broken` and all components that lead to one of them.
    fn reaching(&self, broken: impl Iterator<Item = Name>) -> Lost {
        let mut users: BTreeMap<&Name, Vec<&Name>> = BTreeMap::new();
        for (name, targets) in &self.0 {
            for target in targets {
                users.entry(target).or_default().push(name);
            }
        }
        let mut lost: Lost = broken.map(|name| (name.clone(), name)).collect();
        let mut open: Vec<(Name, Name)> = lost.clone().into_iter().collect();
        while let Some((name, cause)) = open.pop() {
            for user in users.get(&name).into_iter().flatten() {
                if !lost.contains_key(*user) {
                    lost.insert((*user).clone(), cause.clone());
                    open.push(((*user).clone(), cause.clone()));
                }
            }
        }
        lost
    }
}

/// The section and the name of the component that a reference means.
fn component(reference: &str) -> Option<Name> {
    let pointer: Pointer = reference.strip_prefix('#')?.parse().ok()?;
    let tokens: Vec<_> = pointer.tokens().collect();
    match &tokens[..] {
        [components, section, name] if components == "components" => {
            Some((section.to_string(), name.to_string()))
        }
        _ => None,
    }
}

fn remove<'a>(
    document: &mut Value,
    broken: &BTreeSet<Part>,
    lost: &Lost,
    skipped: impl Iterator<Item = &'a Name>,
) {
    for (path, method) in skipped {
        remove_child(document, &["paths", path], method);
    }
    if let Some(Value::Object(paths)) = document.get_mut("paths") {
        paths.retain(|path, _| !broken.contains(&Part::PathItem(path.clone())));
    }
    for (section, name) in lost.keys() {
        remove_child(document, &["components", section], name);
    }
    // Indexes stay valid until all of them have been used.
    for part in broken {
        if let Part::Requirement(pointer) | Part::Detail(pointer) = part
            && let Some(node) = document.pointer_mut(pointer.as_str())
        {
            *node = Value::Null;
        }
    }
    for part in broken {
        if let Part::Requirement(pointer) | Part::Detail(pointer) = part {
            let parent = pointer.parent().unwrap_or_default();
            match document.pointer_mut(parent.as_str()) {
                Some(Value::Array(items)) => items.retain(|item| !item.is_null()),
                Some(Value::Object(fields)) => fields.retain(|_, field| !field.is_null()),
                _ => {}
            }
        }
    }
    for part in broken {
        if let Part::Requirement(pointer) = part {
            remove_empty_list(document, &pointer.parent().unwrap_or_default());
        }
    }
}

/// Removes a list of requirements that has become empty: that would mean that none is needed.
fn remove_empty_list(document: &mut Value, list: &Pointer) {
    let is_empty = document
        .pointer(list.as_str())
        .is_some_and(|it| it.as_array().is_some_and(Vec::is_empty));
    let holder = list.parent().unwrap_or_default();
    if is_empty
        && let Some(name) = list.last()
        && let Some(Value::Object(fields)) = document.pointer_mut(holder.as_str())
    {
        fields.shift_remove(name.as_ref());
    }
}

/// Removes the entry `name` of the object that `path` leads to.
fn remove_child(document: &mut Value, path: &[&str], name: &str) {
    let pointer: Pointer = path.iter().collect();
    if let Some(Value::Object(fields)) = document.pointer_mut(pointer.as_str()) {
        fields.shift_remove(name);
    }
}

/// Removes the alternatives of `security` that need a scheme which was removed.
///
/// Where none is left, clients decide: an empty list would mean that no credential is needed.
fn drop_undefined_requirements(document: &mut Value) {
    let schemes = document.pointer("/components/securitySchemes");
    let defined: BTreeSet<String> = schemes
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|schemes| schemes.keys().cloned())
        .collect();
    let keep = |holder: &mut Value| {
        let Some(fields) = holder.as_object_mut() else {
            return;
        };
        if let Some(Value::Array(alternatives)) = fields.get_mut("security")
            && !alternatives.is_empty()
        {
            alternatives.retain(|alternative| {
                let mut names = alternative.as_object().into_iter().flat_map(|it| it.keys());
                names.all(|name| defined.contains(name))
            });
            if alternatives.is_empty() {
                fields.shift_remove("security");
            }
        }
    };
    keep(document);
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for item in paths.into_iter().flat_map(|paths| paths.values_mut()) {
        for method in METHODS {
            if let Some(operation) = item.get_mut(method) {
                keep(operation);
            }
        }
    }
}
