//! After this pass, every operation knows by which header the server recognizes a request that is
//! sent again: `Idempotency-Key`, where the document lists it as a parameter, or the header that
//! `[[idempotency]]` names. The client sets it, so that callers need not.

use super::{
    Decisions,
    pattern::{Subject, for_each_match},
};
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Location, Operation, Presence, TypeKey, TypeKind, Types},
};

const HEADER: &str = "Idempotency-Key";

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    for operation in api.operations.values_mut() {
        set(&mut api.types, operation, HEADER, true);
    }
    for_each_match(
        api,
        decisions,
        &decisions.overrides.idempotency,
        |entry| &entry.operations,
        &Subject::ANY,
        |entry, types, operation| {
            set(types, operation, &entry.header, false);
            Ok(())
        },
    )
}

/// Sets the header of an operation; `if_listed`, only where it is one of its parameters.
fn set(types: &mut Types, operation: &mut Operation, header: &str, if_listed: bool) {
    let mut bindings = operation.input.bindings.iter();
    let listed = bindings.find(|binding| {
        matches!(binding.location, Location::Header { .. })
            && binding.wire.eq_ignore_ascii_case(header)
    });
    if listed.is_none() && if_listed {
        return;
    }
    let name = listed.map_or(header, |binding| &binding.wire);
    operation.behavior.idempotency_key = Some(name.to_owned());
    let Some(listed) = listed else { return };
    let params = types.get_mut(&TypeKey::request(&operation.key));
    let Some(TypeKind::Struct(params)) = params.map(|def| &mut def.kind) else {
        return;
    };
    let mut fields = params.fields.iter_mut();
    let Some(field) = fields.find(|field| field.wire == listed.field) else {
        return;
    };
    field.presence = match field.presence {
        Presence::Required => Presence::Optional,
        Presence::RequiredNullable => Presence::OptionalNullable,
        optional => optional,
    };
    field.docs = field
        .docs
        .with_paragraph("The client sets this to a random key, unless you do.");
}
