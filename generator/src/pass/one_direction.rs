//! After this pass, no type that responses contain requires a field that only requests have, and no
//! type that requests contain one that only responses have.
//!
//! It runs when `usage` has decided which types requests and responses contain. `direction` has
//! removed the fields of the second kind wherever a copy of the type could be made.

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Access, Api, Field, Presence, TypeKind, Usage},
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    for def in api.types.values_mut() {
        let TypeKind::Struct(object) = &mut def.kind else {
            continue;
        };
        for field in &mut object.fields {
            field.presence = presence(field, def.usage);
        }
    }
    Vec::new()
}

/// The presence of a field of a type that is used in these directions.
pub(super) fn presence(field: &Field, usage: Usage) -> Presence {
    let is_absent = match field.access {
        Access::Both => false,
        Access::ReadOnly => usage.sent,
        Access::WriteOnly => usage.received,
    };
    match is_absent {
        true => Presence::new(false, field.presence.is_nullable()),
        false => field.presence,
    }
}
