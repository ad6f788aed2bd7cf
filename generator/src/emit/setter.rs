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
    let setter = quote! {
        #docs
        #deprecated
        #allow
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
