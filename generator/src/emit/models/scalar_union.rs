//! Plain values that become a union by themselves: `true`, `7`, `"text"`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    ident::RustIdent,
    ir::{Branch, Shape, Tagging, Union},
};

/// Whether some plain value becomes this union.
pub(in crate::emit) fn converts(inner: &Union) -> bool {
    branches(inner).next().is_some()
}

/// How plain values become the union called `name`.
pub(super) fn conversions(name: &RustIdent, inner: &Union) -> Vec<TokenStream> {
    let conversions = branches(inner).flat_map(|branch| {
        let variant = &branch.rust;
        plain(&branch.shape).into_iter().map(move |(ty, value)| {
            quote! {
                impl From<#ty> for #name {
                    fn from(value: #ty) -> Self {
                        Self::#variant(#value)
                    }
                }
            }
        })
    });
    conversions.collect()
}

/// The branches that a plain value says by its type.
fn branches(inner: &Union) -> impl Iterator<Item = &Branch> {
    let is_by_form = matches!(inner.tagging, Tagging::Untagged(_));
    let all = if is_by_form { &inner.branches[..] } else { &[] };
    all.iter().filter(|branch| {
        let own = plain(&branch.shape);
        let mut others = inner
            .branches
            .iter()
            .filter(|other| other.label != branch.label);
        !own.is_empty() && !branch.boxed && others.all(|other| kind(other) != kind(branch))
    })
}

/// Texts and dates are written alike, so that neither is said by a type.
fn kind(branch: &Branch) -> Option<&'static str> {
    match &branch.shape {
        Shape::Bool { .. } => Some("boolean"),
        Shape::Integer => Some("integer"),
        Shape::Number => Some("number"),
        Shape::Text | Shape::DateTime | Shape::Id(_) => Some("text"),
        _ => None,
    }
}

/// The types of a plain value of this shape, and what the branch holds of one.
fn plain(shape: &Shape) -> Vec<(TokenStream, TokenStream)> {
    let own = quote! { value };
    match shape {
        Shape::Bool { .. } => vec![(quote! { bool }, own)],
        Shape::Integer => vec![(quote! { i64 }, own)],
        Shape::Number => vec![(quote! { f64 }, own)],
        Shape::Text => vec![
            (quote! { String }, own),
            (quote! { &str }, quote! { value.to_owned() }),
        ],
        _ => Vec::new(),
    }
}
