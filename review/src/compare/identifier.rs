//! Kinds of ids.

use std::collections::BTreeMap;

use super::{
    Kind,
    finding::Finding,
    sides::{Side, Sides},
};
use crate::{Entry, Group};
use seamstress_codegen::{
    ident::RustIdent,
    ir::{Scalar, Shape, TypeKind as Form},
    source::Origin,
};

/// What changed.
pub(super) fn compare(sides: &Sides<'_>) -> Vec<Entry> {
    let (before, after) = (&sides.before.api.ids, &sides.after.api.ids);
    let old_name = |kind: &str| sides.before.names.id(kind);
    let new_name = |kind: &str| sides.after.names.id(kind);
    if before
        .iter()
        .map(|kind| (kind, old_name(kind)))
        .eq(after.iter().map(|kind| (kind, new_name(kind))))
    {
        return Vec::new();
    }
    let (old_uses, uses) = (uses(&sides.before), uses(&sides.after));
    let mut entries = Vec::new();
    for kind in before {
        let old = old_name(kind);
        let new = after.contains(kind).then(|| new_name(kind));
        let (finding, is_gone) = match new {
            None => (
                Finding::new(Kind::Gone, Group::Breaking, item(old), format!("id {kind}"))
                    .says(
                        "kind of ids is gone",
                        format!("no member is called `{kind}` any more"),
                    )
                    .migrate("take ids of this kind as texts: `.as_str()`"),
                true,
            ),
            Some(new) if new != old => (
                Finding::new(
                    Kind::Renamed,
                    Group::Breaking,
                    item(new),
                    format!("id {kind}"),
                )
                .says(
                    format!("`{}` is called `{}`", old, new),
                    "`specs/names.lock` gives it another name",
                )
                .facts(old, new)
                .migrate(format!("write `{}` instead of `{}`", new, old))
                .claims(claims(new)),
                false,
            ),
            Some(_) => continue,
        };
        let finding = finding.claims(claims(old));
        entries.push(
            match (
                is_gone,
                old_uses.get(kind.as_str()),
                uses.get(kind.as_str()),
            ) {
                (true, Some(origin), _) => finding.was_at(sides, origin),
                (false, _, Some(origin)) => finding.at(sides, origin),
                _ => finding.nowhere(),
            },
        );
    }
    for kind in after.difference(before) {
        let new = new_name(kind);
        let finding = Finding::new(Kind::Came, Group::Added, item(new), format!("id {kind}"))
            .says("new kind of ids", format!("members are called `{kind}`"))
            .claims(claims(new));
        entries.push(match uses.get(kind.as_str()) {
            Some(origin) => finding.at(sides, origin),
            None => finding.nowhere(),
        });
    }
    entries
}

fn item(name: &RustIdent) -> String {
    format!("models::{}", name)
}

fn claims(name: &RustIdent) -> [String; 2] {
    [
        format!("models::{} =", name),
        format!("models::kind::{}:", name),
    ]
}

/// The first member that holds an id of each kind.
fn uses<'a>(side: &Side<'a>) -> BTreeMap<&'a str, &'a Origin> {
    let mut uses = BTreeMap::new();
    for def in side.api.types.values() {
        let Form::Struct(inner) = &def.kind else {
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
