//! Mintlify's older format of an operation → OpenAPI 3.0, at the value level.
//!
//! Such a block has one operation: `paths` has the fields `path`, `method`, `servers`, `request`
//! and `response`, and each schema is a list of alternatives. Components are those of OpenAPI.

mod schema;
mod security;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::{Moves, site};
use crate::{
    extract::Preamble,
    source::{Origin, Pointer},
};

/// The media type of a response without a body.
const PLACEHOLDER: &str = "_mintlify/placeholder";

/// The name of an example that was made from the schema and shows nothing else.
const GENERATED_EXAMPLE: &str = "example";

/// A conversion of a document, and the nodes that it has moved.
struct Conversion<'a> {
    page: &'a Arc<str>,
    moved: Moves,
}

/// Converts `document` if it is written in this format; `moved` learns where its nodes were.
/// The texts about the operation are those of `preamble`, because the format has none.
pub(super) fn convert(
    page: &Arc<str>,
    document: &mut Value,
    preamble: &Preamble,
    moved: &mut Vec<Moves>,
) {
    let Some((path, method)) = operation_of(document) else {
        return;
    };
    let mut conversion = Conversion {
        page,
        moved: Moves::new(),
    };
    let from = Pointer::root().child("paths");
    let source = document["paths"].take();
    let at = from.child(&path).child(&method);
    conversion.record(&at, &from);
    let mut schemes = Map::new();
    let operation = conversion.operation(&source, preamble, &at, &mut schemes);

    let mut converted = json!({
        "openapi": super::VERSION,
        "info": site::placeholder_info(),
    });
    if let Some(servers) = source.get("servers") {
        converted["servers"] = servers.clone();
        conversion.record(&Pointer::root().child("servers"), &from.child("servers"));
    }
    converted["paths"] = json!({ path: { method: operation } });
    let components = document.get_mut("components").map(Value::take);
    let mut components = components.filter(|it| !it.is_null());
    if !schemes.is_empty() {
        // Components that are not an object are an error of a later step.
        let fields = components.get_or_insert_with(|| json!({})).as_object_mut();
        fields.map(|it| it.insert("securitySchemes".to_owned(), schemes.into()));
    }
    if let Some(components) = components {
        converted["components"] = components;
    }
    *document = converted;
    moved.push(conversion.moved);
}

/// The path and the method of a document in this format.
fn operation_of(document: &Value) -> Option<(String, String)> {
    let text = |field: &str| document.get("paths")?.get(field)?.as_str();
    let is_openapi = document.get("openapi").is_some();
    let operation = text("path").zip(text("method")).filter(|_| !is_openapi);
    operation.map(|(path, method)| (path.to_owned(), method.to_ascii_lowercase()))
}

impl Conversion<'_> {
    /// Records that the node at `at` was at `from`.
    fn record(&mut self, at: &Pointer, from: &Pointer) {
        let origin = Origin::new(Arc::clone(self.page), from.clone());
        self.moved.push((at.clone(), origin));
    }

    fn operation(
        &mut self,
        source: &Value,
        preamble: &Preamble,
        at: &Pointer,
        schemes: &mut Map<String, Value>,
    ) -> Value {
        let from = Pointer::root().child("paths");
        let mut operation = Map::new();
        let mut set = |field: &str, value: Value| operation.insert(field.to_owned(), value);
        if let Some(title) = &preamble.title {
            set("summary", title.as_str().into());
        }
        if let Some(description) = &preamble.description {
            set("description", description.as_str().into());
        }
        if source.get("deprecated") == Some(&Value::Bool(true)) {
            set("deprecated", true.into());
        }
        let request = &source["request"];
        let from_request = from.child("request");
        let parameters = self.parameters(&request["parameters"], at);
        if !parameters.is_empty() {
            set("parameters", parameters.into());
        }
        if let Some(body) = self.body(&request["body"], &at.child("requestBody")) {
            self.record(&at.child("requestBody"), &from_request.child("body"));
            set("requestBody", body);
        }
        self.record(&at.child("responses"), &from.child("response"));
        set("responses", self.responses(&source["response"], at));
        if let Some(alternatives) = request["security"].as_array() {
            self.record(&at.child("security"), &from_request.child("security"));
            set("security", security::requirements(alternatives, schemes));
        }
        if let Some(samples) = request.get("codeSamples") {
            let samples_at = at.child("x-codeSamples");
            self.record(&samples_at, &from_request.child("codeSamples"));
            set("x-codeSamples", samples.clone());
        }
        Value::Object(operation)
    }

    fn parameters(&mut self, source: &Value, at: &Pointer) -> Vec<Value> {
        let from: Pointer = ["paths", "request", "parameters"].iter().collect();
        let mut parameters = Vec::new();
        for location in ["path", "query", "header", "cookie"] {
            for (name, source) in fields(&source[location]) {
                let at = at.child("parameters").index(parameters.len());
                let from = from.child(location).child(name);
                self.record(&at, &from);
                let at_schema = at.child("schema");
                let mut schema = self.alternatives(&source["schema"], &at_schema, &from, "schema");
                let mut parameter = json!({ "name": name, "in": location });
                for field in ["description", "deprecated", "style", "explode", "example"] {
                    if let Some(value) =
                        schema.as_object_mut().and_then(|it| it.shift_remove(field))
                    {
                        parameter[field] = value;
                    }
                }
                let is_required = location == "path" || schema::is_required(&source["schema"]);
                parameter["required"] = is_required.into();
                parameter["schema"] = schema;
                parameters.push(parameter);
            }
        }
        parameters
    }

    fn body(&mut self, source: &Value, at: &Pointer) -> Option<Value> {
        let contents = source.as_object().filter(|contents| !contents.is_empty())?;
        let from: Pointer = ["paths", "request", "body"].iter().collect();
        let lists = contents.values().map(|content| &content["schemaArray"]);
        let is_required = lists.into_iter().any(schema::is_required);
        let content = self.content(source, &at.child("content"), &from);
        Some(json!({ "required": is_required, "content": content }))
    }

    fn responses(&mut self, source: &Value, at: &Pointer) -> Value {
        let from: Pointer = ["paths", "response"].iter().collect();
        let mut responses = Map::new();
        for (status, contents) in fields(source) {
            let at = at.child("responses").child(status);
            let mut descriptions = fields(contents).filter_map(|(_, it)| it.get("description"));
            let description = descriptions.next().cloned().unwrap_or_else(|| "".into());
            let mut response = json!({ "description": description });
            let content = self.content(contents, &at.child("content"), &from.child(status));
            if content
                .as_object()
                .is_some_and(|content| !content.is_empty())
            {
                response["content"] = content;
            }
            responses.insert(status.clone(), response);
        }
        responses.into()
    }

    /// The media types of a body; `source`, at `from`, has them as its fields.
    fn content(&mut self, source: &Value, at: &Pointer, from: &Pointer) -> Value {
        let mut content = Map::new();
        for (media, source) in fields(source).filter(|(media, _)| *media != PLACEHOLDER) {
            let (at, from) = (at.child(media), from.child(media));
            self.record(&at, &from);
            let list = &source["schemaArray"];
            let schema = self.alternatives(list, &at.child("schema"), &from, "schemaArray");
            let mut entry = json!({ "schema": schema });
            let examples: Map<String, Value> = fields(&source["examples"])
                .filter(|(name, _)| *name != GENERATED_EXAMPLE)
                .map(|(name, example)| (name.clone(), example.clone()))
                .collect();
            if !examples.is_empty() {
                entry["examples"] = examples.into();
            }
            content.insert(media.clone(), entry);
        }
        content.into()
    }
}

/// The fields of an object; none where the value is something else.
fn fields(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}
