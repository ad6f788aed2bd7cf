//! Kinds of ids, each of which is a type.

use std::collections::BTreeMap;

use seamstress_codegen::{
    ident::RustIdent,
    ir::{Scalar, Shape, TypeKind},
    source::Origin,
    surface::TypePath,
};

use super::{
    builder::ChangeBuilder,
    decision::Table,
    item::model,
    snapshot::{Snapshot, Snapshots},
};
use crate::{Change, Impact, change::ChangeKind, selector::Selector};

/// What changed.
pub(super) fn compare(snapshots: &Snapshots<'_>) -> Vec<Change> {
    let (before, after) = (&snapshots.before.api.ids, &snapshots.after.api.ids);
    let (uses_before, uses) = (uses(&snapshots.before), uses(&snapshots.after));
    let old_name = |kind: &str| snapshots.before.names.id(kind);
    let new_name = |kind: &str| snapshots.after.names.id(kind);
    let mut changes = Vec::new();
    for kind in before {
        let old = old_name(kind);
        if !after.contains(kind) {
            let change = removed(snapshots, kind, old);
            changes.push(match uses_before.get(kind.as_str()) {
                Some(origin) => change.formerly_at(snapshots, origin),
                None => change.without_location(),
            });
        } else if new_name(kind) != old {
            let change = renamed(kind, old, new_name(kind));
            changes.push(located(change, snapshots, &uses, kind));
        }
    }
    changes.extend(after.difference(before).map(|kind| {
        let name = new_name(kind);
        let change =
            ChangeBuilder::new(ChangeKind::Added, Impact::Added, model(name), address(kind))
                .describe(
                    "new kind of ids",
                    snapshots.reason(Table::Id, kind, format!("fields are named `{kind}`")),
                )
                .explains(items(name));
        located(change, snapshots, &uses, kind)
    }));
    changes
}

fn located(
    change: ChangeBuilder,
    snapshots: &Snapshots<'_>,
    uses: &BTreeMap<&str, &Origin>,
    kind: &str,
) -> Change {
    match uses.get(kind) {
        Some(origin) => change.at(snapshots, origin),
        None => change.without_location(),
    }
}

fn removed(snapshots: &Snapshots<'_>, kind: &str, old: &RustIdent) -> ChangeBuilder {
    ChangeBuilder::new(
        ChangeKind::Removed,
        Impact::Breaking,
        model(old),
        address(kind),
    )
    .describe(
        "kind of ids removed",
        snapshots.reason(
            Table::Id,
            kind,
            format!("no field is named `{kind}` any more"),
        ),
    )
    .migration("handle ids of this kind as strings: `.as_str()`")
    .explains(items(old))
}

fn renamed(kind: &str, old: &RustIdent, new: &RustIdent) -> ChangeBuilder {
    ChangeBuilder::new(
        ChangeKind::Renamed,
        Impact::Breaking,
        model(new),
        address(kind),
    )
    .describe(
        format!("renamed from `{old}` to `{new}`"),
        "`specs/names.lock` has another name",
    )
    .identified_by(old, new)
    .migration(format!("write `{new}` instead of `{old}`"))
    .explains(items(old))
    .explains(items(new))
}

fn address(kind: &str) -> String {
    format!("id {kind}")
}

/// The alias, and the marker of the kind: `models::DoorId`, `models::kind::DoorId`.
fn items(name: &RustIdent) -> [Selector; 2] {
    let alias = model(name);
    let mut marker = alias.clone();
    marker.modules.push("kind".to_owned());
    [alias, marker].map(|owner: TypePath| Selector::everything(&owner))
}

/// Kind → the first field that holds an id of this kind.
fn uses<'a>(snapshot: &Snapshot<'a>) -> BTreeMap<&'a str, &'a Origin> {
    let mut uses = BTreeMap::new();
    for def in snapshot.api.types.values() {
        let TypeKind::Struct(inner) = &def.kind else {
            continue;
        };
        for field in &inner.fields {
            if let Shape::Scalar(Scalar::Id(kind)) = innermost(&field.shape) {
                uses.entry(kind.as_str()).or_insert(&field.origin);
            }
        }
    }
    uses
}

fn innermost(shape: &Shape) -> &Shape {
    match shape {
        Shape::List(item) | Shape::Map(item) => innermost(&item.shape),
        other => other,
    }
}
