//! Types: which were added and removed, and what changed about those that both runs have.

use std::collections::{BTreeMap, BTreeSet};

use seamstress_codegen::ir::{Root, TypeDef, TypeKey, TypeKind};

use super::{
    builder::ChangeBuilder,
    decision::Table,
    documentation::{self, Subject},
    enumeration,
    item::{model, type_path},
    pair::TypePair,
    scope, share,
    snapshot::{Snapshot, Snapshots},
    structure, union,
};
use crate::{Change, Impact, change::ChangeKind, selector::Selector};

/// The types of both runs, matched.
pub(super) struct MatchedTypes<'a> {
    /// Types of both runs: with the same key, or with the same name and different keys.
    pairs: Vec<TypePair<'a>>,
    removed: Types<'a>,
    added: Types<'a>,
}

type Types<'a> = Vec<(&'a TypeKey, &'a TypeDef)>;

impl<'a> MatchedTypes<'a> {
    pub(super) fn new(snapshots: &Snapshots<'a>) -> Self {
        let mut pairs = Vec::new();
        let mut unmatched: Types<'a> = Vec::new();
        for (key, old) in snapshots.before.types() {
            match snapshots.after.emitted_type(key) {
                Some(new) => pairs.push(TypePair {
                    old_key: key,
                    old,
                    new_key: key,
                    new,
                }),
                None => unmatched.push((key, old)),
            }
        }
        let added = snapshots.after.types();
        let added = added.filter(|(key, _)| snapshots.before.emitted_type(key).is_none());
        let names = snapshots.after.names;
        let mut by_name: BTreeMap<_, _> = added
            .map(|(key, def)| (names.ty(key), (key, def)))
            .collect();
        let mut removed = Vec::new();
        for (old_key, old) in unmatched {
            match by_name.remove(snapshots.before.names.ty(old_key)) {
                Some((new_key, new)) => pairs.push(TypePair {
                    old_key,
                    old,
                    new_key,
                    new,
                }),
                None => removed.push((old_key, old)),
            }
        }
        let mut added: Types<'a> = by_name.into_values().collect();
        // A type comes before the types inside it.
        added.sort_by_key(|(key, _)| *key);
        Self {
            pairs,
            removed,
            added,
        }
    }
}

/// What changed about all types, but for those that were added or removed together with
/// what they are part of.
pub(super) fn compare(snapshots: &Snapshots<'_>, types: &MatchedTypes<'_>) -> Vec<Change> {
    let pairs = types.pairs.iter();
    let mut changes: Vec<_> = pairs.flat_map(|pair| changed(snapshots, pair)).collect();
    let old = types.removed.iter().filter(|(key, _)| is_component(key));
    changes.extend(old.map(|(key, def)| removed(snapshots, key, def)));
    let new = types.added.iter().filter(|(key, _)| is_component(key));
    changes.extend(new.map(|(key, def)| added(snapshots, key, def)));
    changes
}

/// The types that were added or removed, and that none of `changes` explains.
pub(super) fn unexplained(
    snapshots: &Snapshots<'_>,
    types: &MatchedTypes<'_>,
    changes: &[Change],
) -> Vec<Change> {
    let mut explained: BTreeSet<Selector> = changes
        .iter()
        .flat_map(|change| change.provenance.explains.iter().cloned())
        .collect();
    let mut found = Vec::new();
    type Build = fn(&Snapshots<'_>, &TypeKey, &TypeDef) -> Change;
    let mut explain = |snapshot: &Snapshot<'_>, types: &Types<'_>, build: Build| {
        for (key, def) in types {
            if !explained.contains(&Selector::everything(&type_path(snapshot, key))) {
                let change = build(snapshots, key, def);
                explained.extend(change.provenance.explains.iter().cloned());
                found.push(change);
            }
        }
    };
    explain(&snapshots.before, &types.removed, removed);
    explain(&snapshots.after, &types.added, added);
    found
}

fn is_component(key: &TypeKey) -> bool {
    matches!(key.root(), Root::Component(_)) && key.steps().is_empty()
}

fn removed(snapshots: &Snapshots<'_>, key: &TypeKey, def: &TypeDef) -> Change {
    let item = type_path(&snapshots.before, key);
    let (because, migration) = share::joined(snapshots, key).unwrap_or_else(|| {
        let name = snapshots.before.names.ty(key);
        (
            format!("no page has `{key}` any more"),
            format!("do without `{name}`: no operation takes or returns it"),
        )
    });
    ChangeBuilder::new(ChangeKind::Removed, Impact::Breaking, item, key)
        .describe(format!("{} removed", kind_in_rust(def)), because)
        .migration(migration)
        .explains(scope::types_within(&snapshots.before, key))
        .formerly_at(snapshots, &def.origin)
}

fn added(snapshots: &Snapshots<'_>, key: &TypeKey, def: &TypeDef) -> Change {
    let item = type_path(&snapshots.after, key);
    ChangeBuilder::new(ChangeKind::Added, Impact::Added, item, key)
        .describe(
            format!("new {}", kind_in_rust(def)),
            share::left(snapshots, key).unwrap_or_else(|| format!("`{key}` is new")),
        )
        .explains(scope::types_within(&snapshots.after, key))
        .at(snapshots, &def.origin)
}

fn changed(snapshots: &Snapshots<'_>, pair: &TypePair<'_>) -> Vec<Change> {
    let TypePair {
        old, new_key, new, ..
    } = pair;
    let mut changes = Vec::new();
    changes.extend(renamed(snapshots, pair));
    changes.extend(usage(snapshots, pair));
    changes.extend(others(snapshots, pair));
    let subject = Subject {
        item: type_path(&snapshots.after, new_key).to_string(),
        address: new_key.to_string(),
        origin: &new.origin,
    };
    changes.extend(documentation::docs(
        snapshots, &subject, &old.docs, &new.docs,
    ));
    match (&old.kind, &new.kind) {
        (TypeKind::Struct(before), TypeKind::Struct(after)) => {
            changes.extend(structure::compare(snapshots, pair, before, after));
        }
        (TypeKind::Enum(before), TypeKind::Enum(after)) => {
            changes.extend(enumeration::compare(snapshots, pair, before, after));
        }
        (TypeKind::Union(before), TypeKind::Union(after)) => {
            changes.extend(union::compare(snapshots, pair, before, after));
        }
        (TypeKind::Alias(_), TypeKind::Alias(_)) => {}
        _ => changes.push(other_kind(snapshots, pair)),
    }
    changes
}

fn renamed(snapshots: &Snapshots<'_>, pair: &TypePair<'_>) -> Option<Change> {
    let old = snapshots.before.names.ty(pair.old_key);
    let new = snapshots.after.names.ty(pair.new_key);
    if old == new {
        return None;
    }
    let change = ChangeBuilder::new(
        ChangeKind::Renamed,
        Impact::Breaking,
        model(new),
        pair.new_key,
    )
    .describe(
        format!("renamed from `{old}` to `{new}`"),
        snapshots.reason(
            Table::Name,
            &pair.new_key.to_string(),
            "`specs/names.lock` has another name",
        ),
    )
    .identified_by(old, new)
    .migration(format!("write `{new}` instead of `{old}`"))
    .renames(old, new)
    .explains([old, new].map(|name| Selector::everything(&model(name))));
    Some(change.at(snapshots, &pair.new.origin))
}

/// A type of another kind: an enum that was a struct.
fn other_kind(snapshots: &Snapshots<'_>, pair: &TypePair<'_>) -> Change {
    let TypePair {
        old_key,
        old,
        new_key,
        new,
    } = pair;
    let (before, after) = (kind_in_rust(old), kind_in_rust(new));
    ChangeBuilder::new(
        ChangeKind::TypeChanged,
        Impact::Breaking,
        type_path(&snapshots.after, new_key),
        new_key,
    )
    .describe(
        format!("{before} → {after}"),
        format!(
            "`{new_key}` was {} and is now {}",
            kind_in_json(old),
            kind_in_json(new)
        ),
    )
    .identified_by(before, after)
    .migration(match &new.kind {
        TypeKind::Union(_) => "match on its variants, one for each alternative",
        TypeKind::Enum(_) => "match on its variants; `.as_str()` is the string",
        TypeKind::Struct(_) | TypeKind::Alias(_) => "read its fields",
    })
    .explains(scope::types_within(&snapshots.before, old_key))
    .explains(scope::types_within(&snapshots.after, new_key))
    .at(snapshots, &new.origin)
}

fn kind_in_rust(def: &TypeDef) -> &'static str {
    match &def.kind {
        TypeKind::Struct(_) => "struct",
        TypeKind::Enum(_) => "enum",
        TypeKind::Union(_) => "union",
        TypeKind::Alias(_) => "alias",
    }
}

fn kind_in_json(def: &TypeDef) -> &'static str {
    match &def.kind {
        TypeKind::Struct(_) => "an object",
        TypeKind::Enum(_) => "one of several strings",
        TypeKind::Union(_) => "one of several types",
        TypeKind::Alias(_) => "an alias",
    }
}

/// Types of requests have constructors and setters; types of responses, and those that no
/// operation uses, keep fields that no page declares.
fn usage(snapshots: &Snapshots<'_>, pair: &TypePair<'_>) -> Vec<Change> {
    let (old, new) = (pair.old.usage, pair.new.usage);
    let mut changes = Vec::new();
    let owner = type_path(&snapshots.after, pair.new_key);
    let extra = Selector::function(&owner, "extra");
    if old.sent != new.sent {
        let mut items = scope::constructors(&snapshots.before, pair.old_key);
        items.extend(scope::constructors(&snapshots.after, pair.new_key));
        // Every setter, unless its field explains it, and `extra`, which a type that no operation
        // uses any more has too.
        items.push(Selector::functions(&owner));
        let because = by_operations("requests", new.sent);
        let change = used_in(snapshots, pair, "requests", because, new.sent, new.sent);
        changes.push(change.explains(items));
    }
    let is_gained = new.received && !old.received;
    let (before, after) = (old.is_in_responses(), new.is_in_responses());
    if before != after {
        let because = by_operations("responses", after);
        let change = used_in(snapshots, pair, "responses", because, after, is_gained);
        changes.push(change.explains([extra]));
    } else if old.sent == new.sent && old.received != new.received {
        let what = "components that no operation uses";
        let because = match new.received {
            true => "such a component contains it",
            false => "no such component contains it any more",
        };
        let because = because.to_owned();
        let change = used_in(snapshots, pair, what, because, new.received, is_gained);
        changes.push(change.explains([extra]));
    }
    let changes = changes.into_iter();
    changes
        .map(|change| change.at(snapshots, &pair.new.origin))
        .collect()
}

/// Types of requests have a setter for other fields where the documentation allows some.
fn others(snapshots: &Snapshots<'_>, pair: &TypePair<'_>) -> Option<Change> {
    let was = pair.old.sets_others(pair.old_key);
    let is = pair.new.sets_others(pair.new_key);
    // Otherwise its use in requests explains the setter.
    if was == is || pair.old.usage.sent != pair.new.usage.sent {
        return None;
    }
    let item = type_path(&snapshots.after, pair.new_key);
    let functions = ["extra", "with_extra"].map(|name| Selector::function(&item, name));
    let (kind, impact, summary, because, migration) = match is {
        true => (
            ChangeKind::Added,
            Impact::Added,
            "other fields can be set with `.with_extra()`",
            "the documentation allows fields that it does not name",
            "",
        ),
        false => (
            ChangeKind::Removed,
            Impact::Breaking,
            "other fields cannot be set any more",
            "the documentation no longer allows fields that it does not name",
            "remove the calls of `.with_extra()`",
        ),
    };
    let address = format!("{} other fields", pair.new_key);
    let change = ChangeBuilder::new(kind, impact, item, address)
        .describe(summary.to_owned(), because.to_owned())
        .identified_by(was, is)
        .migration(migration)
        .explains(functions);
    Some(change.at(snapshots, &pair.new.origin))
}

fn by_operations(what: &str, is_used: bool) -> String {
    match is_used {
        true => format!("an operation uses it in {what}"),
        false => format!("no operation uses it in {what} any more"),
    }
}

/// Whether a type is used in `what`, and whether it gains functions by that.
fn used_in(
    snapshots: &Snapshots<'_>,
    pair: &TypePair<'_>,
    what: &str,
    because: String,
    is_used: bool,
    is_gained: bool,
) -> ChangeBuilder {
    let (kind, summary) = match is_used {
        true => (ChangeKind::Added, format!("is now used in {what}")),
        false => (ChangeKind::Removed, format!("is no longer used in {what}")),
    };
    let impact = match is_gained {
        true => Impact::Added,
        false => Impact::WireOnly,
    };
    let address = format!("{} in {what}", pair.new_key);
    let item = type_path(&snapshots.after, pair.new_key);
    ChangeBuilder::new(kind, impact, item, address)
        .describe(summary, because)
        .identified_by(!is_used, is_used)
}
