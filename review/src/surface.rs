//! The items of `api.txt` that were removed and added, each with the change that
//! explains it.

mod modifiers;
mod renames;

use std::collections::BTreeMap;

use seamstress_codegen::{
    Output,
    surface::{ItemKind, SurfaceItem, TypePath},
};

use self::{
    modifiers::{is_compatible, lost_derives},
    renames::Renames,
};
use super::{Change, Impact, change::ChangeKind, compare::ChangeBuilder, selector::Selector};

/// Attributes every removed and added item of `api.txt` to the change that explains it,
/// adds changes for items that none explains, and raises the impact of changes to
/// [`Breaking`](Impact::Breaking) where they remove an item without a compatible
/// successor: the compiler has the last word.
///
/// Does nothing where one of the runs had errors, since it has no surface.
pub fn attribute(changes: &mut Vec<Change>, before: &Output, after: &Output) {
    let (before, after) = (&before.surface, &after.surface);
    if before.items().is_empty() || after.items().is_empty() {
        return;
    }
    let (removed, added) = (before.minus(after), after.minus(before));
    let renames = Renames::of(changes, after);
    let renamed = renames.pairs(&removed, &added);
    let explained = explained(changes);
    let explaining = |item: &SurfaceItem| -> Option<usize> {
        let by_rename = renamed.get(item).copied();
        by_rename.or_else(|| {
            let mut selectors = Selector::of(item).into_iter();
            selectors.find_map(|selector| explained.get(&selector).copied())
        })
    };
    let mut unexplained: BTreeMap<&TypePath, Difference> = BTreeMap::new();
    for item in removed {
        match explaining(item).and_then(|index| changes.get_mut(index)) {
            Some(change) => change.removed.push(item.clone()),
            None => unexplained
                .entry(&item.path.owner)
                .or_default()
                .removed
                .push(item.clone()),
        }
    }
    for item in added {
        match explaining(item).and_then(|index| changes.get_mut(index)) {
            Some(change) => change.added.push(item.clone()),
            None => unexplained
                .entry(&item.path.owner)
                .or_default()
                .added
                .push(item.clone()),
        }
    }
    for (index, change) in changes.iter_mut().enumerate() {
        if renames.is_aliased(index) {
            deprecate_old_name(change);
        } else {
            raise_impact(change);
        }
    }
    let unexplained = unexplained.into_iter();
    changes.extend(unexplained.map(|(owner, items)| unexplained_change(owner, items)));
}

/// Items of one type.
#[derive(Default)]
struct Difference {
    removed: Vec<SurfaceItem>,
    added: Vec<SurfaceItem>,
}

/// Selector → the index of the change that explains what it selects. Of several changes,
/// the one with the gravest impact.
fn explained(changes: &[Change]) -> BTreeMap<Selector, usize> {
    let mut explained: BTreeMap<Selector, usize> = BTreeMap::new();
    for (index, change) in changes.iter().enumerate() {
        for selector in &change.provenance.explains {
            let known = explained.entry(selector.clone()).or_insert(index);
            let is_milder = changes
                .get(*known)
                .is_some_and(|known| known.impact > change.impact);
            if is_milder {
                *known = index;
            }
        }
    }
    explained
}

/// A renamed type whose old name still leads to it: nobody has to do anything yet.
fn deprecate_old_name(change: &mut Change) {
    change.impact = Impact::Deprecated;
    change.provenance.kind = ChangeKind::Deprecated;
    change
        .summary
        .push_str("; the old name is kept for one release");
}

/// Makes the change a breaking one if its items say so.
fn raise_impact(change: &mut Change) {
    if change.impact == Impact::Breaking || is_compatible(&change.removed, &change.added) {
        return;
    }
    change.impact = Impact::Breaking;
    if let Some((item, derives)) = lost_derives(&change.removed, &change.added).first() {
        let (owner, derives) = (&item.path.owner, derives.join("`, `"));
        change
            .summary
            .push_str(&format!("; `{owner}` loses `{derives}`"));
        if change.migration.is_empty() {
            change.migration = format!("do without `{derives}` of `{owner}`");
        }
    }
    if change.migration.is_empty() {
        change.migration = migration(&change.removed, &change.added);
    }
}

/// What to do about the first removed item.
fn migration(removed: &[SurfaceItem], added: &[SurfaceItem]) -> String {
    let Some(old) = removed.first() else {
        return String::new();
    };
    let mut successors = added.iter().filter(|new| new.path == old.path);
    match successors.next() {
        Some(new) => format!("`{old}` is now `{new}`"),
        None => format!("do without `{old}`"),
    }
}

/// A change of items that no change of the API explains.
fn unexplained_change(owner: &TypePath, items: Difference) -> Change {
    let Difference { removed, added } = items;
    let mut all = removed.iter().chain(&added);
    if all.all(|item| item.kind == ItemKind::Reexport) {
        return reexport(owner, removed, added);
    }
    let (kind, impact, summary) = if !is_compatible(&removed, &added) {
        (
            ChangeKind::Removed,
            Impact::Breaking,
            "items changed or were removed",
        )
    } else if !removed.is_empty() && added.iter().any(|item| item.modifiers.deprecated) {
        (ChangeKind::Deprecated, Impact::Deprecated, "deprecated")
    } else {
        (ChangeKind::Added, Impact::Added, "items were added")
    };
    let because =
        "no change of a page explains this: did the generator, a name or an override change?";
    let migration = match impact {
        Impact::Breaking => migration(&removed, &added),
        _ => String::new(),
    };
    let mut change = ChangeBuilder::new(kind, impact, owner, format!("surface {owner}"))
        .describe(summary, because)
        .identified_by(lines(&removed), lines(&added))
        .migration(migration)
        .without_location();
    change.removed = removed;
    change.added = added;
    change
}

/// A type of the runtime that the crate exports where an operation uses it.
fn reexport(owner: &TypePath, removed: Vec<SurfaceItem>, added: Vec<SurfaceItem>) -> Change {
    let is_added = !added.is_empty();
    let (kind, impact, summary, because, migration) = match is_added {
        true => (
            ChangeKind::Added,
            Impact::Added,
            "type of the runtime added",
            "an operation takes or returns it",
            "",
        ),
        false => (
            ChangeKind::Removed,
            Impact::Breaking,
            "type of the runtime removed",
            "no operation takes or returns it any more",
            "name it by the crate `seamstress_runtime`",
        ),
    };
    let mut change = ChangeBuilder::new(kind, impact, owner, format!("reexport {owner}"))
        .describe(summary, because)
        .identified_by(!is_added, is_added)
        .migration(migration)
        .without_location();
    change.removed = removed;
    change.added = added;
    change
}

fn lines(items: &[SurfaceItem]) -> String {
    let lines: Vec<String> = items.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
