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
}

/// Where a request carries a secret.
#[derive(Clone, Copy, Debug)]
pub(crate) enum CredentialLocation {
    Bearer,
    Basic,
    Header(&'static str),
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

    const fn new(name: &'static str, location: CredentialLocation) -> Self {
        Self {
            name,
            satisfies: &[],
            location,
            repeated_in: None,
            prefix: None,
            env: None,
            companion: None,
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
}
