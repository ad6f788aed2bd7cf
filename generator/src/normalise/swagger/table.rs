//! Every keyword of the Swagger 2.0 specification, and what becomes of it.

/// An object of the specification whose keywords differ from those of OpenAPI 3.0.
///
/// The other objects (info, tags, schemas and what they consist of) are the same; what differs in
/// schemas is rewritten for documents of all versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Object {
    Document,
    PathItem,
    Operation,
    Body,
    FormField,
    Parameter,
    Items,
    Response,
    Header,
    SecurityScheme,
}

/// What becomes of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Treatment {
    /// It is the same in 3.0.
    Kept,
    /// It is expressed in another way, or in another place.
    Converted,
    /// It decides nothing: nobody sees the name of a body.
    NoEffect,
    /// It has no equivalent: it becomes an `x-` extension, with a warning.
    Extension,
}

use Treatment::{Converted, Extension, Kept, NoEffect};

/// What becomes of the keyword `name` of `object`; none where it is not one.
pub(super) fn treatment(object: Object, name: &str) -> Option<Treatment> {
    let mut keywords = keywords(object).iter();
    keywords
        .find(|(known, _)| *known == name)
        .map(|(_, treatment)| *treatment)
}

/// All keywords of an object.
pub(super) const fn keywords(object: Object) -> &'static [(&'static str, Treatment)] {
    match object {
        Object::Document => &[
            ("swagger", Converted),
            ("info", Kept),
            ("host", Converted),
            ("basePath", Converted),
            ("schemes", Converted),
            ("consumes", Converted),
            ("produces", Converted),
            ("paths", Kept),
            ("definitions", Converted),
            ("parameters", Converted),
            ("responses", Converted),
            ("securityDefinitions", Converted),
            ("security", Kept),
            ("tags", Kept),
            ("externalDocs", Kept),
        ],
        Object::PathItem => &[
            ("$ref", Kept),
            ("get", Kept),
            ("put", Kept),
            ("post", Kept),
            ("delete", Kept),
            ("options", Kept),
            ("head", Kept),
            ("patch", Kept),
            ("parameters", Converted),
        ],
        Object::Operation => &[
            ("tags", Kept),
            ("summary", Kept),
            ("description", Kept),
            ("externalDocs", Kept),
            ("operationId", Kept),
            ("consumes", Converted),
            ("produces", Converted),
            ("parameters", Converted),
            ("responses", Kept),
            ("schemes", Converted),
            ("deprecated", Kept),
            ("security", Kept),
        ],
        Object::Body => &[
            ("name", NoEffect),
            ("in", Converted),
            ("description", Kept),
            ("required", Kept),
            ("schema", Converted),
        ],
        Object::FormField => &[
            ("name", Converted),
            ("in", Converted),
            ("required", Converted),
            ("allowEmptyValue", Extension),
            ("collectionFormat", Converted),
            ("description", Kept),
            ("type", Converted),
            ("format", Kept),
            ("items", Converted),
            ("default", Kept),
            ("maximum", Kept),
            ("exclusiveMaximum", Kept),
            ("minimum", Kept),
            ("exclusiveMinimum", Kept),
            ("maxLength", Kept),
            ("minLength", Kept),
            ("pattern", Kept),
            ("maxItems", Kept),
            ("minItems", Kept),
            ("uniqueItems", Kept),
            ("enum", Kept),
            ("multipleOf", Kept),
        ],
        Object::Parameter => &[
            ("name", Kept),
            ("in", Kept),
            ("description", Kept),
            ("required", Kept),
            ("allowEmptyValue", Kept),
            ("collectionFormat", Converted),
            ("type", Converted),
            ("format", Converted),
            ("items", Converted),
            ("default", Converted),
            ("maximum", Converted),
            ("exclusiveMaximum", Converted),
            ("minimum", Converted),
            ("exclusiveMinimum", Converted),
            ("maxLength", Converted),
            ("minLength", Converted),
            ("pattern", Converted),
            ("maxItems", Converted),
            ("minItems", Converted),
            ("uniqueItems", Converted),
            ("enum", Converted),
            ("multipleOf", Converted),
        ],
        Object::Items => &[
            ("type", Kept),
            ("format", Kept),
            ("items", Converted),
            ("collectionFormat", Extension),
            ("default", Kept),
            ("maximum", Kept),
            ("exclusiveMaximum", Kept),
            ("minimum", Kept),
            ("exclusiveMinimum", Kept),
            ("maxLength", Kept),
            ("minLength", Kept),
            ("pattern", Kept),
            ("maxItems", Kept),
            ("minItems", Kept),
            ("uniqueItems", Kept),
            ("enum", Kept),
            ("multipleOf", Kept),
        ],
        Object::Response => &[
            ("description", Kept),
            ("schema", Converted),
            ("headers", Kept),
            ("examples", Converted),
        ],
        Object::Header => &[
            ("description", Kept),
            ("collectionFormat", Extension),
            ("type", Converted),
            ("format", Converted),
            ("items", Converted),
            ("default", Converted),
            ("maximum", Converted),
            ("exclusiveMaximum", Converted),
            ("minimum", Converted),
            ("exclusiveMinimum", Converted),
            ("maxLength", Converted),
            ("minLength", Converted),
            ("pattern", Converted),
            ("maxItems", Converted),
            ("minItems", Converted),
            ("uniqueItems", Converted),
            ("enum", Converted),
            ("multipleOf", Converted),
        ],
        Object::SecurityScheme => &[
            ("type", Converted),
            ("description", Kept),
            ("name", Kept),
            ("in", Kept),
            ("flow", Converted),
            ("authorizationUrl", Converted),
            ("tokenUrl", Converted),
            ("scopes", Converted),
        ],
    }
}
