//! Webhooks and callbacks are requests that the API sends: what users need of each is the type of
//! what they receive. Its schema becomes a component, which is read as all others are.

mod incoming;

use std::{collections::BTreeMap, sync::Arc};

use serde_json::{Map, Value, json};

use self::incoming::{Incoming, resolve};
use super::{Moves, extension, promote::component, rename::is_allowed};
use crate::{
    diagnostic::{Code, Diagnostic},
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
    let mut numbers = BTreeMap::new();
    let mut typed: BTreeMap<&'static str, Vec<Pointer>> = BTreeMap::new();
    for request in incoming::requests(document) {
        let Some((body, value)) = resolve(document, &request.at.child("requestBody")) else {
            continue;
        };
        let Some(media) = json_content(value) else {
            let Incoming { kind, name, .. } = &request;
            let message = format!("the payload of the {kind} `{name}` is not JSON with a schema");
            diagnostics.push(
                Diagnostic::new(Code::UntypedPayload, message)
                    .at(origin(&request.at), "there is no type of it"),
            );
            continue;
        };
        let at = body.child("content").child(&media).child("schema");
        if let Some(name) = to_component(document, &request, &at, &mut numbers) {
            moves.push((component(&name), origin(&at)));
        }
        typed.entry(request.kind).or_default().push(request.at);
    }
    moved.push(moves);
    diagnostics.extend(typed.into_iter().map(|(kind, places)| {
        let message = match places.len() {
            1 => format!("a {kind} is a request that the API sends"),
            count => format!("{count} {kind}s are requests that the API sends"),
        };
        Diagnostic::new(Code::IncomingRequest, message)
            .at(origin(&places[0]), "the type of its payload is generated")
    }));
    diagnostics
}

/// The media type of a body whose values are JSON, if it has a schema.
fn json_content(body: &Value) -> Option<String> {
    let content = body.get("content")?.as_object()?;
    let is_json = |media: &str| {
        let essence = media.split(';').next().unwrap_or_default().trim();
        let essence = essence.to_ascii_lowercase();
        essence.ends_with("json") || matches!(&*essence, "*/*" | "application/*")
    };
    let mut json = content.iter().filter(|(media, _)| is_json(media));
    let (media, _) =
        json.find(|(_, content)| content.get("schema").is_some_and(Value::is_object))?;
    Some(media.clone())
}

/// Marks the component that the schema at `at` is, and returns its name where it was none before:
/// then, a reference to it takes its place.
fn to_component(
    document: &mut Value,
    request: &Incoming,
    at: &Pointer,
    numbers: &mut BTreeMap<String, usize>,
) -> Option<String> {
    let mark = json!({ request.kind: request.name });
    if let Some((target, _)) = resolve(document, at)
        && target.parent() == Some(["components", "schemas"].iter().collect())
    {
        mark_as_payload(document.pointer_mut(target.as_str())?, mark);
        return None;
    }
    let schema = document.pointer(at.as_str())?.clone();
    let operation = document.pointer(request.at.as_str());
    let docs = operation.map(described).unwrap_or_default();
    let schemas = schemas_of(document)?;
    let name = free_name(schemas, request, numbers);
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
    mark_as_payload(&mut schema, mark);
    schemas.insert(name.clone(), schema);
    *document.pointer_mut(at.as_str())? = json!({ "$ref": format!("#{}", component(&name)) });
    Some(name)
}

/// Adds `mark` to those of a schema.
fn mark_as_payload(schema: &mut Value, mark: Value) {
    let Value::Object(fields) = schema else {
        return;
    };
    let marks = fields
        .entry(extension::PAYLOAD_OF)
        .or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(marks) = marks
        && !marks.contains(&mark)
    {
        marks.push(mark);
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

/// A name for the payload that no schema has: `newPet_payload`. The operation that declares the
/// callback tells it from others, else a number, which `numbers` counts.
fn free_name(
    schemas: &Map<String, Value>,
    request: &Incoming,
    numbers: &mut BTreeMap<String, usize>,
) -> String {
    let Incoming { name, owner, .. } = request;
    let own = allowed(&format!("{name}_payload"));
    let with_owner = owner.iter();
    let with_owner = with_owner.map(|owner| allowed(&format!("{owner}_{name}_payload")));
    let mut names = std::iter::once(own.clone()).chain(with_owner);
    names
        .find(|name| !schemas.contains_key(name))
        .unwrap_or_else(|| {
            let number = numbers.entry(own.clone()).or_insert(1);
            loop {
                *number += 1;
                let name = format!("{own}_{number}");
                if !schemas.contains_key(&name) {
                    return name;
                }
            }
        })
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
