//! The servers that an API documents.

/// A documented server.
#[derive(Clone, Copy, Debug)]
pub struct Server {
    pub(crate) url: &'static str,
    pub(crate) variables: &'static [ServerVariable],
}

/// A part of a server's URL that users can set.
#[derive(Clone, Copy, Debug)]
pub struct ServerVariable {
    pub(crate) name: &'static str,
    /// The value where users set none; `None` if they have to.
    pub(crate) default: Option<&'static str>,
    pub(crate) values: &'static [&'static str],
}

impl Server {
    /// A server by its URL, which has a placeholder for each variable, as in
    /// `https://{region}.example.com/v1`.
    #[must_use]
    pub const fn new(url: &'static str) -> Self {
        Self {
            url,
            variables: &[],
        }
    }

    /// The variables of the URL.
    #[must_use]
    pub const fn variables(mut self, variables: &'static [ServerVariable]) -> Self {
        self.variables = variables;
        self
    }
}

impl ServerVariable {
    /// A variable, and its value where users set none.
    #[must_use]
    pub const fn new(name: &'static str, default: &'static str) -> Self {
        Self {
            name,
            default: Some(default),
            values: &[],
        }
    }

    /// A variable that users have to set.
    #[must_use]
    pub const fn required(name: &'static str) -> Self {
        Self {
            name,
            default: None,
            values: &[],
        }
    }

    /// The only values that the variable can have.
    #[must_use]
    pub const fn values(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self
    }
}
