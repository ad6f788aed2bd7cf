//! Macros with braces, which are tables.

use proc_macro2::{Group, Literal, TokenStream, TokenTree};
use syn::{Lit, Macro};

use super::{doc_comment, one_line};

/// The rows of a table, each on a line and with a semicolon at its end: names, literals, lists,
/// types and expressions. `prettyplease` would fill the lines. The attributes of a row are on lines
/// before it.
pub(super) fn print(call: &Macro) -> String {
    let mut text = format!("{}! {{\n", one_line(&call.path));
    let mut row = TokenStream::new();
    let mut tokens = call.tokens.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == ';' => {
                text.push_str(&format!("    {};\n", one_line(&row)));
                row = TokenStream::new();
            }
            TokenTree::Punct(mark) if mark.as_char() == '#' && row.is_empty() => {
                if let Some(TokenTree::Group(attribute)) = tokens.next() {
                    push_attribute(&mut text, &attribute);
                }
            }
            token => row.extend([token]),
        }
    }
    text.push_str("}\n");
    text
}

/// The attribute with these brackets.
fn push_attribute(text: &mut String, attribute: &Group) {
    match doc(attribute) {
        Some(docs) => doc_comment::push_lines(text, "    ", &docs),
        None => text.push_str(&format!("    #{}\n", one_line(attribute))),
    }
}

/// The documentation of a doc attribute.
fn doc(attribute: &Group) -> Option<String> {
    let tokens: Vec<TokenTree> = attribute.stream().into_iter().collect();
    match &tokens[..] {
        [TokenTree::Ident(name), _, TokenTree::Literal(value)] if name == "doc" => string(value),
        _ => None,
    }
}

/// The value of a string literal.
fn string(literal: &Literal) -> Option<String> {
    match Lit::new(literal.clone()) {
        Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    fn printed(table: TokenStream) -> String {
        print(&syn::parse2(table).unwrap())
    }

    #[test]
    fn each_row_of_a_table_is_a_line() {
        let table = quote! { model! { Device extra; required "a\"b" a_b secret [MinLength(1), Items(&[Minimum(Number(-0.5))])]; } };
        assert_eq!(
            printed(table),
            "model! {\n    Device extra;\n    required \"a\\\"b\" a_b secret [MinLength(1), Items(&[Minimum(Number(-0.5))])];\n}\n"
        );
        let table = quote! { request_builder! { List(LIST, params) -> Page<models::Device>; maybe timeout; } };
        assert_eq!(
            printed(table),
            "request_builder! {\n    List(LIST, params) -> Page<models::Device>;\n    maybe timeout;\n}\n"
        );
    }
}
