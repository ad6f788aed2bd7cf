//! Path items and operations: parameters that are bodies become bodies.

use serde_json::{Map, Value, json};

use super::{
    Conversion, media_types,
    parameter::{self, is_body},
    response, server,
    table::Object,
};
use crate::{diagnostic::Code, http_method::METHODS, source::Pointer};

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// A parameter, and where it was.
type Declared = (Value, Pointer);

/// Converts a path item and its operations.
pub(super) fn path_item(cx: &mut Conversion<'_>, item: &mut Value, at: &Pointer) {
    let Value::Object(fields) = item else {
        return;
    };
    let mut out = Map::new();
    let mut rest = cx.split(Object::PathItem, std::mem::take(fields), at, &mut out);
    let (bodies, parameters) = parameters(cx, rest.shift_remove("parameters"), at);
    if let Some(parameters) = parameters {
        out.insert("parameters".to_owned(), parameters);
    }
    for method in METHODS {
        if let Some(Value::Object(operation)) = out.get_mut(method) {
            self::operation(cx, operation, &bodies, &at.child(method));
        }
    }
    *fields = out;
}

fn operation(
    cx: &mut Conversion<'_>,
    operation: &mut Map<String, Value>,
    shared: &[Declared],
    at: &Pointer,
) {
    let mut out = Map::new();
    let mut rest = cx.split(Object::Operation, std::mem::take(operation), at, &mut out);
    let consumes = media_types(rest.get("consumes")).unwrap_or_else(|| cx.consumes.clone());
    let produces = media_types(rest.get("produces")).unwrap_or_else(|| cx.produces.clone());
    let (mut bodies, parameters) = parameters(cx, rest.shift_remove("parameters"), at);
    for (declared, from) in shared {
        let is_replaced = bodies
            .iter()
            .any(|(own, _)| own.get("name") == declared.get("name"));
        if !is_replaced {
            bodies.push((declared.clone(), from.clone()));
        }
    }
    if let Some(parameters) = parameters {
        out.insert("parameters".to_owned(), parameters);
    }
    let at_schemes = at.child("schemes");
    let schemes = rest.shift_remove("schemes");
    if let Some(servers) = schemes.and_then(|it| server::of_operation(cx, &it, &at_schemes)) {
        out.insert("servers".to_owned(), servers);
        cx.record(at.child("servers"), &at_schemes);
    }
    let is_whole = |(declared, _): &Declared| declared.get("in").is_some_and(|it| it == "body");
    if let Some(whole) = bodies.iter().find(|it| is_whole(it)) {
        if bodies.len() > 1 {
            let message = "the operation has a body and other parameters in the body".to_owned();
            cx.report(
                Code::Swagger2,
                message,
                at,
                "which of them is sent is not defined",
            );
        }
        out.insert("requestBody".to_owned(), body(cx, whole, &consumes, at));
    } else if !bodies.is_empty() {
        out.insert("requestBody".to_owned(), form(cx, &bodies, &consumes, at));
    }
    if let Some(Value::Object(responses)) = out.get_mut("responses") {
        let at = at.child("responses");
        for (status, found) in responses
            .iter_mut()
            .filter(|(name, _)| !name.starts_with("x-"))
        {
            let at = at.child(status);
            response::response(cx, found, &produces, &at, &at);
        }
    }
    *operation = out;
}

/// The parameters that are bodies, and the list of the others.
fn parameters(
    cx: &mut Conversion<'_>,
    list: Option<Value>,
    at: &Pointer,
) -> (Vec<Declared>, Option<Value>) {
    let list = match list {
        Some(Value::Array(list)) => list,
        other => return (Vec::new(), other),
    };
    let at = at.child("parameters");
    let mut bodies = Vec::new();
    let mut others = Vec::new();
    for (index, mut declared) in list.into_iter().enumerate() {
        let from = at.index(index);
        let resolved = cx.resolve(&declared);
        if is_body(resolved) {
            bodies.push((resolved.clone(), from));
            continue;
        }
        let to = at.index(others.len());
        parameter::parameter(cx, &mut declared, &to);
        cx.record(to, &from);
        others.push(declared);
    }
    (bodies, Some(Value::Array(others)))
}

/// The body that one parameter describes.
fn body(
    cx: &mut Conversion<'_>,
    (declared, from): &Declared,
    consumes: &[String],
    at: &Pointer,
) -> Value {
    let Value::Object(fields) = declared.clone() else {
        return Value::Null;
    };
    let mut out = Map::new();
    let mut rest = cx.split(Object::Body, fields, from, &mut out);
    let schema = rest.shift_remove("schema").unwrap_or_else(|| json!({}));
    let at = at.child("requestBody");
    let mut content = Map::new();
    for media in consumes {
        content.insert(media.clone(), json!({ "schema": schema }));
        cx.record(
            at.child("content").child(media).child("schema"),
            &from.child("schema"),
        );
    }
    out.insert("content".to_owned(), Value::Object(content));
    cx.record(at, from);
    Value::Object(out)
}

/// The form whose fields are the parameters.
fn form(cx: &mut Conversion<'_>, fields: &[Declared], consumes: &[String], at: &Pointer) -> Value {
    let at = at.child("requestBody");
    let mut properties = Map::new();
    let mut encoding = Map::new();
    let mut required = Vec::new();
    let mut has_file = false;
    let mut froms = Vec::new();
    for (declared, from) in fields {
        let (Some(name), Value::Object(declared)) = (
            declared.get("name").and_then(Value::as_str),
            declared.clone(),
        ) else {
            continue;
        };
        let mut schema = Map::new();
        let mut rest = cx.split(Object::FormField, declared, from, &mut schema);
        if rest.get("required") == Some(&Value::Bool(true)) {
            required.push(Value::from(name));
        }
        match rest.shift_remove("type") {
            Some(kind) if kind == "file" => {
                has_file = true;
                schema.insert("type".to_owned(), "string".into());
                schema.insert("format".to_owned(), "binary".into());
            }
            Some(kind) => {
                let mut kind = kind;
                if kind == "array" {
                    let format = rest.get("collectionFormat").and_then(Value::as_str);
                    let format = format.unwrap_or("csv").to_owned();
                    match field_encoding(&format) {
                        Some(found) => {
                            encoding.insert(name.to_owned(), found);
                        }
                        None => {
                            parameter::list_as_text(cx, &format, "formData", from);
                            schema = parameter::without_list(schema);
                            rest.shift_remove("items");
                            kind = "string".into();
                        }
                    }
                }
                schema.insert("type".to_owned(), kind);
            }
            None => {}
        }
        parameter::items(cx, &mut rest, from);
        if let Some(items) = rest.shift_remove("items") {
            schema.insert("items".to_owned(), items);
        }
        properties.insert(name.to_owned(), Value::Object(schema));
        froms.push((name, from));
    }
    let mut schema = json!({ "type": "object", "properties": properties });
    let has_required = !required.is_empty();
    if has_required {
        schema["required"] = Value::Array(required);
    }
    let mut content = Map::new();
    for media in media_of_form(consumes, has_file) {
        let at = at
            .child("content")
            .child(media)
            .child("schema")
            .child("properties");
        for (name, from) in &froms {
            cx.record(at.child(name), from);
        }
        let mut entry = json!({ "schema": schema });
        if !encoding.is_empty() {
            entry["encoding"] = Value::Object(encoding.clone());
        }
        content.insert(media.to_owned(), entry);
    }
    if let Some((_, from)) = fields.first() {
        cx.record(at, from);
    }
    json!({ "content": content, "required": has_required })
}

/// The media types that can hold a form, of those that the operation consumes.
fn media_of_form(consumes: &[String], has_file: bool) -> Vec<&'static str> {
    let has = |media: &str| consumes.iter().any(|known| known == media);
    match (has_file, has(FORM), has(MULTIPART)) {
        (true, ..) => vec![MULTIPART],
        (false, true, true) => vec![FORM, MULTIPART],
        (false, false, true) => vec![MULTIPART],
        (false, _, false) => vec![FORM],
    }
}

/// How the items of a list are written in a form; none where OpenAPI 3.0 has no such way.
fn field_encoding(format: &str) -> Option<Value> {
    let (style, explode) = parameter::style("query", format)?;
    Some(json!({ "style": style, "explode": explode }))
}
