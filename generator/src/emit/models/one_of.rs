//! Exactly one of several members, as one argument. The wire stays flat.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{
        doc::{doc, text},
        ty::{Scope, ty},
    },
    ir::{Names, OneOf, Operation, Presence, Scalar, Shape, Struct, TypeKey},
};

/// The enum of a choice, and how values become one.
pub(super) fn argument(
    names: &Names,
    operation: &Operation,
    members: &Struct,
    choice: &OneOf,
) -> Vec<TokenStream> {
    let key = &operation.key;
    let name = names.one_of(key, &choice.wire);
    let fields: Vec<_> = choice
        .fields
        .iter()
        .filter_map(|member| {
            let variant = names.one_of_variant(key, &choice.wire, member);
            Some((variant, members.field(member)?))
        })
        .collect();
    let variants = fields.iter().map(|(variant, field)| {
        let docs = doc(&field.docs, &format!("`{}`", field.wire));
        let ty = ty(names, &field.shape, Scope::Bare);
        quote! { #docs #variant(#ty), }
    });
    let docs = text(&format!(
        "What `{}` is given exactly one of.",
        operation.key
    ));
    let mut items = vec![quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    }];
    // Only ids say by their type which member they are.
    for (variant, field) in &fields {
        let Shape::Scalar(Scalar::Id(kind)) = &field.shape else {
            continue;
        };
        let is_unique = fields
            .iter()
            .filter(
                |(_, other)| matches!(&other.shape, Shape::Scalar(Scalar::Id(own)) if own == kind),
            )
            .count()
            == 1;
        if !is_unique {
            continue;
        }
        let ty = ty(names, &field.shape, Scope::Bare);
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
    items
}

/// The statement that puts what was chosen into `params`.
pub(super) fn fill(
    names: &Names,
    operation: &Operation,
    key: &TypeKey,
    members: &Struct,
    choice: &OneOf,
) -> TokenStream {
    let name = names.one_of_argument(&operation.key, &choice.wire);
    let ty = names.one_of(&operation.key, &choice.wire);
    let arms = choice.fields.iter().filter_map(|member| {
        let field = members.field(member)?;
        let variant = names.one_of_variant(&operation.key, &choice.wire, member);
        let target = names.field(key, member);
        let value = if field.boxed {
            quote! { Box::new(value) }
        } else {
            quote! { value }
        };
        let held = match field.presence {
            Presence::OptionalNullable => quote! { Nullable::Value(#value) },
            _ => quote! { Some(#value) },
        };
        Some(quote! { #ty::#variant(value) => params.#target = #held })
    });
    quote! { match #name.into() { #(#arms,)* } }
}
