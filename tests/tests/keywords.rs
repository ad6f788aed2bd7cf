//! Each keyword of schemas has the outcome that the generator's table promises: one document for
//! each keyword shows it.

use std::collections::BTreeSet;

use seamstress_codegen::{
    Input, Output,
    diagnostic::Code,
    generate,
    normalise::{KEYWORDS, Treatment},
    source::Source,
};
use serde_json::{Value, json};

use self::rows::{ROWS, Row, Shows};

#[path = "keywords/rows.rs"]
mod rows;

/// The keywords of the vocabularies of JSON Schema 2020-12
/// (`https://json-schema.org/draft/2020-12/meta/…`).
const VOCABULARIES: &[(&str, &[&str])] = &[
    (
        "core",
        &[
            "$id",
            "$schema",
            "$ref",
            "$anchor",
            "$dynamicRef",
            "$dynamicAnchor",
            "$vocabulary",
            "$comment",
            "$defs",
        ],
    ),
    (
        "applicator",
        &[
            "prefixItems",
            "items",
            "contains",
            "additionalProperties",
            "properties",
            "patternProperties",
            "dependentSchemas",
            "propertyNames",
            "if",
            "then",
            "else",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
        ],
    ),
    (
        "unevaluated",
        &["unevaluatedItems", "unevaluatedProperties"],
    ),
    (
        "validation",
        &[
            "type",
            "const",
            "enum",
            "multipleOf",
            "maximum",
            "exclusiveMaximum",
            "minimum",
            "exclusiveMinimum",
            "maxLength",
            "minLength",
            "pattern",
            "maxItems",
            "minItems",
            "uniqueItems",
            "maxContains",
            "minContains",
            "maxProperties",
            "minProperties",
            "required",
            "dependentRequired",
        ],
    ),
    ("format-annotation", &["format"]),
    (
        "content",
        &["contentEncoding", "contentMediaType", "contentSchema"],
    ),
    (
        "meta-data",
        &[
            "title",
            "description",
            "default",
            "deprecated",
            "readOnly",
            "writeOnly",
            "examples",
        ],
    ),
    // OpenAPI 3.1's base vocabulary, and `nullable` of 3.0.
    (
        "openapi",
        &[
            "discriminator",
            "xml",
            "externalDocs",
            "example",
            "nullable",
        ],
    ),
    // Drafts 4 to 2019-09.
    (
        "older",
        &[
            "id",
            "definitions",
            "additionalItems",
            "dependencies",
            "$recursiveRef",
            "$recursiveAnchor",
        ],
    ),
];

#[test]
fn the_table_has_the_keywords_of_every_vocabulary_and_no_other() {
    let official: Vec<&str> = VOCABULARIES
        .iter()
        .flat_map(|(_, keywords)| keywords.iter().copied())
        .collect();
    let official: BTreeSet<&str> = official.into_iter().collect();
    let known: BTreeSet<&str> = KEYWORDS.iter().map(|(name, _)| *name).collect();
    assert_eq!(known, official);
    assert_eq!(known.len(), KEYWORDS.len(), "a keyword has two rows");
}

#[test]
fn each_keyword_has_the_outcome_of_the_table() {
    let mut errors = Vec::new();
    for (name, treatment) in KEYWORDS {
        let rows: Vec<&Row> = ROWS.iter().filter(|row| row.keyword == *name).collect();
        if rows.is_empty() {
            errors.push(format!("{name}: no document shows it"));
        }
        for row in rows {
            if !agrees(*treatment, &row.shows) {
                errors.push(format!("{name}: {treatment:?}, but {:?}", row.shows));
            }
            errors.extend(
                check(row, *treatment)
                    .err()
                    .map(|error| format!("{name}: {error}")),
            );
        }
    }
    let known = |row: &&Row| KEYWORDS.iter().any(|(name, _)| *name == row.keyword);
    errors.extend(
        ROWS.iter()
            .filter(|row| !known(row))
            .map(|row| format!("{}: not a keyword", row.keyword)),
    );
    assert!(errors.is_empty(), "{}", errors.join("\n\n"));
}

/// Whether the table's word allows an outcome.
fn agrees(treatment: Treatment, shows: &Shows) -> bool {
    match treatment {
        // Values without a type of their own are modelled as far as possible, and documented.
        Treatment::Modelled => matches!(shows, Shows::Rust(_) | Shows::Docs(_)),
        Treatment::Checked | Treatment::Documented => matches!(shows, Shows::Docs(_)),
        Treatment::Converted => matches!(shows, Shows::Rust(_) | Shows::Docs(_) | Shows::Warning),
        Treatment::NoEffect => matches!(shows, Shows::Nothing),
        Treatment::Reported => matches!(shows, Shows::Warning),
    }
}

fn check(row: &Row, treatment: Treatment) -> Result<(), String> {
    let schema: Value = serde_json::from_str(row.schema).map_err(|error| error.to_string())?;
    if !has(&schema, row.keyword) {
        return Err("the document does not have it".to_owned());
    }
    let output = run(&schema);
    let source = models(&output);
    if treatment == Treatment::Checked && !has_constraint(&output, row.keyword) {
        return Err("no table has it".to_owned());
    }
    let without_spaces = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let codes: Vec<Code> = output.diagnostics.iter().map(|it| it.code).collect();
    let is_reported = output.diagnostics.iter().any(|it| {
        it.code == Code::UnsupportedKeyword && it.message.contains(&format!("`{}`", row.keyword))
    });
    let is_shown = match &row.shows {
        Shows::Rust(text) => without_spaces(&source).contains(text) && codes.is_empty(),
        Shows::Docs(text) => {
            let docs = source
                .lines()
                .filter_map(|line| line.trim().strip_prefix("///"));
            let docs = docs.collect::<Vec<_>>().join(" ");
            without_spaces(&docs).contains(text) && codes.is_empty()
        }
        Shows::Warning => is_reported,
        Shows::Nothing => {
            let other = run(&without(&schema, row.keyword));
            codes.is_empty() && source == models(&other)
        }
    };
    if is_shown {
        return Ok(());
    }
    Err(format!(
        "expected {:?}, found {codes:?} and\n{source}",
        row.shows
    ))
}

/// A document whose only response is an object with the field `thing` of this schema, and whose
/// components `Other` and `Third` the schema may refer to.
fn run(schema: &Value) -> Output {
    let other = json!({"type": "object", "properties": {"other": {"type": "string"}}});
    let third = json!({"type": "object", "properties": {"third": {"type": "string"}}});
    let body = json!({"type": "object", "properties": {
        "count": {"type": "integer"},
        "thing": {"$ref": "#/components/schemas/Thing"},
    }});
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "servers": [{"url": "https://api.things.example"}],
        "paths": {"/things/get": {"post": {
            "summary": "Get a thing",
            "responses": {"200": {"description": "OK", "content": {"application/json": {"schema": body}}}},
        }}},
        "components": {"schemas": {"Thing": schema, "Other": other, "Third": third}},
    });
    let source = Source {
        path: "openapi.json".to_owned(),
        text: serde_json::to_string_pretty(&document).unwrap_or_default(),
    };
    generate(Input {
        sources: vec![source],
        ..Input::default()
    })
}

/// Whether a table of a type has the constraint of this keyword.
fn has_constraint(output: &Output, keyword: &str) -> bool {
    let (first, rest) = keyword.split_at(1);
    let name = format!("{}{rest}", first.to_uppercase());
    let mut files = output.files.iter();
    files.any(|(path, text)| path.starts_with("src/models/") && text.contains(&name))
}

/// The types of the crate.
fn models(output: &Output) -> String {
    let files = output.files.iter();
    let files = files.filter(|(path, _)| path.starts_with("src/models"));
    files.map(|(_, text)| text.as_str()).collect()
}

fn has(value: &Value, keyword: &str) -> bool {
    match value {
        Value::Object(fields) => {
            fields.contains_key(keyword) || fields.values().any(|field| has(field, keyword))
        }
        Value::Array(items) => items.iter().any(|item| has(item, keyword)),
        _ => false,
    }
}

/// The schema without the keyword, wherever it is.
fn without(value: &Value, keyword: &str) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| *name != keyword)
            .map(|(name, field)| (name.clone(), without(field, keyword)))
            .collect(),
        Value::Array(items) => items.iter().map(|item| without(item, keyword)).collect(),
        other => other.clone(),
    }
}
