//! The client: servers and credentials.

use super::Docs;
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
    /// The URL with the defaults of its variables.
    pub fn default_url(&self) -> String {
        let variables = self.variables.iter();
        variables.fold(self.url.clone(), |url, variable| {
            url.replace(&format!("{{{}}}", variable.name), &variable.default)
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
    /// The value where users set none.
    pub default: String,
    /// The only values that it can have; empty if it can have any.
    pub values: Vec<String>,
    /// Its documentation.
    pub docs: Docs,
}

/// A security scheme, as the documents declare it.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Its name in the documents.
    pub wire: String,
    /// Where the secret is sent.
    pub location: CredentialLocation,
    /// Where it is declared.
    pub origin: Origin,
}

/// Where a secret is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CredentialLocation {
    /// `Authorization: Bearer …`
    Bearer,
    /// `Authorization: Basic …`
    Basic,
    /// The value of this header.
    Header(String),
    /// A scheme that the runtime does not support; its name in the documents.
    Unsupported(String),
}

/// A credential that users can provide, as declared in `overrides.toml`.
#[derive(Clone, Debug)]
pub struct Credential {
    /// Its name in `overrides.toml`, else the name of the scheme in the documents.
    pub name: String,
    /// The scheme it satisfies.
    pub scheme: String,
    /// Other schemes that it satisfies.
    pub also: Vec<String>,
    /// The prefix of every secret of this kind.
    pub prefix: Option<String>,
    /// A header that repeats the secret without a prefix.
    pub repeated_in: Option<String>,
    /// Where the secret is sent.
    pub location: CredentialLocation,
    /// Environment variable with its value.
    pub variable: Option<String>,
    /// A header that is sent with it.
    pub companion: Option<Companion>,
}

/// A header that a credential requires in addition to the secret.
#[derive(Clone, Debug)]
pub struct Companion {
    /// The name of the header.
    pub header: String,
    /// The name of its argument in `overrides.toml`.
    pub name: String,
    /// Environment variable with its value.
    pub variable: String,
}
