//! `src/models/*.rs`: the types, as people read them.

mod constructor;
mod one_of;
pub(super) mod scalar_union;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Content, Context, File,
    doc::{doc, text, wire},
    imports::names_any,
    setter::{deprecated, setters},
    ty::{Scope, field_ty, ty},
};
use crate::{
    ir::{
        Enum, Field, Names, Owner, Root, Scalar, Shape, Struct, Tagging, TypeDef, TypeKey,
        TypeKind, Union,
    },
    pretty::Source,
    reserved::RUNTIME,
};

/// One file for each owner, and the module that shows them all as one.
pub(super) fn emit(cx: Context<'_>) -> Vec<File> {
    let Context { api, names } = cx;
    let owners = api.types.emitted();
    let modules = || owners.keys().map(|owner| names.module(owner));
    let declarations = modules().map(|module| quote! { pub(crate) mod #module; });
    let uses = modules().map(|module| quote! { pub use self::#module::*; });
    let beside = [
        (!names.deprecated_aliases().is_empty()).then(|| quote! { aliases }),
        (!api.ids.is_empty()).then(|| quote! { ids }),
    ];
    let beside: Vec<TokenStream> = beside.into_iter().flatten().collect();
    let index = Source {
        docs: vec!["Everything that the API sends and receives.".to_owned()],
        head: declarations
            .chain(beside.iter().map(|module| quote! { mod #module; }))
            .chain(uses)
            .chain(
                beside
                    .iter()
                    .map(|module| quote! { pub use self::#module::*; }),
            )
            .collect(),
        items: Vec::new(),
    };
    let mut files = vec![("src/models.rs".to_owned(), Content::Rust(index))];
    for (owner, types) in &owners {
        let module = names.module(owner);
        let items: Vec<TokenStream> = types
            .iter()
            .flat_map(|(key, def)| model(cx, key, def))
            .collect();
        let source = Source {
            docs: Vec::new(),
            head: imports(names, owner, types, &items),
            items,
        };
        files.push((
            format!("src/models/{}.rs", module.plain()),
            Content::Rust(source),
        ));
    }
    files
}

/// Types of other owners by name, and no more: a crate of a thousand types in
/// which every file imports all of them takes the compiler long to resolve.
fn imports(
    names: &Names,
    owner: &Owner,
    types: &[(&TypeKey, &TypeDef)],
    items: &[TokenStream],
) -> Vec<TokenStream> {
    let mut others = BTreeSet::new();
    let mut holds_ids = false;
    for shape in types.iter().flat_map(|(_, def)| def.shapes()) {
        shape.walk(&mut |shape| match shape {
            Shape::Scalar(Scalar::Id(_)) => holds_ids = true,
            Shape::Type(key) if key.owner() != *owner => {
                others.insert((names.module(&key.owner()), names.ty(key)));
            }
            _ => {}
        });
    }
    let ids = holds_ids.then(|| quote! { use super::ids::*; });
    let others = others
        .into_iter()
        .map(|(module, name)| quote! { use super::#module::#name; });
    let names_runtime = items.iter().any(|item| names_any(item, RUNTIME));
    let runtime = names_runtime.then(|| quote! { use seamstress_runtime::codegen::*; });
    others.chain(ids).chain(runtime).collect()
}

fn model(cx: Context<'_>, key: &TypeKey, def: &TypeDef) -> Vec<TokenStream> {
    match &def.kind {
        TypeKind::Struct(inner) => structure(cx, key, def, inner),
        TypeKind::Enum(inner) => vec![enumeration(cx.names, key, def, inner)],
        TypeKind::Union(inner) => {
            let mut items = vec![union(cx.names, key, def, inner)];
            items.extend(scalar_union::conversions(cx.names, key, inner));
            items
        }
        TypeKind::Alias(_) => Vec::new(),
    }
}

fn structure(cx: Context<'_>, key: &TypeKey, def: &TypeDef, inner: &Struct) -> Vec<TokenStream> {
    let Context { api, names } = cx;
    let name = names.ty(key);
    let docs = doc(
        &def.docs,
        &match (key.root(), key.steps()) {
            (Root::Request(operation), []) => format!("What `{operation}` is sent."),
            (Root::Response(operation), []) => format!("What `{operation}` answers."),
            _ => format!("The `{name}` of the API."),
        },
    );
    let fields = inner.fields.iter().map(|field| member(names, key, field));
    let default = if api.arguments_of(key).is_empty() {
        quote! { , Default }
    } else {
        quote! {}
    };
    let extra = def
        .usage
        .received
        .then(|| quote! { pub(crate) extra: Extra, });
    let mut items = vec![quote! {
        #docs
        #[derive(Clone, Debug #default, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #extra
        }
    }];
    let mut methods = Vec::new();
    if def.usage.sent {
        let operation = api.operation_of(key);
        methods.push(constructor::constructor(cx, key, def, inner));
        let optional = inner
            .fields
            .iter()
            .filter(|field| !field.presence.is_required());
        let is_chosen = |field: &&Field| {
            operation.is_some_and(|operation| operation.one_of_with(&field.wire).is_some())
        };
        let settable = optional.filter(|field| !is_chosen(field));
        methods
            .extend(settable.map(|field| setters(cx, key, field, &quote! { self }, Scope::Bare)));
    }
    if def.usage.received {
        methods.push(quote! {
            /// Members that no page declares, as the API answered them.
            pub fn extra(&self) -> &Extra {
                &self.extra
            }
        });
    }
    if !methods.is_empty() {
        items.push(quote! { impl #name { #(#methods)* } });
    }
    if let Some(operation) = api.operation_of(key) {
        let choices = operation.input.one_of.iter();
        items.extend(choices.flat_map(|found| one_of::argument(names, operation, inner, found)));
    }
    items
}

fn member(names: &Names, key: &TypeKey, field: &Field) -> TokenStream {
    let docs = doc(&field.docs, &format!("{}.", wire(&field.wire)));
    let deprecated = deprecated(field.deprecated.as_deref());
    let name = names.field(key, &field.wire);
    let ty = field_ty(names, field);
    quote! {
        #docs
        #deprecated
        pub #name: #ty,
    }
}

fn enumeration(names: &Names, key: &TypeKey, def: &TypeDef, inner: &Enum) -> TokenStream {
    let name = names.ty(key);
    let docs = doc(&def.docs, &format!("The `{name}` of the API."));
    let variants = inner.values.iter().map(|value| {
        let docs = text(&wire(value));
        let name = names.variant(key, value);
        quote! { #docs #name, }
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// Another value, which no page names.
            Unknown(UnknownValue),
        }
    }
}

fn union(names: &Names, key: &TypeKey, def: &TypeDef, inner: &Union) -> TokenStream {
    let name = names.ty(key);
    let docs = doc(&def.docs, &format!("The `{name}` of the API."));
    let branches = inner.branches.iter().map(|branch| {
        let docs = doc(&branch.docs, &format!("{}.", wire(&branch.label)));
        let name = names.variant(key, &branch.label);
        let mut ty = ty(names, &branch.shape, Scope::Bare);
        if branch.boxed {
            ty = quote! { Box<#ty> };
        }
        quote! { #docs #name(#ty), }
    });
    let unknown = text(&match &inner.tagging {
        Tagging::Tagged(member) => format!("Another {}, which no page names.", wire(member)),
        _ => "A form that no page describes.".to_owned(),
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#branches)*
            #unknown
            Unknown(UnknownVariant),
        }
    }
}
