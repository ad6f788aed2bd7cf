//! `src/models/aliases.rs`: former names of types, for existing users.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Content, Context, File, doc::text, feature};
use crate::{ir::DeprecatedAlias, pretty::Source};

/// Nothing, where no type was renamed.
pub(super) fn emit(cx: Context<'_>) -> Vec<File<'_>> {
    let aliases = cx.names.deprecated_aliases();
    if aliases.is_empty() {
        return Vec::new();
    }
    let now: BTreeMap<_, _> = aliases
        .iter()
        .map(|alias| (&alias.new, &alias.owner))
        .collect();
    let source = Source {
        docs: Vec::new(),
        head: now
            .into_iter()
            .map(|(name, owner)| {
                let gate = feature::of_owner(cx, owner);
                quote! { #gate use super::#name; }
            })
            .collect(),
        items: aliases.iter().map(|it| alias(cx, it)).collect(),
    };
    vec![("src/models/aliases.rs".to_owned(), Content::Rust(source))]
}

fn alias(cx: Context<'_>, alias: &DeprecatedAlias) -> TokenStream {
    let DeprecatedAlias {
        old, new, owner, ..
    } = alias;
    let gate = feature::of_owner(cx, owner);
    let docs = text(&format!("Former name of [`{new}`]."));
    let note = format!("renamed to `{new}`");
    quote! {
        #docs
        #gate
        #[deprecated = #note]
        pub type #old = #new;
    }
}
