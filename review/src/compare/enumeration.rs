//! Enums: their values, and whether there are others.

use seamstress_codegen::ir::Enum;

use super::{
    builder::ChangeBuilder,
    item::{type_path, variant_item},
    pair::TypePair,
    snapshot::Snapshots,
};
use crate::{Change, Impact, change::ChangeKind, selector::Selector};

/// What changed about an enum.
pub(super) fn compare(
    snapshots: &Snapshots<'_>,
    pair: &TypePair<'_>,
    before: &Enum,
    after: &Enum,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for value in &before.values {
        if after.values.contains(value) {
            changes.extend(renamed(snapshots, pair, value));
        } else {
            changes.push(removed(snapshots, pair, value));
        }
    }
    let new = after.values.iter();
    let added = new.filter(|value| !before.values.contains(value));
    changes.extend(added.map(|value| self::added(snapshots, pair, value)));
    changes.extend(order(snapshots, pair, &before.values, &after.values));
    changes.extend(others(snapshots, pair, before, after));
    changes
}

/// Whether strings that the enum does not list are allowed as well. Its items do not show it.
fn others(
    snapshots: &Snapshots<'_>,
    pair: &TypePair<'_>,
    before: &Enum,
    after: &Enum,
) -> Option<Change> {
    if before.allows_others == after.allows_others {
        return None;
    }
    let (summary, because) = match (after.allows_others, pair.new.usage.received) {
        (true, true) => (
            "other strings are no drift any more",
            "other strings are allowed now",
        ),
        (true, false) => ("takes other strings", "other strings are allowed now"),
        (false, true) => (
            "other strings are drift now",
            "other strings are not allowed any more",
        ),
        (false, false) => (
            "takes no other strings any more",
            "other strings are not allowed any more",
        ),
    };
    let change = ChangeBuilder::new(
        ChangeKind::WireChanged,
        Impact::WireOnly,
        type_path(&snapshots.after, pair.new_key),
        format!("{} others", pair.new_key),
    )
    .describe(summary, because)
    .identified_by(before.allows_others, after.allows_others);
    Some(change.at(snapshots, &pair.new.origin))
}

fn address(pair: &TypePair<'_>, value: &str) -> String {
    format!("{} = {value}", pair.new_key)
}

fn added(snapshots: &Snapshots<'_>, pair: &TypePair<'_>, value: &str) -> Change {
    let name = snapshots.after.names.variant(pair.new_key, value);
    let owner = type_path(&snapshots.after, pair.new_key);
    ChangeBuilder::new(
        ChangeKind::Added,
        Impact::Added,
        format!("{owner}::{name}"),
        address(pair, value),
    )
    .describe("new variant", format!("`{value}` is a new value"))
    .migration(if pair.new.usage.received {
        format!("match on `{name}`, which was `Unknown` until now")
    } else {
        String::new()
    })
    .explains([Selector::variant(&owner, name)])
    .at(snapshots, &pair.new.origin)
}

fn removed(snapshots: &Snapshots<'_>, pair: &TypePair<'_>, value: &str) -> Change {
    let name = snapshots.before.names.variant(pair.old_key, value);
    let owner = type_path(&snapshots.before, pair.old_key);
    let migration = if pair.new.usage.received {
        format!("compare `.as_str()` with {value:?}, if the API may still return it")
    } else {
        let ty = snapshots.after.names.ty(pair.new_key);
        format!("`{ty}::from({value:?})` still sends it")
    };
    ChangeBuilder::new(
        ChangeKind::Removed,
        Impact::Breaking,
        format!("{owner}::{name}"),
        address(pair, value),
    )
    .describe(
        "variant removed",
        format!("no page lists the value `{value}` any more"),
    )
    .migration(migration)
    .explains([Selector::variant(&owner, name)])
    .formerly_at(snapshots, &pair.old.origin)
}

fn renamed(snapshots: &Snapshots<'_>, pair: &TypePair<'_>, value: &str) -> Option<Change> {
    let old = snapshots.before.names.variant(pair.old_key, value);
    let new = snapshots.after.names.variant(pair.new_key, value);
    if old == new {
        return None;
    }
    let change = ChangeBuilder::new(
        ChangeKind::Renamed,
        Impact::Breaking,
        variant_item(&snapshots.after, pair.new_key, value),
        address(pair, value),
    )
    .describe(
        format!("renamed from `{old}` to `{new}`"),
        "`specs/names.lock` has another name",
    )
    .identified_by(old, new)
    .migration(format!("write `{new}` instead of `{old}`"))
    .explains([
        Selector::variant(&type_path(&snapshots.after, pair.new_key), new),
        Selector::variant(&type_path(&snapshots.before, pair.old_key), old),
    ]);
    Some(change.at(snapshots, &pair.new.origin))
}

/// The order of the variants that both sides have.
pub(super) fn order(
    snapshots: &Snapshots<'_>,
    pair: &TypePair<'_>,
    before: &[String],
    after: &[String],
) -> Option<Change> {
    let old: Vec<_> = before.iter().filter(|it| after.contains(it)).collect();
    let new: Vec<_> = after.iter().filter(|it| before.contains(it)).collect();
    if old == new {
        return None;
    }
    let change = ChangeBuilder::new(
        ChangeKind::WireChanged,
        Impact::WireOnly,
        type_path(&snapshots.after, pair.new_key),
        format!("{} order", pair.new_key),
    )
    .describe(
        "variants in another order",
        "the page lists them in another order",
    )
    .identified_by(before.join(" "), after.join(" "));
    Some(change.at(snapshots, &pair.new.origin))
}
