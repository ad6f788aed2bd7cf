//! `src/routes/*.rs`: one file for each group of operations, one block for each
//! operation.

mod bindings;
mod body;
mod builder;
mod by_status;
mod responses;
mod signature;
mod spec;
mod stream;

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Content, Context, File,
    doc::{doc, text, wire},
    feature, imports,
};
use crate::{
    ident::RustIdent,
    ir::{Api, Grouping, Names, Operation},
    pretty::Source,
};

/// The module of the types, as operations write it.
const MODELS: &str = "models";

pub(super) fn emit(cx: Context<'_>) -> Vec<File<'_>> {
    let Context { api, names } = cx;
    let modules = api.namespaces_below(&[]).map(|below| module(cx, below));
    let client = names.client();
    let mut operations = api.operations_by_namespace();
    let mut operations_in = |path: &[String]| operations.remove(path).unwrap_or_default();
    let roots = operations_in(&[]).into_iter();
    let roots: Vec<_> = roots.flat_map(|it| operation(cx, it)).collect();
    let imports = if roots.is_empty() {
        quote! {}
    } else {
        let models = roots
            .iter()
            .any(|item| imports::mentions_module(item, MODELS));
        let models = models.then(|| quote! { use crate::models; });
        quote! { use crate::client::#client; #models use seamstress_runtime::codegen::*; }
    };
    let index = Source {
        docs: vec!["Operations, grouped by their paths.".to_owned()],
        head: std::iter::once(imports).chain(modules).collect(),
        items: roots,
    };
    let mut files = vec![("src/routes.rs".to_owned(), Content::Rust(index))];
    for path in &api.namespaces {
        let operations = operations_in(path);
        let build = move || group(cx, path, &operations);
        files.push((file(names, path), Content::Later(Box::new(build))));
    }
    files
}

/// `src/routes/acs/access_groups.rs`
fn file(names: &Names, path: &[String]) -> String {
    let modules = names.group_path(path).map(RustIdent::plain);
    format!("src/routes/{}.rs", modules.collect::<Vec<_>>().join("/"))
}

/// The declaration of the module of the group at `path`.
fn module(cx: Context<'_>, path: &[String]) -> TokenStream {
    let names = cx.names;
    let (name, handle) = (names.group(path), names.handle(path));
    // Paths repeat themselves, and then so do modules.
    let parent = names.group_path(&path[..path.len() - 1]).last();
    let allow = (parent == Some(name)).then(|| quote! { #[allow(clippy::module_inception)] });
    let docs = text(&format!("Operations of [`{handle}`]({name}::{handle})."));
    let gate = gate(cx, path);
    quote! { #docs #gate #allow pub mod #name; }
}

/// The condition on which the group at `path` is compiled; nothing for those inside of another,
/// which are compiled with it.
fn gate(cx: Context<'_>, path: &[String]) -> Option<TokenStream> {
    match path {
        [_] => feature::of_group(cx, path),
        _ => None,
    }
}

fn group(cx: Context<'_>, path: &[String], operations: &[&Operation]) -> Source {
    let Context { api, names } = cx;
    let contents = group_contents(api, path);
    let handle = names.handle(path);
    let modules = api.namespaces_below(path).map(|below| module(cx, below));
    let docs = group_docs(api, path);
    let accessors: Vec<_> = accessors(cx, path, &quote! {}).collect();
    let operations = operations.iter();
    let mut operations: Vec<_> = operations.flat_map(|it| operation(cx, it)).collect();
    let mut below = api.namespaces_below(path);
    let models = if below.any(|below| names.group(below).plain() == MODELS) {
        let rewritten = operations.into_iter();
        let rewritten = rewritten.map(|it| imports::from_root(it, MODELS));
        operations = rewritten.collect();
        None
    } else {
        let mut items = operations.iter();
        let is_used = items.any(|item| imports::mentions_module(item, MODELS));
        is_used.then(|| quote! { use crate::models; })
    };
    let mut items = vec![quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #handle {
            pub(crate) client: Client,
        }
    }];
    if !accessors.is_empty() {
        items.push(quote! { impl #handle { #(#accessors)* } });
    }
    items.extend(operations);
    let imports = quote! { #models use seamstress_runtime::codegen::*; };
    Source {
        docs: vec![contents],
        head: std::iter::once(imports).chain(modules).collect(),
        items,
    }
}

/// Everything that one operation adds to its group.
fn operation(cx: Context<'_>, operation: &Operation) -> Vec<TokenStream> {
    let mut items = vec![
        spec::spec(cx, operation),
        builder::method(cx, operation),
        builder::builder(cx, operation),
    ];
    items.extend(builder::setters(cx, operation));
    items.extend(builder::methods(cx, operation));
    items.extend(signature::named_arguments(cx, operation));
    items.extend(by_status::items(cx, operation));
    items
}

/// What the pages say about a group; what it has where they say nothing.
fn group_docs(api: &Api, path: &[String]) -> TokenStream {
    match api.docs_of_group(path) {
        Some(docs) => doc(docs, &group_contents(api, path)),
        None => text(&group_contents(api, path)),
    }
}

/// What a group has, in a sentence.
pub(super) fn group_contents(api: &Api, path: &[String]) -> String {
    match api.grouping {
        Grouping::Rpc | Grouping::Path => {
            format!(
                "Operations under {}.",
                wire(&format!("/{}", path.join("/")))
            )
        }
        Grouping::Tag => {
            let tag = api.controllers.get(path).cloned();
            let tag = tag.unwrap_or_else(|| path.join(" "));
            format!("Operations tagged {}.", wire(&tag))
        }
    }
}

/// Methods that lead to the groups directly below `path`; `prefix` leads to
/// their modules.
pub(super) fn accessors<'a>(
    cx: Context<'a>,
    path: &'a [String],
    prefix: &'a TokenStream,
) -> impl Iterator<Item = TokenStream> + 'a {
    let Context { api, names } = cx;
    api.namespaces_below(path).map(move |below| {
        let (name, handle) = (names.group(below), names.handle(below));
        let docs = group_docs(api, below);
        let gate = gate(cx, below);
        quote! {
            #docs
            #gate
            pub fn #name(&self) -> #prefix #name::#handle {
                #prefix #name::#handle { client: self.client.clone() }
            }
        }
    })
}
