//! Enums: their values.

use super::{
    Kind,
    finding::Finding,
    sides::Sides,
    spell::{type_item, variant_item},
    types::Pair,
};
use crate::{Entry, Group};
use seamstress_codegen::ir::Enum;

/// What changed about an enum.
pub(super) fn compare(
    sides: &Sides<'_>,
    pair: &Pair<'_>,
    before: &Enum,
    after: &Enum,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    for old in &before.values {
        if after.values.contains(old) {
            entries.extend(renamed(sides, pair, old));
        } else {
            entries.push(gone(sides, pair, old));
        }
    }
    let came = after.values.iter();
    let came = came.filter(|new| !before.values.contains(new));
    entries.extend(came.map(|new| self::came(sides, pair, new)));
    entries.extend(order(sides, pair, &before.values, &after.values));
    entries
}

fn address(pair: &Pair<'_>, value: &str) -> String {
    format!("{} = {}", pair.key, value)
}

fn came(sides: &Sides<'_>, pair: &Pair<'_>, value: &str) -> Entry {
    let item = variant_item(&sides.after, pair.key, value);
    Finding::new(Kind::Came, Group::Added, item.clone(), address(pair, value))
        .says("new variant", format!("`{value}` is a new value"))
        .migrate(if pair.new.usage.received {
            format!(
                "until now, it was read as `Unknown`: match on `{}`",
                sides.after.names.variant(pair.key, value)
            )
        } else {
            String::new()
        })
        .claims([format!("{item}\n")])
        .at(sides, &pair.new.origin)
}

fn gone(sides: &Sides<'_>, pair: &Pair<'_>, value: &str) -> Entry {
    let item = variant_item(&sides.before, pair.old_key, value);
    let name = sides.after.names.ty(pair.key);
    let migrate = if pair.new.usage.received {
        format!("compare `.as_str()` with {value:?}, if the API may still answer it",)
    } else {
        format!("`{name}::from({value:?})` sends it all the same")
    };
    Finding::new(
        Kind::Gone,
        Group::Breaking,
        item.clone(),
        address(pair, value),
    )
    .says(
        "variant is gone",
        format!("no page names the value `{value}` any more"),
    )
    .migrate(migrate)
    .claims([format!("{item}\n")])
    .was_at(sides, &pair.old.origin)
}

fn renamed(sides: &Sides<'_>, pair: &Pair<'_>, value: &str) -> Option<Entry> {
    let old = sides.before.names.variant(pair.old_key, value);
    let new = sides.after.names.variant(pair.key, value);
    if old == new {
        return None;
    }
    let old_item = variant_item(&sides.before, pair.old_key, value);
    let item = variant_item(&sides.after, pair.key, value);
    let finding = Finding::new(
        Kind::Renamed,
        Group::Breaking,
        item.clone(),
        address(pair, value),
    )
    .says(
        format!("`{old}` is called `{new}`"),
        "`specs/names.lock` gives it another name",
    )
    .facts(old, new)
    .migrate(format!("write `{new}` instead of `{old}`"))
    .claims([format!("{item}\n"), format!("{old_item}\n")]);
    Some(finding.at(sides, &pair.new.origin))
}

/// The order of what both sides have.
pub(super) fn order(
    sides: &Sides<'_>,
    pair: &Pair<'_>,
    before: &[String],
    after: &[String],
) -> Option<Entry> {
    let old: Vec<_> = before.iter().filter(|it| after.contains(it)).collect();
    let new: Vec<_> = after.iter().filter(|it| before.contains(it)).collect();
    if old == new {
        return None;
    }
    let address = format!("{} order", pair.key);
    let finding = Finding::new(
        Kind::Travels,
        Group::WireOnly,
        type_item(&sides.after, pair.key),
        address,
    )
    .says(
        "variants stand in another order",
        "the page lists them in another order",
    )
    .facts(before.join(" "), after.join(" "));
    Some(finding.at(sides, &pair.new.origin))
}
