//! `src/wire/*.rs`: the JSON of each type, as a table with a row for each field, value or branch.
//! Macros of the runtime make everything else of it.

mod union;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Content, Context, File, constraint, feature};
use crate::{
    ident::RustIdent,
    ir::{Enum, Field, Names, Scalar, Shape, Struct, TypeDef, TypeKey, TypeKind},
    pretty::Source,
};

pub(super) fn emit(cx: Context<'_>) -> Vec<File<'_>> {
    let owners = cx.api.types.emitted();
    let modules = owners.keys().map(|owner| {
        let (gate, module) = (feature::of_owner(cx, owner), cx.names.module(owner));
        quote! { #gate mod #module; }
    });
    let index = Source {
        docs: vec!["JSON of the types: tables that the runtime reads.".to_owned()],
        head: modules.collect(),
        items: Vec::new(),
    };
    let mut files = vec![("src/wire.rs".to_owned(), Content::Rust(index))];
    for (owner, types) in owners {
        let module = cx.names.module(&owner);
        let path = format!("src/wire/{}.rs", module.plain());
        let build = move || Source {
            docs: Vec::new(),
            head: vec![
                quote! { use crate::models::#module::*; use seamstress_runtime::codegen::types::*; },
            ],
            items: types
                .iter()
                .filter_map(|(key, def)| table(cx, key, def))
                .collect(),
        };
        files.push((path, Content::Later(Box::new(build))));
    }
    files
}

fn table(cx: Context<'_>, key: &TypeKey, def: &TypeDef) -> Option<TokenStream> {
    match &def.kind {
        TypeKind::Struct(inner) => Some(structure(cx.names, key, def, inner)),
        TypeKind::Enum(inner) => Some(enumeration(cx.names, key, inner)),
        TypeKind::Union(inner) => Some(union::table(cx, key, inner)),
        TypeKind::Alias(_) => None,
    }
}

/// `model! { Device extra declares_others with_extra; required "device_id" device_id; }`
fn structure(names: &Names, key: &TypeKey, def: &TypeDef, inner: &Struct) -> TokenStream {
    let name = names.ty(key);
    let only_sent = (!def.usage.received).then(|| quote! { only_sent });
    let setter = def
        .sets_others(key)
        .then(|| quote! { with_extra #only_sent });
    let others = inner.declares_others;
    let others = others.then(|| quote! { declares_others #setter });
    let extra = def.keeps_others(key);
    let extra = extra.then(|| quote! { extra #others });
    let whole = constraint::list(&inner.constraints, None);
    let rows = inner
        .fields
        .iter()
        .map(|field| row(field, names.field(key, &field.wire)));
    quote! {
        model! { #name #extra #whole; #(#rows;)* }
    }
}

/// `required "device_id" device_id [MinLength(1)]`
fn row(field: &Field, name: &RustIdent) -> TokenStream {
    let wire = &field.wire;
    let presence = if field.presence.is_required() {
        quote! { required }
    } else {
        quote! { optional }
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
    quote! { #presence #wire #name #only #secret #escaped #constraints }
}

/// Whether JSON writes the string with escapes.
fn has_escapes(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '"' | '\\' | ..'\u{20}'))
}

/// `open_enum! { Mode allows_others; "heat_cool" HeatCool; }`
fn enumeration(names: &Names, key: &TypeKey, inner: &Enum) -> TokenStream {
    let name = names.ty(key);
    let texts = &inner.values;
    let values = texts.iter().map(|wire| names.variant(key, wire));
    let others = inner.allows_others.then(|| quote! { allows_others });
    quote! {
        open_enum! { #name #others; #(#texts #values;)* }
    }
}
