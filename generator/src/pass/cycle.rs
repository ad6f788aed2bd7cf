//! After this pass, every type has a finite empty value.
//!
//! Where a cycle consists of required fields only, no finite value exists: these fields
//! are made optional, with a warning.

use std::collections::BTreeMap;

use super::Decisions;
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Api, Presence, Shape, TypeDef, TypeKey, TypeKind},
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let cycles = required_cycles(api);
    let mut diagnostics = Vec::new();
    for (key, def) in &mut api.types {
        let TypeKind::Struct(inner) = &mut def.kind else {
            continue;
        };
        for field in &mut inner.fields {
            let Shape::Type(target) = &field.shape else {
                continue;
            };
            let is_cyclic = cycles
                .get(key)
                .is_some_and(|own| cycles.get(target) == Some(own));
            if is_cyclic && field.presence == Presence::Required {
                field.presence = Presence::Optional;
                diagnostics.push(
                    Diagnostic::new(
                        Code::RequiredCycle,
                        format!(
                            "`{}` is required and refers back to its own type",
                            field.wire
                        ),
                    )
                    .at(
                        &field.origin,
                        "no finite value exists: it is optional, `Option<Box<_>>`",
                    ),
                );
            }
        }
    }
    diagnostics
}

/// For each type that requires a value of itself, directly or not: a number that the types
/// of the same cycle share. A union ends a cycle, because its empty value is its catch-all
/// variant.
fn required_cycles(api: &Api) -> BTreeMap<TypeKey, usize> {
    let mut cycles = BTreeMap::new();
    for (number, group) in api.types.groups(required).into_iter().enumerate() {
        if group.is_cyclic {
            cycles.extend(group.keys.into_iter().map(|key| (key, number)));
        }
    }
    cycles
}

fn required(def: &TypeDef) -> Vec<&Shape> {
    let TypeKind::Struct(inner) = &def.kind else {
        return Vec::new();
    };
    let fields = inner.fields.iter();
    fields
        .filter(|field| field.presence == Presence::Required)
        .map(|field| &field.shape)
        .collect()
}
