//! After this pass, the package has a name, and the client has credentials, each of which
//! belongs to a security scheme that the pages declare and requests can carry.

mod credentials;
mod package;

use self::{
    credentials::{credentials, find_together},
    package::package,
};
use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Client},
};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let decided = decisions.overrides.client.as_ref();
    let decided = decided.map(|entry| &entry.value);
    let mut diagnostics = Vec::new();
    api.client = Client {
        package: package(api, decisions, &mut diagnostics),
        endpoint_variable: decided.and_then(|client| client.endpoint_variable.clone()),
        request_id_header: decided.and_then(|client| client.request_id_header.clone()),
        error_code: decided
            .map(|client| client.error_code.clone())
            .unwrap_or_default(),
        error_message: decided
            .map(|client| client.error_message.clone())
            .unwrap_or_default(),
        parameter_errors: decided
            .map(|client| client.parameter_errors.clone())
            .unwrap_or_default(),
        credentials: credentials(api, decisions, &mut diagnostics),
    };
    find_together(api);
    diagnostics
}
