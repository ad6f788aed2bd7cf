//! Types: which came, which are gone, and what changed about those that stayed.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Kind as What,
    documentation::{self, Subject},
    enumeration,
    finding::Finding,
    sides::{Side, Sides},
    spell::{constructor_lines, type_item, types_within, whole},
    structure, union,
};
use crate::{Entry, Group};
use seamstress_codegen::ir::{Root, TypeDef, TypeKey, TypeKind};

/// A type as it was, and as it is.
pub(super) struct Pair<'a> {
    pub(super) old_key: &'a TypeKey,
    pub(super) old: &'a TypeDef,
    pub(super) key: &'a TypeKey,
    pub(super) new: &'a TypeDef,
}

/// The types of both sides, matched.
pub(super) struct Matched<'a> {
    /// What both have: at the same address, or under the same name at another.
    pairs: Vec<Pair<'a>>,
    /// What is gone.
    old: Types<'a>,
    /// What came.
    new: Types<'a>,
}

type Types<'a> = Vec<(&'a TypeKey, &'a TypeDef)>;

impl<'a> Matched<'a> {
    pub(super) fn of(sides: &Sides<'a>) -> Self {
        let mut pairs = Vec::new();
        let mut gone: Types<'a> = Vec::new();
        for (key, old) in sides.before.types() {
            match sides.after.visible(key) {
                Some(new) => pairs.push(Pair {
                    old_key: key,
                    old,
                    key,
                    new,
                }),
                None => gone.push((key, old)),
            }
        }
        let came = sides.after.types();
        let came = came.filter(|(key, _)| sides.before.visible(key).is_none());
        let mut came: BTreeMap<_, _> = came
            .map(|(key, def)| (sides.after.names.ty(key), (key, def)))
            .collect();
        let mut old = Vec::new();
        for (old_key, def) in gone {
            match came.remove(sides.before.names.ty(old_key)) {
                Some((key, new)) => pairs.push(Pair {
                    old_key,
                    old: def,
                    key,
                    new,
                }),
                None => old.push((old_key, def)),
            }
        }
        let mut new: Types<'a> = came.into_values().collect();
        // What holds others stands before them.
        new.sort_by_key(|(key, _)| *key);
        Self { pairs, old, new }
    }
}

/// What changed about all types, but for those that came or went with what holds them.
pub(super) fn compare(sides: &Sides<'_>, matched: &Matched<'_>) -> Vec<Entry> {
    let pairs = matched.pairs.iter();
    let mut entries: Vec<_> = pairs.flat_map(|pair| compare_pair(sides, pair)).collect();
    let old = matched.old.iter().filter(|(key, _)| is_component(key));
    entries.extend(old.map(|(key, def)| gone(sides, key, def)));
    let new = matched.new.iter().filter(|(key, _)| is_component(key));
    entries.extend(new.map(|(key, def)| came(sides, key, def)));
    entries
}

/// The types that came or went, and that no entry explains.
pub(super) fn unclaimed(sides: &Sides<'_>, matched: &Matched<'_>, entries: &[Entry]) -> Vec<Entry> {
    let mut claims: BTreeSet<String> = entries
        .iter()
        .flat_map(|entry| entry.trace.claims.iter().cloned())
        .collect();
    let mut found = Vec::new();
    type Explain = fn(&Sides<'_>, &TypeKey, &TypeDef) -> Entry;
    let mut explain = |side: &Side<'_>, types: &Types<'_>, entry: Explain| {
        for (key, def) in types {
            if !claims.contains(&format!("{}:", type_item(side, key))) {
                let entry = entry(sides, key, def);
                claims.extend(entry.trace.claims.iter().cloned());
                found.push(entry);
            }
        }
    };
    explain(&sides.before, &matched.old, gone);
    explain(&sides.after, &matched.new, came);
    found
}

fn is_component(key: &TypeKey) -> bool {
    matches!(key.root(), Root::Component(_)) && key.steps().is_empty()
}

fn gone(sides: &Sides<'_>, key: &TypeKey, def: &TypeDef) -> Entry {
    let item = type_item(&sides.before, key);
    Finding::new(What::Gone, Group::Breaking, item, key)
        .says(
            format!("{} is gone", noun(def)),
            format!("no page has `{key}` any more"),
        )
        .migrate(format!(
            "do without `{}`: no call takes or returns it",
            sides.before.names.ty(key)
        ))
        .claims(types_within(&sides.before, key))
        .was_at(sides, &def.origin)
}

fn came(sides: &Sides<'_>, key: &TypeKey, def: &TypeDef) -> Entry {
    let item = type_item(&sides.after, key);
    Finding::new(What::Came, Group::Added, item, key)
        .says(format!("new {}", noun(def)), format!("`{key}` is new"))
        .claims(types_within(&sides.after, key))
        .at(sides, &def.origin)
}

fn noun(def: &TypeDef) -> &'static str {
    match &def.kind {
        TypeKind::Struct(_) => "struct",
        TypeKind::Enum(_) => "enum",
        TypeKind::Union(_) => "union",
        TypeKind::Alias(_) => "alias",
    }
}

fn compare_pair(sides: &Sides<'_>, pair: &Pair<'_>) -> Vec<Entry> {
    let Pair { old, key, new, .. } = pair;
    let item = type_item(&sides.after, key);
    let old_name = sides.before.names.ty(pair.old_key);
    let name = sides.after.names.ty(key);
    let mut entries = Vec::new();
    if old_name != name {
        let old_item = type_item(&sides.before, pair.old_key);
        let mut renamed = Finding::new(What::Renamed, Group::Breaking, item.clone(), key)
            .says(
                format!("`{old_name}` is called `{name}`"),
                "`specs/overrides.toml` or `specs/names.lock` gives it another name",
            )
            .facts(old_name, name)
            .migrate(format!("write `{name}` instead of `{old_name}`"))
            .claims(whole(&old_item))
            .claims(whole(&item))
            .claims([format!("{old_item} =")])
            .at(sides, &new.origin);
        renamed.trace.renamed = Some((old_name.to_string(), name.to_string()));
        entries.push(renamed);
    }
    entries.extend(usage(sides, pair));
    let subject = Subject {
        item: item.clone(),
        address: key.to_string(),
        origin: &new.origin,
    };
    entries.extend(documentation::docs(sides, &subject, &old.docs, &new.docs));
    match (&old.kind, &new.kind) {
        (TypeKind::Struct(before), TypeKind::Struct(after)) => {
            entries.extend(structure::compare(sides, pair, before, after));
        }
        (TypeKind::Enum(before), TypeKind::Enum(after)) => {
            entries.extend(enumeration::compare(sides, pair, before, after));
        }
        (TypeKind::Union(before), TypeKind::Union(after)) => {
            entries.extend(union::compare(sides, pair, before, after));
        }
        (TypeKind::Alias(_), TypeKind::Alias(_)) => {}
        _ => {
            let (before, after) = (noun(old), noun(new));
            let finding = Finding::new(What::Retyped, Group::Breaking, item, key)
                .says(
                    format!("{before} → {after}"),
                    format!("`{key}` was {}, and is {}", wire_noun(old), wire_noun(new)),
                )
                .facts(before, after)
                .migrate(match &new.kind {
                    TypeKind::Union(_) => "match on its variants, of which each holds one form",
                    TypeKind::Enum(_) => "match on its variants; `.as_str()` is the text",
                    _ => "read its members as fields",
                })
                .claims(types_within(&sides.before, pair.old_key))
                .claims(types_within(&sides.after, key));
            entries.push(finding.at(sides, &new.origin));
        }
    }
    entries
}

fn wire_noun(def: &TypeDef) -> &'static str {
    match &def.kind {
        TypeKind::Struct(_) => "an object",
        TypeKind::Enum(_) => "one of several texts",
        TypeKind::Union(_) => "one of several types",
        TypeKind::Alias(_) => "another name",
    }
}

/// A type that is sent has constructors and setters, one that is received keeps what no
/// page names.
fn usage(sides: &Sides<'_>, pair: &Pair<'_>) -> Vec<Entry> {
    let Pair { old, key, new, .. } = pair;
    let mut entries = Vec::new();
    let both = [
        ("sent", old.usage.sent, new.usage.sent),
        ("answered", old.usage.received, new.usage.received),
    ];
    for (how, before, after) in both {
        if before == after {
            continue;
        }
        let (kind, group, change, because) = if after {
            let change = format!("can be {how} too");
            (What::Came, Group::Added, change, "uses it now")
        } else {
            let change = format!("is not {how} any more");
            (What::Gone, Group::WireOnly, change, "uses it any more")
        };
        let some = if after {
            "an operation"
        } else {
            "no operation"
        };
        let item = type_item(&sides.after, key);
        let mut claims = Vec::new();
        if how == "sent" {
            // Every setter, unless its member explains it.
            claims.extend(constructor_lines(&sides.before, pair.old_key));
            claims.extend(constructor_lines(&sides.after, key));
            claims.push(format!("{item}::"));
        } else {
            claims.push(format!("{item}::extra("));
        }
        let entry = Finding::new(kind, group, item, format!("{key} {how}"))
            .says(change, format!("{some} {because} where values are {how}"))
            .facts(before, after)
            .claims(claims)
            .at(sides, &new.origin);
        entries.push(entry);
    }
    entries
}
