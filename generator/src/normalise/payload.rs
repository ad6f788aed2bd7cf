//! Webhooks and callbacks are requests that the API sends: what users need of each is the type of
//! what they receive. Its schema becomes a component, which is read as all others are.

mod incoming;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::{Map, Value, json};

use self::incoming::{DanglingReference, Incoming, resolve};
use super::{Moves, extension, promote::component, rename::is_allowed};
use crate::{
    diagnostic::{Code, Diagnostic},
    media_type::MediaType,
    source::{Origin, Pointer},
};

/// Makes components of the payloads of all webhooks and callbacks of `document`, and marks them
/// with [`extension::PAYLOAD_OF`]; `moved` learns where they were.
pub(super) fn to_components(
    page: &Arc<str>,
    document: &mut Value,
    moved: &mut Vec<Moves>,
) -> Vec<Diagnostic> {
    let origin = |at: &Pointer| Origin::new(Arc::clone(page), at.clone());
    let mut diagnostics = Vec::new();
    let mut moves = Moves::new();
    let mut payloads = Payloads::default();
    for request in incoming::requests(document) {
        let body = match request.body(document) {
            Ok(Some(body)) => body,
            Ok(None) => continue,
            Err(DanglingReference) => {
                let message = format!("the payload of the {request} is not in the document");
                diagnostics.push(
                    Diagnostic::new(Code::UntypedPayload, message)
                        .at(origin(&request.at), "a reference of it leads nowhere"),
                );
                continue;
            }
        };
        let Some(media) = document.pointer(body.as_str()).and_then(json_content) else {
            let message = format!("the payload of the {request} is not JSON with a schema");
            diagnostics.push(
                Diagnostic::new(Code::UntypedPayload, message)
                    .at(origin(&request.at), "there is no type of it"),
            );
            continue;
        };
        let schema = body.child("content").child(&media).child("schema");
        if let Some(name) = payloads.add(document, &request, &schema) {
            moves.push((component(&name), origin(&schema)));
        }
    }
    moved.push(moves);
    diagnostics
}

/// The media type of a body whose values are JSON, if it has a schema.
fn json_content(body: &Value) -> Option<String> {
    let is_json = |media: &str| {
        let media: Result<MediaType, _> = media.parse();
        media.is_ok_and(|it| it.is_json() || it.is_any())
    };
    let has_schema = |content: &Value| content.get("schema").is_some_and(Value::is_object);
    let content = body.get("content")?.as_object()?;
    let mut content = content.iter();
    let found = content.find(|(media, content)| is_json(media) && has_schema(content));
    found.map(|(media, _)| media.clone())
}

/// The payloads that were found.
#[derive(Default)]
struct Payloads {
    /// The components, each with the requests that they are marked with.
    marked: BTreeSet<(Pointer, &'static str, String)>,
    /// The numbers that tell those of one name apart.
    numbers: BTreeMap<String, usize>,
}

impl Payloads {
    /// Marks the component that the schema at `at` is, and returns its name where it was none
    /// before: then, a reference to it takes its place.
    fn add(&mut self, document: &mut Value, request: &Incoming, at: &Pointer) -> Option<String> {
        if let Some((target, _)) = resolve(document, at)
            && target.parent() == Some(["components", "schemas"].iter().collect())
        {
            self.mark(document.pointer_mut(target.as_str())?, &target, request);
            return None;
        }
        let schema = document.pointer(at.as_str())?.clone();
        let operation = document.pointer(request.at.as_str());
        let docs = operation.map(described).unwrap_or_default();
        let schemas = schemas_of(document)?;
        let name = free_name(schemas, request, &mut self.numbers);
        let mut schema = match schema.get("$ref") {
            // Its siblings have no effect.
            Some(_) => json!({ "allOf": [schema] }),
            None => schema,
        };
        if let Value::Object(fields) = &mut schema
            && !docs.is_empty()
        {
            fields.entry("description").or_insert_with(|| docs.into());
        }
        self.mark(&mut schema, &component(&name), request);
        schemas.insert(name.clone(), schema);
        *document.pointer_mut(at.as_str())? = json!({ "$ref": format!("#{}", component(&name)) });
        Some(name)
    }

    /// Adds a request to those whose payload the schema at `at` is.
    fn mark(&mut self, schema: &mut Value, at: &Pointer, request: &Incoming) {
        let Incoming { kind, name, .. } = request;
        let Value::Object(fields) = schema else {
            return;
        };
        if !self.marked.insert((at.clone(), kind, name.clone())) {
            return;
        }
        let marks = fields.entry(extension::PAYLOAD_OF);
        let marks = marks.or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(marks) = marks {
            marks.push(json!({ *kind: name }));
        }
    }
}

/// The schemas of the components, which are added where the document has none.
fn schemas_of(document: &mut Value) -> Option<&mut Map<String, Value>> {
    let empty = || Value::Object(Map::new());
    let components = document.as_object_mut()?.entry("components");
    let components = components.or_insert_with(empty).as_object_mut()?;
    let schemas = components.entry("schemas").or_insert_with(empty);
    schemas.as_object_mut()
}

/// A name for the payload that no schema has: `newPet_payload`, and `watch_seen_payload` for the
/// callback `seen` of `watch`, whatever callbacks other operations have; then a number, which
/// `numbers` counts.
fn free_name(
    schemas: &Map<String, Value>,
    request: &Incoming,
    numbers: &mut BTreeMap<String, usize>,
) -> String {
    let Incoming { name, owner, .. } = request;
    let own = match owner {
        Some(owner) => allowed(&format!("{owner}_{name}_payload")),
        None => allowed(&format!("{name}_payload")),
    };
    let mut free = own.clone();
    while schemas.contains_key(&free) {
        let number = numbers.entry(own.clone()).or_insert(1);
        *number += 1;
        free = format!("{own}_{number}");
    }
    free
}

/// `text` with an underscore for each character that no component can have in its name.
fn allowed(text: &str) -> String {
    let allow = |c: char| {
        if is_allowed(c.encode_utf8(&mut [0; 4])) {
            c
        } else {
            '_'
        }
    };
    text.chars().map(allow).collect()
}

/// The summary and the description of an operation.
fn described(operation: &Value) -> String {
    let text = |name| operation.get(name).and_then(Value::as_str).map(str::trim);
    let texts = [text("summary"), text("description")];
    let texts: Vec<&str> = texts
        .into_iter()
        .flatten()
        .filter(|it| !it.is_empty())
        .collect();
    texts.join("\n\n")
}
