//! Constraints in the rows of tables.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{Constraint, Limit, Shape};

/// `[MinLength(1), Items(&[MaxLength(64)])]`: what values satisfy, with what is inside of their
/// `shape`; `None` without constraints.
pub(super) fn list(constraints: &[Constraint], shape: Option<&Shape>) -> Option<TokenStream> {
    let inside = shape.and_then(inside);
    let all: Vec<_> = constraints.iter().map(constraint).chain(inside).collect();
    (!all.is_empty()).then(|| quote! { [#(#all),*] })
}

/// What the items of a list, or the values of a map, satisfy.
fn inside(shape: &Shape) -> Option<TokenStream> {
    match shape {
        Shape::List(item) => {
            let inner = list(&item.constraints, Some(&item.shape))?;
            Some(quote! { Items(&#inner) })
        }
        Shape::Map(item) => {
            let inner = list(&item.constraints, Some(&item.shape))?;
            Some(quote! { Values(&#inner) })
        }
        _ => None,
    }
}

fn constraint(constraint: &Constraint) -> TokenStream {
    match constraint {
        Constraint::MinLength(count) => counted(quote! { MinLength }, *count),
        Constraint::MaxLength(count) => counted(quote! { MaxLength }, *count),
        Constraint::Pattern(pattern) => quote! { Pattern(#pattern) },
        Constraint::Minimum(it) => limited(quote! { Minimum }, *it),
        Constraint::ExclusiveMinimum(it) => limited(quote! { ExclusiveMinimum }, *it),
        Constraint::Maximum(it) => limited(quote! { Maximum }, *it),
        Constraint::ExclusiveMaximum(it) => limited(quote! { ExclusiveMaximum }, *it),
        Constraint::MultipleOf(factor) => limited(quote! { MultipleOf }, *factor),
        Constraint::MinItems(count) => counted(quote! { MinItems }, *count),
        Constraint::MaxItems(count) => counted(quote! { MaxItems }, *count),
        Constraint::UniqueItems => quote! { UniqueItems },
        Constraint::MinProperties(count) => counted(quote! { MinProperties }, *count),
        Constraint::MaxProperties(count) => counted(quote! { MaxProperties }, *count),
    }
}

fn counted(name: TokenStream, count: u64) -> TokenStream {
    let count = Literal::u64_unsuffixed(count);
    quote! { #name(#count) }
}

fn limited(name: TokenStream, limit: Limit) -> TokenStream {
    match limit {
        Limit::Integer(limit) => {
            let limit = Literal::i64_unsuffixed(limit);
            quote! { #name(Integer(#limit)) }
        }
        Limit::Unsigned(limit) => {
            let limit = Literal::u64_unsuffixed(limit);
            quote! { #name(Unsigned(#limit)) }
        }
        Limit::Number(limit) => {
            let limit = Literal::f64_unsuffixed(limit);
            quote! { #name(Number(#limit)) }
        }
    }
}
