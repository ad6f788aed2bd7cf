//! Names that types had.

use crate::ident::RustIdent;

/// A name that a type had before somebody decided otherwise, kept for those who use it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeprecatedAlias {
    /// The name that it had.
    pub rust: RustIdent,
    /// The name that it has.
    pub now: RustIdent,
    /// The address of the type in `names.lock`.
    pub address: String,
}
