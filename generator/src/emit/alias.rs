//! `src/models/aliases.rs`: the names that types had, for those who use them still.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Content, File, doc::text};
use crate::{
    ir::{Api, DeprecatedAlias},
    pretty::Source,
};

/// Nothing, where no type was renamed.
pub(super) fn emit(api: &Api) -> Vec<File> {
    if api.deprecated_aliases.is_empty() {
        return Vec::new();
    }
    let mut now: Vec<_> = api
        .deprecated_aliases
        .iter()
        .map(|name| &name.now)
        .collect();
    now.sort();
    now.dedup();
    let source = Source {
        docs: Vec::new(),
        head: now
            .into_iter()
            .map(|name| quote! { use super::#name; })
            .collect(),
        items: api.deprecated_aliases.iter().map(alias).collect(),
    };
    vec![("src/models/aliases.rs".to_owned(), Content::Rust(source))]
}

fn alias(name: &DeprecatedAlias) -> TokenStream {
    let DeprecatedAlias { rust, now, .. } = name;
    let docs = text(&format!("What [`{now}`] was called."));
    let note = format!("renamed to `{now}`");
    quote! {
        #docs
        #[deprecated = #note]
        pub type #rust = #now;
    }
}
