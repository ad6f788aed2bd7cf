//! Credentials that users give the client, and the security schemes that they are for.

use super::Docs;
use crate::source::Origin;

/// A security scheme, as the documents declare it.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Its name in the documents.
    pub wire: String,
    /// What the documents say of it.
    pub docs: Docs,
    /// Where the secret is sent.
    pub location: CredentialLocation,
    /// How clients get its tokens.
    pub tokens: Tokens,
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
    /// The value of this query parameter.
    Query(String),
    /// The value of this cookie.
    Cookie(String),
    /// Nowhere: the connection has a client certificate.
    Certificate,
    /// A scheme that the runtime does not support; its name in the documents.
    Unsupported(String),
}

/// How clients get the tokens of a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tokens {
    /// Not documented: a scheme with a fixed secret, or with tokens from elsewhere.
    Undocumented,
    /// By flows of OAuth 2.
    OAuth(Vec<Flow>),
    /// By what this URL describes.
    OpenId(String),
}

/// A flow of OAuth 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Its kind.
    pub kind: FlowKind,
    /// Where users allow the client to act for them.
    pub authorization_url: Option<String>,
    /// Where the client gets tokens.
    pub token_url: Option<String>,
    /// Where the client exchanges refresh tokens, if not at the token URL.
    pub refresh_url: Option<String>,
    /// The names of scopes, and what they allow.
    pub scopes: Vec<(String, Docs)>,
}

/// The kind of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowKind {
    /// `clientCredentials`
    ClientCredentials,
    /// `authorizationCode`
    AuthorizationCode,
    /// `password`
    Password,
    /// `implicit`
    Implicit,
}

impl FlowKind {
    /// Its name in the documents.
    pub fn wire(self) -> &'static str {
        match self {
            Self::ClientCredentials => "clientCredentials",
            Self::AuthorizationCode => "authorizationCode",
            Self::Password => "password",
            Self::Implicit => "implicit",
        }
    }
}

impl Scheme {
    /// Whether requests carry a secret of it.
    pub fn is_sent(&self) -> bool {
        self.location != CredentialLocation::Certificate
    }

    /// The flows of OAuth 2.
    pub fn flows(&self) -> &[Flow] {
        match &self.tokens {
            Tokens::OAuth(flows) => flows,
            Tokens::Undocumented | Tokens::OpenId(_) => &[],
        }
    }

    /// Where a client that acts for itself gets tokens, else where another one does.
    pub fn token_url(&self) -> Option<&str> {
        let by_kind = |kind| self.flows().iter().filter(move |flow| flow.kind == kind);
        let flows = by_kind(FlowKind::ClientCredentials)
            .chain(by_kind(FlowKind::AuthorizationCode))
            .chain(by_kind(FlowKind::Password));
        flows.filter_map(|flow| flow.token_url.as_deref()).next()
    }

    /// Where refresh tokens are exchanged, if not at the token URL: those of users first, since
    /// clients that act for themselves have none.
    pub fn refresh_url(&self) -> Option<&str> {
        let flows = self.flows().iter();
        let flows = flows.filter(|flow| flow.kind != FlowKind::ClientCredentials);
        let mut urls = flows.filter_map(|flow| {
            let url = flow.refresh_url.as_deref();
            url.or(flow.token_url.as_deref())
        });
        urls.next().filter(|url| self.token_url() != Some(url))
    }

    /// All scopes, and what they allow, in the order of the documents.
    pub fn scopes(&self) -> Vec<(&str, &Docs)> {
        let mut scopes: Vec<(&str, &Docs)> = Vec::new();
        for (name, docs) in self.flows().iter().flat_map(|flow| &flow.scopes) {
            if !scopes.iter().any(|(known, _)| known == name) {
                scopes.push((name, docs));
            }
        }
        scopes
    }
}

/// A credential that users can provide, as declared in `overrides.toml` or the documents.
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
    /// Whether users can give what provides tokens in place of a secret.
    pub takes_provider: bool,
    /// The schemes of other credentials that operations need together with it.
    pub together: Vec<String>,
    /// Environment variable with its value.
    pub variable: Option<String>,
    /// A header that is sent with it.
    pub companion: Option<Companion>,
}

impl Credential {
    /// Whether it satisfies this scheme.
    pub fn satisfies(&self, scheme: &str) -> bool {
        self.scheme == scheme || self.also.iter().any(|also| also == scheme)
    }
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
