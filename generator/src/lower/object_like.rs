//! Whether schemas describe objects, before they are lowered.

use std::{collections::BTreeSet, slice};

use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaKind, Type};

use super::Lowering;

/// What a schema says of the type of its values.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Claim {
    /// Nothing.
    Nothing,
    /// That they are objects.
    Object,
    /// That they are not only objects.
    Other,
}

impl Lowering<'_> {
    /// Whether values that match all `schemas` are objects.
    pub(super) fn are_objects(&self, schemas: &[ReferenceOr<Schema>]) -> bool {
        self.claim_of_all(schemas, &mut BTreeSet::new()) == Claim::Object
    }

    /// Whether a schema says that not all of its values are objects.
    pub(super) fn has_other_values(&self, schema: &ReferenceOr<Schema>) -> bool {
        self.claim_of_all(slice::from_ref(schema), &mut BTreeSet::new()) == Claim::Other
    }

    /// The strongest claim of `schemas`. `seen` has the references that were looked at, whose
    /// claims are counted.
    fn claim_of_all<'s>(
        &'s self,
        schemas: &'s [ReferenceOr<Schema>],
        seen: &mut BTreeSet<&'s str>,
    ) -> Claim {
        let claims = schemas.iter().map(|schema| match schema {
            ReferenceOr::Item(schema) => self.claim(schema, seen),
            ReferenceOr::Reference { reference } if !seen.insert(reference) => Claim::Nothing,
            ReferenceOr::Reference { reference } => match self.resolve(reference, 0) {
                Some((_, _, target)) => self.claim(target, seen),
                None => Claim::Other,
            },
        });
        claims.max().unwrap_or(Claim::Nothing)
    }

    fn claim<'s>(&'s self, schema: &'s Schema, seen: &mut BTreeSet<&'s str>) -> Claim {
        match &schema.schema_kind {
            SchemaKind::Type(Type::Object(_)) => Claim::Object,
            SchemaKind::Type(_) => Claim::Other,
            SchemaKind::Not { .. } => Claim::Nothing,
            SchemaKind::OneOf { one_of: all }
            | SchemaKind::AnyOf { any_of: all }
            | SchemaKind::AllOf { all_of: all } => self.claim_of_all(all, seen),
            SchemaKind::Any(any) => {
                let parts = [&any.all_of, &any.one_of, &any.any_of];
                let claims = parts.map(|schemas| self.claim_of_all(schemas, seen));
                claims.into_iter().fold(own_claim(any), Claim::max)
            }
        }
    }
}

/// The claim of a schema's keywords, without those with other schemas for the same values.
fn own_claim(any: &AnySchema) -> Claim {
    let has_fields = !any.properties.is_empty() || any.additional_properties.is_some();
    match any.typ.as_deref() {
        Some("object") => Claim::Object,
        Some(_) => Claim::Other,
        None if any.items.is_some() || !any.enumeration.is_empty() => Claim::Other,
        None if has_fields || !any.required.is_empty() => Claim::Object,
        None => Claim::Nothing,
    }
}
