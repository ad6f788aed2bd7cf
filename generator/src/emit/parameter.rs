//! What users pass in, and how it becomes what a field holds.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Context, scalar_union,
    ty::{Scope, ty},
};
use crate::{
    ident::RustIdent,
    ir::{Field, Presence, Shape, TypeKey, TypeKind},
};

/// A parameter: its type, and how its value becomes what the field holds.
pub(super) struct Parameter {
    pub(super) ty: TokenStream,
    pub(super) value: TokenStream,
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
    if converts(cx, shape) {
        return Parameter {
            ty: quote! { impl Into<#own> },
            value: quote! { #name.into() },
        };
    }
    match shape {
        Shape::List(item) if !item.nullable => {
            let inner = ty(cx.names, &item.shape, scope);
            if converts(cx, &item.shape) {
                Parameter {
                    ty: quote! { impl IntoIterator<Item = impl Into<#inner>> },
                    value: quote! { #name.into_iter().map(Into::into).collect() },
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
        Shape::Map(item) if converts(cx, &item.shape) => {
            let inner = ty(cx.names, &item.shape, scope);
            Parameter {
                ty: quote! { impl IntoIterator<Item = (impl Into<String>, impl Into<#inner>)> },
                value: quote! {
                    #name.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
                },
            }
        }
        _ => Parameter {
            ty: own,
            value: quote! { #name },
        },
    }
}

/// Whether several types make a value of this shape.
fn converts(cx: Context<'_>, shape: &Shape) -> bool {
    match shape {
        Shape::Scalar(scalar) => scalar.info().setter_converts,
        Shape::Json(_) => true,
        Shape::Type(key) => cx.api.type_at(key).is_some_and(|def| match &def.kind {
            TypeKind::Enum(_) => true,
            TypeKind::Union(inner) => scalar_union::converts(inner),
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
        let value = if field.boxed {
            quote! { #name.map(Box::new) }
        } else {
            quote! { #name }
        };
        return Parameter {
            ty: quote! { Option<#inner> },
            value,
        };
    }
    boxed(field, parameter)
}

pub(super) fn boxed(field: &Field, parameter: Parameter) -> Parameter {
    let value = parameter.value;
    Parameter {
        value: if field.boxed {
            quote! { Box::new(#value) }
        } else {
            value
        },
        ..parameter
    }
}
