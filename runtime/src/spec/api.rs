//! What all operations of an API have in common.

use super::{
    scheme::Scheme,
    server::{Server, ServerVariable},
};

/// What all operations of an API have in common.
#[derive(Debug)]
pub struct Api {
    pub(crate) name: &'static str,
    pub(crate) server: Server,
    pub(crate) endpoint_env: Option<&'static str>,
    pub(crate) request_id_header: Option<&'static str>,
    pub(crate) error_code: &'static [&'static str],
    pub(crate) error_message: &'static [&'static str],
    pub(crate) parameter_errors: &'static [&'static str],
    pub(crate) schemes: &'static [Scheme],
    pub(crate) needs_credential: bool,
}

impl Api {
    /// An API, and the base URL of its operations' paths.
    #[must_use]
    pub const fn new(name: &'static str, base_url: &'static str) -> Self {
        Self {
            name,
            server: Server::new(base_url),
            endpoint_env: None,
            request_id_header: None,
            error_code: &[],
            error_message: &[],
            parameter_errors: &[],
            schemes: &[],
            needs_credential: true,
        }
    }

    /// The variables of the base URL.
    #[must_use]
    pub const fn variables(mut self, variables: &'static [ServerVariable]) -> Self {
        self.server.variables = variables;
        self
    }

    /// No operation needs a credential, so that a client without one sends none.
    #[must_use]
    pub const fn credential_is_optional(mut self) -> Self {
        self.needs_credential = false;
        self
    }

    /// The environment variable whose value replaces the base URL.
    #[must_use]
    pub const fn endpoint_env(mut self, variable: &'static str) -> Self {
        self.endpoint_env = Some(variable);
        self
    }

    /// The response header that contains the id of the request; in lower case.
    #[must_use]
    pub const fn request_id_header(mut self, header: &'static str) -> Self {
        self.request_id_header = Some(header);
        self
    }

    /// The keys that lead to the code in the body of an error.
    #[must_use]
    pub const fn error_code(mut self, keys: &'static [&'static str]) -> Self {
        self.error_code = keys;
        self
    }

    /// The keys that lead to the message in the body of an error.
    #[must_use]
    pub const fn error_message(mut self, keys: &'static [&'static str]) -> Self {
        self.error_message = keys;
        self
    }

    /// The keys that lead to the errors of single parameters in the body of an error.
    #[must_use]
    pub const fn parameter_errors(mut self, keys: &'static [&'static str]) -> Self {
        self.parameter_errors = keys;
        self
    }

    /// The security schemes.
    #[must_use]
    pub const fn schemes(mut self, schemes: &'static [Scheme]) -> Self {
        self.schemes = schemes;
        self
    }
}
