//! Structs: their members, and what must be given to make one.

use super::{
    Kind,
    field::{self, arguments_of},
    finding::Finding,
    sides::Sides,
    spell::{constructor_lines, type_item},
    types::Pair,
};
use crate::{Entry, Group};
use seamstress_codegen::ir::{Argument, Struct};

/// What changed about a struct.
pub(super) fn compare(
    sides: &Sides<'_>,
    pair: &Pair<'_>,
    before: &Struct,
    after: &Struct,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    for old in &before.fields {
        match after.field(&old.wire) {
            Some(new) => entries.extend(field::stayed(sides, pair, old, new)),
            None => entries.push(field::gone(sides, pair, old, after, before)),
        }
    }
    let new = after.fields.iter();
    let came = new.filter(|new| before.field(&new.wire).is_none());
    entries.extend(came.map(|new| field::came(sides, pair, new)));
    entries.extend(order(sides, pair));
    entries
}

/// Arguments that have changed their places.
fn order(sides: &Sides<'_>, pair: &Pair<'_>) -> Option<Entry> {
    let list = |arguments: &[Argument]| -> Vec<String> {
        arguments.iter().map(|it| it.wire().to_owned()).collect()
    };
    let before = list(arguments_of(&sides.before, pair.old_key));
    let after = list(arguments_of(&sides.after, pair.key));
    let is_permuted = before != after
        && before.len() == after.len()
        && before.iter().all(|argument| after.contains(argument));
    if !is_permuted || !pair.new.usage.sent {
        return None;
    }
    let (before, after) = (before.join(", "), after.join(", "));
    let address = format!("{} arguments", pair.key);
    let finding = Finding::new(
        Kind::Behaves,
        Group::Breaking,
        type_item(&sides.after, pair.key),
        address,
    )
    .says(
        format!("arguments ({before}) → ({after})"),
        "`specs/names.lock` does not keep their order",
    )
    .migrate(format!("pass {after}, in this order"))
    .facts(before, after)
    .claims(constructor_lines(&sides.after, pair.key));
    Some(finding.at(sides, &pair.new.origin))
}
