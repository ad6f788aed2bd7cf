//! What a file has to import: only what it names, because an import that
//! nothing uses is a warning in somebody's build.

use proc_macro2::{TokenStream, TokenTree};

/// Whether one of `names` stands anywhere in `tokens`.
pub(super) fn names_any(tokens: &TokenStream, names: &[&str]) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => names.iter().any(|name| ident == name),
        TokenTree::Group(group) => names_any(&group.stream(), names),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
