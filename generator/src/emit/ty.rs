//! Shapes → Rust types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    ident::RustIdent,
    ir::{Api, Field, Operation, Output, Presence, RustType, Scalar, Shape, TypeKey, TypeRef},
};

/// How a file speaks of the models.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scope {
    /// Their names are in scope.
    Bare,
    /// Their module is in scope as `models`.
    Models,
}

/// The type of `shape`.
pub(super) fn ty(api: &Api, shape: &Shape, scope: Scope) -> TokenStream {
    match shape {
        Shape::Scalar(Scalar::Id(kind)) => path(api.ids.get(kind).map(|id| &id.rust), scope),
        Shape::Scalar(scalar) => match scalar.info().rust {
            RustType::Primitive(name) | RustType::Runtime(name) => {
                let name = RustIdent::new(name);
                quote! { #name }
            }
            RustType::String | RustType::IdAlias => quote! { String },
        },
        Shape::Json(_) => quote! { Value },
        Shape::List(item) => {
            let item = item_ty(api, item, scope);
            quote! { Vec<#item> }
        }
        Shape::Map(item) => {
            let item = item_ty(api, item, scope);
            quote! { BTreeMap<String, #item> }
        }
        Shape::Type(key) => named(api, key, scope),
        // `pass::hoist` leaves none.
        Shape::Inline(_) => quote! { Value },
    }
}

/// The type of a list's items or a map's values.
pub(super) fn item_ty(api: &Api, item: &TypeRef, scope: Scope) -> TokenStream {
    let inner = ty(api, &item.shape, scope);
    if item.nullable {
        quote! { Option<#inner> }
    } else {
        inner
    }
}

/// The type of a field, presence and box included.
pub(super) fn field_ty(api: &Api, field: &Field) -> TokenStream {
    let mut inner = ty(api, &field.shape, Scope::Bare);
    if field.boxed {
        inner = quote! { Box<#inner> };
    }
    match field.presence {
        Presence::Required => inner,
        Presence::RequiredNullable | Presence::Optional => quote! { Option<#inner> },
        Presence::OptionalNullable => quote! { Nullable<#inner> },
    }
}

/// What a call returns: a page, where the operation answers pages.
pub(super) fn answer_ty(api: &Api, operation: &Operation, scope: Scope) -> TokenStream {
    match api.page_item(operation) {
        Some(item) => {
            let item = ty(api, item, scope);
            quote! { Page<#item> }
        }
        None => returned_ty(api, operation.output(), scope),
    }
}

/// The value that an answer holds.
pub(super) fn returned_ty(api: &Api, value: Option<&Output>, scope: Scope) -> TokenStream {
    let Some(value) = value else {
        return quote! { () };
    };
    let inner = ty(api, &value.shape, scope);
    if value.presence == Presence::Required {
        inner
    } else {
        quote! { Option<#inner> }
    }
}

/// The named type at `key`.
pub(super) fn named(api: &Api, key: &TypeKey, scope: Scope) -> TokenStream {
    path(api.type_at(key).map(|def| &def.rust), scope)
}

fn path(name: Option<&RustIdent>, scope: Scope) -> TokenStream {
    match (name, scope) {
        (Some(name), Scope::Bare) => quote! { #name },
        (Some(name), Scope::Models) => quote! { models::#name },
        // `pass::check` proves that every name leads somewhere.
        (None, _) => quote! { Value },
    }
}
