//! Which of the responses and schemas that a document names are those of errors.

use std::collections::BTreeSet;

use openapiv3::{OpenAPI, ReferenceOr, Response as Documented};

use super::{Lowering, response::pattern};
use crate::ir::StatusPattern;

/// References to responses, and to the schemas of their bodies, that only errors have: those with
/// a status of an error, and `default` beside a success.
pub(super) fn error_references(api: &OpenAPI) -> BTreeSet<&str> {
    let mut of_errors = BTreeSet::new();
    let mut of_successes = BTreeSet::new();
    let items = api.paths.iter().filter_map(|(_, item)| item.as_item());
    for (_, operation) in items.flat_map(|item| item.iter()) {
        let responses = &operation.responses;
        let mut has_success = false;
        for (status, response) in &responses.responses {
            let found = match pattern(status) {
                status if status.is_success() => {
                    has_success = true;
                    &mut of_successes
                }
                StatusPattern::Code(400..=599) | StatusPattern::Range(4 | 5) => &mut of_errors,
                _ => continue,
            };
            found.extend(references(response));
        }
        let default = responses.default.iter().filter(|_| has_success);
        of_errors.extend(default.flat_map(references));
    }
    &of_errors - &of_successes
}

/// The reference that a response is, or those that its bodies are.
fn references(response: &ReferenceOr<Documented>) -> Vec<&str> {
    let response = match response {
        ReferenceOr::Reference { reference } => return vec![reference],
        ReferenceOr::Item(response) => response,
    };
    let schemas = response
        .content
        .values()
        .filter_map(|it| it.schema.as_ref());
    let references = schemas.filter_map(|schema| match schema {
        ReferenceOr::Reference { reference } => Some(reference.as_str()),
        ReferenceOr::Item(_) => None,
    });
    references.collect()
}

impl Lowering<'_> {
    /// Whether a response has a reference, or a body with one, that only errors have.
    pub(super) fn is_error(&self, response: &ReferenceOr<Documented>) -> bool {
        let mut references = references(response).into_iter();
        references.any(|it| self.error_references.contains(it))
    }
}
