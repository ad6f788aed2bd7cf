//! The fields of an object.

use indexmap::IndexMap;
use openapiv3::{ReferenceOr, Schema};

use super::{Lowering, lifecycle, schema};
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Docs, Field, Presence, Shape},
    source::Pointer,
};

type Properties = IndexMap<String, ReferenceOr<Box<Schema>>>;

/// Fields before it is known which are required: one part of an object may require what
/// another one declares.
#[derive(Default)]
pub(super) struct ObjectParts {
    fields: Vec<Field>,
    /// The required names, and where each is required.
    pub(super) required: Vec<(String, Pointer)>,
}

impl ObjectParts {
    pub(super) fn add(&mut self, more: Self) {
        for field in more.fields {
            if !self.fields.iter().any(|known| known.wire == field.wire) {
                self.fields.push(field);
            }
        }
        self.required.extend(more.required);
    }

    pub(super) fn requires(&self, wire: &str) -> bool {
        self.required.iter().any(|(name, _)| name == wire)
    }
}

impl Lowering<'_> {
    /// The fields that `properties` at `at` declares.
    pub(super) fn fields(
        &mut self,
        properties: &Properties,
        required: &[String],
        at: &Pointer,
    ) -> Vec<Field> {
        let parts = self.declared_fields(properties, required, at);
        self.resolve_required(parts)
    }

    /// The fields with their presence; a required field that is not declared is reported.
    pub(super) fn resolve_required(&mut self, mut parts: ObjectParts) -> Vec<Field> {
        for (wire, at) in &parts.required {
            match parts.fields.iter_mut().find(|field| field.wire == *wire) {
                Some(field) => {
                    field.presence = Presence::new(true, field.presence.is_nullable());
                }
                None => self.diagnostics.push(
                    Diagnostic::new(
                        Code::UndeclaredField,
                        format!("`{wire}` is required but not declared"),
                    )
                    .at(self.origin(at), "required here")
                    .help("declare it in `properties`: without that, responses keep its value and requests cannot set it"),
                ),
            }
        }
        parts.fields
    }

    /// The fields that `properties` declares, all optional, and the names in `required`.
    pub(super) fn declared_fields(
        &mut self,
        properties: &Properties,
        required: &[String],
        at: &Pointer,
    ) -> ObjectParts {
        let mut parts = ObjectParts::default();
        for (wire, property) in properties {
            let pointer = at.child("properties").child(wire);
            let item = self.boxed_item(property, &pointer);
            // Any JSON includes null, which differs from an absent field.
            let nullable = item.nullable || matches!(item.shape, Shape::Json(_));
            let (docs, deprecated) = match property {
                ReferenceOr::Item(schema) => {
                    let data = &schema.schema_data;
                    let deprecated = lifecycle::deprecated(data.deprecated, &data.extensions);
                    (schema::docs(schema), deprecated)
                }
                ReferenceOr::Reference { .. } => (Docs::default(), None),
            };
            parts.fields.push(Field {
                wire: wire.clone(),
                docs,
                shape: item.shape,
                presence: Presence::new(false, nullable),
                boxed: false,
                secret: self.is_password(property, 0),
                deprecated,
                origin: self.origin(&pointer),
            });
        }
        let at = at.child("required");
        parts.required = required
            .iter()
            .map(|wire| (wire.clone(), at.clone()))
            .collect();
        parts
    }
}
