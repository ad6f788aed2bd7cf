//! Unions: tables with a row for each branch, of which macros of the runtime make the rest.

mod branch;
mod methods;

use std::ops::Range;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use self::branch::Row;
pub(super) use self::methods::{payloads, shared};
use super::type_docs;
use crate::{
    emit::{
        Context,
        doc::{doc, wire},
        ty::branch_ty,
    },
    ir::{Branch, Layouts, Names, Tagging, TypeDef, TypeKey, Union},
};

/// The table of a union.
pub(super) fn table(
    cx: Context<'_>,
    layouts: &Layouts,
    key: &TypeKey,
    def: &TypeDef,
    inner: &Union,
) -> TokenStream {
    let docs = type_docs::docs(cx, key, def);
    let lint = layouts.has_large_branch(inner).then(|| {
        quote! { #[allow(clippy::large_enum_variant, reason = "a box would break users")] }
    });
    let attributes = quote! { #docs #lint };
    match &inner.tagging {
        Tagging::Tagged(tag) => tagged(cx.names, &attributes, key, inner, tag),
        Tagging::Untagged(discriminators) => untagged(cx, &attributes, key, inner, discriminators),
        Tagging::Undecided(_) => untagged(cx, &attributes, key, inner, &[]),
    }
}

/// The variant of a branch, with its documentation: `Pending(AttemptPending)`
fn variant(names: &Names, key: &TypeKey, branch: &Branch) -> TokenStream {
    let docs = doc(&branch.docs, &format!("{}.", wire(&branch.label)));
    let name = names.variant(key, &branch.label);
    let ty = branch_ty(names, branch);
    quote! { #docs #name(#ty) }
}

/// `tagged_union! { pub enum Attempt "status" status; Pending(AttemptPending) = "pending"; }`
fn tagged(
    names: &Names,
    attributes: &TokenStream,
    key: &TypeKey,
    inner: &Union,
    tag: &str,
) -> TokenStream {
    let (name, method) = (names.ty(key), names.tag_method(key));
    let others = inner.allows_others.then(|| quote! { allows_others });
    let rows = inner.branches.iter().map(|branch| {
        let (variant, value) = (variant(names, key, branch), branch.tag());
        let value = value.unwrap_or_default();
        quote! { #variant = #value }
    });
    quote! {
        tagged_union! { #attributes pub enum #name #tag #method #others; #(#rows;)* }
    }
}

/// `untagged_union! { pub enum Size any; Text(String), 0 => Branch::string(); }`
fn untagged(
    cx: Context<'_>,
    attributes: &TokenStream,
    key: &TypeKey,
    inner: &Union,
    discriminators: &[String],
) -> TokenStream {
    let Context { api, names } = cx;
    let name = names.ty(key);
    let fields = branch::Distinguishing::of(api, inner, discriminators);
    // A branch that is a union itself has a row for each of its branches.
    let branches = inner.branches.iter();
    let rows: Vec<Vec<Row<'_>>> = branches
        .map(|branch| branch::rows(api, key, branch, fields))
        .collect();
    let others = inner.allows_others.then(|| quote! { any });
    let mut constructors = branch::constructors(api, rows.iter().flatten()).into_iter();
    let mut next = 0;
    let branches = inner.branches.iter().zip(&rows).map(|(branch, rows)| {
        let variant = variant(names, key, branch);
        let places = next..next + rows.len();
        next = places.end;
        let constructors = constructors.by_ref().take(places.len());
        let places = pattern(places).map(|places| quote! { , #places => });
        quote! { #variant #places #(#constructors),* }
    });
    quote! {
        untagged_union! { #attributes pub enum #name #others; #(#branches;)* }
    }
}

/// The pattern of these numbers; none if there are none.
fn pattern(numbers: Range<usize>) -> Option<TokenStream> {
    let (first, last) = (numbers.start, numbers.end.checked_sub(1)?);
    let [start, end] = [first, last].map(Literal::usize_unsuffixed);
    match last.checked_sub(first)? {
        0 => Some(quote! { #start }),
        _ => Some(quote! { #start..=#end }),
    }
}
