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
        match is_plain(value) {
            true => quote! { #name = #value },
            false => {
                let docs = text(&wire(value));
                quote! { #docs #name => #value }
            }
        }
    });
    quote! {
        open_enum! { #docs pub enum #name #others; #(#rows;)* }
    }
}

/// Whether Markdown shows the value as it is, between lines with a backtick each: neither what it
/// begins with nor what it consists of may be the mark of a heading, an item, a rule or a quote.
fn is_plain(value: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let is_inner = |c: char| is_word(c) || matches!(c, '-' | '.' | ':' | '/');
    value.starts_with(|c: char| c.is_ascii_alphabetic()) && value.chars().all(is_inner)
        || value.starts_with(|c: char| c.is_ascii_digit()) && value.chars().all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_value_has_no_marks_of_markdown() {
        for plain in ["on", "heat_cool", "v1.2", "text/plain", "a-b", "24h", "0"] {
            assert!(is_plain(plain), "{plain}");
        }
        for other in [
            "", "_", "___", "-", "=", ">", "#", "1.", "1. a", "+1", "a b", "a`b", "é",
        ] {
            assert!(!is_plain(other), "{other}");
        }
    }
}
