//! The evidence on a page without an OpenAPI block → an OpenAPI document.

mod credential;
mod field;
mod infer;
#[cfg(test)]
mod tests;
mod type_text;

use serde_json::{Map, Value, json};

use super::site;
use crate::extract::{Basis, Evidence, Field, Format, Place, Response, Sample, Shape};

/// A minimal OpenAPI 3.0 document of what the page shows.
///
/// Types come from the schemas on the page, else from its lists of fields, and from samples where a
/// list says nothing. An operation whose types come from samples alone carries
/// `x-seamstress-confidence: low`.
pub fn document(evidence: &Evidence) -> Value {
    let mut operation = Map::new();
    let mut set = |field: &str, value: Value| operation.insert(field.to_owned(), value);
    if let Some(title) = &evidence.title {
        set("summary", title.as_str().into());
    }
    if let Some(description) = &evidence.description {
        set("description", description.as_str().into());
    }
    let (parameters, body): (Vec<&Field>, Vec<&Field>) = evidence
        .parameters
        .iter()
        .partition(|field| field.place != Place::Body);
    if !parameters.is_empty() {
        set(
            "parameters",
            parameters.into_iter().map(field::parameter).collect(),
        );
    }
    let stated = evidence.request_schema.clone();
    if let Some(schema) =
        stated.or_else(|| schema(&body, evidence.request_shape, &evidence.requests))
    {
        let media = media_type(&body, evidence.request_format);
        let is_required = body.iter().any(|field| field.required == Some(true));
        let mut request = json!({ "content": { media: { "schema": schema } } });
        if is_required {
            request["required"] = true.into();
        }
        set("requestBody", request);
    }
    set(
        "responses",
        responses(&evidence.method, &evidence.responses),
    );
    if evidence.basis != Basis::Fields {
        set("x-seamstress-confidence", "low".into());
    }
    let schemes = credential::schemes(&evidence.credentials);
    if !schemes.is_empty() {
        let names = schemes.keys().map(|name| (name.clone(), json!([])));
        set("security", json!([names.collect::<Map<_, _>>()]));
    }
    let mut document = json!({
        "openapi": super::VERSION,
        "info": site::placeholder_info(),
    });
    if let Some(server) = &evidence.server {
        document["servers"] = json!([{ "url": server }]);
    }
    let method = evidence.method.as_str();
    document["paths"] = json!({ evidence.path.as_str(): { method: operation } });
    if !schemes.is_empty() {
        document["components"] = json!({ "securitySchemes": schemes });
    }
    if let Some(shared) = evidence.responses.iter().find(|it| it.is_shared) {
        document["components"]["responses"] = json!({ "Error": response(shared) });
    }
    document
}

/// The responses; a success where the page shows none. Nobody gets what has no body, so that the
/// one of a `GET` is any JSON.
fn responses(method: &str, responses: &[Response]) -> Value {
    let mut documented = Map::new();
    for response in responses {
        let value = match response.is_shared {
            true => json!({ "$ref": "#/components/responses/Error" }),
            false => self::response(response),
        };
        documented.insert(response.status.clone(), value);
    }
    if !documented.keys().any(|status| status.starts_with('2')) {
        let mut success = json!({ "description": "OK" });
        let redirects = documented.keys().any(|status| status.starts_with('3'));
        if method == "get" && !redirects {
            success["content"] = json!({ "application/json": {} });
        }
        documented.insert("200".to_owned(), success);
    }
    documented.into()
}

/// A response that is written out.
fn response(response: &Response) -> Value {
    let default = if response.status.starts_with('2') {
        "OK"
    } else {
        ""
    };
    let description = response.description.as_deref().unwrap_or(default);
    let mut value = json!({ "description": description });
    if !response.headers.is_empty() {
        let headers = response.headers.iter();
        let headers = headers.map(|it| (it.wire.clone(), field::header(it)));
        value["headers"] = Value::Object(headers.collect());
    }
    let fields: Vec<&Field> = response.fields.iter().collect();
    let stated = response.schema.clone();
    if let Some(schema) = stated.or_else(|| schema(&fields, response.shape, &response.samples)) {
        value["content"] = json!({ "application/json": { "schema": schema } });
    }
    value
}

/// The schema of a body with these fields and samples; `None` where there are neither.
fn schema(fields: &[&Field], shape: Shape, samples: &[Sample]) -> Option<Value> {
    let values: Vec<&Value> = samples.iter().map(|sample| &sample.json).collect();
    match (fields, values.is_empty()) {
        ([], true) => None,
        ([], false) => Some(infer::schema(&values)),
        _ => {
            let shown = (!values.is_empty()).then(|| infer::schema(&values));
            Some(match shape {
                Shape::Object => field::object(fields, shown),
                Shape::List => {
                    let items = shown.map(|mut list| list["items"].take());
                    json!({ "type": "array", "items": field::object(fields, items) })
                }
            })
        }
    }
}

/// The media type of a body: a file is sent as a part.
fn media_type(body: &[&Field], format: Format) -> &'static str {
    let is_file = |field: &&Field| field.type_text.as_deref().is_some_and(type_text::is_file);
    match format {
        Format::Multipart => "multipart/form-data",
        _ if body.iter().any(is_file) => "multipart/form-data",
        Format::Form => "application/x-www-form-urlencoded",
        Format::Json => "application/json",
    }
}
