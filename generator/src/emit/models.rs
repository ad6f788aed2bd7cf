//! `src/models/*.rs`: the types, each as a table of which a macro of the runtime makes the rest.

mod constructor;
mod enumeration;
mod incoming;
mod one_of;
mod structure;
mod type_docs;
mod union;

use std::{collections::BTreeSet, sync::Arc};

use proc_macro2::TokenStream;
use quote::quote;

use super::{Content, Context, File, feature, scalar_union};
use crate::{
    ir::{Layouts, Names, Owner, Scalar, Shape, TypeDef, TypeKey, TypeKind},
    pretty::Source,
};

/// One file for each owner, and the module that re-exports them all.
pub(super) fn emit(cx: Context<'_>) -> Vec<File<'_>> {
    let Context { api, names } = cx;
    let owners = api.types.emitted();
    let layouts = Arc::new(Layouts::estimate(&api.types));
    let modules = owners.keys().map(|owner| {
        let (module, features) = (names.module(owner), feature::list(cx, owner));
        quote! { #module #features; }
    });
    let modules: Vec<_> = modules.collect();
    let modules = (!modules.is_empty())
        .then(|| quote! { seamstress_runtime::codegen::modules! { #(#modules)* } });
    let aliases = names.deprecated_aliases();
    let lints = quote! { unreachable_pub, unused_imports };
    let unused = feature::used_by_types(cx, aliases.iter().map(|it| &it.owner), &lints);
    let siblings = [
        (!aliases.is_empty()).then(|| (unused, quote! { aliases })),
        (!api.ids.is_empty()).then(|| (None, quote! { ids })),
    ];
    let index = Source {
        docs: incoming::index(cx),
        head: siblings
            .into_iter()
            .flatten()
            .map(|(unused, module)| quote! { mod #module; #unused pub use self::#module::*; })
            .collect(),
        items: modules.into_iter().collect(),
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
                head: imports(names, &owner, &types),
                items,
            }
        };
        files.push((path, Content::Later(Box::new(build))));
    }
    files
}

/// Types of other owners by name, and no more: a crate of a thousand types in
/// which every file imports all of them takes the compiler long to resolve.
fn imports(names: &Names, owner: &Owner, types: &[(&TypeKey, &TypeDef)]) -> Vec<TokenStream> {
    let mut others = BTreeSet::new();
    let mut holds_ids = false;
    let shapes = types.iter().flat_map(|(_, def)| {
        let shared = match &def.kind {
            TypeKind::Union(inner) => &inner.shared[..],
            _ => &[],
        };
        let shared = shared.iter().map(|field| &field.shape);
        def.shapes().chain(shared)
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
    let runtime = quote! { use seamstress_runtime::codegen::types::*; };
    others.chain(ids).chain([runtime]).collect()
}

fn model(cx: Context<'_>, layouts: &Layouts, key: &TypeKey, def: &TypeDef) -> Vec<TokenStream> {
    match &def.kind {
        TypeKind::Struct(inner) => structure::items(cx, key, def, inner),
        TypeKind::Enum(inner) => vec![enumeration::table(cx, key, def, inner)],
        TypeKind::Union(inner) => {
            let mut items = vec![union::table(cx, layouts, key, def, inner)];
            items.extend(union::shared(cx.names, key, inner));
            items.extend(union::payloads(cx.names, key, inner));
            items.extend(scalar_union::conversions(cx, key, inner));
            items
        }
        TypeKind::Alias(_) => Vec::new(),
    }
}
