//! Security schemes.

/// A security scheme: a way to authenticate.
#[derive(Clone, Copy, Debug)]
pub struct Scheme {
    pub(crate) name: &'static str,
    pub(crate) satisfies: &'static [&'static str],
    pub(crate) location: CredentialLocation,
    pub(crate) repeated_in: Option<&'static str>,
    pub(crate) prefix: Option<&'static str>,
    pub(crate) env: Option<&'static str>,
    pub(crate) companion: Option<Companion>,
    pub(crate) together: &'static [&'static str],
    pub(crate) token_url: Option<&'static str>,
    pub(crate) refresh_url: Option<&'static str>,
}

/// Where a request carries a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CredentialLocation {
    Bearer,
    Basic,
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
}

/// A header that is sent along with a secret.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Companion {
    pub(crate) header: &'static str,
    pub(crate) env: &'static str,
}

impl Scheme {
    /// `authorization: Bearer …`. `name` is the scheme's name in the documents.
    #[must_use]
    pub const fn bearer(name: &'static str) -> Self {
        Self::new(name, CredentialLocation::Bearer)
    }

    /// `authorization: Basic …`; the secret is `user:password`.
    #[must_use]
    pub const fn basic(name: &'static str) -> Self {
        Self::new(name, CredentialLocation::Basic)
    }

    /// The value of another header, whose name is in lower case.
    #[must_use]
    pub const fn header(name: &'static str, header: &'static str) -> Self {
        Self::new(name, CredentialLocation::Header(header))
    }

    /// The value of a query parameter.
    #[must_use]
    pub const fn query(name: &'static str, parameter: &'static str) -> Self {
        Self::new(name, CredentialLocation::Query(parameter))
    }

    /// The value of a cookie.
    #[must_use]
    pub const fn cookie(name: &'static str, cookie: &'static str) -> Self {
        Self::new(name, CredentialLocation::Cookie(cookie))
    }

    const fn new(name: &'static str, location: CredentialLocation) -> Self {
        Self {
            name,
            satisfies: &[],
            location,
            repeated_in: None,
            prefix: None,
            env: None,
            companion: None,
            together: &[],
            token_url: None,
            refresh_url: None,
        }
    }

    /// Other schemes of the documents that the same secret satisfies.
    #[must_use]
    pub const fn satisfies(mut self, names: &'static [&'static str]) -> Self {
        self.satisfies = names;
        self
    }

    /// A header that carries the bare secret too; in lower case.
    #[must_use]
    pub const fn repeated_in(mut self, header: &'static str) -> Self {
        self.repeated_in = Some(header);
        self
    }

    /// The prefix of every secret of this scheme.
    ///
    /// A secret belongs to the scheme with the longest prefix that it begins with; given for
    /// another scheme, it is refused before anything is sent.
    #[must_use]
    pub const fn prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = Some(prefix);
        self
    }

    /// The environment variable that contains the secret.
    #[must_use]
    pub const fn env(mut self, variable: &'static str) -> Self {
        self.env = Some(variable);
        self
    }

    /// A header that is sent along with the secret, and the environment variable that contains its
    /// value.
    #[must_use]
    pub const fn companion(mut self, header: &'static str, env: &'static str) -> Self {
        self.companion = Some(Companion { header, env });
        self
    }

    /// Other schemes that operations need together with this one; the environment may then contain
    /// the secrets of all.
    #[must_use]
    pub const fn together(mut self, names: &'static [&'static str]) -> Self {
        self.together = names;
        self
    }

    /// Where OAuth 2 clients get tokens, see [`OAuthFlow`](crate::OAuthFlow): absolute, a path on
    /// the server of the API (`/token`), or one below its base URL (`token`).
    #[must_use]
    pub const fn token_url(mut self, url: &'static str) -> Self {
        self.token_url = Some(url);
        self
    }

    /// Where refresh tokens are exchanged, if that is another URL than [`Scheme::token_url`].
    #[must_use]
    pub const fn refresh_url(mut self, url: &'static str) -> Self {
        self.refresh_url = Some(url);
        self
    }
}
