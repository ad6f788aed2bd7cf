//! Rust types as text, for sentences about them.

use super::ty::{self, Scope};
use crate::{
    ir::{Branch, Field, Names, Operation, Shape},
    pretty::one_line,
};

/// The type of `shape`: `Vec<AcsUserId>`.
pub fn shape(names: &Names, shape: &Shape) -> String {
    one_line(ty::ty(names, shape, Scope::Bare))
}

/// The type of a field, presence and box included.
pub fn field(names: &Names, field: &Field) -> String {
    one_line(ty::field_ty(names, field))
}

/// The type of the payload of a branch, box included.
pub fn branch(names: &Names, branch: &Branch) -> String {
    one_line(ty::branch_ty(names, branch))
}

/// The type that a call returns.
pub fn output(names: &Names, operation: &Operation) -> String {
    one_line(ty::response_ty(names, operation, Scope::Bare))
}
