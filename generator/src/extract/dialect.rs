//! Documentation systems, by the format of their pages.

pub(super) mod rendered;

use std::fmt;

/// The format of a page: that of the documentation system that wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// A whole OpenAPI document.
    Document,
    /// Mintlify: OpenAPI blocks whose info string names the operation, or `<ParamField>` and
    /// `<ResponseField>`.
    Mintlify,
    /// ReadMe: a document below the heading `OpenAPI definition`.
    ReadMe,
    /// Fern, and Apidog: a document below the heading `OpenAPI Specification`.
    Fern,
    /// GitBook: documents in one line, or blocks such as `{% swagger %}`.
    GitBook,
    /// GitBook, rendered as plain text.
    GitBookText,
    /// Redocly: a line `Endpoint: GET /path` and lists of fields.
    Redocly,
    /// The OpenAPI plugin of Docusaurus: components with JSON in their properties.
    Docusaurus,
    /// Stoplight: blocks of `json http` and `json json_schema`.
    Stoplight,
    /// Scalar: lists of fields below `**Method:**` and `**Path:**`.
    Scalar,
    /// Any page with command lines of `curl` and their responses.
    Samples,
}

impl Dialect {
    /// The name of the system, as it writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Document => "OpenAPI",
            Self::Mintlify => "Mintlify",
            Self::ReadMe => "ReadMe",
            Self::Fern => "Fern or Apidog",
            Self::GitBook => "GitBook",
            Self::GitBookText => "GitBook as text",
            Self::Redocly => "Redocly",
            Self::Docusaurus => "Docusaurus",
            Self::Stoplight => "Stoplight",
            Self::Scalar => "Scalar",
            Self::Samples => "samples",
        }
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
