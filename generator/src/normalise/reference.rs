//! References: into the document's own components, or inlined where they point elsewhere in it.

use serde_json::{Map, Value};

use super::{context::Context, model::Kind, promote};
use crate::{
    bundle::{self, percent_decode},
    diagnostic::{Code, Diagnostic},
    json_type::JsonType,
    source::Pointer,
};

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
        let Value::Object(fields) = &mut *value else {
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
        match (tokens.as_slice(), kind.section()) {
            ([components, found, _], Some(section))
                if components == "components" && !is_always_inlined(kind) =>
            {
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
            _ if kind == Kind::Schema
                && (self.is_active(&target) || cx.is_promoted(&target))
                && !cx.promotions.is_at(&target, at) =>
            {
                if fields.len() > 1 {
                    // The reference is visited again, without its siblings.
                    return siblings(kind, fields, &ref_at, cx);
                }
                let name = cx.promotions.name(&target);
                let target = promote::component(&name);
                fields.insert("$ref".to_owned(), Value::String(format!("#{target}")));
                Outcome::Done
            }
            _ => self.inline(value, &target, at, cx),
        }
    }

    fn is_active(&self, target: &Pointer) -> bool {
        self.active.iter().any(|active| active == target.as_str())
    }

    /// As [`resolve`](Self::resolve), for a map of objects, which is always inlined.
    pub(super) fn resolve_map(
        &mut self,
        value: &mut Value,
        at: &Pointer,
        cx: &mut Context<'_>,
    ) -> Outcome {
        let reference = value.get("$ref").and_then(Value::as_str).map(str::to_owned);
        let ref_at = at.child("$ref");
        match reference.and_then(|reference| target(&reference, &ref_at, cx)) {
            Some(target) => self.inline(value, &target, at, cx),
            None => Outcome::Done,
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
        if at.depth() + height > DEPTH_LIMIT {
            let message = format!("the nesting depth exceeds {DEPTH_LIMIT}");
            let label = "the target would nest too deeply here";
            cx.report(Code::TooDeep, message, &ref_at, label);
            return Outcome::Done;
        }
        *value = node.clone();
        match target.tokens().next().as_deref() {
            Some(bundle::FILES) => cx.moved.insert(at.clone(), cx.origin(target)),
            Some("components") => {}
            _ => cx.copied.push(ref_at),
        }
        self.active.push(name);
        Outcome::Inlined
    }
}

/// A note about the references of a page that were replaced by copies of parts of its operation.
///
/// Bundlers write whole documents with such references, so that those mean nothing.
pub(super) fn copied(cx: &Context<'_>) -> Option<Diagnostic> {
    if cx.is_whole || cx.copied.is_empty() {
        return None;
    }
    let message = "a `$ref` leads to a node that is not a component: it is read as a copy";
    let note = Diagnostic::new(Code::CopiedReference, message);
    let labels = cx.copied.iter();
    Some(labels.fold(note, |note, at| note.at(cx.origin(at), "")))
}

/// Whether later stages have no use for references to such a component.
fn is_always_inlined(kind: Kind) -> bool {
    matches!(kind, Kind::PathItem | Kind::SecurityScheme)
}

/// The node that a reference points to, which the document has.
fn target(reference: &str, at: &Pointer, cx: &mut Context<'_>) -> Option<Pointer> {
    let Some(fragment) = reference.strip_prefix('#') else {
        remote(reference, at, cx);
        return None;
    };
    let pointer = percent_decode(fragment).and_then(|pointer| pointer.parse::<Pointer>().ok());
    let Some(pointer) = pointer.filter(|pointer| !pointer.is_root()) else {
        let message = format!("`$ref` to `{reference}` is not a JSON pointer into the document");
        cx.report(Code::InvalidRef, message, at, "expected `#/components/…`");
        return None;
    };
    if cx.original.pointer(pointer.as_str()).is_none() {
        let (message, label) = match file_and_fragment(&pointer) {
            None => (
                format!("`$ref` to `{reference}`: not found"),
                "the document has no such node",
            ),
            Some((file, fragment)) => (
                format!("`$ref` to `{file}#{fragment}`: not found"),
                "the file has no such node",
            ),
        };
        let mut finding = Diagnostic::new(Code::DanglingRef, message).at(cx.origin(at), label);
        if let Some(help) = defined_elsewhere(&pointer, cx) {
            finding = finding.help(help);
        }
        cx.diagnostics.push(finding);
        return None;
    }
    Some(pointer)
}

/// What to write where other pages define the component at `pointer`, or that contains it.
fn defined_elsewhere(pointer: &Pointer, cx: &Context<'_>) -> Option<String> {
    let is_within = |known: &&Pointer| {
        let rest = pointer.as_str().strip_prefix(known.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let known = &cx.elsewhere[cx.elsewhere.keys().find(is_within)?];
    let pages = known.pages.iter().map(|page| format!("`{page}`"));
    let pages: Vec<String> = pages.collect();
    let (last, others) = pages.split_last()?;
    let all = match others {
        [] => last.clone(),
        _ => format!("{} and {last}", others.join(", ")),
    };
    Some(match (known.is_other_api, others) {
        (true, []) => format!(
            "{all} defines it, and is not of this API: add the component to the block, or refer to that file"
        ),
        (true, _) => format!(
            "{all} define it, and are not of this API: add the component to the block, or refer to one of these files"
        ),
        (false, []) => format!(
            "the blocks of {all} define it in different ways: make them agree, or add the component to the block"
        ),
        (false, _) => format!(
            "{all} define it in different ways: make them agree, or add the component to the block"
        ),
    })
}

/// The file and the fragment that a pointer into the files of a document was made of; a name of a
/// schema is still behind the file.
fn file_and_fragment(pointer: &Pointer) -> Option<(String, String)> {
    let mut tokens = pointer.tokens();
    if tokens.next()? != bundle::FILES {
        return None;
    }
    let file = tokens.next()?;
    let fragment: String = tokens.map(|token| format!("/{token}")).collect();
    match file.split_once('#') {
        Some((file, name)) => Some((file.to_owned(), format!("{name}{fragment}"))),
        None => Some((file.into_owned(), fragment)),
    }
}

/// Reports a reference out of the files that were read.
fn remote(reference: &str, at: &Pointer, cx: &mut Context<'_>) {
    // Where the reference itself is does not matter to whether it is a path.
    let diagnostic = if bundle::resolve("", reference).is_some() {
        let message = format!("`$ref` to `{reference}`: no such file was read");
        Diagnostic::new(Code::RemoteRef, message)
            .at(cx.origin(at), "remote references are not followed")
            .help("references may lead to files in the folder of the document; for a larger folder, pass it as `--ref-root`")
    } else {
        let message = format!("`$ref` to `{reference}`: remote references are not followed");
        Diagnostic::new(Code::RemoteRef, message)
            .at(cx.origin(at), "expected `#/components/…`")
            .help(
                "save the file in the folder of the document, and refer to it by its relative path",
            )
    };
    cx.diagnostics.push(diagnostic);
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
