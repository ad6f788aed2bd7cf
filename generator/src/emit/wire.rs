//! `src/wire/*.rs`: the JSON of each type, as tables with a row for each field. What is the same
//! for every type is made of them by macros of the runtime.

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
                .flat_map(|(key, def)| tables(cx, key, def))
                .collect(),
        };
        files.push((path, Content::Later(Box::new(build))));
    }
    files
}

fn tables(cx: Context<'_>, key: &TypeKey, def: &TypeDef) -> Vec<TokenStream> {
    match &def.kind {
        TypeKind::Struct(inner) => vec![structure(cx.names, key, def, inner)],
        TypeKind::Enum(inner) => vec![enumeration(cx.names, key, inner)],
        TypeKind::Union(inner) => {
            let name = cx.names.ty(key);
            vec![
                union::tables(cx, key, inner),
                quote! { wire_serde!(#name); },
            ]
        }
        TypeKind::Alias(_) => Vec::new(),
    }
}

/// `model! { Device extra declares_others; required "device_id" device_id; }`
fn structure(names: &Names, key: &TypeKey, def: &TypeDef, inner: &Struct) -> TokenStream {
    let name = names.ty(key);
    let others = inner.declares_others.then(|| quote! { declares_others });
    let extra = def.usage.received.then(|| quote! { extra #others });
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

/// The table of an enum; what is the same for each enum is a macro of the runtime.
fn enumeration(names: &Names, key: &TypeKey, inner: &Enum) -> TokenStream {
    let name = names.ty(key);
    let texts = &inner.values;
    let values = texts.iter().map(|wire| names.variant(key, wire));
    let allows_others = inner
        .allows_others
        .then(|| quote! { const ALLOWS_OTHERS: bool = true; });
    quote! {
        impl OpenEnum for #name {
            #allows_others
            const VALUES: &'static [Self] = &[#(Self::#values),*];
            const TEXTS: &'static [&'static str] = &[#(#texts),*];
            fn unknown(value: UnknownValue) -> Self {
                Self::Unknown(value)
            }
            fn as_unknown(&self) -> Option<&UnknownValue> {
                match self {
                    Self::Unknown(value) => Some(value),
                    _ => None,
                }
            }
        }
        open_enum!(#name);
    }
}
