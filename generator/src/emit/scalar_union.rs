//! Scalars that convert into a union: `true`, `7`, `"text"`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    ident::RustIdent,
    ir::{Branch, Names, RustType, Shape, Tagging, TypeKey, Union},
    json_type::JsonType,
};

/// Whether some scalar converts into this union.
pub(super) fn converts(inner: &Union) -> bool {
    branches(inner).next().is_some()
}

/// How scalars convert into the union at `key`.
pub(super) fn conversions(names: &Names, key: &TypeKey, inner: &Union) -> Vec<TokenStream> {
    let name = names.ty(key);
    let conversions = branches(inner).flat_map(|branch| {
        let variant = names.variant(key, &branch.label);
        conversions_of(&branch.shape)
            .into_iter()
            .map(move |(ty, value)| {
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

/// The branches that the type of a value selects.
fn branches(inner: &Union) -> impl Iterator<Item = &Branch> {
    let is_by_form = matches!(inner.tagging, Tagging::Untagged(_));
    let all = if is_by_form { &inner.branches[..] } else { &[] };
    all.iter().filter(|branch| {
        let own = conversions_of(&branch.shape);
        let mut others = inner
            .branches
            .iter()
            .filter(|other| other.label != branch.label);
        !own.is_empty()
            && !branch.boxing.is_boxed()
            && others.all(|other| json_type(other) != json_type(branch))
    })
}

/// The JSON type of a scalar branch: scalars of the same JSON type cannot be
/// distinguished by the Rust type of a value.
fn json_type(branch: &Branch) -> Option<JsonType> {
    match &branch.shape {
        Shape::Scalar(scalar) => Some(scalar.info().json),
        _ => None,
    }
}

/// The types that convert into a branch of this shape, each with the conversion.
fn conversions_of(shape: &Shape) -> Vec<(TokenStream, TokenStream)> {
    let Shape::Scalar(scalar) = shape else {
        return Vec::new();
    };
    let own = quote! { value };
    match scalar.info().rust {
        RustType::Primitive(name) => {
            let name = RustIdent::literal(name);
            vec![(quote! { #name }, own)]
        }
        RustType::String => vec![
            (quote! { String }, own),
            (quote! { &str }, quote! { value.to_owned() }),
        ],
        RustType::Runtime(_) | RustType::IdAlias => Vec::new(),
    }
}
