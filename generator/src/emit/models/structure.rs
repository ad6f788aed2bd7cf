//! Structs: a table with a row for each field, of which the runtime's macro `model` makes the rest.

use proc_macro2::TokenStream;
use quote::quote;

use super::{constructor, one_of, type_docs};
use crate::{
    emit::{
        Context, constraint,
        deprecation::deprecated,
        doc::{doc, text, wire},
        setter,
        ty::{Scope, field_ty},
    },
    ir::{Boxing, Field, Names, Scalar, Shape, Struct, TypeDef, TypeKey},
};

/// The struct, and what makes a value of it.
pub(super) fn items(
    cx: Context<'_>,
    key: &TypeKey,
    def: &TypeDef,
    inner: &Struct,
) -> Vec<TokenStream> {
    let names = cx.names;
    let name = names.ty(key);
    let constructor = &inner.constructor;
    let mut items = vec![table(cx, key, def, inner)];
    if def.usage.sent {
        let new = constructor::constructor(cx, key, def, inner);
        items.push(quote! { impl #name { #new } });
        let setters = constructor.setters.iter();
        let rows: Vec<_> = setters
            .map(|field| setter::row(cx, key, field, Scope::Bare))
            .collect();
        if !rows.is_empty() {
            items.push(quote! { setters! { #name; #(#rows;)* } });
        }
        if constructor.arguments.is_empty() && !constructor.constants.is_empty() {
            items.push(quote! {
                impl Default for #name {
                    fn default() -> Self {
                        Self::new()
                    }
                }
            });
        }
    }
    let one_of = constructor.one_of();
    items.extend(one_of.flat_map(|one_of| one_of::types(names, one_of)));
    items
}

/// `model! { pub struct Device extra; device_id: DeviceId = required "device_id"; }`
fn table(cx: Context<'_>, key: &TypeKey, def: &TypeDef, inner: &Struct) -> TokenStream {
    let names = cx.names;
    let name = names.ty(key);
    let docs = type_docs::docs(cx, key, def);
    let constructor = &inner.constructor;
    let is_default = constructor.arguments.is_empty() && constructor.constants.is_empty();
    let default = is_default.then(|| quote! { : Default });
    let only_sent = (!def.usage.received).then(|| quote! { only_sent });
    let setter = def
        .sets_others(key)
        .then(|| quote! { with_extra #only_sent });
    let others = inner.declares_others;
    let others = others.then(|| quote! { declares_others #setter });
    let extra = def.keeps_others(key);
    let extra = extra.then(|| quote! { extra #others });
    let whole = constraint::list(&inner.constraints, None);
    let rows = inner.fields.iter().map(|field| row(names, key, field));
    quote! {
        model! { #docs pub struct #name #default #extra #whole; #(#rows;)* }
    }
}

/// `pin: Option<String> = optional "pin" secret [MinLength(4)]`, with its attributes.
fn row(names: &Names, key: &TypeKey, field: &Field) -> TokenStream {
    let docs = doc(&field.docs, &format!("{}.", wire(&field.wire)));
    let shown = field
        .secret
        .then(|| text("\nA secret, which `Debug` does not show."));
    let deprecated = deprecated(field.deprecated.as_deref());
    let is_boxed_list =
        field.boxing == Boxing::Box && matches!(field.shape, Shape::List(_) | Shape::Map(_));
    let allow = is_boxed_list.then(|| {
        quote! { #[allow(clippy::box_collection, reason = "the struct would be too large")] }
    });
    let (name, ty, wire) = (
        names.field(key, &field.wire),
        field_ty(names, field),
        &field.wire,
    );
    let presence = match field.presence.is_required() {
        true => quote! { required },
        false => quote! { optional },
    };
    let only = match field.shape {
        Shape::Scalar(Scalar::Bool { const_value }) => const_value,
        _ => None,
    };
    let only = only.map(|only| match only {
        true => quote! { only_true },
        false => quote! { only_false },
    });
    let secret = field.secret.then(|| quote! { secret });
    let escaped = has_escapes(wire).then(|| quote! { escaped });
    let constraints = constraint::list(&field.constraints, Some(&field.shape));
    quote! {
        #docs #shown #deprecated #allow
        #name: #ty = #presence #wire #only #secret #escaped #constraints
    }
}

/// Whether JSON writes the string with escapes.
fn has_escapes(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '"' | '\\' | ..'\u{20}'))
}
