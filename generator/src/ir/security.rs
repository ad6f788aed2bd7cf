//! Security requirements of an operation.

/// The security requirements of an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Security {
    /// The document does not say: the client sends the credential that it has.
    #[default]
    Unspecified,
    /// Any one of these alternatives, each of which may need several schemes at once.
    /// No alternative at all means that no credential is needed; an empty one, that
    /// none has to be sent.
    AnyOf(Vec<Vec<SchemeUse>>),
}

/// A security scheme that an alternative needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchemeUse {
    /// The scheme's name in the document.
    pub scheme: String,
    /// The scopes that it must have.
    pub scopes: Vec<String>,
}
