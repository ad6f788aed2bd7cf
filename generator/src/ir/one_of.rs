//! Fields of which exactly one is given.

use crate::ident::RustIdent;

/// Fields of which exactly one is given, as one argument.
#[derive(Clone, Debug)]
pub struct OneOf {
    /// Name of the argument.
    pub rust: RustIdent,
    /// What `overrides.toml` calls the argument.
    pub wire: String,
    /// Name of the enum.
    pub type_rust: RustIdent,
    /// The fields to choose from.
    pub fields: Vec<OneOfField>,
}

/// A field to choose.
#[derive(Clone, Debug)]
pub struct OneOfField {
    /// Its name in JSON.
    pub wire: String,
    /// Name of the variant.
    pub rust: RustIdent,
}
