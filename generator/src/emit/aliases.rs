//! `src/models/aliases.rs`: former names of types, for existing users.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Content, Context, File, doc::text};
use crate::{ir::DeprecatedAlias, pretty::Source};

/// Nothing, where no type was renamed.
pub(super) fn emit(cx: Context<'_>) -> Vec<File> {
    let aliases = cx.names.deprecated_aliases();
    if aliases.is_empty() {
        return Vec::new();
    }
    let mut now: Vec<_> = aliases.iter().map(|alias| &alias.new).collect();
    now.sort();
    now.dedup();
    let source = Source {
        docs: Vec::new(),
        head: now
            .into_iter()
            .map(|name| quote! { use super::#name; })
            .collect(),
        items: aliases.iter().map(alias).collect(),
    };
    vec![("src/models/aliases.rs".to_owned(), Content::Rust(source))]
}

fn alias(alias: &DeprecatedAlias) -> TokenStream {
    let DeprecatedAlias { old, new, .. } = alias;
    let docs = text(&format!("Former name of [`{new}`]."));
    let note = format!("renamed to `{new}`");
    quote! {
        #docs
        #[deprecated = #note]
        pub type #old = #new;
    }
}
