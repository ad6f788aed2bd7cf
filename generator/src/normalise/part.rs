//! Parts of documents in blocks of pages, which lack the fields that lead to them.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::Moves;
use crate::{
    http_method::is_method,
    source::{Origin, Pointer},
};

/// Fields that only documents of Swagger 2.0 have.
const OF_SWAGGER: [&str; 5] = ["swagger", "definitions", "host", "basePath", "schemes"];

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
    let is_item = !fields.is_empty()
        && fields
            .keys()
            .all(|it| is_method(it) || it == "parameters" || it == "summary");
    let paths = Pointer::root().child("paths");
    let has_paths = fields.get("paths").and_then(Value::as_object);
    let has_paths = has_paths.is_some_and(|paths| paths.keys().any(is_path));
    // Where all of the block belongs, if it is not the document.
    let place = match operation {
        _ if has_paths => None,
        _ if has("paths") => return,
        None if has("components") => None,
        _ if !fields.is_empty() && fields.keys().all(is_path) => Some(paths),
        Some((_, path)) if is_item => Some(paths.child(path)),
        Some((method, path)) if has("responses") => Some(paths.child(path).child(method)),
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

/// Puts `document` at `place` of a new one, and returns where its fields were.
fn lead_to(page: &Arc<str>, document: &mut Value, place: &Pointer) -> Moves {
    let origin = |at: Pointer| Origin::new(Arc::clone(page), at);
    let fields = document.as_object().into_iter().flat_map(Map::keys);
    let fields = fields.map(|name| (place.child(name), origin(Pointer::root().child(name))));
    let mut moves: Moves = vec![(place.clone(), origin(Pointer::root()))];
    moves.extend(fields);
    let tokens: Vec<_> = place.tokens().collect();
    let tokens = tokens.iter().rev();
    *document = tokens.fold(
        document.take(),
        |value, name| json!({ name.as_ref(): value }),
    );
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
