//! What the keywords of a schema say to readers.

use std::{borrow::Borrow, collections::BTreeSet};

use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind, Type};

use super::{Lowering, constraints, lifecycle, recursive::parts};
use crate::{
    case::snake,
    ir::{Access, Docs},
};

/// The description of a schema, its constraints included.
pub(super) fn of(schema: &Schema) -> Docs {
    with_text(described(schema), schema)
}

/// The description of a schema, or its title.
fn described(schema: &Schema) -> &str {
    let data = &schema.schema_data;
    let text = data.description.as_deref().or(data.title.as_deref());
    text.unwrap_or_default()
}

/// The description of what is called `name`, or its title, if that says more than the name does:
/// Pydantic titles the field `published_on` with `Published On`.
fn described_as<'s>(name: &str, schema: &'s Schema) -> &'s str {
    let data = &schema.schema_data;
    let letters = |text: &str| snake(text).replace('_', "");
    let title = data.title.as_deref();
    let title = title.filter(|it| letters(it) != letters(name));
    data.description.as_deref().or(title).unwrap_or_default()
}

/// As [`of`], with another description.
fn with_text(text: &str, schema: &Schema) -> Docs {
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
        match self.target_of(property).map(|schema| &schema.schema_data) {
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
                (!self.is_type(target)).then_some(target)
            }
        }
    }

    /// The documentation of the item `name`: `text` if there is any, what `schema` says, and what
    /// the parts of its `allOf` say that are no types of their own.
    pub(super) fn documentation(&self, name: &str, text: &str, schema: &Schema) -> Docs {
        let parts = self.parts_without_type(schema);
        let own = [text, described_as(name, schema)].into_iter();
        let texts = own.chain(parts.iter().map(|part| described(part)));
        let text = texts.map(str::trim).find(|text| !text.is_empty());
        let mut docs = with_text(text.unwrap_or_default(), schema);
        for sentence in parts.into_iter().flat_map(constraints::sentences) {
            docs = docs.with_paragraph(&sentence);
        }
        docs
    }

    /// The parts of a schema that are no types of their own, and those of which they consist.
    fn parts_without_type<'s>(&'s self, schema: &'s Schema) -> Vec<&'s Schema> {
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        let mut rest: Vec<_> = parts(schema).iter().rev().collect();
        while let Some(part) = rest.pop() {
            let part = match part {
                ReferenceOr::Reference { reference } if !seen.insert(reference) => None,
                part => self.described_by(part),
            };
            if let Some(part) = part.filter(|part| !self.is_type(part)) {
                found.push(part);
                rest.extend(parts(part).iter().rev());
            }
        }
        found
    }

    /// Whether a schema becomes a type, which has documentation of its own: it, or a part of which
    /// it consists, has more than a scalar has.
    fn is_type(&self, schema: &Schema) -> bool {
        let mut seen = BTreeSet::new();
        let mut rest = vec![schema];
        while let Some(schema) = rest.pop() {
            if is_type_alone(schema) {
                return true;
            }
            let new = parts(schema).iter().filter(|part| match part {
                ReferenceOr::Item(_) => true,
                ReferenceOr::Reference { reference } => seen.insert(reference),
            });
            rest.extend(new.filter_map(|part| self.target_of(part)));
        }
        false
    }
}

/// Whether a schema becomes a type whatever its `allOf` has.
fn is_type_alone(schema: &Schema) -> bool {
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
            let has_branches = !any.one_of.is_empty() || !any.any_of.is_empty();
            let is_enum = any.enumeration.iter().any(serde_json::Value::is_string)
                && any
                    .enumeration
                    .iter()
                    .all(|it| it.is_string() || it.is_null());
            has_branches || is_enum || !any.properties.is_empty()
        }
        SchemaKind::OneOf { .. } | SchemaKind::AnyOf { .. } => true,
        SchemaKind::AllOf { .. } | SchemaKind::Not { .. } => false,
    }
}
