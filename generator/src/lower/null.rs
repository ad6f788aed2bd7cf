//! Whether null is a value of a schema.

use std::collections::BTreeMap;

use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaKind, Type};

use super::Lowering;

/// The components that were looked at, and what is known of them: that null is not a value, until
/// it is found to be one.
type Seen = BTreeMap<String, bool>;

impl Lowering<'_> {
    /// Whether null is a value of a schema that is referred to: by its keyword, as one of its
    /// enumerated values, in a branch, or in each part.
    pub(super) fn admits_null(&self, schema: &Schema) -> bool {
        self.admits(schema, &mut Seen::new())
    }

    /// Whether null is a value of every part of an `allOf`, and of the keywords next to it.
    pub(super) fn all_admit_null(
        &self,
        parts: &[ReferenceOr<Schema>],
        own: Option<&AnySchema>,
    ) -> bool {
        self.all_admit(parts, own, &mut Seen::new())
    }

    /// Whether a schema refers to a component that allows any value, null included.
    pub(super) fn refers_to_any_value(&self, schema: &ReferenceOr<Box<Schema>>) -> bool {
        matches!(schema, ReferenceOr::Reference { .. })
            && self.target_of(schema).is_some_and(is_any_value)
    }

    fn admits(&self, schema: &Schema, seen: &mut Seen) -> bool {
        let by_kind = match &schema.schema_kind {
            SchemaKind::Type(Type::String(kind)) => kind.enumeration.contains(&None),
            SchemaKind::Type(Type::Boolean(kind)) => kind.enumeration.contains(&None),
            SchemaKind::OneOf { one_of: all } | SchemaKind::AnyOf { any_of: all } => {
                all.iter().any(|branch| self.item_admits(branch, seen))
            }
            SchemaKind::AllOf { all_of } => self.all_admit(all_of, None, seen),
            SchemaKind::Any(any) if !any.all_of.is_empty() => {
                self.all_admit(&any.all_of, Some(any), seen)
            }
            _ => false,
        };
        schema.schema_data.nullable || by_kind
    }

    fn item_admits(&self, schema: &ReferenceOr<Schema>, seen: &mut Seen) -> bool {
        let reference = match schema {
            ReferenceOr::Item(schema) => return self.admits(schema, seen),
            ReferenceOr::Reference { reference } => reference,
        };
        let Some((_, name, target)) = self.resolve(reference, 0) else {
            return false;
        };
        if let Some(known) = seen.get(&name) {
            return *known;
        }
        seen.insert(name.clone(), false);
        let admits = self.admits(target, seen);
        seen.insert(name, admits);
        admits
    }

    fn all_admit(
        &self,
        parts: &[ReferenceOr<Schema>],
        own: Option<&AnySchema>,
        seen: &mut Seen,
    ) -> bool {
        // Where no part has null as a value explicitly, nobody means it to be one.
        let mut is_stated = false;
        let by_parts = parts.iter().all(|part| {
            let admits = self.item_admits(part, seen);
            is_stated |= admits;
            admits || matches!(part, ReferenceOr::Item(part) if is_any_value(part))
        });
        by_parts && is_stated && own.is_none_or(|own| own.typ.is_none() && !has_fields(own))
    }
}

/// Whether a schema restricts the values of no type.
pub(super) fn is_any_value(part: &Schema) -> bool {
    matches!(&part.schema_kind, SchemaKind::Any(any) if *any == AnySchema::default())
}

fn has_fields(own: &AnySchema) -> bool {
    !own.properties.is_empty() || own.additional_properties.is_some()
}
