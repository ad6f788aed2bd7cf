//! References: into the document's own components, or inlined where they point elsewhere in it.

use serde_json::{Map, Value};

use super::{context::Context, model::Kind};
use crate::{diagnostic::Code, json_type::JsonType, source::Pointer};

/// How deeply nodes may nest once others are inlined.
const DEPTH_LIMIT: usize = 64;
/// How many nodes references may inline. Published bundles inline half as many.
const NODE_LIMIT: usize = 1_000_000;

/// What is left to do with a node that may have been a reference.
pub(super) enum Outcome {
    /// Visit it as an object.
    Visit,
    /// Nothing.
    Done,
    /// Visit the node that replaced it, then call [`Inlining::leave`].
    Inlined,
}

/// The nodes that are being inlined.
#[derive(Debug, Default)]
pub(super) struct Inlining {
    /// The pointers of the nodes, outermost first.
    active: Vec<String>,
    /// How many nodes were inlined so far.
    count: usize,
}

impl Inlining {
    /// Handles the node at `at` if it is a reference: checks it, and replaces it by a copy of its
    /// target where that is not a component.
    pub(super) fn resolve(
        &mut self,
        kind: Kind,
        value: &mut Value,
        at: &Pointer,
        cx: &mut Context<'_>,
    ) -> Outcome {
        let (Some(section), Value::Object(fields)) = (kind.section(), &mut *value) else {
            return Outcome::Visit;
        };
        let reference = match fields.get("$ref") {
            None => return Outcome::Visit,
            Some(Value::String(reference)) => reference.clone(),
            Some(other) => {
                let message = format!("`$ref`: expected a string, found {}", JsonType::of(other));
                let at = at.child("$ref");
                cx.report(Code::InvalidRef, message, &at, "not a reference");
                return Outcome::Done;
            }
        };
        let ref_at = at.child("$ref");
        let Some(target) = target(&reference, &ref_at, cx) else {
            return Outcome::Done;
        };
        let tokens: Vec<_> = target.tokens().collect();
        match tokens.as_slice() {
            [components, found, _] if components == "components" && kind != Kind::PathItem => {
                if found != section {
                    let message = format!(
                        "`$ref` to `#{target}`, where {} is expected",
                        kind.describe()
                    );
                    let label = format!("expected `#/components/{section}/…`");
                    cx.report(Code::InvalidRef, message, &ref_at, &label);
                    return Outcome::Done;
                }
                fields.insert("$ref".to_owned(), Value::String(format!("#{target}")));
                siblings(kind, fields, &ref_at, cx)
            }
            _ => self.inline(value, &target, at, cx),
        }
    }

    /// Ends the innermost inlined node.
    pub(super) fn leave(&mut self) {
        self.active.pop();
    }

    /// Replaces a reference by a copy of the node at `target`.
    ///
    /// Bundlers refer to the place where a schema occurs first (`#/paths/…/schema`), and only
    /// components have names that could be referred to from elsewhere.
    fn inline(
        &mut self,
        value: &mut Value,
        target: &Pointer,
        at: &Pointer,
        cx: &mut Context<'_>,
    ) -> Outcome {
        let ref_at = at.child("$ref");
        let name = target.to_string();
        if self.active.contains(&name) {
            let message = format!("`$ref` to `#{target}` is a cycle");
            let label = "this node is inside of the node that it refers to";
            cx.report(Code::RefCycle, message, &ref_at, label);
            return Outcome::Done;
        }
        let Some(node) = cx.original.pointer(target.as_str()) else {
            return Outcome::Done;
        };
        let (nodes, height) = measure(node);
        let before = self.count;
        self.count = before.saturating_add(nodes);
        if self.count > NODE_LIMIT {
            // Reported once, where the limit was reached.
            if before <= NODE_LIMIT {
                let message = format!("references inline more than {NODE_LIMIT} nodes");
                cx.report(Code::TooDeep, message, &ref_at, "the limit is reached here");
            }
            return Outcome::Done;
        }
        if at.tokens().count() + height > DEPTH_LIMIT {
            let message = format!("the nesting depth exceeds {DEPTH_LIMIT}");
            let label = "the target would nest too deeply here";
            cx.report(Code::TooDeep, message, &ref_at, label);
            return Outcome::Done;
        }
        *value = node.clone();
        self.active.push(name);
        Outcome::Inlined
    }
}

/// The node that a reference points to, which the document has.
fn target(reference: &str, at: &Pointer, cx: &mut Context<'_>) -> Option<Pointer> {
    let Some(fragment) = reference.strip_prefix('#') else {
        let message = format!("`$ref` to `{reference}`: remote references are not followed");
        cx.report(Code::RemoteRef, message, at, "expected `#/components/…`");
        return None;
    };
    let pointer = percent_decode(fragment).and_then(|pointer| pointer.parse::<Pointer>().ok());
    let Some(pointer) = pointer.filter(|pointer| !pointer.is_root()) else {
        let message = format!("`$ref` to `{reference}` is not a JSON pointer into the document");
        cx.report(Code::InvalidRef, message, at, "expected `#/components/…`");
        return None;
    };
    if cx.original.pointer(pointer.as_str()).is_none() {
        let message = format!("`$ref` to `{reference}`: not found");
        let label = "the document has no such node";
        cx.report(Code::DanglingRef, message, at, label);
        return None;
    }
    Some(pointer)
}

/// The text with `%XX` decoded; `None` if the result is not UTF-8.
pub(super) fn percent_decode(text: &str) -> Option<String> {
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

/// Keeps the siblings of a reference to a schema, and reports those of other references.
///
/// OpenAPI 3.0 ignores siblings, but authors mean them, and 3.1 gives them a meaning.
fn siblings(
    kind: Kind,
    fields: &mut Map<String, Value>,
    at: &Pointer,
    cx: &mut Context<'_>,
) -> Outcome {
    if fields.len() == 1 {
        return Outcome::Done;
    }
    let Some(reference) = fields.shift_remove("$ref") else {
        return Outcome::Done;
    };
    if kind == Kind::Schema {
        let alias = Value::Object(Map::from_iter([("$ref".to_owned(), reference)]));
        match fields.get_mut("allOf") {
            Some(Value::Array(all)) => all.insert(0, alias),
            _ => {
                fields.insert("allOf".to_owned(), Value::Array(vec![alias]));
            }
        }
        return Outcome::Visit;
    }
    let names: Vec<_> = fields.keys().map(|name| format!("`{name}`")).collect();
    let message = format!(
        "siblings of a `$ref` to {} have no effect: {}",
        kind.describe(),
        names.join(", ")
    );
    let label = "the siblings of this are dropped";
    cx.report(Code::RefSiblings, message, at, label);
    fields.clear();
    fields.insert("$ref".to_owned(), reference);
    Outcome::Done
}

/// How many nodes there are, and how deep they nest.
fn measure(value: &Value) -> (usize, usize) {
    let children: Vec<_> = match value {
        Value::Array(items) => items.iter().map(measure).collect(),
        Value::Object(fields) => fields.values().map(measure).collect(),
        _ => Vec::new(),
    };
    children
        .into_iter()
        .fold((1, 1), |(nodes, height), (more, below)| {
            (nodes + more, height.max(below + 1))
        })
}
