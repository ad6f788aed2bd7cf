//! Scalars that convert into a union: `true`, `7`, `0.5`, `"text"`, also where that is a value of
//! an enum.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::Context,
    ident::RustIdent,
    ir::{Api, Branch, RustType, Shape, Tagging, TypeKey, TypeKind, Union},
    json_type::JsonType,
};

/// Whether some scalar converts into this union.
pub(super) fn converts(api: &Api, inner: &Union) -> bool {
    branches(api, inner).next().is_some()
}

/// How scalars convert into the union at `key`.
pub(super) fn conversions(cx: Context<'_>, key: &TypeKey, inner: &Union) -> Vec<TokenStream> {
    let Context { api, names } = cx;
    let name = names.ty(key);
    let conversions = branches(api, inner).flat_map(|branch| {
        let variant = names.variant(key, &branch.label);
        let own = conversions_of(api, &branch.shape).into_iter();
        own.chain(conversion_of_literals(inner, &branch.shape))
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
fn branches<'a>(api: &'a Api, inner: &'a Union) -> impl Iterator<Item = &'a Branch> {
    let is_by_form = matches!(inner.tagging, Tagging::Untagged(_));
    let all = if is_by_form { &inner.branches[..] } else { &[] };
    all.iter().filter(move |branch| {
        let own = conversions_of(api, &branch.shape);
        let mut others = inner
            .branches
            .iter()
            .filter(|other| other.label != branch.label);
        !own.is_empty()
            && !branch.boxing.is_boxed()
            && !others.any(|other| is_as_likely(api, branch, other))
    })
}

/// Whether a value that converts into `branch` could as well be meant for `other`. A string is
/// meant for the branch of any string, whether or not another one is an enum.
fn is_as_likely(api: &Api, branch: &Branch, other: &Branch) -> bool {
    let is_scalar = matches!(branch.shape, Shape::Scalar(_));
    let is_beside_enum = is_scalar && is_enum(api, &other.shape);
    !is_beside_enum && json_type(api, other) == json_type(api, branch)
}

/// The JSON type of a branch that is a scalar or an enum: those of the same JSON type cannot be
/// distinguished by the Rust type of a value.
fn json_type(api: &Api, branch: &Branch) -> Option<JsonType> {
    match &branch.shape {
        Shape::Scalar(scalar) => Some(scalar.info().json),
        shape => is_enum(api, shape).then_some(JsonType::String),
    }
}

fn is_enum(api: &Api, shape: &Shape) -> bool {
    let Shape::Type(key) = shape else {
        return false;
    };
    let def = api.type_at(key);
    def.is_some_and(|def| matches!(def.kind, TypeKind::Enum(_)))
}

/// The type of `7` where a union has numbers that are no integers, but no integers.
fn conversion_of_literals(inner: &Union, shape: &Shape) -> Option<(TokenStream, TokenStream)> {
    let is_integer = |shape: &Shape| match shape {
        Shape::Scalar(scalar) => scalar.info().json == JsonType::Integer,
        _ => false,
    };
    let is_double = match shape {
        Shape::Scalar(scalar) => matches!(scalar.info().rust, RustType::Primitive("f64")),
        _ => false,
    };
    let has_integers = inner.branches.iter().any(|it| is_integer(&it.shape));
    (is_double && !has_integers).then(|| (quote! { i32 }, quote! { value.into() }))
}

/// The types that convert into a branch of this shape, each with the conversion.
fn conversions_of(api: &Api, shape: &Shape) -> Vec<(TokenStream, TokenStream)> {
    let own = quote! { value };
    let scalar = match shape {
        Shape::Scalar(scalar) => scalar,
        _ if is_enum(api, shape) => {
            let convert = quote! { value.into() };
            return vec![
                (quote! { String }, convert.clone()),
                (quote! { &str }, convert),
            ];
        }
        _ => return Vec::new(),
    };
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
