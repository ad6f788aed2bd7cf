//! What users pass in, and how it becomes what a field holds.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Context, scalar_union,
    ty::{Scope, boxed_value, boxing_fn, ty},
};
use crate::{
    ident::RustIdent,
    ir::{Field, Presence, Scalar, Shape, TypeKey, TypeKind},
};

/// A parameter: its type, and how its value becomes what the field holds.
pub(super) struct Parameter {
    pub(super) ty: TokenStream,
    pub(super) value: TokenStream,
}

/// How one value converts into what a field holds.
enum Conversion {
    /// `impl Into<T>`
    Into(TokenStream),
    /// `impl IntoF64`: a trait of the runtime, and its method.
    Number(RustIdent, RustIdent),
}

impl Conversion {
    /// The type of a parameter.
    fn ty(&self) -> TokenStream {
        match self {
            Self::Into(ty) => quote! { impl Into<#ty> },
            Self::Number(number, _) => quote! { impl #number },
        }
    }

    /// The conversion as a function.
    fn function(&self) -> TokenStream {
        match self {
            Self::Into(_) => quote! { Into::into },
            Self::Number(number, method) => quote! { #number::#method },
        }
    }

    /// The method of a value that converts it.
    fn method(&self) -> TokenStream {
        match self {
            Self::Into(_) => quote! { into() },
            Self::Number(_, method) => quote! { #method() },
        }
    }
}

/// How users pass in `shape`, under `name`.
pub(super) fn parameter(
    cx: Context<'_>,
    shape: &Shape,
    name: &RustIdent,
    scope: Scope,
) -> Parameter {
    let own = ty(cx.names, shape, scope);
    if let Shape::Scalar(scalar) = shape
        && let Some(first) = scalar.info().setter_type
    {
        let first = RustIdent::literal(first);
        return Parameter {
            ty: quote! { impl Into<#first> },
            value: quote! { #name.into().into() },
        };
    }
    if let Some(conversion) = conversion(cx, shape, scope) {
        let method = conversion.method();
        return Parameter {
            ty: conversion.ty(),
            value: quote! { #name.#method },
        };
    }
    match shape {
        Shape::List(item) if !item.nullable => {
            let inner = ty(cx.names, &item.shape, scope);
            if let Some(conversion) = conversion(cx, &item.shape, scope) {
                let (ty, function) = (conversion.ty(), conversion.function());
                Parameter {
                    ty: quote! { impl IntoIterator<Item = #ty> },
                    value: quote! { #name.into_iter().map(#function).collect() },
                }
            } else {
                Parameter {
                    ty: quote! { impl IntoIterator<Item = #inner> },
                    value: quote! { #name.into_iter().collect() },
                }
            }
        }
        Shape::Map(item) if item.nullable => {
            let inner = ty(cx.names, &item.shape, scope);
            Parameter {
                ty: quote! { impl IntoIterator<Item = (impl Into<String>, Option<#inner>)> },
                value: quote! {
                    #name.into_iter().map(|(key, value)| (key.into(), value)).collect()
                },
            }
        }
        Shape::Map(item) => match conversion(cx, &item.shape, scope) {
            Some(conversion) => {
                let (ty, method) = (conversion.ty(), conversion.method());
                Parameter {
                    ty: quote! { impl IntoIterator<Item = (impl Into<String>, #ty)> },
                    value: quote! {
                        #name.into_iter().map(|(key, value)| (key.into(), value.#method)).collect()
                    },
                }
            }
            None => Parameter {
                ty: own,
                value: quote! { #name },
            },
        },
        _ => Parameter {
            ty: own,
            value: quote! { #name },
        },
    }
}

/// How values convert into one of this shape, where several types do.
fn conversion(cx: Context<'_>, shape: &Shape, scope: Scope) -> Option<Conversion> {
    let number = |name: &'static str, method: &'static str| {
        Conversion::Number(RustIdent::literal(name), RustIdent::literal(method))
    };
    match shape {
        Shape::Scalar(Scalar::Integer) => Some(number("IntoI64", "into_i64")),
        Shape::Scalar(Scalar::Number) => Some(number("IntoF64", "into_f64")),
        _ if converts(cx, shape) => Some(Conversion::Into(ty(cx.names, shape, scope))),
        _ => None,
    }
}

/// Whether several types make a value of this shape.
fn converts(cx: Context<'_>, shape: &Shape) -> bool {
    match shape {
        Shape::Scalar(scalar) => scalar.info().setter_converts,
        Shape::Json(_) => true,
        Shape::Type(key) => cx.api.type_at(key).is_some_and(|def| match &def.kind {
            TypeKind::Enum(_) => true,
            TypeKind::Union(inner) => scalar_union::converts(cx.api, inner),
            _ => false,
        }),
        _ => false,
    }
}

/// How users pass in a field that they must give.
pub(super) fn required(cx: Context<'_>, key: &TypeKey, field: &Field, scope: Scope) -> Parameter {
    let name = cx.names.field(key, &field.wire);
    let parameter = parameter(cx, &field.shape, name, scope);
    if field.presence == Presence::RequiredNullable {
        let inner = ty(cx.names, &field.shape, scope);
        let value = match boxing_fn(field.boxing) {
            Some(new) => quote! { #name.map(#new) },
            None => quote! { #name },
        };
        return Parameter {
            ty: quote! { Option<#inner> },
            value,
        };
    }
    boxed(field, parameter)
}

pub(super) fn boxed(field: &Field, parameter: Parameter) -> Parameter {
    Parameter {
        value: boxed_value(field.boxing, parameter.value),
        ..parameter
    }
}
