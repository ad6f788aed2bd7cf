//! Documentation → `#[doc]` attributes, one for each line.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{diagnostic::is_deceptive, ir::Docs};

/// Doc attributes of `docs`; of `fallback` if there are none.
pub(super) fn doc(docs: &Docs, fallback: &str) -> TokenStream {
    if docs.0.is_empty() {
        text(fallback)
    } else {
        text(&docs.0)
    }
}

/// Doc attributes of Markdown that is safe already.
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

/// An inline code span of a string from a page: what would end the span is replaced, and
/// hidden characters become their code points.
pub(super) fn wire(text: &str) -> String {
    let shown = text.chars().map(|c| match c {
        '`' => '\u{fffd}'.to_string(),
        _ if c.is_control() => '\u{fffd}'.to_string(),
        _ if is_deceptive(c) => format!("U+{:04X}", u32::from(c)),
        _ => c.to_string(),
    });
    format!("`{}`", shown.collect::<String>())
}
