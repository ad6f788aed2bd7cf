//! Setters of optional fields.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Context,
    deprecation::{allow_deprecated, deprecated},
    doc::{doc, wire},
    parameter::{Parameter, boxed, parameter},
    ty::Scope,
};
use crate::ir::{Field, Presence, TypeKey};

/// The methods of the standard operators that take two values, as setters do.
const OPERATORS: &[&str] = &[
    "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
];

/// The setters of an optional field of `target`: one, or two where it can be
/// set to null.
pub(super) fn setters(
    cx: Context<'_>,
    key: &TypeKey,
    field: &Field,
    target: &TokenStream,
    scope: Scope,
) -> TokenStream {
    let name = cx.names.field(key, &field.wire);
    let docs = doc(&field.docs, &format!("Sets {}.", wire(&field.wire)));
    let Parameter { ty, value } = boxed(field, parameter(cx, &field.shape, name, scope));
    let deprecated = deprecated(field.deprecated.as_deref());
    let held = match field.presence {
        Presence::Required => value,
        Presence::RequiredNullable | Presence::Optional => quote! { Some(#value) },
        Presence::OptionalNullable => quote! { Nullable::Value(#value) },
    };
    let allow = allow_deprecated(field.deprecated.is_some());
    let is_operator = OPERATORS.contains(&name.as_str());
    let operator = is_operator.then(|| {
        quote! { #[allow(clippy::should_implement_trait, reason = "the API calls the field so")] }
    });
    let setter = quote! {
        #docs
        #deprecated
        #allow
        #operator
        pub fn #name(mut self, #name: #ty) -> Self {
            #target.#name = #held;
            self
        }
    };
    if !field.has_null_setter() {
        return setter;
    }
    let null = cx.names.null_setter(key, &field.wire);
    let docs = super::doc::text(&format!(
        "Sets {} to `null`, which differs from leaving it out.",
        wire(&field.wire)
    ));
    quote! {
        #setter
        #docs
        #deprecated
        #allow
        pub fn #null(mut self) -> Self {
            #target.#name = Nullable::Null;
            self
        }
    }
}
