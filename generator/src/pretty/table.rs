//! Macros with braces, which are tables.

use std::iter;

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};
use syn::{ItemMacro, Lit, Macro, MacroDelimiter, token};

use super::{doc_comment, one_line, one_line::push_line};

/// What is before each row.
const INDENTATION: &str = "    ";

/// The one item of `tokens`, if that is a macro with braces and without attributes.
pub(super) fn read(tokens: &TokenStream) -> Option<ItemMacro> {
    let mut tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let (Some(TokenTree::Group(body)), Some(TokenTree::Punct(bang))) = (tokens.pop(), tokens.pop())
    else {
        return None;
    };
    if body.delimiter() != Delimiter::Brace || bang.as_char() != '!' {
        return None;
    }
    let path = syn::parse2(tokens.into_iter().collect()).ok()?;
    Some(ItemMacro {
        attrs: Vec::new(),
        ident: None,
        mac: Macro {
            path,
            bang_token: token::Not(bang.span()),
            delimiter: MacroDelimiter::Brace(token::Brace(body.span())),
            tokens: body.stream(),
        },
        semi_token: None,
    })
}

/// A row of a table: what is before its semicolon.
#[derive(Default)]
pub(super) struct Row {
    /// The brackets of its attributes.
    pub(super) attributes: Vec<Group>,
    /// What follows the attributes.
    pub(super) tokens: Vec<TokenTree>,
}

/// The rows of the table with these tokens.
pub(super) fn rows(tokens: TokenStream) -> impl Iterator<Item = Row> {
    let mut tokens = tokens.into_iter();
    iter::from_fn(move || {
        let mut row = Row::default();
        loop {
            match tokens.next()? {
                TokenTree::Punct(mark) if mark.as_char() == ';' => return Some(row),
                TokenTree::Punct(mark) if mark.as_char() == '#' && row.tokens.is_empty() => {
                    if let TokenTree::Group(attribute) = tokens.next()? {
                        row.attributes.push(attribute);
                    }
                }
                token => row.tokens.push(token),
            }
        }
    })
}

/// The rows of a table, each on a line and with a semicolon at its end: names, literals, lists,
/// types and expressions. `prettyplease` would fill the lines. The attributes of a row are on lines
/// before it.
pub(super) fn print(call: &Macro) -> String {
    let mut text = format!("{}! {{\n", one_line(&call.path));
    for row in rows(call.tokens.clone()) {
        for attribute in row.attributes {
            push_attribute(&mut text, attribute);
        }
        text.push_str(INDENTATION);
        push_line(&mut text, row.tokens);
        text.push_str(";\n");
    }
    text.push_str("}\n");
    text
}

/// Adds the attribute with these brackets.
fn push_attribute(text: &mut String, attribute: Group) {
    match doc(&attribute) {
        Some(docs) => doc_comment::push_lines(text, INDENTATION, &docs),
        None => {
            text.push_str(INDENTATION);
            text.push('#');
            push_line(text, [attribute.into()]);
            text.push('\n');
        }
    }
}

/// The documentation of a doc attribute.
fn doc(attribute: &Group) -> Option<String> {
    let mut tokens = attribute.stream().into_iter();
    match (tokens.next()?, tokens.next()?, tokens.next()?) {
        (TokenTree::Ident(name), _, TokenTree::Literal(value)) if name == "doc" => string(value),
        _ => None,
    }
}

/// The value of a string literal.
fn string(literal: Literal) -> Option<String> {
    match Lit::new(literal) {
        Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use quote::{ToTokens, quote};

    use super::*;

    fn printed(table: TokenStream) -> String {
        print(&read(&table).unwrap().mac)
    }

    #[test]
    fn a_table_is_one_macro_with_braces() {
        for other in [
            quote! { struct Door { name: String } },
            quote! { model! { Door; } model! { Lock; } },
            quote! { model!(Door;); },
            quote! { #[cfg(test)] model! { Door; } },
            quote! { impl Door { fn is_open(&self) -> bool { !{ true } } } },
            quote! {},
        ] {
            assert!(read(&other).is_none(), "{other}");
        }
        let table = read(&quote! { seamstress_runtime::model! { Door; } }).unwrap();
        let expected = "seamstress_runtime :: model ! { Door ; }";
        assert_eq!(table.to_token_stream().to_string(), expected);
    }

    #[test]
    fn each_row_of_a_table_is_a_line() {
        let table = quote! { model! { pub struct Device extra; name: String = required "a\"b" secret [MinLength(1), Items(&[Minimum(Number(-0.5))])]; } };
        assert_eq!(
            printed(table),
            "model! {\n    pub struct Device extra;\n    name: String = required \"a\\\"b\" secret [MinLength(1), Items(&[Minimum(Number(-0.5))])];\n}\n"
        );
        let table = quote! { request_builder! { pub struct List(LIST) -> Page<models::Device>; timeout = false; } };
        assert_eq!(
            printed(table),
            "request_builder! {\n    pub struct List(LIST) -> Page<models::Device>;\n    timeout = false;\n}\n"
        );
    }

    #[test]
    fn attributes_of_a_row_are_lines_before_it() {
        let docs = doc_comment::doc_comment("Its pin; of\n\n\"#4\" digits.");
        let table = quote! { setters! {
            Device;
            #[doc = #docs] #[deprecated = "no; use `code`"]
            pin or #[deprecated = "no; use `code`"] pin_null: impl Into<String> = Some(pin.into());
        } };
        assert_eq!(
            printed(table),
            "setters! {\n    Device;\n    /// Its pin; of\n    ///\n    /// \"#4\" digits.\n    #[deprecated = \"no; use `code`\"]\n    pin or #[deprecated = \"no; use `code`\"] pin_null: impl Into<String> = Some(pin.into());\n}\n"
        );
    }
}
