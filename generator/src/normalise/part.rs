//! Parts of documents in blocks of pages, which lack the fields that lead to them.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::Moves;
use crate::{
    bundle,
    extract::OF_PATH_ITEMS,
    http_method::is_method,
    source::{Origin, Pointer},
};

/// Fields that only documents of Swagger 2.0 have.
const OF_SWAGGER: [&str; 5] = ["swagger", "definitions", "host", "basePath", "schemes"];

/// Fields of a document that a part of it may have beside its own, and its files.
const OF_DOCUMENTS: [&str; 3] = ["components", "info", bundle::FILES];

/// Completes `document`, that of a block on a page, where it is no more than its paths, the
/// operations of a path, or `operation`, whose method and path the block's info string names.
/// `moved` learns where its nodes were. A document that says what it is stays as it is.
pub(super) fn complete(
    page: &Arc<str>,
    document: &mut Value,
    operation: Option<(&str, &str)>,
    moved: &mut Vec<Moves>,
) {
    let Some(fields) = document.as_object() else {
        return;
    };
    let has = |field: &str| fields.contains_key(field);
    if has("openapi") || has("asyncapi") || OF_SWAGGER.into_iter().any(has) {
        return;
    }
    let is_path = |name: &String| name.starts_with('/');
    // The fields of a document that may stand beside what belongs elsewhere in it.
    let own = fields
        .keys()
        .filter(|it| !OF_DOCUMENTS.contains(&it.as_str()));
    let own: Vec<&String> = own.collect();
    let is_in_item = |name: &&String| is_method(name) || OF_PATH_ITEMS.contains(&name.as_str());
    let has_paths = fields.get("paths").and_then(Value::as_object);
    let has_paths = has_paths.is_some_and(|paths| paths.keys().any(is_path));
    // Where all of the block belongs, if it is not the document.
    let place = match operation {
        _ if has_paths => None,
        _ if has("paths") => return,
        None if has("components") && own.is_empty() => None,
        _ if own.is_empty() => return,
        _ if own.iter().all(|it| is_path(it)) => Some(Pointer::root().child("paths")),
        Some((_, path)) if own.iter().all(is_in_item) => Some(item(path)),
        Some((method, path)) if has("responses") => Some(item(path).child(method)),
        _ => return,
    };
    if let Some(place) = place {
        moved.push(lead_to(page, document, &place));
    }
    if let Some(fields) = document.as_object_mut() {
        fields.insert("openapi".to_owned(), super::VERSION.into());
        fields.entry("paths").or_insert_with(|| json!({}));
    }
}

/// The pointer of the operations of `path`.
fn item(path: &str) -> Pointer {
    Pointer::root().child("paths").child(path)
}

/// Puts the fields of `document`, but those of documents, at `place` of it. Returns where they
/// were.
fn lead_to(page: &Arc<str>, document: &mut Value, place: &Pointer) -> Moves {
    let origin = |at: Pointer| Origin::new(Arc::clone(page), at);
    let mut own = document.take();
    let mut root = Map::new();
    for field in OF_DOCUMENTS {
        let value = own.as_object_mut().and_then(|it| it.shift_remove(field));
        root.extend(value.map(|value| (field.to_owned(), value)));
    }
    let fields = own.as_object().into_iter().flat_map(Map::keys);
    let fields = fields.map(|name| (place.child(name), origin(Pointer::root().child(name))));
    let mut moves: Moves = vec![(place.clone(), origin(Pointer::root()))];
    moves.extend(fields);
    let tokens: Vec<_> = place.tokens().collect();
    let nested = tokens.iter().rev();
    let nested = nested.fold(own, |value, name| json!({ name.as_ref(): value }));
    if let Value::Object(nested) = nested {
        root.extend(nested);
    }
    *document = Value::Object(root);
    moves
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(mut value: Value, operation: Option<(&str, &str)>) -> Value {
        complete(&"a.md".into(), &mut value, operation, &mut Vec::new());
        value
    }

    #[test]
    fn a_part_is_where_its_info_string_says() {
        let operation = json!({ "responses": {} });
        let document = json!({ "openapi": "3.0.3", "paths": { "/a": { "get": operation } } });
        let label = Some(("get", "/a"));
        for part in [
            document["paths"]["/a"]["get"].clone(),
            document["paths"]["/a"].clone(),
            document["paths"].clone(),
            json!({ "paths": document["paths"] }),
        ] {
            assert_eq!(completed(part.clone(), label), document, "{part}");
        }
    }

    #[test]
    fn without_a_method_and_path_the_paths_lead_to_the_operations() {
        let document = json!({ "openapi": "3.0.3", "paths": { "/a": { "get": {} } } });
        assert_eq!(completed(document["paths"].clone(), None), document);
        let components = json!({ "components": {} });
        let expected = json!({ "openapi": "3.0.3", "paths": {}, "components": {} });
        assert_eq!(completed(components, None), expected);
    }

    #[test]
    fn what_is_no_part_of_openapi_3_is_not_completed() {
        for other in [
            json!({}),
            json!([]),
            json!({ "get": {} }),
            json!({ "responses": {} }),
            json!({ "paths": {} }),
            json!({ "paths": { "path": "/a", "method": "get" } }),
            json!({ "swagger": "2.0", "paths": {} }),
            json!({ "paths": {}, "definitions": {} }),
            json!({ "openapi": "3.1.0" }),
            json!({ "name": "a" }),
        ] {
            assert_eq!(completed(other.clone(), None), other);
        }
        for other in [json!({ "name": "a" }), json!({ "components": {} })] {
            assert_eq!(completed(other.clone(), Some(("get", "/a"))), other);
        }
    }
}
