//! `src/wire/*.rs`: the JSON of each type. Tables, one row for each field, and the two functions
//! that find a field by its row. A closure for each field would keep the numbers of the rows out
//! of the text, but the compiler checks each function by itself: clients would take an eighth
//! longer to check.
//!
//! The functions around the tables are never inlined: the compiler would make
//! them anew in every crate that uses a type, and that is where users wait.

mod union;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Content, Context, File, debug, deprecation::allow_deprecated, feature};
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
    let mut items = match &def.kind {
        TypeKind::Struct(inner) => vec![structure(cx.names, key, def, inner)],
        TypeKind::Enum(inner) => return vec![enumeration(cx.names, key, inner)],
        TypeKind::Union(inner) => vec![union::tables(cx, key, inner)],
        TypeKind::Alias(_) => return Vec::new(),
    };
    items.push(serde(cx.names.ty(key)));
    items
}

fn structure(names: &Names, key: &TypeKey, def: &TypeDef, inner: &Struct) -> TokenStream {
    let name = names.ty(key);
    let specs = inner.fields.iter().map(spec);
    let fields = inner.fields.iter();
    let fields: Vec<_> = fields.map(|field| names.field(key, &field.wire)).collect();
    let accessors = accessors(&fields);
    let extra = def
        .usage
        .received
        .then(|| quote! { extra: Extra::default(), });
    let extras = def.usage.received.then(|| {
        quote! {
            fn extra(&self) -> Option<&Extra> {
                Some(&self.extra)
            }
            fn extra_mut(&mut self) -> Option<&mut Extra> {
                Some(&mut self.extra)
            }
        }
    });
    let allow = allow_deprecated(inner.fields.iter().any(|field| field.deprecated.is_some()));
    let debug = inner.has_secrets().then(|| {
        let parts = inner.fields.iter().map(|field| debug::Part {
            name: names.field(key, &field.wire),
            secret: field.secret,
        });
        let debug = debug::structure(name, parts, def.usage.received);
        quote! { #allow #debug }
    });
    quote! {
        #debug
        #allow
        impl Model for #name {
            const FIELDS: &'static [FieldSpec] = &[#(#specs),*];
            #accessors
            #extras
        }
        #allow
        impl Wire for #name {
            #[inline(never)]
            fn empty() -> Self {
                Self { #(#fields: Wire::empty(),)* #extra }
            }
            #[inline(never)]
            fn to_ref(&self) -> ValueRef<'_> {
                ValueRef::Object(self)
            }
            #[inline(never)]
            fn to_mut(&mut self) -> ValueMut<'_> {
                ValueMut::Object(self)
            }
        }
    }
}

/// `FieldSpec::required("device_id")`
fn spec(field: &Field) -> TokenStream {
    let wire = &field.wire;
    let kind = if field.presence.is_required() {
        quote! { required }
    } else {
        quote! { optional }
    };
    let value = match field.shape {
        Shape::Scalar(Scalar::Bool { const_value }) => const_value,
        _ => None,
    };
    let value = value.map(|value| quote! { .with_const_value(#value) });
    quote! { FieldSpec::#kind(#wire)#value }
}

/// The accessors of the fields by their index in the table, without numbers, so that a new field
/// is a line of its own.
fn accessors(fields: &[&RustIdent]) -> Option<TokenStream> {
    (!fields.is_empty()).then(|| {
        quote! {
            #[inline(never)]
            fn get(&self, index: usize) -> Option<&dyn Wire> {
                field_at([#(&self.#fields),*], index)
            }
            #[inline(never)]
            fn get_mut(&mut self, index: usize) -> Option<&mut dyn Wire> {
                field_at_mut([#(&mut self.#fields),*], index)
            }
        }
    })
}

/// The table of an enum; what is the same for each enum is a macro of the runtime.
fn enumeration(names: &Names, key: &TypeKey, inner: &Enum) -> TokenStream {
    let name = names.ty(key);
    let texts = &inner.values;
    let values = texts.iter().map(|wire| names.variant(key, wire));
    quote! {
        impl OpenEnum for #name {
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

/// The public serde traits, over the tables.
fn serde(name: &RustIdent) -> TokenStream {
    quote! {
        impl Serialize for #name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serialize(self, serializer)
            }
        }
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserialize(deserializer)
            }
        }
    }
}
