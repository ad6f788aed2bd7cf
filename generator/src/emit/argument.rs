//! What must be given: how an argument is called, and of which type it is.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Context,
    parameter::required,
    ty::{Scope, one_of_ty, ty},
};
use crate::{
    ident::RustIdent,
    ir::{Argument, Names, TypeKey},
};

/// What the argument is called; `params` is the struct that it is given for.
pub(super) fn name<'a>(names: &'a Names, params: &TypeKey, argument: &Argument) -> &'a RustIdent {
    match argument {
        Argument::Field(field) => names.field(params, &field.wire),
        Argument::OneOf(one_of) => names.one_of_argument(&one_of.operation, &one_of.wire),
    }
}

/// `email_address: impl Into<String>`
pub(super) fn parameter(
    cx: Context<'_>,
    params: &TypeKey,
    argument: &Argument,
    scope: Scope,
) -> TokenStream {
    let name = name(cx.names, params, argument);
    let ty = match argument {
        Argument::Field(field) => required(cx, params, field, scope).ty,
        Argument::OneOf(one_of) => {
            let ty = one_of_ty(cx.names, one_of, scope);
            quote! { impl Into<#ty> }
        }
    };
    quote! { #name: #ty }
}

/// The type of the argument where it is given by name, as a field of a struct.
pub(super) fn field_ty(names: &Names, argument: &Argument, scope: Scope) -> TokenStream {
    match argument {
        Argument::Field(field) => {
            let inner = ty(names, &field.shape, scope);
            if field.presence.is_nullable() {
                quote! { Option<#inner> }
            } else {
                inner
            }
        }
        Argument::OneOf(one_of) => one_of_ty(names, one_of, scope),
    }
}
