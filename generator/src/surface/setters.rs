//! What the runtime's macro `setters` declares.

use syn::{
    Attribute, Ident, Macro, Token, Type,
    parse::{Parse, ParseStream},
};

use super::{
    Modifiers, request_builder,
    syntax::{modifiers, skip_row},
};
use crate::pretty::one_line;

const MACRO: &str = "setters";

mod keyword {
    syn::custom_keyword!(or);
    syn::custom_keyword!(params);
}

/// `setters! { Device; pin or pin_null: impl Into<String> = Nullable::Value(pin.into()); }`
pub(super) struct Setters {
    name: Ident,
    /// Whether the fields are those of the parameters, as in a request builder.
    of_params: bool,
    rows: Vec<Row>,
}

struct Row {
    setter: Method,
    ty: Type,
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

impl Parse for Setters {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        let of_params = input.parse::<Option<keyword::params>>()?.is_some();
        input.parse::<Token![;]>()?;
        let mut rows = Vec::new();
        while !input.is_empty() {
            rows.push(input.parse()?);
        }
        Ok(Self {
            name,
            of_params,
            rows,
        })
    }
}

impl Parse for Row {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let setter = input.parse()?;
        let or: Option<keyword::or> = input.parse()?;
        let null = or.map(|_| input.parse()).transpose()?;
        input.parse::<Token![:]>()?;
        let ty = input.parse()?;
        // What the field holds is no promise to users.
        skip_row(input)?;
        Ok(Self { setter, ty, null })
    }
}

impl Parse for Method {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = Attribute::parse_outer(input)?;
        Ok(Self {
            name: input.parse()?,
            modifiers: modifiers(&attributes),
        })
    }
}

impl Setters {
    /// The setters that a macro declares, if it declares some.
    pub(super) fn read(call: &Macro) -> Option<Self> {
        let is_own = call.path.is_ident(MACRO);
        // `pretty` wrote the macro, so that it parses.
        is_own.then(|| call.parse_body().ok()).flatten()
    }

    /// The name of the type that has them.
    pub(super) fn name(&self) -> &Ident {
        &self.name
    }

    /// The methods.
    pub(super) fn functions(&self) -> impl Iterator<Item = Function> {
        let methods = self.rows.iter().flat_map(|Row { setter, ty, null }| {
            let parameters = format!("self, {}: {}", setter.name, one_line(ty));
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
    fn function(&self, parameters: &str) -> Function {
        Function {
            name: self.name.to_string(),
            signature: format!("({parameters}) -> Self"),
            modifiers: self.modifiers.clone(),
        }
    }
}
