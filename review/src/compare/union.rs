//! Unions: their branches, and how they are told apart.

use super::{
    Kind,
    documentation::{self, Subject},
    enumeration,
    field::{alike, retyped},
    finding::Finding,
    sides::Sides,
    spell::{ty, type_item, types_within, variant_item},
    types::Pair,
};
use crate::{Entry, Group};
use seamstress_codegen::ir::{Branch, Names, Step, Tagging, Union};

/// What changed about a union.
pub(super) fn compare(
    sides: &Sides<'_>,
    pair: &Pair<'_>,
    before: &Union,
    after: &Union,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    for old in &before.branches {
        match find(after, &old.label) {
            None => entries.push(gone(sides, pair, old)),
            Some(new) => entries.extend(stayed(sides, pair, old, new)),
        }
    }
    let came = after.branches.iter();
    let came = came.filter(|new| find(before, &new.label).is_none());
    entries.extend(came.map(|new| self::came(sides, pair, new)));
    entries.extend(tagging(sides, pair, before, after));
    let labels = |inner: &Union| -> Vec<String> {
        let branches = inner.branches.iter();
        branches.map(|branch| branch.label.clone()).collect()
    };
    entries.extend(enumeration::order(
        sides,
        pair,
        &labels(before),
        &labels(after),
    ));
    entries
}

fn find<'a>(inner: &'a Union, label: &str) -> Option<&'a Branch> {
    inner.branches.iter().find(|branch| branch.label == label)
}

fn address(pair: &Pair<'_>, branch: &Branch) -> String {
    format!("{}|{}", pair.key, branch.label)
}

fn came(sides: &Sides<'_>, pair: &Pair<'_>, branch: &Branch) -> Entry {
    let item = variant_item(&sides.after, pair.key, &branch.label);
    let inside = pair.key.then(Step::Branch(branch.label.clone()));
    Finding::new(
        Kind::Came,
        Group::Added,
        item.clone(),
        address(pair, branch),
    )
    .says(
        "new variant",
        format!("`{}` is a new alternative", branch.label),
    )
    .migrate(if pair.new.usage.received {
        format!(
            "until now, it was read as `Unknown`: match on `{}`",
            sides.after.names.variant(pair.key, &branch.label)
        )
    } else {
        String::new()
    })
    .claims([format!("{item}(")])
    .claims(types_within(&sides.after, &inside))
    .at(sides, &branch.origin)
}

fn gone(sides: &Sides<'_>, pair: &Pair<'_>, branch: &Branch) -> Entry {
    let item = variant_item(&sides.before, pair.old_key, &branch.label);
    let inside = pair.old_key.then(Step::Branch(branch.label.clone()));
    Finding::new(
        Kind::Gone,
        Group::Breaking,
        item.clone(),
        address(pair, branch),
    )
    .says(
        "variant is gone",
        format!("no page has the alternative `{}` any more", branch.label),
    )
    .migrate(if pair.new.usage.received {
        "if the API still answers it, it is read as `Unknown`, whose `.json()` is the value"
    } else {
        ""
    })
    .claims([format!("{item}(")])
    .claims(types_within(&sides.before, &inside))
    .was_at(sides, &branch.origin)
}

fn stayed(sides: &Sides<'_>, pair: &Pair<'_>, old: &Branch, new: &Branch) -> Vec<Entry> {
    let item = variant_item(&sides.after, pair.key, &new.label);
    let spell = |names: &Names, branch: &Branch| {
        let inner = ty(names, &branch.shape);
        if branch.boxed {
            format!("Box<{inner}>")
        } else {
            inner
        }
    };
    let (before, after) = (
        spell(sides.before.names, old),
        spell(sides.after.names, new),
    );
    let mut entries = Vec::new();
    let old_name = sides.before.names.variant(pair.old_key, &old.label);
    let name = sides.after.names.variant(pair.key, &new.label);
    if old_name != name {
        let old_item = variant_item(&sides.before, pair.old_key, &old.label);
        let finding = Finding::new(
            Kind::Renamed,
            Group::Breaking,
            item.clone(),
            address(pair, new),
        )
        .says(
            format!("`{old_name}` is called `{name}`"),
            "`specs/names.lock` gives it another name",
        )
        .facts(old_name, name)
        .migrate(format!("write `{name}` instead of `{old_name}`"))
        .claims([format!("{old_item}("), format!("{item}(")]);
        entries.push(finding.at(sides, &new.origin));
    }
    if (!alike(sides, &old.shape, &new.shape) || old.boxed != new.boxed) && before != after {
        let inside =
            |key: &seamstress_codegen::ir::TypeKey| key.then(Step::Branch(new.label.clone()));
        let finding = Finding::new(
            Kind::Retyped,
            Group::Breaking,
            item.clone(),
            address(pair, new),
        )
        .says(
            format!("`{before}` → `{after}`"),
            format!("the alternative `{}` is something else", new.label),
        )
        .facts(&before, &after)
        .migrate(retyped(&before, &after))
        .claims([format!("{item}(")])
        .claims(types_within(&sides.before, &inside(pair.old_key)))
        .claims(types_within(&sides.after, &inside(pair.key)));
        entries.push(finding.at(sides, &new.origin));
    }
    let subject = Subject {
        item,
        address: address(pair, new),
        origin: &new.origin,
    };
    entries.extend(documentation::docs(sides, &subject, &old.docs, &new.docs));
    entries
}

/// How a value's branch is recognised.
fn tagging(sides: &Sides<'_>, pair: &Pair<'_>, before: &Union, after: &Union) -> Option<Entry> {
    let told = |union: &Union| match &union.tagging {
        Tagging::Tagged(member) => format!("by `{member}`"),
        Tagging::Untagged(members) if members.is_empty() => "by its form".to_owned(),
        Tagging::Untagged(members) => format!("by its form and `{}`", members.join("`, `")),
        Tagging::Undecided(_) => String::new(),
    };
    let old_method = sides.before.names.tag_method(pair.old_key);
    let method = sides.after.names.tag_method(pair.key);
    if before.tagging == after.tagging && old_method == method {
        return None;
    }
    let (was, is) = (told(before), told(after));
    let item = type_item(&sides.after, pair.key);
    let conversions = format!("{item}: From<");
    let finding = Finding::new(
        Kind::Travels,
        Group::WireOnly,
        item.clone(),
        format!("{} tagging", pair.key),
    )
    .says(
        format!("a value's variant is told {is}, not {was}"),
        "the page tells the alternatives apart in another way",
    )
    .facts(&was, &is)
    .migrate(match (old_method, method) {
        (Some(old), Some(new)) if old != new => {
            format!("call `.{new}()` instead of `.{old}()`")
        }
        (Some(old), None) => format!("match on the variants instead of `.{old}()`"),
        _ => String::new(),
    })
    .claims(
        [old_method, method]
            .into_iter()
            .flatten()
            .map(|method| format!("{item}::{method}(")),
    )
    .claims([conversions]);
    Some(finding.at(sides, &pair.new.origin))
}
