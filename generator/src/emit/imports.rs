//! What a file has to import: only what it mentions, because an unused import is a
//! warning in the build of a user.

use proc_macro2::{Group, Spacing, TokenStream, TokenTree};
use quote::{TokenStreamExt, quote};

/// Whether one of `names` is anywhere in `tokens`.
pub(super) fn mentions(tokens: &TokenStream, names: &[&str]) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => names.iter().any(|name| ident == name),
        TokenTree::Group(group) => mentions(&group.stream(), names),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Whether a path in `tokens` begins with `module`. A method may have the same name.
pub(super) fn mentions_module(tokens: &TokenStream, module: &str) -> bool {
    let mut tokens = tokens.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        let found = match &token {
            TokenTree::Group(group) => mentions_module(&group.stream(), module),
            _ => begins_path(&token, tokens.peek(), module),
        };
        if found {
            return true;
        }
    }
    false
}

/// `tokens` with each path that begins with `module` written from the root of the crate, for
/// a file that has a module of its own of that name.
pub(super) fn from_root(tokens: TokenStream, module: &str) -> TokenStream {
    let mut rewritten = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if begins_path(&token, tokens.peek(), module) {
            rewritten.extend(quote! { crate:: });
        }
        rewritten.append(match token {
            TokenTree::Group(group) => {
                let inner = from_root(group.stream(), module);
                TokenTree::Group(Group::new(group.delimiter(), inner))
            }
            token => token,
        });
    }
    rewritten
}

/// Whether `token` is `module` and the next one the first half of `::`.
fn begins_path(token: &TokenTree, next: Option<&TokenTree>, module: &str) -> bool {
    let is_module = matches!(token, TokenTree::Ident(ident) if ident == module);
    let is_followed = matches!(
        next,
        Some(TokenTree::Punct(punct)) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint
    );
    is_module && is_followed
}
