//! Shapes → Rust types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    ident::RustIdent,
    ir::{
        Boxing, Branch, Field, Names, OneOfArgument, Operation, Output, Presence, ReturnedValue,
        RustType, Scalar, Shape, TypeKey, TypeRef,
    },
};

/// How a file refers to the models.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scope {
    /// Their names are in scope.
    Bare,
    /// Their module is in scope as `models`.
    Models,
}

/// The type of `shape`.
pub(super) fn ty(names: &Names, shape: &Shape, scope: Scope) -> TokenStream {
    match shape {
        Shape::Scalar(Scalar::Id(kind)) => path(names.id(kind), scope),
        Shape::Scalar(scalar) => match scalar.info().rust {
            RustType::Primitive(name) | RustType::Runtime(name) => {
                let name = RustIdent::literal(name);
                quote! { #name }
            }
            RustType::String | RustType::IdAlias => quote! { String },
        },
        Shape::Json(_) => quote! { Value },
        Shape::List(item) => {
            let item = item_ty(names, item, scope);
            quote! { Vec<#item> }
        }
        Shape::Map(item) => {
            let item = item_ty(names, item, scope);
            quote! { BTreeMap<String, #item> }
        }
        Shape::Type(key) => named(names, key, scope),
        // `pass::hoist` leaves none.
        Shape::Inline(_) => quote! { Value },
    }
}

/// The type of a list's items or a map's values.
pub(super) fn item_ty(names: &Names, item: &TypeRef, scope: Scope) -> TokenStream {
    let inner = ty(names, &item.shape, scope);
    if item.nullable {
        quote! { Option<#inner> }
    } else {
        inner
    }
}

/// The type of a field, presence and box included.
pub(super) fn field_ty(names: &Names, field: &Field) -> TokenStream {
    let inner = boxed_ty(field.boxing, ty(names, &field.shape, Scope::Bare));
    match field.presence {
        Presence::Required => inner,
        Presence::RequiredNullable | Presence::Optional => quote! { Option<#inner> },
        Presence::OptionalNullable => quote! { Nullable<#inner> },
    }
}

/// The type of the payload of a branch, box included.
pub(super) fn branch_ty(names: &Names, branch: &Branch) -> TokenStream {
    boxed_ty(branch.boxing, ty(names, &branch.shape, Scope::Bare))
}

/// The type of a place that holds an `inner`.
fn boxed_ty(boxing: Boxing, inner: TokenStream) -> TokenStream {
    match boxing {
        Boxing::None => inner,
        Boxing::Box => quote! { Box<#inner> },
        Boxing::Erased => quote! { ErasedBox<#inner> },
    }
}

/// What makes the value of a place, which is in a box, of what it holds.
pub(super) fn boxing_fn(boxing: Boxing) -> Option<TokenStream> {
    match boxing {
        Boxing::None => None,
        Boxing::Box => Some(quote! { Box::new }),
        Boxing::Erased => Some(quote! { ErasedBox::new }),
    }
}

/// The value of a place that holds `value`.
pub(super) fn boxed_value(boxing: Boxing, value: TokenStream) -> TokenStream {
    match boxing_fn(boxing) {
        Some(new) => quote! { #new(#value) },
        None => value,
    }
}

/// What a call returns: a page, where the operation pages.
pub(super) fn response_ty(names: &Names, operation: &Operation, scope: Scope) -> TokenStream {
    match operation.page_item() {
        Some(item) => {
            let item = ty(names, item, scope);
            quote! { Page<#item> }
        }
        None => returns_ty(names, operation, scope),
    }
}

/// What a call of an operation that does not page returns.
fn returns_ty(names: &Names, operation: &Operation, scope: Scope) -> TokenStream {
    let returns = operation.returns();
    let inner = value_ty(names, operation, returns.value, scope);
    let is_option = matches!(returns.value, ReturnedValue::Json(output) if output.presence != Presence::Required);
    match returns.is_optional && !is_option {
        true => quote! { Option<#inner> },
        false => inner,
    }
}

/// What a response gives.
pub(super) fn value_ty(
    names: &Names,
    operation: &Operation,
    value: ReturnedValue<'_>,
    scope: Scope,
) -> TokenStream {
    match value {
        ReturnedValue::Nothing => quote! { () },
        ReturnedValue::Json(output) => returned_ty(names, Some(output), scope),
        ReturnedValue::Text => quote! { String },
        ReturnedValue::Bytes => quote! { seamstress_runtime::bytes::Bytes },
        ReturnedValue::Events(item) => {
            let item = item_ty(names, item, scope);
            quote! { seamstress_runtime::Events<#item> }
        }
        ReturnedValue::Lines(item) => {
            let item = item_ty(names, item, scope);
            quote! { seamstress_runtime::Lines<#item> }
        }
        // It is in the module of the operation.
        ReturnedValue::ByStatus => {
            let name = names.output(&operation.key);
            quote! { #name }
        }
    }
}

/// The value of a response.
pub(super) fn returned_ty(names: &Names, value: Option<&Output>, scope: Scope) -> TokenStream {
    let Some(value) = value else {
        return quote! { () };
    };
    let inner = ty(names, &value.shape, scope);
    if value.presence == Presence::Required {
        inner
    } else {
        quote! { Option<#inner> }
    }
}

/// The named type at `key`.
pub(super) fn named(names: &Names, key: &TypeKey, scope: Scope) -> TokenStream {
    path(names.ty(key), scope)
}

/// The enum of an argument that is one of several fields.
pub(super) fn one_of_ty(names: &Names, one_of: &OneOfArgument, scope: Scope) -> TokenStream {
    path(names.one_of(&one_of.operation, &one_of.wire), scope)
}

fn path(name: &RustIdent, scope: Scope) -> TokenStream {
    match scope {
        Scope::Bare => quote! { #name },
        Scope::Models => quote! { models::#name },
    }
}
