//! Places that joined or left a type that several places share.

use seamstress_codegen::ir::{Shape, Shares, TypeKey};

use super::{
    decision::Table,
    snapshot::{Snapshot, Snapshots},
};

/// Why the place at `key` has a type of its own now, where it shared one before.
pub(super) fn left(snapshots: &Snapshots<'_>, key: &TypeKey) -> Option<String> {
    let name = shared(&snapshots.before, key)?;
    let differs = format!("`{key}` is no longer equal to the other places of `{name}`");
    Some(snapshots.reason(Table::Separate, &key.to_string(), differs))
}

/// Why a value has another type, where that is because it shared one, or shares one now.
pub(super) fn reason(snapshots: &Snapshots<'_>, old: &Shape, new: &Shape) -> Option<String> {
    let left = || left(snapshots, named(new)?);
    let joined = || Some(joined(snapshots, named(old)?)?.0);
    left().or_else(joined)
}

/// The named type that values of `shape` are, or consist of.
fn named(shape: &Shape) -> Option<&TypeKey> {
    match shape {
        Shape::Type(key) => Some(key),
        Shape::List(item) | Shape::Map(item) => named(&item.shape),
        Shape::Scalar(_) | Shape::Json(_) | Shape::Inline(_) => None,
    }
}

/// Why the place at `key` has no type of its own any more, and what it has instead, where it
/// shares one now.
pub(super) fn joined(snapshots: &Snapshots<'_>, key: &TypeKey) -> Option<(String, String)> {
    let name = shared(&snapshots.after, key)?;
    let is_equal = format!("`{key}` is equal to the other places of `{name}`");
    let because = snapshots.reason(Table::Share, &key.to_string(), is_equal);
    Some((
        because,
        format!("write `{name}`, which has the same fields"),
    ))
}

/// The name of the type that the place at `key` shares with others.
fn shared(snapshot: &Snapshot<'_>, key: &TypeKey) -> Option<String> {
    let Shares { places, .. } = &snapshot.api.shares;
    let mut shared = places.iter().filter(|(_, places)| places.contains(key));
    let (shared, _) = shared.next()?;
    Some(snapshot.names.ty(shared).to_string())
}
