//! What items and rows of tables have in common.

use syn::Meta;

use super::Modifiers;
use crate::pretty::one_line;

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
