//! What the runtime's macro `setters` declares.

use syn::Macro;

use super::{Modifiers, request_builder, syntax::modifiers};
use crate::pretty::{self, RowReader};

const MACRO: &str = "setters";

/// `setters! { Device; pin or pin_null: impl Into<String> = Nullable::Value(pin.into()); }`
pub(super) struct Setters {
    name: String,
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
    name: String,
    modifiers: Modifiers,
}

/// A method that the macro declares.
pub(super) struct Function {
    pub(super) name: String,
    pub(super) signature: String,
    pub(super) modifiers: Modifiers,
}

impl Row {
    fn read(mut row: RowReader) -> Option<Self> {
        let setter = Method::read(&mut row)?;
        let or = row.name();
        Some(Self {
            setter,
            null: or.and_then(|_| Method::read(&mut row)),
            // What the field holds is no promise to users.
            ty: row.ty()?,
        })
    }
}

impl Setters {
    /// The setters that a macro declares, if it declares some.
    pub(super) fn read(call: &Macro) -> Option<Self> {
        if !call.path.is_ident(MACRO) {
            return None;
        }
        let mut rows = pretty::rows(call);
        let mut head = rows.next()?;
        Some(Self {
            name: head.name()?,
            // `Device params`
            of_params: head.name().is_some(),
            rows: rows.filter_map(Row::read).collect(),
        })
    }

    /// The name of the type that has them.
    pub(super) fn name(&self) -> &str {
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
    fn read(row: &mut RowReader) -> Option<Self> {
        let attributes = row.attributes();
        Some(Self {
            name: row.name()?,
            modifiers: modifiers(&attributes),
        })
    }

    fn function(&self, parameters: &str) -> Function {
        Function {
            name: self.name.clone(),
            signature: format!("({parameters}) -> Self"),
            modifiers: self.modifiers.clone(),
        }
    }
}
