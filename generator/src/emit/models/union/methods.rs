//! What can be done with a union without a match on its branches.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{
        doc,
        ty::{Scope, boxed_value, ty},
    },
    ir::{Branch, Names, Shape, TypeKey, Union},
};

/// The methods that return the fields that all branches have.
pub(in crate::emit::models) fn shared(
    names: &Names,
    key: &TypeKey,
    inner: &Union,
) -> Option<TokenStream> {
    let name = names.ty(key);
    let methods = inner.shared.iter().map(|field| {
        let wire = &field.wire;
        let docs = doc::doc(&field.docs, &format!("The field {}.", doc::wire(wire)));
        let method = names.shared_field(key, wire);
        let ty = ty(names, &field.shape, Scope::Bare);
        quote! {
            #docs
            pub fn #method(&self) -> Option<#ty> {
                shared_field(self, #wire)
            }
        }
    });
    let methods: Vec<_> = methods.collect();
    (!methods.is_empty()).then(|| quote! { impl #name { #(#methods)* } })
}

/// How payloads become the union: those that belong to one branch alone.
pub(in crate::emit::models) fn payloads(
    names: &Names,
    key: &TypeKey,
    inner: &Union,
) -> Vec<TokenStream> {
    let name = names.ty(key);
    let lists = lists(names, inner);
    // A union can have itself as a branch, which `From` of the standard library is for already.
    let is_other = |branch: &&Branch| !matches!(&branch.shape, Shape::Type(own) if own == key);
    let others = inner.branches_by_type().filter(is_other);
    let branches = others.chain(lists).map(|branch| {
        let ty = ty(names, &branch.shape, Scope::Bare);
        let variant = names.variant(key, &branch.label);
        let value = boxed_value(branch.boxing, quote! { value });
        quote! {
            impl From<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self::#variant(#value)
                }
            }
        }
    });
    branches.collect()
}

/// The branches that are lists or maps, where no other branch has the same Rust type: those of
/// two formats of strings can be one.
fn lists<'a>(names: &Names, inner: &'a Union) -> Vec<&'a Branch> {
    let is_list = |it: &&Branch| matches!(it.shape, Shape::List(_) | Shape::Map(_));
    let lists = inner.branches.iter().filter(is_list);
    let typed = lists.map(|it| (ty(names, &it.shape, Scope::Bare).to_string(), it));
    let mut by_type: BTreeMap<String, Vec<&Branch>> = BTreeMap::new();
    for (ty, branch) in typed {
        by_type.entry(ty).or_default().push(branch);
    }
    let sole = by_type.into_values().filter(|all| all.len() == 1);
    sole.flatten().collect()
}
