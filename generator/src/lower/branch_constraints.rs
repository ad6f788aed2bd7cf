//! What the values of a union satisfy, whichever branch they are.
//!
//! A constraint restricts the values of one JSON type, so that those of a branch hold for every
//! value of the type, if no other branch has values of it.

use std::{borrow::Borrow, collections::BTreeMap};

use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};

use super::Lowering;
use crate::{
    ir::{Constraint, TypeRef, common_constraints},
    json_type::JsonType,
};

/// The constraints of the branches that have values of each JSON type.
#[derive(Default)]
pub(super) struct BranchConstraints {
    by_type: BTreeMap<JsonType, Vec<Vec<Constraint>>>,
    /// Whether the values of a branch can be of several types, or of any.
    is_open: bool,
}

impl BranchConstraints {
    /// Adds those of a branch, which is of this type.
    pub(super) fn add(
        &mut self,
        lowering: &Lowering<'_>,
        branch: &ReferenceOr<impl Borrow<Schema>>,
        item: &TypeRef,
    ) {
        let schema = lowering.target_of(branch);
        let Some((json, schema)) = schema.and_then(|it| Some((json_type(it)?, it))) else {
            self.is_open = true;
            return;
        };
        let constraints = match branch {
            ReferenceOr::Item(_) => item.constraints.clone(),
            // The type of an object or an enum has its own.
            ReferenceOr::Reference { .. } if has_type(schema) => Vec::new(),
            ReferenceOr::Reference { .. } => lowering.checked(schema),
        };
        self.by_type.entry(json).or_default().push(constraints);
    }

    /// Those that hold for all values.
    pub(super) fn common(self) -> Vec<Constraint> {
        if self.is_open {
            return Vec::new();
        }
        let of_type = |places: Vec<Vec<Constraint>>| {
            common_constraints(places.iter().map(|constraints| &constraints[..]))
        };
        self.by_type.into_values().flat_map(of_type).collect()
    }
}

/// The JSON type of all values but null; integers are numbers.
fn json_type(schema: &Schema) -> Option<JsonType> {
    let SchemaKind::Type(kind) = &schema.schema_kind else {
        return None;
    };
    Some(match kind {
        Type::String(_) => JsonType::String,
        Type::Number(_) | Type::Integer(_) => JsonType::Number,
        Type::Object(_) => JsonType::Object,
        Type::Array(_) => JsonType::Array,
        Type::Boolean(_) => JsonType::Boolean,
    })
}

fn has_type(schema: &Schema) -> bool {
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(kind)) => !kind.enumeration.is_empty(),
        SchemaKind::Type(Type::Object(kind)) => !kind.properties.is_empty(),
        _ => false,
    }
}
