//! Unions: their branches, and how a value's branch is found.

use seamstress_codegen::{
    ident::RustIdent,
    ir::{Branch, Names, Step, Tagging, TypeKey, Union},
};

use super::{
    builder::ChangeBuilder,
    decision::Table,
    documentation::{self, Subject},
    enumeration,
    item::{branch_ty, type_path, variant_item},
    migration::{Value, change_type},
    pair::TypePair,
    scope,
    shape::same_type,
    snapshot::{Snapshot, Snapshots},
};
use crate::{Change, Impact, change::ChangeKind, selector::Selector};

/// What changed about a union.
pub(super) fn compare(
    snapshots: &Snapshots<'_>,
    pair: &TypePair<'_>,
    before: &Union,
    after: &Union,
) -> Vec<Change> {
    let mut changes = Vec::new();
    let of_branches = || {
        let mut items = scope::of_branches(&snapshots.before, pair.old_key, before);
        items.extend(scope::of_branches(&snapshots.after, pair.new_key, after));
        items
    };
    for old in &before.branches {
        match find(after, &old.label) {
            None => changes.push(removed(snapshots, pair, old, of_branches())),
            Some(new) => changes.extend(changed(snapshots, pair, old, new)),
        }
    }
    let new = after.branches.iter();
    let added = new.filter(|new| find(before, &new.label).is_none());
    changes.extend(added.map(|new| self::added(snapshots, pair, new, of_branches())));
    changes.extend(tagging(snapshots, pair, before, after));
    let labels = |inner: &Union| -> Vec<String> {
        let branches = inner.branches.iter();
        branches.map(|branch| branch.label.clone()).collect()
    };
    changes.extend(enumeration::order(
        snapshots,
        pair,
        &labels(before),
        &labels(after),
    ));
    changes
}

fn find<'a>(inner: &'a Union, label: &str) -> Option<&'a Branch> {
    inner.branches.iter().find(|branch| branch.label == label)
}

fn address(pair: &TypePair<'_>, branch: &Branch) -> String {
    format!("{}|{}", pair.new_key, branch.label)
}

/// The key of the type inside a branch.
fn inside(key: &TypeKey, branch: &Branch) -> TypeKey {
    key.then(Step::Branch(branch.label.clone()))
}

fn added(
    snapshots: &Snapshots<'_>,
    pair: &TypePair<'_>,
    branch: &Branch,
    of_branches: Vec<Selector>,
) -> Change {
    let inside = inside(pair.new_key, branch);
    ChangeBuilder::new(
        ChangeKind::Added,
        Impact::Added,
        variant_item(&snapshots.after, pair.new_key, &branch.label),
        address(pair, branch),
    )
    .describe(
        "new variant",
        format!("`{}` is a new alternative", branch.label),
    )
    .migration(if pair.new.usage.received {
        format!(
            "match on `{}`, which was `Unknown` until now",
            snapshots.after.names.variant(pair.new_key, &branch.label)
        )
    } else {
        String::new()
    })
    .explains([variant(&snapshots.after, pair.new_key, branch)])
    .explains(of_branches)
    .explains(scope::types_within(&snapshots.after, &inside))
    .at(snapshots, &branch.origin)
}

fn removed(
    snapshots: &Snapshots<'_>,
    pair: &TypePair<'_>,
    branch: &Branch,
    of_branches: Vec<Selector>,
) -> Change {
    let inside = inside(pair.old_key, branch);
    ChangeBuilder::new(
        ChangeKind::Removed,
        Impact::Breaking,
        variant_item(&snapshots.before, pair.old_key, &branch.label),
        address(pair, branch),
    )
    .describe(
        "variant removed",
        format!("no page has the alternative `{}` any more", branch.label),
    )
    .migration(if pair.new.usage.received {
        "if the API still returns it, match on `Unknown`, whose `.json()` is the value"
    } else {
        ""
    })
    .explains([variant(&snapshots.before, pair.old_key, branch)])
    .explains(of_branches)
    .explains(scope::types_within(&snapshots.before, &inside))
    .formerly_at(snapshots, &branch.origin)
}

fn changed(
    snapshots: &Snapshots<'_>,
    pair: &TypePair<'_>,
    old: &Branch,
    new: &Branch,
) -> Vec<Change> {
    let item = variant_item(&snapshots.after, pair.new_key, &new.label);
    let old_name = snapshots.before.names.variant(pair.old_key, &old.label);
    let new_name = snapshots.after.names.variant(pair.new_key, &new.label);
    let mut changes = Vec::new();
    if old_name != new_name {
        let change = ChangeBuilder::new(
            ChangeKind::Renamed,
            Impact::Breaking,
            &item,
            address(pair, new),
        )
        .describe(
            format!("renamed from `{old_name}` to `{new_name}`"),
            "`specs/names.lock` has another name",
        )
        .identified_by(old_name, new_name)
        .migration(format!("write `{new_name}` instead of `{old_name}`"))
        .explains([
            variant(&snapshots.before, pair.old_key, old),
            variant(&snapshots.after, pair.new_key, new),
        ]);
        changes.push(change.at(snapshots, &new.origin));
    }
    let (before, after) = (
        payload(snapshots.before.names, old),
        payload(snapshots.after.names, new),
    );
    let is_same = same_type(snapshots, &old.shape, &new.shape) && old.boxing == new.boxing;
    if !is_same && before.text != after.text {
        let change = ChangeBuilder::new(
            ChangeKind::TypeChanged,
            Impact::Breaking,
            &item,
            address(pair, new),
        )
        .describe(
            format!("`{}` → `{}`", before.text, after.text),
            snapshots.reason(
                Table::Boxed,
                &inside(pair.new_key, new).to_string(),
                format!("the alternative `{}` has another type", new.label),
            ),
        )
        .identified_by(&before.text, &after.text)
        .migration(change_type(snapshots, &before, &after))
        .explains([variant(&snapshots.after, pair.new_key, new)])
        .explains([Selector::conversions(&type_path(
            &snapshots.after,
            pair.new_key,
        ))])
        .explains(scope::types_within(
            &snapshots.before,
            &inside(pair.old_key, old),
        ))
        .explains(scope::types_within(
            &snapshots.after,
            &inside(pair.new_key, new),
        ));
        changes.push(change.at(snapshots, &new.origin));
    }
    let subject = Subject {
        item,
        address: address(pair, new),
        origin: &new.origin,
    };
    changes.extend(documentation::docs(
        snapshots, &subject, &old.docs, &new.docs,
    ));
    changes
}

/// The variant of a branch.
fn variant(snapshot: &Snapshot<'_>, key: &TypeKey, branch: &Branch) -> Selector {
    let name = snapshot.names.variant(key, &branch.label);
    Selector::variant(&type_path(snapshot, key), name)
}

/// The payload of a branch's variant.
fn payload<'a>(names: &Names, branch: &'a Branch) -> Value<'a> {
    let mut value = Value::bare(names, &branch.shape);
    value.boxing = branch.boxing;
    value.text = branch_ty(names, branch);
    value
}

/// How a value's branch is found.
fn tagging(
    snapshots: &Snapshots<'_>,
    pair: &TypePair<'_>,
    before: &Union,
    after: &Union,
) -> Option<Change> {
    let describe = |union: &Union| match &union.tagging {
        Tagging::Tagged(field) => format!("by `{field}`"),
        Tagging::Untagged(fields) if fields.is_empty() => "by its shape".to_owned(),
        Tagging::Untagged(fields) => format!("by its shape and `{}`", fields.join("`, `")),
        Tagging::Undecided(_) => String::new(),
    };
    let old_method = tag_method(&snapshots.before, pair.old_key, before);
    let new_method = tag_method(&snapshots.after, pair.new_key, after);
    if before.tagging == after.tagging && old_method == new_method {
        return None;
    }
    let (old, new) = (describe(before), describe(after));
    let owner = type_path(&snapshots.after, pair.new_key);
    let change = ChangeBuilder::new(
        ChangeKind::WireChanged,
        Impact::WireOnly,
        &owner,
        format!("{} tagging", pair.new_key),
    )
    .describe(
        format!("the variant of a value is found {new}, not {old}"),
        "the page distinguishes the alternatives in another way",
    )
    .identified_by(&old, &new)
    .migration(match (old_method, new_method) {
        (Some(old), Some(new)) if old != new => {
            format!("call `.{new}()` instead of `.{old}()`")
        }
        (Some(old), None) => format!("match on the variants instead of `.{old}()`"),
        _ => String::new(),
    })
    .explains(
        [old_method, new_method]
            .into_iter()
            .flatten()
            .map(|method| Selector::function(&owner, method)),
    )
    .explains([Selector::conversions(&owner)]);
    Some(change.at(snapshots, &pair.new.origin))
}

/// The method that returns the tag, where there is one.
fn tag_method<'a>(snapshot: &Snapshot<'a>, key: &TypeKey, union: &Union) -> Option<&'a RustIdent> {
    let is_tagged = matches!(union.tagging, Tagging::Tagged(_));
    is_tagged.then(|| snapshot.names.tag_method(key))
}
