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
    let mut diagnostics = Vec::new();
    for operation in api.operations.values_mut() {
        set(&mut api.types, operation, HEADER, true);
    }
    for entry in &decisions.overrides.idempotency {
        let patterns = &entry.value.operations;
        diagnostics.extend(for_each_match(
            api,
            decisions,
            entry,
            patterns,
            &Subject::ANY,
            |types, operation| {
                set(types, operation, &entry.value.header, false);
            },
        ));
    }
    diagnostics
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
    let sentence = "The client sets this to a random key, unless you do.";
    field.docs.0 = match field.docs.0.trim_end() {
        "" => sentence.to_owned(),
        docs => format!("{docs}\n\n{sentence}"),
    };
}
