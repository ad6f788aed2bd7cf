//! What the keywords of a schema say to readers.

use std::borrow::Borrow;

use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind, Type};

use super::{Lowering, constraints, lifecycle};
use crate::ir::{Access, Docs};

/// The description of a schema, its constraints included.
pub(super) fn of(schema: &Schema) -> Docs {
    let data = &schema.schema_data;
    let text = data.description.as_deref().or(data.title.as_deref());
    with_text(text.unwrap_or_default(), schema)
}

/// As [`of`], with another description.
pub(super) fn with_text(text: &str, schema: &Schema) -> Docs {
    let mut paragraphs: Vec<String> = Vec::new();
    if !text.trim().is_empty() {
        paragraphs.push(text.trim().to_owned());
    }
    paragraphs.extend(constraints::sentences(schema));
    paragraphs.extend(lifecycle::sentences(&schema.schema_data.extensions));
    Docs(paragraphs.join("\n\n"))
}

/// The documentation of a field, with what its direction means.
pub(super) fn with_access(docs: Docs, access: Access) -> Docs {
    let sentence = match access {
        Access::Both => return docs,
        Access::ReadOnly => "Set by the server; not part of requests.",
        Access::WriteOnly => "Only sent; not part of responses.",
    };
    docs.with_paragraph(sentence)
}

/// The documentation of a type that is deprecated itself, wherever it is used.
pub(super) fn deprecated(docs: &Docs) -> Docs {
    docs.with_paragraph("**Deprecated.**")
}

impl Lowering<'_> {
    /// The directions in which a property is sent.
    pub(super) fn access(&self, property: &ReferenceOr<Box<Schema>>) -> Access {
        let schema = match property {
            ReferenceOr::Item(schema) => Some(&**schema),
            ReferenceOr::Reference { reference } => {
                self.resolve(reference, 0).map(|(_, _, target)| target)
            }
        };
        match schema.map(|schema| &schema.schema_data) {
            Some(data) if data.read_only && !data.write_only => Access::ReadOnly,
            Some(data) if data.write_only && !data.read_only => Access::WriteOnly,
            _ => Access::Both,
        }
    }

    /// The schema whose words belong on the item itself: the one in this place, or a component
    /// that is no type of its own, whose words would be lost otherwise.
    pub(super) fn described_by<'s>(
        &'s self,
        schema: &'s ReferenceOr<impl Borrow<Schema>>,
    ) -> Option<&'s Schema> {
        match schema {
            ReferenceOr::Item(schema) => Some(schema.borrow()),
            ReferenceOr::Reference { reference } => {
                let (_, _, target) = self.resolve(reference, 0)?;
                (!is_type(target)).then_some(target)
            }
        }
    }
}

/// Whether a component becomes a type, which has documentation of its own.
fn is_type(schema: &Schema) -> bool {
    match &schema.schema_kind {
        SchemaKind::Type(kind) => match kind {
            Type::String(kind) => !kind.enumeration.is_empty(),
            Type::Number(_) | Type::Integer(_) | Type::Boolean(_) | Type::Array(_) => false,
            Type::Object(kind) => {
                let is_closed =
                    kind.additional_properties == Some(AdditionalProperties::Any(false));
                !kind.properties.is_empty() || is_closed
            }
        },
        SchemaKind::Any(any) => {
            let has_parts = [&any.all_of, &any.one_of, &any.any_of]
                .iter()
                .any(|parts| !parts.is_empty());
            let is_enum = any.enumeration.iter().any(serde_json::Value::is_string)
                && any
                    .enumeration
                    .iter()
                    .all(|it| it.is_string() || it.is_null());
            has_parts || is_enum || !any.properties.is_empty()
        }
        SchemaKind::OneOf { .. } | SchemaKind::AnyOf { .. } | SchemaKind::AllOf { .. } => true,
        SchemaKind::Not { .. } => false,
    }
}
