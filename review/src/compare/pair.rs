//! A type that both runs have.

use seamstress_codegen::ir::{TypeDef, TypeKey};

/// A type before and after the change.
pub(super) struct TypePair<'a> {
    pub(super) old_key: &'a TypeKey,
    pub(super) old: &'a TypeDef,
    pub(super) new_key: &'a TypeKey,
    pub(super) new: &'a TypeDef,
}
