//! Exactly one of several fields, as one argument. The wire stays flat.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{
        debug,
        doc::{doc, text, wire},
        ty::{Scope, boxed_value, one_of_ty, ty},
    },
    ir::{Field, Names, OneOfArgument, Presence, Scalar, Shape, TypeKey},
};

/// The enum of the fields, and how values become one.
pub(super) fn types(names: &Names, one_of: &OneOfArgument) -> Vec<TokenStream> {
    let name = one_of_ty(names, one_of, Scope::Bare);
    let variant = |field: &Field| {
        let variant = names.one_of_variant(&one_of.operation, &one_of.wire, &field.wire);
        (variant, ty(names, &field.shape, Scope::Bare))
    };
    let variants = one_of.fields.iter().map(|field| {
        let docs = doc(&field.docs, &wire(&field.wire));
        let (variant, ty) = variant(field);
        quote! { #docs #variant(#ty), }
    });
    let docs = text(&format!(
        "One of the alternative parameters of {}.",
        wire(&one_of.operation.to_string())
    ));
    let has_secrets = one_of.fields.iter().any(|field| field.secret);
    let debug = debug::derive(has_secrets);
    let mut items = vec![quote! {
        #docs
        #[derive(Clone #debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    }];
    if has_secrets {
        let parts = one_of.fields.iter().map(|field| debug::Part {
            name: names.one_of_variant(&one_of.operation, &one_of.wire, &field.wire),
            secret: field.secret,
        });
        items.push(debug::choice(
            names.one_of(&one_of.operation, &one_of.wire),
            parts,
        ));
    }
    for field in one_of
        .fields
        .iter()
        .filter(|field| one_of.is_selected_by_type(field))
    {
        let (variant, ty) = variant(field);
        items.push(quote! {
            impl From<#ty> for #name {
                fn from(id: #ty) -> Self {
                    Self::#variant(id)
                }
            }
        });
        items.push(quote! {
            impl From<&#ty> for #name {
                fn from(id: &#ty) -> Self {
                    Self::#variant(id.clone())
                }
            }
        });
    }
    for field in one_of.fields.iter().filter(|it| one_of.is_own_id(it)) {
        let (variant, _) = variant(field);
        let is_string = matches!(field.shape, Shape::Scalar(Scalar::String));
        let string = if is_string {
            quote! { id }
        } else {
            quote! { id.into() }
        };
        for (text, id) in [
            (quote! { &str }, quote! { id.into() }),
            (quote! { String }, string),
        ] {
            items.push(quote! {
                impl From<#text> for #name {
                    fn from(id: #text) -> Self {
                        Self::#variant(#id)
                    }
                }
            });
        }
    }
    items
}

/// The statement that assigns what was chosen to the fields of `params`.
pub(super) fn assign(names: &Names, params: &TypeKey, one_of: &OneOfArgument) -> TokenStream {
    let OneOfArgument {
        operation, wire, ..
    } = one_of;
    let name = names.one_of_argument(operation, wire);
    let ty = one_of_ty(names, one_of, Scope::Bare);
    let arms = one_of.fields.iter().map(|field| {
        let variant = names.one_of_variant(operation, wire, &field.wire);
        let target = names.field(params, &field.wire);
        let value = boxed_value(field.boxing, quote! { value });
        let held = match field.presence {
            Presence::OptionalNullable => quote! { Nullable::Value(#value) },
            _ => quote! { Some(#value) },
        };
        quote! { #ty::#variant(value) => params.#target = #held }
    });
    quote! { match #name.into() { #(#arms,)* } }
}
