//! Documents in several files.

use serde_json::json;

use super::*;

fn parsed(value: Value) -> Parsed {
    Parsed {
        block: 0,
        info: 0..0,
        method: None,
        path: None,
        file: None,
        value,
        preamble: None,
        is_part: false,
        errors: Vec::new(),
        elsewhere: Default::default(),
    }
}

fn bundled(documents: &[(&str, Value)], attachments: &[(&str, Value)]) -> Vec<(String, Value)> {
    let all = |files: &[(&str, Value)]| -> Vec<(Arc<str>, Parsed)> {
        let files = files.iter().cloned();
        files
            .map(|(path, value)| (path.into(), parsed(value)))
            .collect()
    };
    let bundled = bundle(all(documents), all(attachments), &mut SourceMap::default());
    let bundled = bundled.into_iter();
    bundled
        .map(|(path, document)| (path.to_string(), document.value))
        .collect()
}

#[test]
fn files_and_their_references_become_part_of_the_document() {
    let document = json!({"openapi": "3.0.3", "a": {"$ref": "./schemas/a.yaml#/A"}, "b": {}});
    let a = json!({
        "A": {"items": {"$ref": "#/B"}},
        "B": {"items": {"$ref": "b.yaml"}, "root": {"$ref": "../openapi.yaml#/b"}},
    });
    let b = json!({"items": {"$ref": "a.yaml#/A"}});
    let files = [
        ("schemas/a.yaml", a),
        ("schemas/b.yaml", b),
        ("unused.yaml", json!({})),
    ];
    assert_eq!(
        bundled(&[("openapi.yaml", document)], &files),
        [(
            "openapi.yaml".to_owned(),
            json!({
                "openapi": "3.0.3",
                "a": {"$ref": "#/x-seamstress-files/schemas~1a.yaml/A"},
                "b": {},
                "x-seamstress-files": {
                    "schemas/a.yaml": {
                        "A": {"items": {"$ref": "#/x-seamstress-files/schemas~1a.yaml/B"}},
                        "B": {
                            "items": {"$ref": "#/x-seamstress-files/schemas~1b.yaml"},
                            "root": {"$ref": "#/b"},
                        },
                    },
                    "schemas/b.yaml": {"items": {"$ref": "#/x-seamstress-files/schemas~1a.yaml/A"}},
                },
            })
        )]
    );
}

#[test]
fn a_file_that_is_part_of_a_document_is_not_a_document() {
    let document = json!({"openapi": "3.0.3", "a": {"$ref": "a.yaml"}});
    let all = [
        ("a.yaml", json!({})),
        ("b.yaml", json!({})),
        ("openapi.yaml", document),
    ];
    let paths: Vec<String> = bundled(&all, &[])
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    assert_eq!(paths, ["b.yaml", "openapi.yaml"]);
}

#[test]
fn references_to_what_was_not_read_are_not_changed() {
    let document = json!({
        "openapi": "3.0.3",
        "all": [{"$ref": "missing.yaml"}, {"$ref": "https://a.test/b"}, {"$ref": "#/x"}],
        "self": {"$ref": "openapi.yaml#/x"},
    });
    let mut expected = document.clone();
    expected["self"]["$ref"] = "#/x".into();
    let bundled = bundled(&[("openapi.yaml", document)], &[]);
    assert_eq!(bundled, [("openapi.yaml".to_owned(), expected)]);
}

/// Many pages may refer to one file.
#[test]
fn a_document_has_the_parts_of_a_file_that_it_reaches() {
    let document = json!({"openapi": "3.0.3", "a": {"$ref": "a.yaml#/schemas/A"}});
    let a = json!({"schemas": {
        "A": {"b": {"$ref": "#/schemas/B"}, "in_array": {"$ref": "#/schemas/C/allOf/1/x"}},
        "B": {"self": {"$ref": "#/schemas/B/inner"}, "inner": {"a": {"$ref": "#/schemas/A"}}},
        "C": {"allOf": [{}, {"x": {"y": {"$ref": "#/schemas/D"}}}], "title": "not reached"},
        "D": {},
        "E": {"$ref": "b.yaml"},
    }});
    let bundled = bundled(
        &[("openapi.yaml", document)],
        &[("a.yaml", a), ("b.yaml", json!({}))],
    );
    let files = &bundled[0].1[FILES];
    assert_eq!(files.as_object().unwrap().len(), 1);
    let schemas = files["a.yaml"]["schemas"].as_object().unwrap();
    assert_eq!(schemas.keys().collect::<Vec<_>>(), ["A", "B", "C", "D"]);
    assert!(schemas["B"]["inner"]["a"].is_object());
    assert_eq!(schemas["C"].as_object().unwrap().len(), 1);
    assert_eq!(schemas["C"]["allOf"].as_array().unwrap().len(), 2);
}

#[test]
fn a_file_whose_schemas_have_names_is_whole() {
    let document =
        json!({"openapi": "3.0.3", "a": {"$ref": "a.yaml#/A"}, "n": {"$ref": "b.yaml#/none"}});
    let a = json!({"A": {"$ref": "#b"}, "B": {"$anchor": "b"}});
    let b = json!({"B": {}});
    let bundled = bundled(
        &[("openapi.yaml", document)],
        &[("a.yaml", a), ("b.yaml", b.clone())],
    );
    let files = &bundled[0].1[FILES];
    assert_eq!(files["a.yaml"]["B"], json!({"$anchor": "b"}));
    // Such a reference may be relative to a schema that it is in.
    assert_eq!(files["b.yaml"], b);
}
