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
