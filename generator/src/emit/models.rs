//! `src/models/*.rs`: the types, as people read them.

mod constructor;
mod incoming;
mod one_of;
mod type_docs;
mod union;

use std::{collections::BTreeSet, sync::Arc};

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Content, Context, File,
    deprecation::deprecated,
    doc::{doc, text, wire},
    feature,
    imports::mentions,
    scalar_union, setter,
    ty::{Scope, branch_ty, field_ty},
};
use crate::{
    ir::{
        Boxing, Enum, Field, Layouts, Names, Owner, Scalar, Shape, Struct, Tagging, TypeDef,
        TypeKey, TypeKind, Union,
    },
    pretty::Source,
    reserved::TYPES,
};

/// One file for each owner, and the module that re-exports them all.
pub(super) fn emit(cx: Context<'_>) -> Vec<File<'_>> {
    let Context { api, names } = cx;
    let owners = api.types.emitted();
    let layouts = Arc::new(Layouts::estimate(&api.types));
    let modules = || {
        let owners = owners.keys();
        owners.map(|owner| (feature::of_owner(cx, owner), names.module(owner)))
    };
    let declarations = modules().map(|(gate, module)| quote! { #gate pub(crate) mod #module; });
    let uses = modules().map(|(gate, module)| quote! { #gate pub use self::#module::*; });
    let aliases = names.deprecated_aliases();
    let lints = quote! { unreachable_pub, unused_imports };
    let unused = feature::used_by_types(cx, aliases.iter().map(|it| &it.owner), &lints);
    let siblings = [
        (!aliases.is_empty()).then(|| (unused, quote! { aliases })),
        (!api.ids.is_empty()).then(|| (None, quote! { ids })),
    ];
    let siblings: Vec<_> = siblings.into_iter().flatten().collect();
    let index = Source {
        docs: incoming::index(cx),
        head: declarations
            .chain(siblings.iter().map(|(_, module)| quote! { mod #module; }))
            .chain(uses)
            .chain(
                siblings
                    .iter()
                    .map(|(unused, module)| quote! { #unused pub use self::#module::*; }),
            )
            .collect(),
        items: Vec::new(),
    };
    let mut files = vec![("src/models.rs".to_owned(), Content::Rust(index))];
    for (owner, types) in owners {
        let path = format!("src/models/{}.rs", names.module(&owner).plain());
        let layouts = Arc::clone(&layouts);
        let build = move || {
            let models = types.iter();
            let items = models.flat_map(|(key, def)| model(cx, &layouts, key, def));
            let items: Vec<TokenStream> = items.collect();
            Source {
                docs: Vec::new(),
                head: imports(names, &owner, &types, &items),
                items,
            }
        };
        files.push((path, Content::Later(Box::new(build))));
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
    let shapes = types.iter().flat_map(|(_, def)| {
        let shared = match &def.kind {
            TypeKind::Union(inner) => &inner.shared[..],
            _ => &[],
        };
        let shared = shared.iter().map(|field| &field.shape);
        def.shapes().into_iter().chain(shared)
    });
    for shape in shapes {
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
    let of_runtime = [TYPES, &["setters"]].concat();
    let names_runtime = items.iter().any(|item| mentions(item, &of_runtime));
    let runtime = names_runtime.then(|| quote! { use seamstress_runtime::codegen::types::*; });
    others.chain(ids).chain(runtime).collect()
}

fn model(cx: Context<'_>, layouts: &Layouts, key: &TypeKey, def: &TypeDef) -> Vec<TokenStream> {
    match &def.kind {
        TypeKind::Struct(inner) => structure(cx, key, def, inner),
        TypeKind::Enum(inner) => vec![enumeration(cx, key, def, inner)],
        TypeKind::Union(inner) => {
            let mut items = vec![union(cx, layouts, key, def, inner)];
            items.extend(union::shared(cx.names, key, inner));
            items.extend(union::payloads(cx.names, key, inner));
            items.extend(scalar_union::conversions(cx, key, inner));
            items
        }
        TypeKind::Alias(_) => Vec::new(),
    }
}

fn structure(cx: Context<'_>, key: &TypeKey, def: &TypeDef, inner: &Struct) -> Vec<TokenStream> {
    let names = cx.names;
    let name = names.ty(key);
    let docs = type_docs::docs(cx, key, def);
    let fields = inner
        .fields
        .iter()
        .map(|field| struct_field(names, key, field));
    let constructor = &inner.constructor;
    let is_default = constructor.arguments.is_empty() && constructor.constants.is_empty();
    let default = is_default.then(|| quote! { #[derive(Default)] });
    let extra = def
        .keeps_others(key)
        .then(|| quote! { pub(crate) extra: Extra, });
    let mut items = vec![quote! {
        #docs
        #default
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #extra
        }
    }];
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
    }
    if def.usage.sent && constructor.arguments.is_empty() && !constructor.constants.is_empty() {
        items.push(quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        });
    }
    let one_of = inner.constructor.one_of();
    items.extend(one_of.flat_map(|one_of| one_of::types(names, one_of)));
    items
}

fn struct_field(names: &Names, key: &TypeKey, field: &Field) -> TokenStream {
    let docs = doc(&field.docs, &format!("{}.", wire(&field.wire)));
    let deprecated = deprecated(field.deprecated.as_deref());
    let name = names.field(key, &field.wire);
    let ty = field_ty(names, field);
    let is_boxed_list =
        field.boxing == Boxing::Box && matches!(field.shape, Shape::List(_) | Shape::Map(_));
    let allow = is_boxed_list.then(|| {
        quote! { #[allow(clippy::box_collection, reason = "the struct would be too large")] }
    });
    let secret = field
        .secret
        .then(|| text("\nA secret, which `Debug` does not show."));
    quote! {
        #docs
        #secret
        #deprecated
        #allow
        pub #name: #ty,
    }
}

fn enumeration(cx: Context<'_>, key: &TypeKey, def: &TypeDef, inner: &Enum) -> TokenStream {
    let names = cx.names;
    let name = names.ty(key);
    let docs = type_docs::docs(cx, key, def);
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
            /// A value the documentation does not list.
            Unknown(UnknownValue),
        }
    }
}

fn union(
    cx: Context<'_>,
    layouts: &Layouts,
    key: &TypeKey,
    def: &TypeDef,
    inner: &Union,
) -> TokenStream {
    let names = cx.names;
    let name = names.ty(key);
    let docs = type_docs::docs(cx, key, def);
    let branches = inner.branches.iter().map(|branch| {
        let docs = doc(&branch.docs, &format!("{}.", wire(&branch.label)));
        let name = names.variant(key, &branch.label);
        let ty = branch_ty(names, branch);
        quote! { #docs #name(#ty), }
    });
    let unknown = text(&match &inner.tagging {
        _ if inner.allows_others => "Any other value.".to_owned(),
        Tagging::Tagged(member) => format!("A {} the documentation does not list.", wire(member)),
        _ => "A value the documentation does not describe.".to_owned(),
    });
    let lint = layouts.has_large_branch(inner).then(|| {
        quote! { #[allow(clippy::large_enum_variant, reason = "a box would break users")] }
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #lint
        #[non_exhaustive]
        pub enum #name {
            #(#branches)*
            #unknown
            Unknown(UnknownVariant),
        }
    }
}
