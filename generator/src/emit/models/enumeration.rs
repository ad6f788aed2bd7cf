//! Enums of strings: a table with a row for each value, of which the runtime's macro `open_enum`
//! makes the rest.

use proc_macro2::TokenStream;
use quote::quote;

use super::type_docs;
use crate::{
    emit::{
        Context,
        doc::{text, wire},
    },
    ir::{Enum, TypeDef, TypeKey},
};

/// `open_enum! { pub enum Mode allows_others; HeatCool = "heat_cool"; }`
pub(super) fn table(cx: Context<'_>, key: &TypeKey, def: &TypeDef, inner: &Enum) -> TokenStream {
    let name = cx.names.ty(key);
    let docs = type_docs::docs(cx, key, def);
    let others = inner.allows_others.then(|| quote! { allows_others });
    let rows = inner.values.iter().map(|value| {
        let name = cx.names.variant(key, value);
        let docs = docs_of_value(value);
        quote! { #docs #name = #value }
    });
    quote! {
        open_enum! { #docs pub enum #name #others; #(#rows;)* }
    }
}

/// The documentation of a value, where it is not the value between backticks.
fn docs_of_value(value: &str) -> Option<TokenStream> {
    let code = wire(value);
    let is_plain = code.strip_prefix('`').and_then(|it| it.strip_suffix('`')) == Some(value);
    (!is_plain).then(|| text(&code))
}
