//! What items and rows of tables have in common.

use syn::{Attribute, Token, parse::ParseStream};

use super::Modifiers;
use crate::pretty::one_line;

/// What attributes say about an item.
pub(super) fn modifiers(attributes: &[Attribute]) -> Modifiers {
    let has = |name: &str| {
        let mut attributes = attributes.iter();
        attributes.any(|attribute| attribute.path().is_ident(name))
    };
    let mut derives = Vec::new();
    for attribute in attributes {
        if attribute.path().is_ident("derive") {
            // `pretty` wrote the attribute, so that it parses.
            let _ = attribute.parse_nested_meta(|meta| {
                derives.push(one_line(&meta.path));
                Ok(())
            });
        }
    }
    Modifiers {
        non_exhaustive: has("non_exhaustive"),
        deprecated: has("deprecated"),
        derives,
    }
}

/// Skips the rest of a row with its semicolon.
pub(super) fn skip_row(input: ParseStream<'_>) -> syn::Result<()> {
    while input.parse::<Option<Token![;]>>()?.is_none() {
        input.step(|cursor| match cursor.token_tree() {
            Some((_, rest)) => Ok(((), rest)),
            None => Err(cursor.error("a row ends with a semicolon")),
        })?;
    }
    Ok(())
}
