//! The tables of unions.

mod branch;

use std::ops::Range;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use self::branch::Row;
use crate::{
    emit::Context,
    ir::{Names, Tagging, TypeKey, Union},
};

/// The table of a union.
pub(super) fn table(cx: Context<'_>, key: &TypeKey, inner: &Union) -> TokenStream {
    match &inner.tagging {
        Tagging::Tagged(tag) => tagged(cx.names, key, inner, tag),
        Tagging::Untagged(discriminators) => untagged(cx, key, inner, discriminators),
        Tagging::Undecided(_) => untagged(cx, key, inner, &[]),
    }
}

/// `tagged_union! { Attempt "status" status allows_others; "pending" Pending; }`
fn tagged(names: &Names, key: &TypeKey, inner: &Union, tag: &str) -> TokenStream {
    let (name, method) = (names.ty(key), names.tag_method(key));
    let others = inner.allows_others.then(|| quote! { allows_others });
    let branches = inner.branches.iter();
    let values = branches
        .clone()
        .map(|branch| branch.tag.as_deref().unwrap_or_default());
    let variants = branches.map(|branch| names.variant(key, &branch.label));
    quote! {
        tagged_union! { #name #tag #method #others; #(#values #variants;)* }
    }
}

/// `untagged_union! { Size any; Text, 0 => Branch::string(); }`
fn untagged(
    cx: Context<'_>,
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
        .map(|branch| branch::rows(api, key, &branch.shape, fields))
        .collect();
    let others = inner.allows_others.then(|| quote! { any });
    let mut constructors = branch::constructors(api, rows.iter().flatten()).into_iter();
    let mut next = 0;
    let branches = inner.branches.iter().zip(&rows).map(|(branch, rows)| {
        let variant = names.variant(key, &branch.label);
        let places = next..next + rows.len();
        next = places.end;
        let constructors = constructors.by_ref().take(places.len());
        let places = pattern(places).map(|places| quote! { , #places => });
        quote! { #variant #places #(#constructors),* }
    });
    quote! {
        untagged_union! { #name #others; #(#branches;)* }
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
