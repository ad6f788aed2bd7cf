//! The conversion does with each keyword what the table says.

use serde_json::json;

use super::{
    table::{Object, Treatment, keywords},
    *,
};

const ALL: [Object; 10] = [
    Object::Document,
    Object::PathItem,
    Object::Operation,
    Object::Body,
    Object::FormField,
    Object::Parameter,
    Object::Items,
    Object::Response,
    Object::Header,
    Object::SecurityScheme,
];

fn converted(document: &Value) -> (Value, Vec<Diagnostic>) {
    let mut document = document.clone();
    let diagnostics = convert(&Arc::from("a.yaml"), &mut document, &mut Vec::new());
    (document, diagnostics)
}

/// A document with one object of each kind.
fn document() -> Value {
    json!({
        "swagger": "2.0",
        "host": "a.test",
        "paths": {"/a": {
            "get": {"parameters": [
                {"name": "q", "in": "query", "type": "array", "items": {"type": "string"}},
            ], "responses": {"200": {
                "schema": {"type": "object"},
                "headers": {"H": {"type": "string"}},
            }}},
            "post": {
                "parameters": [{"name": "b", "in": "body", "schema": {"title": "B"}}],
                "responses": {"200": {"schema": {"type": "object"}}},
            },
            "put": {"parameters": [{"name": "f", "in": "formData", "type": "array"}]},
        }},
        "securityDefinitions": {
            "o": {"type": "oauth2", "flow": "accessCode", "scopes": {}},
        },
    })
}

/// Where an object is in [`document`], and in the converted one.
fn places(object: Object) -> (&'static str, &'static str) {
    match object {
        Object::Document => ("", ""),
        Object::PathItem => ("/paths/~1a", "/paths/~1a"),
        Object::Operation => ("/paths/~1a/post", "/paths/~1a/post"),
        Object::Body => (
            "/paths/~1a/post/parameters/0",
            "/paths/~1a/post/requestBody",
        ),
        Object::FormField => (
            "/paths/~1a/put/parameters/0",
            "/paths/~1a/put/requestBody/content/application~1x-www-form-urlencoded/schema/properties/f",
        ),
        Object::Parameter => ("/paths/~1a/get/parameters/0", "/paths/~1a/get/parameters/0"),
        Object::Items => (
            "/paths/~1a/get/parameters/0/items",
            "/paths/~1a/get/parameters/0/schema/items",
        ),
        Object::Response => (
            "/paths/~1a/get/responses/200",
            "/paths/~1a/get/responses/200",
        ),
        Object::Header => (
            "/paths/~1a/get/responses/200/headers/H",
            "/paths/~1a/get/responses/200/headers/H",
        ),
        Object::SecurityScheme => ("/securityDefinitions/o", "/components/securitySchemes/o"),
    }
}

/// A value for the keyword that no default has.
fn sample(object: Object, name: &str) -> Value {
    match (object, name) {
        (_, "swagger") => json!("2.0"),
        (_, "basePath") => json!("/v1"),
        (_, "host") => json!("b.test"),
        (_, "schemes") => json!(["http"]),
        (_, "consumes" | "produces") => json!(["application/xml"]),
        (_, "in") if object == Object::Body => json!("body"),
        (_, "in") if object == Object::FormField => json!("formData"),
        (_, "in") => json!("header"),
        (_, "type") if object == Object::SecurityScheme => json!("basic"),
        (_, "type") => json!("integer"),
        (_, "flow") => json!("password"),
        (_, "collectionFormat") => json!("multi"),
        (_, "parameters") if object == Object::Document => {
            json!({"p": {"name": "p", "in": "query", "type": "string"}})
        }
        (_, "parameters") => json!([{"name": "p", "in": "query", "type": "string"}]),
        (_, "responses") if object == Object::Document => json!({"r": {"description": "R"}}),
        (_, "examples") => json!({"application/json": {"a": 1}}),
        (_, "required" | "allowEmptyValue" | "deprecated" | "uniqueItems") => json!(true),
        (_, "exclusiveMinimum" | "exclusiveMaximum") => json!(true),
        (_, "tags" | "security" | "enum") => json!([]),
        (_, "name" | "description" | "summary" | "operationId" | "format" | "pattern") => {
            json!("text")
        }
        (_, "items") => json!({"type": "number"}),
        (_, "schema") => json!({"title": "S"}),
        _ => json!({}),
    }
}

/// The document with the keyword in the object, and without it.
fn with_and_without(object: Object, name: &str) -> (Value, Value) {
    let (place, _) = places(object);
    let mut with = document();
    with.pointer_mut(place).unwrap()[name] = sample(object, name);
    let mut without = document();
    if let Value::Object(fields) = without.pointer_mut(place).unwrap() {
        fields.shift_remove(name);
    }
    (with, without)
}

#[test]
fn every_keyword_becomes_what_the_table_says() {
    for object in ALL {
        for (name, treatment) in keywords(object) {
            let (with, without) = with_and_without(object, name);
            let (document, diagnostics) = converted(&with);
            let (_, place) = places(object);
            let found = document.pointer(place).and_then(|it| it.get(name));
            let is_lost = document == converted(&without).0;
            let context = format!("{object:?} {name}: {document:#}");
            match treatment {
                Treatment::Kept => assert!(found.is_some() && diagnostics.is_empty(), "{context}"),
                Treatment::Converted => assert!(!is_lost && diagnostics.is_empty(), "{context}"),
                Treatment::NoEffect => assert!(is_lost && found.is_none(), "{context}"),
                Treatment::Extension => {
                    let extension = document.pointer(place).unwrap().get(format!("x-{name}"));
                    assert!(found.is_none() && extension.is_some(), "{context}");
                    assert_eq!(diagnostics[0].code, Code::UnsupportedKeyword, "{context}");
                }
            }
        }
    }
}

#[test]
fn keywords_are_listed_once() {
    for object in ALL {
        let mut names: Vec<&str> = keywords(object).iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        assert!(names.is_sorted_by(|one, other| one < other), "{object:?}");
    }
}

/// The body of a `POST` with these parameters.
fn body(parameters: Value, consumes: Value) -> (Value, Vec<Diagnostic>) {
    let mut document = document();
    document["paths"]["/a"]["post"] = json!({"consumes": consumes, "parameters": parameters});
    let (document, diagnostics) = converted(&document);
    (
        document["paths"]["/a"]["post"]["requestBody"].clone(),
        diagnostics,
    )
}

#[test]
fn a_file_makes_a_form_multipart() {
    let fields = json!([
        {"name": "f", "in": "formData", "type": "file", "required": true},
        {"name": "n", "in": "formData", "type": "integer"},
    ]);
    let (body, diagnostics) = body(fields, json!([]));
    assert_eq!(diagnostics, []);
    assert_eq!(
        body,
        json!({"required": true, "content": {"multipart/form-data": {"schema": {
            "type": "object",
            "properties": {
                "f": {"type": "string", "format": "binary"},
                "n": {"type": "integer"},
            },
            "required": ["f"],
        }}}})
    );
}

#[test]
fn lists_that_cannot_be_written_are_text() {
    let list = json!({
        "name": "l", "type": "array", "items": {"type": "integer"}, "maxItems": 3,
        "collectionFormat": "tsv",
    });
    for location in ["query", "path", "header", "formData"] {
        let mut document = document();
        let mut list = list.clone();
        list["in"] = location.into();
        document["paths"]["/a"]["put"]["parameters"] = json!([list]);
        let (document, diagnostics) = converted(&document);
        let put = &document["paths"]["/a"]["put"];
        let schema = match location {
            "formData" => {
                let form = &put["requestBody"]["content"]["application/x-www-form-urlencoded"];
                assert!(form.get("encoding").is_none(), "{form}");
                &form["schema"]["properties"]["l"]
            }
            _ => &put["parameters"][0]["schema"],
        };
        assert_eq!(schema, &json!({"type": "string"}), "{location}");
        let codes: Vec<_> = diagnostics.iter().map(|it| it.code).collect();
        assert_eq!(codes, [Code::Swagger2], "{location}");
        assert!(!diagnostics[0].is_error());
    }
}

#[test]
fn an_operation_has_a_server_of_its_own_where_clients_use_another_one() {
    let mut document = document();
    document["schemes"] = json!(["http", "https"]);
    document["paths"]["/a"]["get"]["schemes"] = json!(["http"]);
    document["paths"]["/a"]["post"]["schemes"] = json!(["http", "https"]);
    document["paths"]["/a"]["put"]["schemes"] = json!(["ws"]);
    let (document, diagnostics) = converted(&document);
    let servers = |method: &str| document["paths"]["/a"][method].get("servers").cloned();
    assert_eq!(servers("get"), Some(json!([{"url": "http://a.test"}])));
    assert_eq!((servers("post"), servers("put")), (None, None));
    let codes: Vec<_> = diagnostics.iter().map(|it| it.code).collect();
    assert_eq!(codes, [Code::UnsupportedFeature]);
}

#[test]
fn lists_are_written_as_their_format_says() {
    for (format, style, explode) in [
        ("csv", "form", false),
        ("multi", "form", true),
        ("ssv", "spaceDelimited", false),
        ("pipes", "pipeDelimited", false),
    ] {
        let mut document = document();
        let list = document.pointer_mut("/paths/~1a/get/parameters/0").unwrap();
        list["collectionFormat"] = format.into();
        let (document, _) = converted(&document);
        let list = &document["paths"]["/a"]["get"]["parameters"][0];
        assert_eq!(
            (&list["style"], &list["explode"]),
            (&json!(style), &json!(explode))
        );
    }
}

#[test]
fn each_scheme_is_a_server_and_an_encrypted_one_is_the_first() {
    let mut document = document();
    document["schemes"] = json!(["http", "https"]);
    document["basePath"] = json!("v2/");
    assert_eq!(
        converted(&document).0["servers"],
        json!([{"url": "https://a.test/v2"}, {"url": "http://a.test/v2"}])
    );
}

#[test]
fn references_lead_to_the_components() {
    let mut document = document();
    document["definitions"] = json!({"D": {"items": {"$ref": "#/definitions/D"}}});
    document["parameters"] = json!({
        "Q": {"name": "q", "in": "query", "type": "string"},
        "B": {"name": "b", "in": "body", "schema": {"$ref": "#/definitions/D"}},
    });
    document["paths"]["/a"]["post"]["parameters"] =
        json!([{"$ref": "#/parameters/B"}, {"$ref": "#/parameters/Q"}]);
    let (document, _) = converted(&document);
    let post = &document["paths"]["/a"]["post"];
    assert_eq!(
        post["parameters"],
        json!([{"$ref": "#/components/parameters/Q"}])
    );
    let schema = json!({"$ref": "#/components/schemas/D"});
    assert_eq!(
        post["requestBody"]["content"]["application/json"]["schema"],
        schema
    );
    assert_eq!(document["components"]["schemas"]["D"]["items"], schema);
    assert!(document["components"]["parameters"].get("B").is_none());
}
