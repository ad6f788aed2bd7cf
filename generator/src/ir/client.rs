//! The client, and its servers.

use super::{Credential, Docs};
use crate::source::Origin;

/// The client, and what it uses of the API other than operations.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// Name of the package.
    pub package: String,
    /// Environment variable that overrides the endpoint.
    pub endpoint_variable: Option<String>,
    /// Response header with the request id.
    pub request_id_header: Option<String>,
    /// Path of field names to the error code in an error body.
    pub error_code: Vec<String>,
    /// Path of field names to the message in an error body.
    pub error_message: Vec<String>,
    /// Path of field names to the messages about parameters in an error body.
    pub parameter_errors: Vec<String>,
    /// The credentials that the builder accepts.
    pub credentials: Vec<Credential>,
}

/// A base URL that serves the API.
#[derive(Clone, Debug)]
pub struct Server {
    /// The URL that the paths of operations are appended to, with a placeholder in braces
    /// for each variable.
    pub url: String,
    /// The variables of the URL.
    pub variables: Vec<ServerVariable>,
    /// Where it is declared.
    pub origin: Origin,
}

impl Server {
    /// The URL with the defaults of its variables, and the placeholders of those without one.
    pub fn default_url(&self) -> String {
        let variables = self.variables.iter();
        variables.fold(self.url.clone(), |url, variable| match &variable.default {
            Some(default) => url.replace(&format!("{{{}}}", variable.name), default),
            None => url,
        })
    }

    /// Whether its URL has a host.
    pub fn is_absolute(&self) -> bool {
        self.url.contains("://")
    }
}

/// A part of a server's URL that users can set.
#[derive(Clone, Debug)]
pub struct ServerVariable {
    /// Its name in the URL.
    pub name: String,
    /// The value where users set none; `None` if they have to.
    pub default: Option<String>,
    /// The only values that it can have; empty if it can have any.
    pub values: Vec<String>,
    /// Its documentation.
    pub docs: Docs,
}
