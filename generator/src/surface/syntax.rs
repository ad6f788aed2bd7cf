//! What items and rows of tables have in common.

use proc_macro2::{Group, Spacing, TokenStream, TokenTree};
use syn::Meta;

use super::Modifiers;
use crate::pretty::one_line;

/// What is between the brackets of attributes, without documentation.
pub(super) fn metas(attributes: Vec<Group>) -> Vec<Meta> {
    let bodies = attributes.into_iter().map(|brackets| brackets.stream());
    let is_doc = |body: &TokenStream| {
        let first = body.clone().into_iter().next();
        matches!(first, Some(TokenTree::Ident(name)) if name == "doc")
    };
    // `pretty` wrote the attributes, so that they parse.
    let bodies = bodies.filter(|body| !is_doc(body));
    bodies.filter_map(|body| syn::parse2(body).ok()).collect()
}

/// What attributes say about an item.
pub(super) fn modifiers<'a>(attributes: impl IntoIterator<Item = &'a Meta>) -> Modifiers {
    let mut modifiers = Modifiers::default();
    for attribute in attributes {
        match attribute.path() {
            path if path.is_ident("non_exhaustive") => modifiers.non_exhaustive = true,
            path if path.is_ident("deprecated") => modifiers.deprecated = true,
            path if path.is_ident("derive") => add_derives(attribute, &mut modifiers.derives),
            _ => {}
        }
    }
    modifiers
}

fn add_derives(attribute: &Meta, derives: &mut Vec<String>) {
    let Meta::List(list) = attribute else {
        return;
    };
    // `pretty` wrote the attribute, so that it parses.
    let _ = list.parse_nested_meta(|meta| {
        derives.push(one_line(&meta.path));
        Ok(())
    });
}

/// What of a row is before the value of a field: its type.
pub(super) fn until_value(tokens: impl Iterator<Item = TokenTree>) -> TokenStream {
    // In `impl Iterator<Item = T>`, a type has the mark itself; `->` closes nothing.
    let mut depth = 0;
    let mut is_arrow = false;
    let is_type = |token: &TokenTree| {
        let TokenTree::Punct(mark) = token else {
            return true;
        };
        match mark.as_char() {
            '<' => depth += 1,
            '>' if !is_arrow => depth -= 1,
            '=' if depth == 0 => return false,
            _ => {}
        }
        is_arrow = mark.as_char() == '-' && mark.spacing() == Spacing::Joint;
        true
    };
    tokens.take_while(is_type).collect()
}
