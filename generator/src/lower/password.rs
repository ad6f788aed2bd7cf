//! Strings that the document marks as passwords.

use std::borrow::Borrow;

use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};

use super::{Lowering, constraints::string_format};

/// The deepest list of lists that is searched, which ends the search in a list of itself.
const DEEPEST: usize = 8;

impl Lowering<'_> {
    /// Whether `schema` is a string with `format: password`, or a list of such strings.
    pub(super) fn is_password<S: Borrow<Schema>>(
        &self,
        schema: &ReferenceOr<S>,
        depth: usize,
    ) -> bool {
        let schema = match schema {
            ReferenceOr::Reference { reference } => match self.resolve(reference, 0) {
                Some((_, _, schema)) => schema,
                None => return false,
            },
            ReferenceOr::Item(schema) => schema.borrow(),
        };
        match &schema.schema_kind {
            SchemaKind::Type(Type::String(kind)) => string_format(kind) == Some("password"),
            SchemaKind::Type(Type::Array(kind)) => {
                let items = kind.items.as_ref();
                depth < DEEPEST && items.is_some_and(|items| self.is_password(items, depth + 1))
            }
            _ => false,
        }
    }
}
