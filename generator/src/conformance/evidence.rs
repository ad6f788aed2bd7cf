//! Pages without a schema, against the schema of the same operation.

use crate::{
    diagnostic::{Code, Diagnostic, Location},
    extract::{self, Page},
    ir::{Api, Operation, OperationKey},
};

/// A warning for each difference. The schema takes precedence.
pub(super) fn contradictions(api: &Api, pages: &[Page]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for evidence in extract::evidence(pages) {
        let key = OperationKey::new(&evidence.method, &evidence.path);
        let described = api.operation(&key);
        // Where it is what the operation comes from, there is nothing to compare it with.
        let is_other = |operation: &&Operation| {
            !operation.lifecycle.inferred && operation.origin.page != evidence.page
        };
        let Some(operation) = described.filter(is_other) else {
            continue;
        };
        let Some(parameters) = api.parameters_of(operation) else {
            continue;
        };
        // A parameter without a range is one that an address shows.
        let parameters_of_page = evidence.parameters.iter().filter(|it| !it.range.is_empty());
        for parameter in parameters_of_page {
            let location = Location::span(&evidence.page, parameter.range.clone());
            let wire = &parameter.wire;
            let difference = match parameters.field(wire) {
                None => Some((
                    format!("documents a parameter `{wire}`, which the schema does not declare"),
                    &operation.origin,
                )),
                Some(field) => match (parameter.required, field.presence.is_required()) {
                    (Some(true), false) => Some((
                        format!("documents `{wire}` as required, but the schema does not"),
                        &field.origin,
                    )),
                    (Some(false), true) => Some((
                        format!("documents `{wire}` as optional, but the schema requires it"),
                        &field.origin,
                    )),
                    _ => None,
                },
            };
            if let Some((what, origin)) = difference {
                diagnostics.push(
                    Diagnostic::new(
                        Code::PageContradictsSchema,
                        format!("another page of `{key}` {what}"),
                    )
                    .at(location, "documented here")
                    .at(origin, "the schema, which takes precedence"),
                );
            }
        }
    }
    diagnostics
}
