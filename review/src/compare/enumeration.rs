//! Enums: their values.

use super::{
    Kind,
    finding::Finding,
    sides::Sides,
    spell::{type_item, variant_item},
    types::Pair,
};
use crate::{Entry, Group};
use seamstress_codegen::ir::{Enum, EnumValue};

/// What changed about an enum.
pub(super) fn compare(
    sides: &Sides<'_>,
    pair: &Pair<'_>,
    before: &Enum,
    after: &Enum,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    for old in &before.values {
        match find(after, &old.wire) {
            None => entries.push(gone(sides, pair, old)),
            Some(new) if new.rust != old.rust => entries.push(renamed(sides, pair, old, new)),
            Some(_) => {}
        }
    }
    let came = after.values.iter();
    let came = came.filter(|new| find(before, &new.wire).is_none());
    entries.extend(came.map(|new| self::came(sides, pair, new)));
    let wires = |inner: &'_ Enum| -> Vec<String> {
        inner
            .values
            .iter()
            .map(|value| value.wire.clone())
            .collect()
    };
    entries.extend(order(sides, pair, &wires(before), &wires(after)));
    entries
}

fn find<'a>(inner: &'a Enum, wire: &str) -> Option<&'a EnumValue> {
    inner.values.iter().find(|value| value.wire == wire)
}

fn address(pair: &Pair<'_>, value: &EnumValue) -> String {
    format!("{} = {}", pair.key, value.wire)
}

fn came(sides: &Sides<'_>, pair: &Pair<'_>, value: &EnumValue) -> Entry {
    let item = variant_item(pair.new, &value.rust);
    Finding::new(Kind::Came, Group::Added, item.clone(), address(pair, value))
        .says("new variant", format!("`{}` is a new value", value.wire))
        .migrate(if pair.new.usage.received {
            format!(
                "until now, it was read as `Unknown`: match on `{}`",
                value.rust
            )
        } else {
            String::new()
        })
        .claims([format!("{item}\n")])
        .at(sides, &pair.new.origin)
}

fn gone(sides: &Sides<'_>, pair: &Pair<'_>, value: &EnumValue) -> Entry {
    let item = variant_item(pair.old, &value.rust);
    let name = &pair.new.rust;
    let migrate = if pair.new.usage.received {
        format!(
            "compare `.as_str()` with {:?}, if the API may still answer it",
            value.wire
        )
    } else {
        format!("`{name}::from({:?})` sends it all the same", value.wire)
    };
    Finding::new(
        Kind::Gone,
        Group::Breaking,
        item.clone(),
        address(pair, value),
    )
    .says(
        "variant is gone",
        format!("no page names the value `{}` any more", value.wire),
    )
    .migrate(migrate)
    .claims([format!("{item}\n")])
    .was_at(sides, &pair.old.origin)
}

fn renamed(sides: &Sides<'_>, pair: &Pair<'_>, old: &EnumValue, new: &EnumValue) -> Entry {
    let item = variant_item(pair.new, &new.rust);
    Finding::new(
        Kind::Renamed,
        Group::Breaking,
        item.clone(),
        address(pair, new),
    )
    .says(
        format!("`{}` is called `{}`", old.rust, new.rust),
        "`specs/names.lock` gives it another name",
    )
    .facts(&old.rust, &new.rust)
    .migrate(format!("write `{}` instead of `{}`", new.rust, old.rust))
    .claims([
        format!("{item}\n"),
        format!("{}\n", variant_item(pair.old, &old.rust)),
    ])
    .at(sides, &pair.new.origin)
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
    let finding = Finding::new(Kind::Travels, Group::WireOnly, type_item(pair.new), address)
        .says(
            "variants stand in another order",
            "the page lists them in another order",
        )
        .facts(before.join(" "), after.join(" "));
    Some(finding.at(sides, &pair.new.origin))
}
