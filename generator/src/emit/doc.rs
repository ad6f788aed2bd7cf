//! Documentation → `#[doc]` attributes, one for each line.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{diagnostic::is_deceptive, ir::Docs};

/// Doc attributes of `docs`; of `fallback` where the pages say nothing.
pub(super) fn doc(docs: &Docs, fallback: &str) -> TokenStream {
    if docs.0.is_empty() {
        text(fallback)
    } else {
        text(&docs.0)
    }
}

/// Doc attributes of a text that is safe already.
pub(super) fn text(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| {
        let line = if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        };
        quote! { #[doc = #line] }
    });
    quote! { #(#lines)* }
}

/// An inline code span of wire text, which a page chose: what would end the span
/// is replaced, and what does not show is its code point.
pub(super) fn wire(text: &str) -> String {
    let shown = text.chars().map(|c| match c {
        '`' => '\u{fffd}'.to_string(),
        _ if c.is_control() => '\u{fffd}'.to_string(),
        _ if is_deceptive(c) => format!("U+{:04X}", u32::from(c)),
        _ => c.to_string(),
    });
    format!("`{}`", shown.collect::<String>())
}
