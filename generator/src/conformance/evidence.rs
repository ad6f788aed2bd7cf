//! What pages without a schema say of operations that a schema describes.

use crate::{
    diagnostic::{Code, Diagnostic, Location},
    extract::Page,
    ir::{Api, OperationKey},
};

/// Each difference, as a warning with both places. The schema is believed.
pub(super) fn contradictions(api: &Api, pages: &[Page]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for page in pages {
        let Some(evidence) = &page.evidence else {
            continue;
        };
        let key = OperationKey::new(&evidence.method, &evidence.path);
        let described = api.operation(&key);
        let Some(operation) = described.filter(|operation| !operation.lifecycle.inferred) else {
            continue;
        };
        let Some(members) = api.parameters_of(operation) else {
            continue;
        };
        for parameter in &evidence.parameters {
            let location = Location::span(&page.path, parameter.range.clone());
            let wire = &parameter.wire;
            let difference = match members.field(wire) {
                None => Some((
                    format!("has a parameter `{wire}`, which the schema does not declare"),
                    &operation.origin,
                )),
                Some(field) => match (parameter.required, field.presence.is_required()) {
                    (Some(true), false) => Some((
                        format!("calls `{wire}` required, the schema does not"),
                        &field.origin,
                    )),
                    (Some(false), true) => Some((
                        format!("calls `{wire}` optional, the schema requires it"),
                        &field.origin,
                    )),
                    _ => None,
                },
            };
            if let Some((what, origin)) = difference {
                diagnostics.push(
                    Diagnostic::new(
                        Code::PageContradictsSchema,
                        format!("an older page of `{key}` {what}"),
                    )
                    .at(location, "said here")
                    .at(origin, "the schema, which is believed"),
                );
            }
        }
    }
    diagnostics
}
