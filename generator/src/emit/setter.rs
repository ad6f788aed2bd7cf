//! Setters of optional fields: the rows of the runtime's macro.

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

/// `pin or pin_null: impl Into<String> = Nullable::Value(pin.into())`, with its attributes: the
/// setter of a field of the struct `key`, and the method that sets it to null where it can be null.
pub(super) fn row(cx: Context<'_>, key: &TypeKey, field: &Field, scope: Scope) -> TokenStream {
    let name = cx.names.field(key, &field.wire);
    let docs = doc(&field.docs, &format!("Sets {}.", wire(&field.wire)));
    let Parameter { ty, value } = boxed(field, parameter(cx, &field.shape, name, scope));
    let deprecated = deprecated(field.deprecated.as_deref());
    let value = match field.presence {
        Presence::Required => value,
        Presence::RequiredNullable | Presence::Optional => quote! { Some(#value) },
        Presence::OptionalNullable => quote! { Nullable::Value(#value) },
    };
    let allow = allow_deprecated(field.deprecated.is_some());
    let is_operator = OPERATORS.contains(&name.as_str());
    let operator = is_operator.then(|| {
        quote! { #[allow(clippy::should_implement_trait, reason = "the API calls the field so")] }
    });
    let null = field.has_null_setter().then(|| {
        let null = cx.names.null_setter(key, &field.wire);
        quote! { or #deprecated #allow #null }
    });
    quote! { #docs #deprecated #allow #operator #name #null: #ty = #value }
}
