//! What the runtime's macro `setters` declares.

use std::mem;

use proc_macro2::{Group, Ident, TokenTree};
use syn::Macro;

use super::{
    Modifiers, request_builder,
    syntax::{metas, modifiers, until_value},
};
use crate::pretty::{self, one_line};

const MACRO: &str = "setters";

/// `setters! { Device; pin or pin_null: impl Into<String> = Nullable::Value(pin.into()); }`
pub(super) struct Setters {
    name: Ident,
    /// Whether the fields are those of the parameters, as in a request builder.
    of_params: bool,
    rows: Vec<Row>,
}

struct Row {
    setter: Method,
    /// The type of the argument.
    ty: String,
    null: Option<Method>,
}

struct Method {
    name: Ident,
    modifiers: Modifiers,
}

/// A method that the macro declares.
pub(super) struct Function {
    pub(super) name: String,
    pub(super) signature: String,
    pub(super) modifiers: Modifiers,
}

impl Row {
    fn read(row: pretty::Row) -> Option<Self> {
        let mut tokens = row.tokens.into_iter();
        let Some(TokenTree::Ident(name)) = tokens.next() else {
            return None;
        };
        let mut null = None;
        let mut attributes = Vec::new();
        for token in &mut tokens {
            match token {
                TokenTree::Punct(mark) if mark.as_char() == ':' => break,
                TokenTree::Group(attribute) => attributes.push(attribute),
                TokenTree::Ident(name) if name != "or" => {
                    null = Some(Method::new(name, mem::take(&mut attributes)));
                }
                _ => {}
            }
        }
        Some(Self {
            setter: Method::new(name, row.attributes),
            // What the field holds is no promise to users.
            ty: one_line(until_value(tokens)),
            null,
        })
    }
}

impl Setters {
    /// The setters that a macro declares, if it declares some.
    pub(super) fn read(call: &Macro) -> Option<Self> {
        if !call.path.is_ident(MACRO) {
            return None;
        }
        let mut rows = pretty::rows(call.tokens.clone());
        let mut head = rows.next()?.tokens.into_iter();
        let Some(TokenTree::Ident(name)) = head.next() else {
            return None;
        };
        Some(Self {
            name,
            // `Device params`
            of_params: head.next().is_some(),
            rows: rows.filter_map(Row::read).collect(),
        })
    }

    /// The name of the type that has them.
    pub(super) fn name(&self) -> &Ident {
        &self.name
    }

    /// The methods.
    pub(super) fn functions(&self) -> impl Iterator<Item = Function> {
        let methods = self.rows.iter().flat_map(|Row { setter, ty, null }| {
            let parameters = format!("self, {}: {ty}", setter.name);
            let null = null.as_ref().map(|null| null.function("self"));
            std::iter::once(setter.function(&parameters)).chain(null)
        });
        let maybe = (!self.of_params).then(|| Function {
            name: request_builder::MAYBE.0.to_owned(),
            signature: request_builder::MAYBE.1.to_owned(),
            modifiers: Modifiers::default(),
        });
        methods.chain(maybe)
    }
}

impl Method {
    fn new(name: Ident, attributes: Vec<Group>) -> Self {
        Self {
            name,
            modifiers: modifiers(&metas(attributes)),
        }
    }

    fn function(&self, parameters: &str) -> Function {
        Function {
            name: self.name.to_string(),
            signature: format!("({parameters}) -> Self"),
            modifiers: self.modifiers.clone(),
        }
    }
}
