//! One document for each keyword, and what the crate shows of it.

/// What shows the outcome of a keyword.
#[derive(Debug)]
pub(super) enum Shows {
    /// This Rust, without a diagnostic.
    Rust(&'static str),
    /// This sentence in the documentation of an item, without a diagnostic.
    Docs(&'static str),
    /// A diagnostic that names the keyword.
    Warning,
    /// The crate is the same without the keyword.
    Nothing,
}

/// A keyword in a document.
pub(super) struct Row {
    pub(super) keyword: &'static str,
    /// The component `Thing`, which may refer to `Other` and to `Third`.
    pub(super) schema: &'static str,
    pub(super) shows: Shows,
}

use Shows::{Docs, Nothing, Rust, Warning};

macro_rules! rows {
    ($($keyword:literal: $schema:literal => $shows:expr;)*) => {
        pub(super) const ROWS: &[Row] = &[$(Row {
            keyword: $keyword,
            schema: $schema,
            shows: $shows,
        }),*];
    };
}

rows! {
    "$schema": r#"{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "string"}"# => Nothing;
    "$id": r#"{"$id": "https://things.example/thing", "type": "object", "properties": {"a": {"type": "string"}}}"# => Nothing;
    "$ref": r##"{"type": "object", "properties": {"a": {"$ref": "#/components/schemas/Other"}}}"## => Rust("a: Option<Other>");
    "$anchor": r##"{"type": "object", "properties": {"a": {"$anchor": "here", "type": "object", "properties": {"x": {"type": "integer"}}}, "b": {"$ref": "#here"}}}"## => Rust("b: Option<");
    "$dynamicRef": r##"{"$dynamicAnchor": "node", "type": "object", "properties": {"children": {"type": "array", "items": {"$dynamicRef": "#node"}}}}"## => Rust("children: Option<Vec<Thing>>");
    "$dynamicRef": r##"{"type": "object", "properties": {"a": {"$dynamicAnchor": "node", "type": "string"}, "b": {"$dynamicAnchor": "node", "type": "integer"}, "c": {"$dynamicRef": "#node"}}}"## => Warning;
    "$dynamicAnchor": r#"{"$dynamicAnchor": "node", "type": "object", "properties": {"a": {"type": "string"}}}"# => Nothing;
    "$vocabulary": r#"{"$vocabulary": {"https://things.example/v": true}, "type": "string"}"# => Nothing;
    "$comment": r#"{"$comment": "To be renamed.", "type": "string"}"# => Nothing;
    "$defs": r#"{"type": "string", "$defs": {"unused": {"type": "integer"}}}"# => Nothing;
    "prefixItems": r#"{"type": "array", "prefixItems": [{"type": "number"}, {"type": "number"}]}"# => Rust("thing: Option<Vec<f64>>");
    "prefixItems": r#"{"type": "array", "prefixItems": [{"type": "number"}, {"type": "number"}]}"# => Docs("A tuple of `number`, `number`.");
    "items": r#"{"type": "array", "items": {"type": "string"}}"# => Rust("thing: Option<Vec<String>>");
    "items": r#"{"type": "array", "items": {"type": "string", "maxLength": 9}}"# => Docs("Each item at most 9 characters.");
    "contains": r#"{"type": "array", "items": {"type": "string"}, "contains": {"const": "a"}}"# => Warning;
    "additionalProperties": r#"{"type": "object", "additionalProperties": {"type": "integer"}}"# => Rust("thing: Option<BTreeMap<String, i64>>");
    "additionalProperties": r#"{"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": {"type": "integer"}}"# => Docs("Other fields are integers.");
    "properties": r#"{"type": "object", "properties": {"a": {"type": "string"}}}"# => Rust("a: Option<String>");
    "patternProperties": r#"{"type": "object", "patternProperties": {"^x-": {"type": "integer"}}, "additionalProperties": false}"# => Rust("thing: Option<BTreeMap<String, i64>>");
    "patternProperties": r#"{"type": "object", "patternProperties": {"^x-": {"type": "integer"}}, "additionalProperties": false}"# => Docs("With names that match `^x-`.");
    "patternProperties": r#"{"type": "object", "properties": {"a": {"type": "string"}}, "patternProperties": {"^x-": {"type": "integer"}}}"# => Warning;
    "dependentSchemas": r#"{"type": "object", "properties": {"a": {"type": "string"}}, "dependentSchemas": {"a": {"required": ["b"]}}}"# => Warning;
    "propertyNames": r#"{"type": "object", "additionalProperties": {"type": "integer"}, "propertyNames": {"pattern": "^[a-z]+$"}}"# => Docs("With names that are matched by `^[a-z]+$`.");
    "if": r#"{"type": "object", "properties": {"a": {"type": "string"}}, "if": {"required": ["a"]}}"# => Warning;
    "then": r#"{"type": "object", "properties": {"a": {"type": "string"}}, "then": {"required": ["a"]}}"# => Warning;
    "else": r#"{"type": "object", "properties": {"a": {"type": "string"}}, "else": {"required": ["a"]}}"# => Warning;
    "allOf": r##"{"allOf": [{"$ref": "#/components/schemas/Other"}, {"type": "object", "properties": {"a": {"type": "string"}}}]}"## => Rust("a: Option<String>");
    "anyOf": r#"{"anyOf": [{"type": "string"}, {"type": "integer"}]}"# => Rust("Integer(i64)");
    "oneOf": r#"{"oneOf": [{"type": "string"}, {"type": "integer"}]}"# => Rust("Integer(i64)");
    "not": r#"{"type": "string", "not": {"const": "none"}}"# => Warning;
    "unevaluatedItems": r#"{"type": "array", "items": {"type": "string"}, "unevaluatedItems": false}"# => Warning;
    "unevaluatedProperties": r#"{"type": "object", "properties": {"a": {"type": "string"}}, "unevaluatedProperties": false}"# => Warning;
    "type": r#"{"type": "boolean"}"# => Rust("thing: Option<bool>");
    "const": r#"{"const": "only"}"# => Rust("Only");
    "enum": r#"{"type": "string", "enum": ["left", "right"]}"# => Rust("Left");
    "enum": r#"{"type": "integer", "enum": [1, 2]}"# => Docs("One of `1`, `2`.");
    "enum": r#"{"enum": [1, "two"]}"# => Docs("One of `1`, `\"two\"`.");
    "multipleOf": r#"{"type": "integer", "multipleOf": 5}"# => Docs("A multiple of 5.");
    "maximum": r#"{"type": "integer", "maximum": 5}"# => Docs("At most 5.");
    "maximum": r#"{"maximum": 5}"# => Docs("At most 5.");
    "exclusiveMaximum": r#"{"type": "number", "exclusiveMaximum": 5}"# => Docs("Less than 5.");
    "minimum": r#"{"type": "integer", "minimum": 5}"# => Docs("At least 5.");
    "exclusiveMinimum": r#"{"type": "number", "exclusiveMinimum": 5}"# => Docs("More than 5.");
    "maxLength": r#"{"type": "string", "maxLength": 5}"# => Docs("At most 5 characters.");
    "minLength": r#"{"type": "string", "minLength": 5}"# => Docs("At least 5 characters.");
    "pattern": r#"{"type": "string", "pattern": "^a$"}"# => Docs("Matches `^a$`.");
    "maxItems": r#"{"type": "array", "items": {"type": "string"}, "maxItems": 5}"# => Docs("At most 5 items.");
    "minItems": r#"{"type": "array", "items": {"type": "string"}, "minItems": 5}"# => Docs("At least 5 items.");
    "uniqueItems": r#"{"type": "array", "items": {"type": "string"}, "uniqueItems": true}"# => Docs("No two alike.");
    "maxContains": r#"{"type": "array", "items": {"type": "string"}, "maxContains": 1}"# => Warning;
    "minContains": r#"{"type": "array", "items": {"type": "string"}, "minContains": 1}"# => Warning;
    "maxProperties": r#"{"type": "object", "properties": {"a": {"type": "string"}}, "maxProperties": 5}"# => Docs("At most 5 fields.");
    "minProperties": r#"{"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1}"# => Docs("At least 1 field.");
    "required": r#"{"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}"# => Rust("a: String");
    "dependentRequired": r#"{"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}, "dependentRequired": {"a": ["b"]}}"# => Docs("`a` requires `b`.");
    "format": r#"{"type": "string", "format": "date-time"}"# => Rust("thing: Option<DateTime>");
    "format": r#"{"type": "string", "format": "hostname"}"# => Docs("In the format `hostname`.");
    "contentEncoding": r#"{"type": "string", "contentEncoding": "base64"}"# => Docs("In Base64.");
    "contentEncoding": r#"{"type": "string", "contentEncoding": "base32"}"# => Docs("Encoded as `base32`.");
    "contentMediaType": r#"{"type": "string", "contentMediaType": "text/html"}"# => Docs("Of the media type `text/html`.");
    "contentSchema": r#"{"type": "string", "contentMediaType": "application/json", "contentSchema": {"type": "object"}}"# => Warning;
    "title": r#"{"type": "string", "title": "What it is called"}"# => Docs("What it is called");
    "description": r#"{"type": "string", "description": "What it is called."}"# => Docs("What it is called.");
    "default": r#"{"type": "integer", "default": 3}"# => Docs("`3` if left out.");
    "deprecated": r#"{"type": "object", "deprecated": true, "properties": {"a": {"type": "string"}}}"# => Docs("**Deprecated.**");
    "readOnly": r#"{"type": "object", "properties": {"a": {"type": "string", "readOnly": true}}}"# => Docs("Set by the server; not part of requests.");
    "writeOnly": r#"{"type": "object", "properties": {"a": {"type": "string", "writeOnly": true}}}"# => Docs("Only sent; not part of responses.");
    "writeOnly": r#"{"type": "object", "required": ["a"], "properties": {"a": {"type": "string", "writeOnly": true}}}"# => Rust("a: Option<String>");
    "examples": r#"{"type": "string", "examples": ["a", "b"]}"# => Docs("For example `\"a\"`, `\"b\"`.");
    "discriminator": r##"{"oneOf": [{"$ref": "#/components/schemas/Other"}, {"$ref": "#/components/schemas/Third"}], "discriminator": {"propertyName": "kind", "mapping": {"first": "Other", "third": "Third"}}}"## => Rust("First(");
    "discriminator": r##"{"type": "object", "properties": {"kind": {"type": "string"}}, "discriminator": {"propertyName": "kind", "mapping": {"first": "Other"}}}"## => Docs("`kind` tells which type a value has: `first` for `Other`.");
    "xml": r#"{"type": "object", "xml": {"name": "thing"}, "properties": {"a": {"type": "string"}}}"# => Nothing;
    "externalDocs": r#"{"type": "string", "externalDocs": {"url": "https://things.example/docs", "description": "More about names"}}"# => Docs("More about names: <https://things.example/docs>.");
    "example": r#"{"type": "integer", "example": 7}"# => Docs("For example `7`.");
    "nullable": r#"{"type": "object", "required": ["a"], "properties": {"a": {"type": "string", "nullable": true}}}"# => Rust("a: Option<String>");
    "id": r#"{"id": "https://things.example/thing", "type": "string"}"# => Nothing;
    "definitions": r#"{"type": "string", "definitions": {"unused": {"type": "integer"}}}"# => Nothing;
    "additionalItems": r#"{"type": "array", "items": [{"type": "string"}], "additionalItems": {"type": "string"}}"# => Rust("thing: Option<Vec<String>>");
    "dependencies": r#"{"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}, "dependencies": {"a": ["b"]}}"# => Docs("`a` requires `b`.");
    "dependencies": r#"{"type": "object", "properties": {"a": {"type": "string"}}, "dependencies": {"a": {"required": ["b"]}}}"# => Warning;
    "$recursiveRef": r##"{"type": "object", "properties": {"a": {"$recursiveRef": "#"}}}"## => Warning;
    "$recursiveAnchor": r#"{"$recursiveAnchor": true, "type": "object", "properties": {"a": {"type": "string"}}}"# => Warning;
}
