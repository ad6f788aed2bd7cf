//! The fields of an object.

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema};

use super::{
    Lowering,
    combine::{self, Conflict},
    docs, lifecycle,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Boxing, Constraint, Field, Presence, Shape, Struct, add_constraints},
    source::Pointer,
};

type Properties = IndexMap<String, ReferenceOr<Box<Schema>>>;

/// Fields before it is known which are required: one part of an object may require what
/// another one declares.
#[derive(Default)]
pub(super) struct ObjectParts {
    /// By name, in the order of the document.
    fields: IndexMap<String, Field>,
    /// Whether a part declares that there are others.
    declares_others: bool,
    /// What the object as a whole satisfies.
    pub(super) constraints: Vec<Constraint>,
    /// The required names, and where each is required.
    pub(super) required: Vec<(String, Pointer)>,
}

impl ObjectParts {
    /// Adds a part that every value matches too.
    pub(super) fn add(&mut self, mut more: Self, conflicts: &mut Vec<Conflict>) {
        add_constraints(&mut self.constraints, std::mem::take(&mut more.constraints));
        self.combine(more, |known, field| combine::both(known, field, conflicts));
    }

    /// Adds a part that a value may match instead.
    pub(super) fn add_alternative(&mut self, more: Self) {
        self.combine(more, combine::either);
    }

    fn combine(&mut self, more: Self, mut combine: impl FnMut(&mut Field, Field)) {
        for (wire, field) in more.fields {
            match self.fields.get_mut(&wire) {
                Some(known) => combine(known, field),
                None => {
                    self.fields.insert(wire, field);
                }
            }
        }
        self.declares_others |= more.declares_others;
        self.required.extend(more.required);
    }

    /// The field that is declared where `known` is.
    pub(super) fn field_of(&mut self, known: &Field) -> Option<&mut Field> {
        let field = self.fields.get_mut(&known.wire);
        field.filter(|field| field.origin == known.origin)
    }

    /// How many fields it has.
    pub(super) fn len(&self) -> usize {
        self.fields.len()
    }

    pub(super) fn requires(&self, wire: &str) -> bool {
        self.required.iter().any(|(name, _)| name == wire)
    }
}

impl Lowering<'_> {
    /// The object with the presence of its fields; a required field that is not declared is
    /// reported.
    pub(super) fn resolve_required(&mut self, mut parts: ObjectParts) -> Struct {
        for (wire, at) in &parts.required {
            match parts.fields.get_mut(wire) {
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
        Struct {
            declares_others: parts.declares_others,
            constraints: parts.constraints,
            ..Struct::new(parts.fields.into_values().collect())
        }
    }

    /// The fields that `properties` declares, all optional, the names in `required`, and whether
    /// there are `others`.
    pub(super) fn declared_fields(
        &mut self,
        properties: &Properties,
        required: &[String],
        others: Option<&AdditionalProperties>,
        at: &Pointer,
    ) -> ObjectParts {
        let mut parts = ObjectParts {
            declares_others: others.is_some_and(|it| *it != AdditionalProperties::Any(false)),
            ..ObjectParts::default()
        };
        for (wire, property) in properties {
            let pointer = at.child("properties").child(wire);
            let item = self.item(property, &pointer);
            // Any JSON includes null, which differs from an absent field.
            let is_any = matches!(item.shape, Shape::Json(_)) || self.refers_to_any_value(property);
            let nullable = item.nullable || is_any;
            let documented = self.described_by(property);
            let access = self.access(property);
            let docs = documented.map(|schema| self.documentation(wire, "", schema));
            let docs = docs::with_access(docs.unwrap_or_default(), access);
            let deprecated = documented.and_then(|schema| {
                let data = &schema.schema_data;
                lifecycle::deprecated(data.deprecated, &data.extensions)
            });
            let field = Field {
                wire: wire.clone(),
                docs,
                shape: item.shape,
                presence: Presence::new(false, nullable),
                boxing: Boxing::None,
                secret: self.is_password(property, 0),
                access,
                constraints: item.constraints,
                deprecated,
                origin: self.origin(&pointer),
            };
            parts.fields.insert(wire.clone(), field);
        }
        let at = at.child("required");
        parts.required = required
            .iter()
            .map(|wire| (wire.clone(), at.clone()))
            .collect();
        parts
    }
}
