//! What users pass in → what a field holds.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Context,
    doc::{doc, wire},
    models::scalar_union,
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

fn boxed(field: &Field, parameter: Parameter) -> Parameter {
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

/// The setters of an optional field of `target`: one, or two where it can be
/// set to null.
pub(super) fn setters(
    cx: Context<'_>,
    key: &TypeKey,
    field: &Field,
    target: &TokenStream,
    scope: Scope,
) -> TokenStream {
    let name = cx.names.field(key, &field.wire);
    let docs = doc(&field.docs, &format!("Sets {}.", wire(&field.wire)));
    let Parameter { ty, value } = boxed(field, parameter(cx, &field.shape, name, scope));
    let deprecated = deprecated(field.deprecated.as_deref());
    let held = match field.presence {
        Presence::Required => value,
        Presence::RequiredNullable | Presence::Optional => quote! { Some(#value) },
        Presence::OptionalNullable => quote! { Nullable::Value(#value) },
    };
    let allow = allow_deprecated(field.deprecated.is_some());
    let setter = quote! {
        #docs
        #deprecated
        #allow
        pub fn #name(mut self, #name: #ty) -> Self {
            #target.#name = #held;
            self
        }
    };
    if !field.has_null_setter() {
        return setter;
    }
    let null = cx.names.null_setter(key, &field.wire);
    let docs = super::doc::text(&format!(
        "Sets {} to `null`, which differs from leaving it out.",
        wire(&field.wire)
    ));
    quote! {
        #setter
        #docs
        #deprecated
        #allow
        pub fn #null(mut self) -> Self {
            #target.#name = Nullable::Null;
            self
        }
    }
}

/// `#[deprecated]`, where the pages say so, with what they say.
pub(super) fn deprecated(deprecated: Option<&str>) -> TokenStream {
    match deprecated {
        None => quote! {},
        Some("") => {
            quote! { #[deprecated = "the API's documentation marks it as deprecated"] }
        }
        Some(why) => quote! { #[deprecated = #why] },
    }
}

/// Lets our own code touch what it marks as deprecated.
pub(super) fn allow_deprecated(is_deprecated: bool) -> TokenStream {
    if is_deprecated {
        quote! { #[allow(deprecated)] }
    } else {
        quote! {}
    }
}

/// `name: value`, in Rust's shorthand where nothing is converted.
pub(super) fn member(name: &RustIdent, value: &TokenStream) -> TokenStream {
    if value.to_string() == name.to_string() {
        quote! { #name }
    } else {
        quote! { #name: #value }
    }
}
