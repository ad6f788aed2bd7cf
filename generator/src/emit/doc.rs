//! Documentation → `#[doc]` attributes, one for each line.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Docs;

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

/// An inline code span of wire text: text that a page chose, so that what does
/// not belong into a name or path is left out.
pub(super) fn wire(text: &str) -> String {
    let shown: String = text
        .chars()
        .map(|c| {
            if c.is_control() || c == '`' {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect();
    format!("`{}`", visible(&shown))
}

/// Directional and invisible characters by their code point.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => {
                format!("U+{:04X}", u32::from(c))
            }
            _ => c.to_string(),
        })
        .collect()
}
