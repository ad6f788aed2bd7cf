//! Who may call an operation.

/// Who may call an operation.
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

impl Security {
    /// The schemes any one of which is enough by itself; none if no credential is
    /// needed. `None` where the document does not say, or where every alternative
    /// needs several schemes or none.
    pub fn single_schemes(&self) -> Option<Vec<&str>> {
        let Self::AnyOf(alternatives) = self else {
            return None;
        };
        let mut schemes: Vec<&str> = alternatives
            .iter()
            .filter_map(|alternative| match &alternative[..] {
                [only] => Some(only.scheme.as_str()),
                _ => None,
            })
            .collect();
        schemes.sort_unstable();
        schemes.dedup();
        // Authentication that may be left out is sent where there is any.
        (alternatives.is_empty() || !schemes.is_empty()).then_some(schemes)
    }
}

/// A security scheme that an alternative needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchemeUse {
    /// The scheme's name in the document.
    pub scheme: String,
    /// The scopes that it must have.
    pub scopes: Vec<String>,
}
