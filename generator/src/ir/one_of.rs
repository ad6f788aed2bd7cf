//! Fields of which exactly one is given.

/// Fields of which exactly one is given, as one argument.
#[derive(Clone, Debug)]
pub struct OneOf {
    /// What `overrides.toml` calls the argument.
    pub wire: String,
    /// JSON names of the fields to choose from.
    pub fields: Vec<String>,
    /// The one of them that is the id of the operation's own object: strings convert into it.
    /// Filled by `pass::own_id`.
    pub own_id: Option<String>,
}
