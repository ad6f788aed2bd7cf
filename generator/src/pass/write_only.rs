//! After this pass, no type that responses contain requires a field that only requests have.
//!
//! It runs when `usage` has decided which types responses contain.

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Access, Api, Presence, TypeKind},
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    for def in api.types.values_mut().filter(|def| def.usage.received) {
        let TypeKind::Struct(object) = &mut def.kind else {
            continue;
        };
        for field in &mut object.fields {
            if field.access == Access::WriteOnly {
                field.presence = Presence::new(false, field.presence.is_nullable());
            }
        }
    }
    Vec::new()
}
