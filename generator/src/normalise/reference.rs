//! References: only into the document's own components, and never into themselves.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::model::Kind;
use super::walk::Walk;
use crate::diagnostic::{Code, Diagnostic};
use crate::json_type::JsonType;
use crate::source::{Origin, Pointer};

/// How long a chain of references may be, and how deep nodes may nest once others are copied in.
const DEPTH_LIMIT: usize = 64;
/// How many nodes references may copy. Bundlers make documents that copy half as many.
const COPY_LIMIT: usize = 1_000_000;

/// Visits an object that may be a reference; true if it is one and nothing is left to visit.
pub(super) fn visit(walk: &mut Walk<'_>, kind: Kind, value: &mut Value, at: &Pointer) -> bool {
    let (Some(section), Value::Object(members)) = (kind.section(), &mut *value) else {
        return false;
    };
    let text = match members.get("$ref") {
        None => return false,
        Some(Value::String(text)) => text.clone(),
        Some(other) => {
            let message = format!("`$ref` should be text, and is {}", JsonType::of(other));
            walk.report(
                Code::InvalidRef,
                message,
                &at.child("$ref"),
                "this is no reference",
            );
            return true;
        }
    };
    let place = at.child("$ref");
    let Some(target) = target(walk, &text, &place) else {
        return true;
    };
    let tokens: Vec<_> = target.tokens().collect();
    match tokens.as_slice() {
        [components, found, _] if components == "components" && kind != Kind::PathItem => {
            if found != section {
                let message = format!("`$ref` to `#{target}`, where {} is expected", kind.noun());
                walk.report(
                    Code::InvalidRef,
                    message,
                    &place,
                    &format!("expected `#/components/{section}/…`"),
                );
                return true;
            }
            members.insert("$ref".to_owned(), Value::String(format!("#{target}")));
            siblings(walk, kind, members, &place)
        }
        _ => copy(walk, kind, value, &target, at),
    }
}

/// The node that a reference names, which the document has.
fn target(walk: &mut Walk<'_>, text: &str, place: &Pointer) -> Option<Pointer> {
    let Some(fragment) = text.strip_prefix('#') else {
        let message = format!("`$ref` to `{text}`: remote references are not followed");
        walk.report(Code::RemoteRef, message, place, "expected `#/components/…`");
        return None;
    };
    let pointer = percent_decode(fragment).and_then(|pointer| pointer.parse::<Pointer>().ok());
    let Some(pointer) = pointer.filter(|pointer| !pointer.is_root()) else {
        let message = format!("`$ref` to `{text}` is not understood");
        walk.report(
            Code::InvalidRef,
            message,
            place,
            "expected `#/components/…`",
        );
        return None;
    };
    if walk.original.pointer(pointer.as_str()).is_none() {
        let message = format!("`$ref` to `{text}`: not found");
        walk.report(
            Code::DanglingRef,
            message,
            place,
            "the document has no such node",
        );
        return None;
    }
    Some(pointer)
}

/// The text with `%XX` decoded; `None` if that is no UTF-8.
fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        let decoded = match (first, after) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match decoded {
            Some((high, low)) => {
                bytes.push(high << 4 | low);
                rest = &after[2..];
            }
            None => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

/// Keeps what stands beside a reference to a schema, and reports what stands beside another one.
///
/// True if nothing is left to visit. OpenAPI 3.0 ignores such members, but its writers mean them,
/// and 3.1 gives them a meaning.
fn siblings(
    walk: &mut Walk<'_>,
    kind: Kind,
    members: &mut Map<String, Value>,
    place: &Pointer,
) -> bool {
    if members.len() == 1 {
        return true;
    }
    let Some(reference) = members.shift_remove("$ref") else {
        return true;
    };
    if kind == Kind::Schema {
        let alias = Value::Object(Map::from_iter([("$ref".to_owned(), reference)]));
        match members.get_mut("allOf") {
            Some(Value::Array(all)) => all.insert(0, alias),
            _ => {
                members.insert("allOf".to_owned(), Value::Array(vec![alias]));
            }
        }
        return false;
    }
    let names: Vec<_> = members.keys().map(|name| format!("`{name}`")).collect();
    let message = format!(
        "beside a `$ref` to {}, {} has no effect",
        kind.noun(),
        names.join(", ")
    );
    walk.report(
        Code::RefSiblings,
        message,
        place,
        "what stands beside this is left out",
    );
    members.clear();
    members.insert("$ref".to_owned(), reference);
    true
}

/// Puts a copy of the node at `target` where it is referred to.
///
/// Bundlers refer to wherever a schema happened to stand first (`#/paths/…/schema`), and only
/// components have names that could be referred to from elsewhere.
fn copy(
    walk: &mut Walk<'_>,
    kind: Kind,
    value: &mut Value,
    target: &Pointer,
    at: &Pointer,
) -> bool {
    let place = at.child("$ref");
    let name = target.to_string();
    if walk.copying.contains(&name) {
        let message = format!("`$ref` to `#{target}` is a cycle");
        walk.report(
            Code::RefCycle,
            message,
            &place,
            "this node is inside of what it refers to",
        );
        return true;
    }
    let Some(node) = walk.original.pointer(target.as_str()) else {
        return true;
    };
    let (size, height) = measure(node);
    let before = walk.copied;
    walk.copied = before.saturating_add(size);
    if walk.copied > COPY_LIMIT {
        if before > COPY_LIMIT {
            // It is said once, where the limit was reached.
            return true;
        }
        let message = format!("references copy more than {COPY_LIMIT} nodes");
        walk.report(Code::TooDeep, message, &place, "the limit is reached here");
        return true;
    }
    if at.tokens().count() + height > DEPTH_LIMIT {
        let message = format!("the nesting depth exceeds {DEPTH_LIMIT}");
        walk.report(
            Code::TooDeep,
            message,
            &place,
            "this copy would nest too deeply",
        );
        return true;
    }
    *value = node.clone();
    walk.copying.push(name);
    walk.visit(kind, value, at);
    walk.copying.pop();
    true
}

/// How many nodes there are, and how deep they nest.
fn measure(value: &Value) -> (usize, usize) {
    let children: Vec<_> = match value {
        Value::Array(items) => items.iter().map(measure).collect(),
        Value::Object(members) => members.values().map(measure).collect(),
        _ => Vec::new(),
    };
    children
        .into_iter()
        .fold((1, 1), |(nodes, height), (more, below)| {
            (nodes + more, height.max(below + 1))
        })
}

/// Reports components that are nothing but references in a circle, or at the end of a long chain.
pub(super) fn check_aliases(page: &Arc<str>, document: &Value) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let Some(Value::Object(sections)) = document.get("components") else {
        return diagnostics;
    };
    for (section, components) in sections {
        let Value::Object(components) = components else {
            continue;
        };
        let mut reported: BTreeSet<&str> = BTreeSet::new();
        for name in components.keys() {
            if reported.contains(name.as_str()) {
                continue;
            }
            let mut chain: Vec<&str> = vec![name];
            while let Some(next) = chain
                .last()
                .and_then(|last| alias(components, section, last))
            {
                if let Some(start) = chain.iter().position(|seen| *seen == next) {
                    let cycle = &chain[start..];
                    if cycle.iter().all(|name| !reported.contains(name)) {
                        diagnostics.push(cycle_error(page, section, cycle));
                    }
                    reported.extend(chain);
                    break;
                }
                chain.push(next);
                if chain.len() > DEPTH_LIMIT {
                    if !reported.contains(next) {
                        diagnostics.push(chain_error(page, section, name));
                    }
                    reported.extend(chain);
                    break;
                }
            }
        }
    }
    diagnostics
}

/// The component that this one is another name of.
fn alias<'a>(components: &'a Map<String, Value>, section: &str, name: &str) -> Option<&'a str> {
    let component = components.get(name)?;
    let target = match (component.get("$ref"), component.get("allOf")) {
        (Some(target), _) => target,
        (None, Some(Value::Array(all))) if all.len() == 1 => all[0].get("$ref")?,
        _ => return None,
    };
    let target = target.as_str()?.strip_prefix("#/components/")?;
    target.strip_prefix(section)?.strip_prefix('/')
}

fn chain_error(page: &Arc<str>, section: &str, name: &str) -> Diagnostic {
    let message = format!("the chain of references from `{name}` exceeds a depth of {DEPTH_LIMIT}");
    let pointer: Pointer = ["components", section, name].iter().collect();
    Diagnostic::new(Code::TooDeep, message).at(
        Origin::new(Arc::clone(page), pointer),
        "the chain begins here",
    )
}

fn cycle_error(page: &Arc<str>, section: &str, cycle: &[&str]) -> Diagnostic {
    let names: Vec<_> = cycle
        .iter()
        .chain(cycle.first())
        .map(|name| format!("`{name}`"))
        .collect();
    let message = format!(
        "a cycle of references means nothing: {}",
        names.join(" is ")
    );
    let mut diagnostic = Diagnostic::new(Code::RefCycle, message);
    for name in cycle {
        let pointer: Pointer = ["components", section, name].iter().collect();
        diagnostic = diagnostic.at(Origin::new(Arc::clone(page), pointer), "");
    }
    diagnostic.help("one of them must say what it is")
}
