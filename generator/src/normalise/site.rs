//! Documents in blocks of docs pages: what the page says in their place, and what documentation
//! systems write that OpenAPI does not allow.

use serde_json::{Map, Value, json};

use crate::{bundle, extract::Preamble, http_method::is_method};

/// `info` of a document that does not describe the API as a whole.
pub(super) fn placeholder_info() -> Value {
    json!({ "title": "API", "version": "0.0.0" })
}

/// Completes the document of a block, and makes it valid where a documentation system writes
/// what OpenAPI does not allow. Returns whether its `info` is about the API.
pub(super) fn complete(document: &mut Value, preamble: &Preamble) -> bool {
    let Value::Object(fields) = document else {
        return false;
    };
    if let Some(base) = preamble.url.as_deref().and_then(|url| base_of(fields, url)) {
        fields.insert("servers".to_owned(), json!([{ "url": base }]));
    }
    flatten_tags(fields);
    mend_security(fields);
    for section in ["paths", "components"] {
        if let Some(section) = fields.get_mut(section) {
            flatten_enums(section);
        }
    }
    let is_of_api = bundle::title_of_api(document, preamble).is_some();
    if let (false, Value::Object(fields)) = (is_of_api, document) {
        fields.insert("info".to_owned(), placeholder_info());
    }
    is_of_api
}

/// The server of a document without servers: what is before its path in `url`, the address that
/// the page shows for its operation.
fn base_of(document: &Map<String, Value>, url: &str) -> Option<String> {
    let has_servers = document
        .get("servers")
        .is_some_and(|servers| *servers != json!([]));
    let mut paths = document.get("paths")?.as_object()?.keys();
    let base = paths.find_map(|path| url.strip_suffix(path.as_str()))?;
    (!has_servers && base.contains("://")).then(|| base.to_owned())
}

/// Makes one list of a list of tags in a list.
fn flatten_tags(document: &mut Map<String, Value>) {
    for operation in operations(document) {
        if let Some(Value::Array(tags)) = operation.get_mut("tags")
            && tags.iter().any(Value::is_array)
        {
            let flat = std::mem::take(tags).into_iter().flat_map(|tag| match tag {
                Value::Array(inner) => inner,
                tag => vec![tag],
            });
            *tags = flat.collect();
        }
    }
}

/// Removes extensions from security requirements, which have nothing but names of schemes, and
/// reads a type of a scheme that is the name of an HTTP scheme.
fn mend_security(document: &mut Map<String, Value>) {
    let drop_extensions = |owner: &mut Value| {
        let requirements = owner.as_array_mut().into_iter().flatten();
        for requirement in requirements.filter_map(Value::as_object_mut) {
            requirement.retain(|name, _| !name.starts_with("x-"));
        }
    };
    document.get_mut("security").map(drop_extensions);
    for operation in operations(document) {
        operation.get_mut("security").map(drop_extensions);
    }
    let components = document.get_mut("components");
    let schemes = components.and_then(|it| it.get_mut("securitySchemes")?.as_object_mut());
    for scheme in schemes.into_iter().flat_map(|it| it.values_mut()) {
        if matches!(scheme["type"].as_str(), Some("bearer" | "basic")) {
            let name = std::mem::replace(&mut scheme["type"], "http".into());
            scheme["scheme"] = name;
        }
    }
}

/// Makes values of the objects in enums that Fern writes: `- value: open`.
fn flatten_enums(node: &mut Value) {
    match node {
        Value::Array(items) => items.iter_mut().for_each(flatten_enums),
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                match name.as_str() {
                    "example" | "examples" | "default" => {}
                    "enum" => flatten_enum(field),
                    _ => flatten_enums(field),
                }
            }
        }
        _ => {}
    }
}

/// The values of `field`, if it is a list of objects with nothing but a value and its type; else
/// it may be a property of this name.
fn flatten_enum(field: &mut Value) {
    let value_of = |item: &Value| {
        let fields = item.as_object()?;
        let mut names = fields.keys();
        let is_wrapper =
            names.all(|name| matches!(name.as_str(), "value" | "type" | "description"));
        fields
            .get("value")
            .filter(|value| is_wrapper && !value.is_object())
            .cloned()
    };
    match field
        .as_array()
        .map(|items| items.iter().map(value_of).collect::<Option<Vec<_>>>())
    {
        Some(Some(values)) => *field = values.into(),
        Some(None) => {}
        None => flatten_enums(field),
    }
}

/// All operations of the document.
fn operations(document: &mut Map<String, Value>) -> impl Iterator<Item = &mut Value> {
    let items = document.get_mut("paths").and_then(Value::as_object_mut);
    let items = items.into_iter().flat_map(|items| items.values_mut());
    let fields = items.filter_map(Value::as_object_mut).flatten();
    fields.filter_map(|(name, value)| is_method(name).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(mut document: Value, url: &str) -> (bool, Value) {
        let preamble = Preamble {
            title: Some("Open".to_owned()),
            url: Some(url.to_owned()),
            ..Preamble::default()
        };
        (complete(&mut document, &preamble), document)
    }

    fn document() -> Value {
        json!({
            "openapi": "3.1.1",
            "info": { "title": "Open", "version": "endpoint_doors.open" },
            "paths": { "/doors/{id}": { "post": { "tags": [["doors"], "all"] } } },
        })
    }

    #[test]
    fn the_server_is_what_precedes_the_path_in_the_url() {
        let (_, completed_document) = completed(document(), "https://a.example/v1/doors/{id}");
        assert_eq!(
            completed_document["servers"],
            json!([{ "url": "https://a.example/v1" }])
        );
        for url in ["/doors/{id}", "https://a.example/windows", ""] {
            assert!(
                completed(document(), url).1.get("servers").is_none(),
                "{url}"
            );
        }
        let mut declared = document();
        declared["servers"] = json!([{ "url": "https://b.example" }]);
        let (_, completed_document) = completed(declared, "https://a.example/doors/{id}");
        assert_eq!(completed_document["servers"][0]["url"], "https://b.example");
    }

    #[test]
    fn info_with_the_title_of_the_operation_is_not_about_the_api() {
        let (is_of_api, document_of_page) = completed(document(), "");
        assert!(!is_of_api);
        assert_eq!(document_of_page["info"], placeholder_info());
        let mut other = document();
        other["info"]["title"] = "Doors".into();
        assert!(completed(other, "").0);
    }

    #[test]
    fn extensions_in_requirements_are_dropped_and_http_schemes_are_read() {
        let mut document = document();
        document["security"] = json!([{ "key": [], "x-groups": { "id": "a" } }]);
        document["components"] = json!({ "securitySchemes": { "key": { "type": "bearer" } } });
        let (_, document) = completed(document, "");
        assert_eq!(document["security"], json!([{ "key": [] }]));
        let scheme = &document["components"]["securitySchemes"]["key"];
        assert_eq!(*scheme, json!({ "type": "http", "scheme": "bearer" }));
    }

    #[test]
    fn objects_in_enums_are_their_values() {
        let mut document = document();
        document["components"] = json!({ "schemas": {
            "State": { "enum": [{ "value": "open" }, { "type": "stringLiteral", "value": "shut" }] },
            "Other": { "enum": [{ "open": true }], "properties": { "enum": { "enum": ["a"] } } },
        } });
        let (_, document) = completed(document, "");
        let schemas = &document["components"]["schemas"];
        assert_eq!(schemas["State"]["enum"], json!(["open", "shut"]));
        assert_eq!(schemas["Other"]["enum"], json!([{ "open": true }]));
        assert_eq!(schemas["Other"]["properties"]["enum"]["enum"], json!(["a"]));
    }

    #[test]
    fn tags_in_a_list_of_their_own_are_tags() {
        let (_, document) = completed(document(), "");
        assert_eq!(
            document["paths"]["/doors/{id}"]["post"]["tags"],
            json!(["doors", "all"])
        );
    }
}
