//! `src/models/ids.rs`: one type for each kind of ids.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Content, Context, File,
    doc::{text, wire},
};
use crate::{ident::RustIdent, pretty::Source};

pub(super) fn emit(cx: Context<'_>) -> Vec<File<'_>> {
    let Context { api, names } = cx;
    let markers = api.ids.iter().map(|kind| marker(kind, names.id(kind)));
    let kinds = quote! {
        /// Markers of the kinds of ids. They have no values.
        pub mod kind {
            #(#markers)*
        }
    };
    if api.ids.is_empty() {
        return Vec::new();
    }
    let source = Source {
        docs: Vec::new(),
        head: vec![quote! { use seamstress_runtime::codegen::types::*; }],
        items: std::iter::once(kinds)
            .chain(api.ids.iter().map(|kind| alias(kind, names.id(kind))))
            .collect(),
    };
    vec![("src/models/ids.rs".to_owned(), Content::Rust(source))]
}

fn marker(kind: &str, name: &RustIdent) -> TokenStream {
    let docs = text(&format!("Marker of {}.", wire(kind)));
    quote! {
        #docs
        pub enum #name {}
    }
}

fn alias(kind: &str, name: &RustIdent) -> TokenStream {
    let docs = text(&format!("An id that the API calls {}.", wire(kind)));
    quote! {
        #docs
        pub type #name = Id<kind::#name>;
    }
}
