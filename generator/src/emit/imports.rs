//! What a file has to import: only what it mentions, because an unused import is a
//! warning in the build of a user.

use proc_macro2::{TokenStream, TokenTree};

/// Whether one of `names` is anywhere in `tokens`.
pub(super) fn mentions(tokens: &TokenStream, names: &[&str]) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => names.iter().any(|name| ident == name),
        TokenTree::Group(group) => mentions(&group.stream(), names),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
