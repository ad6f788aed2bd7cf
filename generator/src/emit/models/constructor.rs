//! `new`, which takes what must be given.

use proc_macro2::TokenStream;
use quote::quote;

use super::one_of;
use crate::{
    emit::{
        Context,
        doc::text,
        setter::{allow_deprecated, member, required},
        ty::Scope,
    },
    ir::{Argument, Struct, TypeDef, TypeKey},
};

/// `pub fn new(acs_user_id: impl Into<AcsUserId>) -> Self`
///
/// What an operation alone is sent is made of the operation's arguments, its
/// choices among them; any other type of its required members.
pub(super) fn constructor(
    cx: Context<'_>,
    key: &TypeKey,
    def: &TypeDef,
    inner: &Struct,
) -> TokenStream {
    let Context { api, names } = cx;
    let operation = api.operation_of(key);
    let mut parameters = Vec::new();
    let mut values = Vec::new();
    let mut choices = Vec::new();
    let mut uses_deprecated = false;
    for argument in api.arguments_of(key) {
        match argument {
            Argument::Member(wire) => {
                let Some(field) = inner.field(&wire) else {
                    continue;
                };
                let name = names.field(key, &wire);
                let parameter = required(cx, key, field, Scope::Bare);
                let ty = &parameter.ty;
                parameters.push(quote! { #name: #ty });
                values.push(member(name, &parameter.value));
                uses_deprecated |= field.deprecated.is_some();
            }
            Argument::Choice(wire) => {
                let Some((operation, found)) =
                    operation.and_then(|it| Some((it, it.one_of(&wire)?)))
                else {
                    continue;
                };
                let name = names.one_of_argument(&operation.key, &wire);
                let ty = names.one_of(&operation.key, &wire);
                parameters.push(quote! { #name: impl Into<#ty> });
                choices.push(one_of::fill(names, operation, key, inner, found));
            }
            Argument::Body => {}
        }
    }
    let is_whole = values.len() == inner.fields.len() && !def.usage.received;
    let made = match (parameters.is_empty(), is_whole) {
        (true, _) => quote! { Default::default() },
        (false, true) => quote! { Self { #(#values),* } },
        (false, false) => quote! { Self { #(#values,)* ..Wire::empty() } },
    };
    let made = if choices.is_empty() {
        made
    } else {
        quote! { let mut params = #made; #(#choices)* params }
    };
    let docs = text(if parameters.is_empty() {
        "Nothing set."
    } else {
        "With what must be given, and nothing else set."
    });
    let allow = allow_deprecated(uses_deprecated);
    let many = (parameters.len() > 7).then(|| quote! { #[allow(clippy::too_many_arguments)] });
    quote! {
        #docs
        #allow
        #many
        pub fn new(#(#parameters),*) -> Self {
            #made
        }
    }
}
