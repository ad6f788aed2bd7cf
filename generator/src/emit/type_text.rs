//! The emitted types as text, for whoever speaks of them.

use proc_macro2::TokenStream;

use super::{
    surface::spell,
    ty::{self, Scope},
};
use crate::ir::{Api, Field, Operation, Shape};

/// The type of `shape`: `Vec<AcsUserId>`.
pub fn shape(api: &Api, shape: &Shape) -> String {
    on_one_line(&ty::ty(api, shape, Scope::Bare))
}

/// The type of a field, presence and box included.
pub fn field(api: &Api, field: &Field) -> String {
    on_one_line(&ty::field_ty(api, field))
}

/// What a call returns.
pub fn answer(api: &Api, operation: &Operation) -> String {
    on_one_line(&ty::answer_ty(api, operation, Scope::Bare))
}

/// A type as [`spell`] has it, without the marks of where a long one was broken.
fn on_one_line(ty: &TokenStream) -> String {
    spell(ty).replace("< ", "<").replace(", >", ">")
}
