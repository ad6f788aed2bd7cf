//! `src/routes/*.rs`: one file for each group of operations, one block for each
//! operation.

mod argument;
mod call;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Content, File, doc::text, imports};
use crate::{
    ident::RustIdent,
    ir::{Api, Namespace},
    pretty::Source,
};

pub(super) fn emit(api: &Api) -> Vec<File> {
    let modules = api.namespaces_below(&[]).map(|(_, namespace)| {
        let name = &namespace.rust;
        let docs = text(&format!(
            "Calls of [`{}`]({name}::{}).",
            namespace.handle, namespace.handle
        ));
        quote! { #docs pub mod #name; }
    });
    let client = &api.client.rust;
    let roots: Vec<_> = api
        .operations_in(&[])
        .flat_map(|operation| call::block(api, operation, client))
        .collect();
    let imports = if roots.is_empty() {
        quote! {}
    } else {
        let models = roots
            .iter()
            .any(|item| imports::names_any(item, &["models"]));
        let models = models.then(|| quote! { use crate::models; });
        quote! { use crate::client::#client; #models use seamstress_runtime::codegen::*; }
    };
    let index = Source {
        docs: vec!["The calls that the API answers, grouped as their paths are.".to_owned()],
        head: std::iter::once(imports).chain(modules).collect(),
        items: roots,
    };
    let mut files = vec![("src/routes.rs".to_owned(), Content::Rust(index))];
    for (path, namespace) in &api.namespaces {
        files.push((file(api, path), Content::Rust(group(api, path, namespace))));
    }
    files
}

/// `src/routes/acs/access_groups.rs`
fn file(api: &Api, path: &[String]) -> String {
    let modules = api.namespace_path(path).map(RustIdent::plain);
    format!("src/routes/{}.rs", modules.collect::<Vec<_>>().join("/"))
}

fn group(api: &Api, path: &[String], namespace: &Namespace) -> Source {
    let wire = format!("`/{}`", path.join("/"));
    let handle = &namespace.handle;
    let own = &namespace.rust;
    let modules = api.namespaces_below(path).map(|(_, namespace)| {
        let name = &namespace.rust;
        // Paths do repeat themselves, and then so do modules.
        let allow = (name == own).then(|| quote! { #[allow(clippy::module_inception)] });
        let docs = text(&format!(
            "Calls of [`{}`]({name}::{}).",
            namespace.handle, namespace.handle
        ));
        quote! { #docs #allow pub mod #name; }
    });
    let docs = text(&format!("Calls below {wire}."));
    let accessors: Vec<_> = accessors(api, path, &quote! {}).collect();
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
    items.extend(
        api.operations_in(path)
            .flat_map(|operation| call::block(api, operation, handle)),
    );
    let models = items
        .iter()
        .any(|item| imports::names_any(item, &["models"]));
    let models = models.then(|| quote! { use crate::models; });
    let imports = quote! { #models use seamstress_runtime::codegen::*; };
    Source {
        docs: vec![format!("Calls below {wire}.")],
        head: std::iter::once(imports).chain(modules).collect(),
        items,
    }
}

/// Methods that lead to the groups directly below `path`; `prefix` leads to
/// their modules.
pub(super) fn accessors<'a>(
    api: &'a Api,
    path: &'a [String],
    prefix: &'a TokenStream,
) -> impl Iterator<Item = TokenStream> + 'a {
    api.namespaces_below(path).map(move |(below, namespace)| {
        let (name, handle) = (&namespace.rust, &namespace.handle);
        let docs = text(&format!("Calls below `/{}`.", below.join("/")));
        quote! {
            #docs
            pub fn #name(&self) -> #prefix #name::#handle {
                #prefix #name::#handle { client: self.client.clone() }
            }
        }
    })
}
