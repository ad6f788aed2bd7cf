//! Every keyword of a schema, and what becomes of it.

/// What becomes of a keyword of schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// It decides the type in Rust, or how values are sent and read.
    Modelled,
    /// The documentation of the item states it, and `validate` checks it.
    Checked,
    /// The documentation of the item states it.
    Documented,
    /// Other keywords of this table express it. Where they cannot, it is reported.
    Converted,
    /// It is about the document and not about values: a comment, definitions.
    NoEffect,
    /// Neither a type nor a sentence expresses it: it is reported where it is found.
    Reported,
}

use Treatment::{Checked, Converted, Documented, Modelled, NoEffect, Reported};

/// The keywords of JSON Schema 2020-12, of the older drafts that documents still use, and of
/// OpenAPI 3.0 and 3.1, by vocabulary.
pub const KEYWORDS: &[(&str, Treatment)] = &[
    // Core.
    ("$schema", NoEffect),
    ("$id", NoEffect),
    ("$ref", Modelled),
    ("$anchor", Converted),
    ("$dynamicRef", Converted),
    ("$dynamicAnchor", NoEffect),
    ("$vocabulary", NoEffect),
    ("$comment", NoEffect),
    ("$defs", NoEffect),
    // Applicators.
    ("prefixItems", Converted),
    ("items", Modelled),
    ("contains", Reported),
    ("additionalProperties", Modelled),
    ("properties", Modelled),
    ("patternProperties", Converted),
    ("dependentSchemas", Reported),
    ("propertyNames", Documented),
    ("if", Reported),
    ("then", Reported),
    ("else", Reported),
    ("allOf", Modelled),
    ("anyOf", Modelled),
    ("oneOf", Modelled),
    ("not", Reported),
    // Unevaluated locations.
    ("unevaluatedItems", Reported),
    ("unevaluatedProperties", Reported),
    // Validation.
    ("type", Modelled),
    ("const", Converted),
    ("enum", Modelled),
    ("multipleOf", Checked),
    ("maximum", Checked),
    ("exclusiveMaximum", Checked),
    ("minimum", Checked),
    ("exclusiveMinimum", Checked),
    ("maxLength", Checked),
    ("minLength", Checked),
    ("pattern", Checked),
    ("maxItems", Checked),
    ("minItems", Checked),
    ("uniqueItems", Checked),
    ("maxContains", Reported),
    ("minContains", Reported),
    ("maxProperties", Checked),
    ("minProperties", Checked),
    ("required", Modelled),
    ("dependentRequired", Documented),
    // Format, content, metadata.
    ("format", Modelled),
    ("contentEncoding", Documented),
    ("contentMediaType", Documented),
    ("contentSchema", Reported),
    ("title", Documented),
    ("description", Documented),
    ("default", Documented),
    ("deprecated", Documented),
    ("readOnly", Modelled),
    ("writeOnly", Modelled),
    ("examples", Documented),
    // OpenAPI. Bodies in XML are sent and read as strings.
    ("discriminator", Modelled),
    ("xml", NoEffect),
    ("externalDocs", Documented),
    ("example", Documented),
    ("nullable", Modelled),
    // Drafts 4 to 2019-09.
    ("id", NoEffect),
    ("definitions", NoEffect),
    ("additionalItems", Converted),
    ("dependencies", Converted),
    ("$recursiveRef", Reported),
    ("$recursiveAnchor", Reported),
];

/// The keywords that say something about a schema without restricting its values.
const ANNOTATIONS: &[&str] = &[
    "title",
    "description",
    "default",
    "example",
    "examples",
    "externalDocs",
    "xml",
    "deprecated",
    "readOnly",
    "writeOnly",
];

/// Whether the keyword `name`, or the extension, restricts no value.
pub(super) fn is_annotation(name: &str) -> bool {
    ANNOTATIONS.contains(&name) || name.starts_with("x-")
}

/// What becomes of the keyword `name`; `None` where it is not one.
pub(super) fn treatment(name: &str) -> Option<Treatment> {
    let mut keywords = KEYWORDS.iter();
    let (_, treatment) = keywords.find(|(known, _)| *known == name)?;
    Some(*treatment)
}
