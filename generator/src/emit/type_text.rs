//! The emitted types as text, for whoever speaks of them.

use proc_macro2::TokenStream;

use super::{
    surface::spell,
    ty::{self, Scope},
};
use crate::ir::{Field, Names, Operation, Shape};

/// The type of `shape`: `Vec<AcsUserId>`.
pub fn shape(names: &Names, shape: &Shape) -> String {
    on_one_line(&ty::ty(names, shape, Scope::Bare))
}

/// The type of a field, presence and box included.
pub fn field(names: &Names, field: &Field) -> String {
    on_one_line(&ty::field_ty(names, field))
}

/// What a call returns.
pub fn answer(names: &Names, operation: &Operation) -> String {
    on_one_line(&ty::response_ty(names, operation, Scope::Bare))
}

/// A type as [`spell`] has it, without the marks of where a long one was broken.
fn on_one_line(ty: &TokenStream) -> String {
    spell(ty).replace("< ", "<").replace(", >", ">")
}
