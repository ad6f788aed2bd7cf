//! `src/wire/*.rs`: how each type meets JSON. Tables, one row for each member,
//! so that a new member is a new row and changes no other.
//!
//! The functions around the tables are never inlined: the compiler would make
//! them anew in every crate that uses a type, and that is where users wait.

mod union;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Content, File, setter::allow_deprecated};
use crate::{
    ident::RustIdent,
    ir::{Api, Enum, Field, Scalar, Shape, Struct, TypeDef, TypeKind},
    pretty::Source,
};

pub(super) fn emit(api: &Api) -> Vec<File> {
    let owners = api.types.emitted();
    let modules = owners.keys().filter_map(|owner| api.modules.get(owner));
    let index = Source {
        docs: vec!["How the types meet JSON: tables that the runtime reads.".to_owned()],
        head: modules.map(|module| quote! { mod #module; }).collect(),
        items: Vec::new(),
    };
    let mut files = vec![("src/wire.rs".to_owned(), Content::Rust(index))];
    for (owner, types) in &owners {
        let Some(module) = api.modules.get(owner) else {
            continue;
        };
        let source = Source {
            docs: Vec::new(),
            head: vec![
                quote! { use crate::models::#module::*; use seamstress_runtime::codegen::*; },
            ],
            items: types.iter().flat_map(|(_, def)| tables(api, def)).collect(),
        };
        files.push((
            format!("src/wire/{}.rs", module.plain()),
            Content::Rust(source),
        ));
    }
    files
}

fn tables(api: &Api, def: &TypeDef) -> Vec<TokenStream> {
    let mut items = match &def.kind {
        TypeKind::Struct(inner) => vec![structure(def, inner)],
        TypeKind::Enum(inner) => vec![enumeration(def, inner)],
        TypeKind::Union(inner) => vec![union::tables(api, def, inner)],
        TypeKind::Alias(_) => return Vec::new(),
    };
    items.push(serde(&def.rust));
    items
}

fn structure(def: &TypeDef, inner: &Struct) -> TokenStream {
    let name = &def.rust;
    let rows = inner.fields.iter().map(row);
    let blanks = inner.fields.iter().map(|field| {
        let name = &field.rust;
        quote! { #name: Wire::blank(), }
    });
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
    quote! {
        #allow
        impl Model for #name {
            const FIELDS: &'static [Field<Self>] = &[#(#rows),*];
            #extras
        }
        #allow
        impl Wire for #name {
            #[inline(never)]
            fn blank() -> Self {
                Self { #(#blanks)* #extra }
            }
            #[inline(never)]
            fn to_ref(&self) -> Ref<'_> {
                Ref::Object(self)
            }
            #[inline(never)]
            fn to_mut(&mut self) -> Mut<'_> {
                Mut::Object(self)
            }
        }
    }
}

/// `Field::required("device_id", |m| &m.device_id, |m| &mut m.device_id)`
fn row(field: &Field) -> TokenStream {
    let wire = &field.wire;
    let name = &field.rust;
    let kind = if field.presence.is_required() {
        quote! { required }
    } else {
        quote! { optional }
    };
    let ways = quote! { (#wire, |m| &m.#name, |m| &mut m.#name) };
    match field.shape {
        // Behind a method call, the compiler has to be told whose field it is.
        Shape::Scalar(Scalar::Bool {
            const_value: Some(value),
        }) => quote! { Field::<Self>::#kind #ways.only(#value) },
        _ => quote! { Field::#kind #ways },
    }
}

fn enumeration(def: &TypeDef, inner: &Enum) -> TokenStream {
    let name = &def.rust;
    let rows = inner.values.iter().map(|value| {
        let (wire, variant) = (&value.wire, &value.rust);
        quote! { (#wire, Self::#variant) }
    });
    quote! {
        impl #name {
            /// The text in JSON.
            pub fn as_str(&self) -> &str {
                self.text()
            }
        }
        impl OpenEnum for #name {
            const VALUES: &'static [(&'static str, Self)] = &[#(#rows),*];
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
        impl Wire for #name {
            #[inline(never)]
            fn blank() -> Self {
                Self::parse("")
            }
            #[inline(never)]
            fn to_ref(&self) -> Ref<'_> {
                Ref::Str(self.text())
            }
            #[inline(never)]
            fn to_mut(&mut self) -> Mut<'_> {
                Mut::Text(self)
            }
        }
        impl From<&str> for #name {
            fn from(text: &str) -> Self {
                Self::parse(text)
            }
        }
        impl From<String> for #name {
            fn from(text: String) -> Self {
                Self::parse(&text)
            }
        }
        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.text())
            }
        }
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
