//! Cargo features → `#[cfg]` attributes.

use proc_macro2::TokenStream;
use quote::quote;

use super::Context;
use crate::ir::{Feature, Owner};

/// `#[cfg(feature = "issues")]`, on what belongs to the group at `path`; nothing where that
/// is always compiled.
pub(super) fn of_group(cx: Context<'_>, path: &[String]) -> Option<TokenStream> {
    any(cx, cx.api.features.of_group(path))
}

/// `#[cfg(any(feature = "issues", feature = "repos"))]`, on what belongs to the types of
/// `owner`; nothing where that is always compiled.
pub(super) fn of_owner(cx: Context<'_>, owner: &Owner) -> Option<TokenStream> {
    any(cx, cx.api.features.of_owner(owner))
}

/// The features that compile the types of `owner`, as the runtime's macro `modules` lists them:
/// `if "issues", "repos"`; nothing where they are always compiled.
pub(super) fn list(cx: Context<'_>, owner: &Owner) -> Option<TokenStream> {
    let names = names(cx, cx.api.features.of_owner(owner));
    (!names.is_empty()).then(|| quote! { if #(#names),* })
}

fn any<'a>(
    cx: Context<'a>,
    features: impl IntoIterator<Item = &'a Feature>,
) -> Option<TokenStream> {
    match names(cx, features)[..] {
        [] => None,
        [name] => Some(quote! { #[cfg(feature = #name)] }),
        ref names => Some(quote! { #[cfg(any(#(feature = #names),*))] }),
    }
}

/// The names of features, in order.
fn names<'a>(cx: Context<'a>, features: impl IntoIterator<Item = &'a Feature>) -> Vec<&'a str> {
    let features = features.into_iter();
    let mut names: Vec<&str> = features.map(|it| cx.names.feature(it)).collect();
    names.sort_unstable();
    names
}

/// `#[allow(unused_imports, reason = "…")]`, on what only groups use; nothing where some of it
/// is always used.
pub(super) fn used_by_groups(cx: Context<'_>, lints: &TokenStream) -> Option<TokenStream> {
    let mut operations = cx.api.operations.values();
    let is_conditional = operations.all(|it| cx.api.features.of_group(&it.namespace).is_some());
    is_conditional.then(|| quote! { #[allow(#lints, reason = "every group can be left out")] })
}

/// As [`used_by_groups`], on what only the types of these owners use.
pub(super) fn used_by_types<'a>(
    cx: Context<'_>,
    mut owners: impl Iterator<Item = &'a Owner>,
    lints: &TokenStream,
) -> Option<TokenStream> {
    let is_conditional = owners.all(|owner| cx.api.features.owners.contains_key(owner));
    is_conditional.then(|| quote! { #[allow(#lints, reason = "every type can be left out")] })
}
