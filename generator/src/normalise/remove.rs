//! Parts of a document that cannot be generated, removed with the operations that contain or
//! reach them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::{
    bundle::walk_references,
    diagnostic::{Code, Diagnostic},
    http_method::METHODS,
    source::{Origin, Pointer},
};

/// A part of a document that cannot be generated.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
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
    /// The schema of the body of a response, which can have any value then.
    ResponseSchema(Pointer),
    /// A response of which only its status is known.
    Response(Pointer),
}

/// What is wrong with a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It has an error.
    Error,
    /// Pages differ in it.
    Conflict,
}

/// An operation that is left out.
pub(crate) struct Skipped {
    path: String,
    /// In lower case.
    method: String,
    reason: Reason,
}

impl Skipped {
    /// Where the document described it.
    pub(crate) fn pointer(&self) -> Pointer {
        ["paths", &self.path, &self.method].iter().collect()
    }

    /// That it is left out, and why; `fault` is that of the parts that were removed.
    pub(crate) fn diagnostic(&self, at: Origin, fault: Fault) -> Diagnostic {
        let operation = format!("{} {}", self.method.to_ascii_uppercase(), self.path);
        let reason = match (&self.reason, fault) {
            (Reason::Own, Fault::Error) => "it has an error".to_owned(),
            (Reason::Own, Fault::Conflict) => "pages differ in it".to_owned(),
            (Reason::Component(section, name), fault) => {
                let which = match fault {
                    Fault::Error => "which has an error",
                    Fault::Conflict => "in which pages differ",
                };
                format!("it reaches `#/components/{section}/{name}`, {which}")
            }
        };
        let message = format!("`{operation}` is left out: {reason}");
        Diagnostic::new(Code::SkippedOperation, message).at(at, "declared here")
    }
}

/// Removes the parts `broken` of `document`, and whatever contains or reaches them. Returns the
/// operations among that.
pub(crate) fn remove_parts(document: &mut Value, broken: &BTreeSet<Part>) -> Vec<Skipped> {
    let components = Components::of(document);
    let lost = components.reaching(broken.iter().filter_map(|part| match part {
        Part::Component(section, name) => Some((section.clone(), name.clone())),
        _ => None,
    }));
    let skipped = skipped_operations(document, broken, &lost);
    remove(document, broken, &lost, skipped.keys());
    drop_undefined_requirements(document);
    let skipped = skipped.into_iter();
    skipped
        .map(|((path, method), reason)| Skipped {
            path,
            method,
            reason,
        })
        .collect()
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
    remove_nodes(document, broken);
    for part in broken {
        if let Part::Requirement(pointer) = part {
            remove_empty_list(document, &pointer.parent().unwrap_or_default());
        }
    }
}

/// Removes the parts that have a place of their own.
fn remove_nodes(document: &mut Value, broken: &BTreeSet<Part>) {
    // Indexes stay valid until all of them have been used.
    for part in broken {
        match part {
            Part::Requirement(pointer) | Part::Detail(pointer) | Part::ResponseSchema(pointer) => {
                if let Some(node) = document.pointer_mut(pointer.as_str()) {
                    *node = Value::Null;
                }
            }
            Part::Response(pointer) => {
                if let Some(node) = document.pointer_mut(pointer.as_str()) {
                    *node = unknown_response(pointer);
                }
            }
            Part::PathItem(_) | Part::Operation(..) | Part::Component(..) => {}
        }
    }
    for part in broken {
        if let Part::Requirement(pointer) | Part::Detail(pointer) | Part::ResponseSchema(pointer) =
            part
        {
            let parent = pointer.parent().unwrap_or_default();
            match document.pointer_mut(parent.as_str()) {
                Some(Value::Array(items)) => items.retain(|item| !item.is_null()),
                Some(Value::Object(fields)) => fields.retain(|_, field| !field.is_null()),
                _ => {}
            }
        }
    }
}

/// A response of which nothing is known but its status, with any body where it may have one.
fn unknown_response(pointer: &Pointer) -> Value {
    let has_no_body = |status: &str| matches!(status, "204" | "205" | "304");
    match pointer.last() {
        Some(status) if has_no_body(&status) => json!({ "description": "" }),
        _ => json!({ "description": "", "content": { "*/*": {} } }),
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
