//! The documented headers of responses and of parts.

use openapiv3::{
    Header, ParameterSchemaOrContent, ReferenceOr, Response, Schema, SchemaKind, Type,
};

use super::{Lowering, component, constraints};
use crate::ir::{Docs, DocumentedHeader, Scalar, Shape};

impl Lowering<'_> {
    /// The headers of a response, in the order of the document.
    pub(super) fn headers(&self, source: &Response) -> Vec<DocumentedHeader> {
        let headers = source.headers.iter();
        let headers = headers.map(|(name, header)| self.documented_header(name, header));
        headers
            .filter(|header| header.name != "content-type")
            .collect()
    }

    /// What is documented of one header.
    pub(super) fn documented_header(
        &self,
        name: &str,
        source: &ReferenceOr<Header>,
    ) -> DocumentedHeader {
        let header = self.header(source);
        DocumentedHeader {
            name: name.to_ascii_lowercase(),
            docs: Docs(header.map_or_else(String::new, first_paragraph)),
            shape: header.map_or(Shape::Scalar(Scalar::String), |it| self.header_shape(it)),
        }
    }

    /// The header itself, where it is a reference to a component.
    pub(super) fn header<'h>(&'h self, header: &'h ReferenceOr<Header>) -> Option<&'h Header> {
        let reference = match header {
            ReferenceOr::Item(header) => return Some(header),
            ReferenceOr::Reference { reference } => reference,
        };
        let (_, name) = component(reference, "headers")?;
        match self.api.components.as_ref()?.headers.get(&name)? {
            ReferenceOr::Item(header) => Some(header),
            ReferenceOr::Reference { .. } => None,
        }
    }

    /// A scalar or a list of scalars: what the style `simple` has one form for. Everything else,
    /// JSON too, is text.
    fn header_shape(&self, header: &Header) -> Shape {
        let scalar = |scalar| Shape::Scalar(scalar);
        let ParameterSchemaOrContent::Schema(schema) = &header.format else {
            return scalar(Scalar::String);
        };
        let schema = self.target_of(schema);
        let kind = schema.map(|schema| &schema.schema_kind);
        let Some(SchemaKind::Type(Type::Array(list))) = kind else {
            return scalar(schema.map_or(Scalar::String, scalar_of));
        };
        let item = list.items.as_ref().and_then(|item| self.target_of(item));
        let item = scalar(item.map_or(Scalar::String, scalar_of));
        Shape::List(Box::new(item.into()))
    }
}

/// The scalar that a schema describes; a string for everything that is none.
fn scalar_of(schema: &Schema) -> Scalar {
    match &schema.schema_kind {
        SchemaKind::Type(Type::Boolean(_)) => Scalar::BOOL,
        SchemaKind::Type(Type::Integer(kind)) => {
            Scalar::of_integer_format(constraints::integer_format(kind))
        }
        SchemaKind::Type(Type::Number(_)) => Scalar::Number,
        SchemaKind::Type(Type::String(kind)) => {
            let by_format = constraints::string_format(kind).and_then(Scalar::of_string_format);
            by_format.unwrap_or(Scalar::String)
        }
        _ => Scalar::String,
    }
}

/// The first paragraph of the description, on one line.
fn first_paragraph(header: &Header) -> String {
    let text = header.description.as_deref().unwrap_or_default();
    let first = text.split("\n\n").next().unwrap_or_default();
    first.split_whitespace().collect::<Vec<_>>().join(" ")
}
