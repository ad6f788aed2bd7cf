//! Fields of structs.

use seamstress_codegen::ir::{Boxing, Field, Scalar, Shape, Struct, TypeKey};

use super::{
    builder::ChangeBuilder,
    decision::Table,
    documentation::{self, Subject},
    item::{field_item, field_ty},
    migration::{self, Value, Wrapper},
    pair::TypePair,
    scope,
    shape::{describe, same_type},
    share,
    snapshot::{Snapshot, Snapshots},
};
use crate::{Change, Impact, change::ChangeKind, selector::Selector};

/// A field that was added.
pub(super) fn added(snapshots: &Snapshots<'_>, pair: &TypePair<'_>, field: &Field) -> Change {
    let TypePair { new_key, new, .. } = pair;
    let is_required = field.presence.is_required();
    let has_to_be_given = is_required && new.usage.sent;
    let ty = field_ty(snapshots.after.names, field);
    let (kind, impact, summary) = if has_to_be_given {
        (
            ChangeKind::NowRequired,
            Impact::Breaking,
            format!("required: `{ty}`"),
        )
    } else {
        (ChangeKind::Added, Impact::Added, format!("new: `{ty}`"))
    };
    let because = if has_to_be_given {
        format!("`{}` is new and required", field.wire)
    } else {
        format!("`{}` is new", field.wire)
    };
    let item = field_item(&snapshots.after, new_key, field);
    let mut change = ChangeBuilder::new(kind, impact, item, address(new_key, field))
        .describe(summary, because)
        .identified_by("", &ty)
        .explains(scope::field(&snapshots.after, new_key, field));
    if has_to_be_given {
        let advice = migration::give(&snapshots.after, new_key, field);
        change = change.migration(advice);
    }
    if is_required {
        change = change.explains(constructors(snapshots, pair));
    }
    change.at(snapshots, &field.origin)
}

/// A field that was removed.
pub(super) fn removed(
    snapshots: &Snapshots<'_>,
    pair: &TypePair<'_>,
    field: &Field,
    before: &Struct,
    after: &Struct,
) -> Change {
    let TypePair { old_key, old, .. } = pair;
    let ty = field_ty(snapshots.before.names, field);
    let replacement = replacement(snapshots, field, before, after);
    let advice = match (replacement, old.usage.received) {
        (Some(new), _) => format!(
            "use `{}` instead, which is new and has the same type",
            snapshots.after.names.field(pair.new_key, &new.wire)
        ),
        (None, true) => format!(
            "`.extra()` has {:?}, if the API still returns it",
            field.wire
        ),
        (None, false) => "do not set it: no page says that the API accepts it".to_owned(),
    };
    let mut change = ChangeBuilder::new(
        ChangeKind::Removed,
        Impact::Breaking,
        field_item(&snapshots.before, old_key, field),
        address(old_key, field),
    )
    .describe(
        format!("removed: `{ty}`"),
        format!("no page has `{}` any more", field.wire),
    )
    .identified_by(&ty, "")
    .migration(advice)
    .explains(scope::field(&snapshots.before, old_key, field));
    if field.presence.is_required() {
        change = change.explains(constructors(snapshots, pair));
    }
    change.formerly_at(snapshots, &field.origin)
}

/// The added field that replaces a removed one: the only one of its type, if no other
/// removed field has that type.
fn replacement<'a>(
    snapshots: &Snapshots<'_>,
    removed: &Field,
    before: &Struct,
    after: &'a Struct,
) -> Option<&'a Field> {
    let is_same = |old: &Field, new: &Field| {
        old.presence == new.presence && same_type(snapshots, &old.shape, &new.shape)
    };
    let mut candidates = after
        .fields
        .iter()
        .filter(|new| before.field(&new.wire).is_none() && is_same(removed, new));
    let replacement = candidates.next()?;
    let mut others = before.fields.iter().filter(|old| {
        old.wire != removed.wire && after.field(&old.wire).is_none() && is_same(old, replacement)
    });
    (candidates.next().is_none() && others.next().is_none()).then_some(replacement)
}

/// What changed about a field that both sides have.
pub(super) fn changed(
    snapshots: &Snapshots<'_>,
    pair: &TypePair<'_>,
    old: &Field,
    new: &Field,
) -> Vec<Change> {
    let old_name = snapshots.before.names.field(pair.old_key, &old.wire);
    let new_name = snapshots.after.names.field(pair.new_key, &new.wire);
    let is_same = old_name == new_name
        && old.docs == new.docs
        && old.deprecated == new.deprecated
        && same_value(snapshots, pair, old, new)
        && constant(snapshots, pair, old, new).is_none();
    if is_same {
        return Vec::new();
    }
    let mut changes = Vec::new();
    let item = field_item(&snapshots.after, pair.new_key, new);
    let items = || {
        let mut items = scope::field(&snapshots.before, pair.old_key, old);
        items.extend(scope::field(&snapshots.after, pair.new_key, new));
        items
    };
    if old_name != new_name {
        let change = ChangeBuilder::new(
            ChangeKind::Renamed,
            Impact::Breaking,
            &item,
            format!("{} name", address(pair.new_key, new)),
        )
        .describe(
            format!("renamed from `{old_name}` to `{new_name}`"),
            "`specs/names.lock` has another name",
        )
        .identified_by(old_name, new_name)
        .migration(format!("write `{new_name}` instead of `{old_name}`"))
        .explains(items());
        changes.push(change.at(snapshots, &new.origin));
    }
    changes.extend(value(snapshots, pair, old, new, items()));
    changes.extend(constant(snapshots, pair, old, new));
    let subject = Subject {
        item,
        address: address(pair.new_key, new),
        origin: &new.origin,
    };
    let (before, after) = (old.deprecated.as_deref(), new.deprecated.as_deref());
    changes.extend(documentation::deprecation(
        snapshots,
        &subject,
        before,
        after,
        items(),
    ));
    changes.extend(documentation::docs(
        snapshots, &subject, &old.docs, &new.docs,
    ));
    changes
}

/// A required field that has one value only, or no longer: with one it is set by itself, and
/// is no argument.
fn constant(
    snapshots: &Snapshots<'_>,
    pair: &TypePair<'_>,
    old: &Field,
    new: &Field,
) -> Option<Change> {
    let is_sent = pair.old.usage.sent && pair.new.usage.sent;
    if !is_sent || !old.presence.is_required() || !new.presence.is_required() {
        return None;
    }
    let is_given = |snapshot: &Snapshot<'_>, key: &TypeKey, field: &Field| {
        let mut arguments = snapshot.constructor_arguments(key).iter();
        arguments.any(|argument| argument.wire() == field.wire)
    };
    let before = is_given(&snapshots.before, pair.old_key, old);
    let after = is_given(&snapshots.after, pair.new_key, new);
    let (summary, because, advice) = match (before, after) {
        (false, true) => (
            "has to be given",
            format!("`{}` had one value only, and has several now", new.wire),
            migration::give(&snapshots.after, pair.new_key, new),
        ),
        (true, false) => (
            "is set by itself",
            format!("`{}` has one value only", new.wire),
            format!("leave out the argument `{}`", new.wire),
        ),
        _ => return None,
    };
    let change = ChangeBuilder::new(
        ChangeKind::NowRequired,
        Impact::Breaking,
        field_item(&snapshots.after, pair.new_key, new),
        format!("{} argument", address(pair.new_key, new)),
    )
    .describe(summary, because)
    .identified_by(before.to_string(), after.to_string())
    .migration(advice)
    .explains(constructors(snapshots, pair));
    Some(change.at(snapshots, &new.origin))
}

fn same_value(snapshots: &Snapshots<'_>, pair: &TypePair<'_>, old: &Field, new: &Field) -> bool {
    old.presence == new.presence
        && old.boxing == new.boxing
        && same_type(snapshots, &old.shape, &new.shape)
        && (setter(old, new).is_none() || !pair.new.usage.sent)
}

/// The type of a field, and whether it has to be there.
fn value(
    snapshots: &Snapshots<'_>,
    pair: &TypePair<'_>,
    old: &Field,
    new: &Field,
    items: Vec<Selector>,
) -> Option<Change> {
    if same_value(snapshots, pair, old, new) {
        return None;
    }
    let TypePair {
        new_key, new: def, ..
    } = pair;
    let is_same_type = same_type(snapshots, &old.shape, &new.shape);
    let (before, after) = (
        Value::of_field(snapshots.before.names, old),
        Value::of_field(snapshots.after.names, new),
    );
    let required = (old.presence.is_required(), new.presence.is_required());
    let (kind, prefix) = match (def.usage.sent, required) {
        (true, (false, true)) => (ChangeKind::NowRequired, "now required: "),
        (true, (true, false)) => (ChangeKind::NowOptional, "now optional: "),
        _ => (ChangeKind::TypeChanged, ""),
    };
    let is_visible = kind != ChangeKind::TypeChanged || before.text != after.text;
    let setter = setter(old, new).filter(|_| !is_visible);
    let (kind, impact, summary) = if let Some((impact, summary)) = setter {
        (ChangeKind::TypeChanged, impact, summary.to_owned())
    } else if is_visible {
        (
            kind,
            Impact::Breaking,
            format!("{prefix}`{}` → `{}`", before.text, after.text),
        )
    } else {
        let summary = format!("still `{}`", after.text);
        (ChangeKind::WireChanged, Impact::WireOnly, summary)
    };
    let may_be_absent = !def.usage.sent
        && is_same_type
        && (before.wrapper, after.wrapper) == (Wrapper::Bare, Wrapper::Option);
    let advice = match kind {
        ChangeKind::NowRequired => migration::give(&snapshots.after, new_key, new),
        ChangeKind::NowOptional => {
            format!(
                "set it by `.{}(…)`: it is no longer an argument",
                snapshots.after.names.field(new_key, &new.wire)
            )
        }
        ChangeKind::TypeChanged if may_be_absent => {
            migration::handle_absence(&snapshots.after, new_key, new)
        }
        ChangeKind::TypeChanged if impact == Impact::Added => String::new(),
        ChangeKind::TypeChanged if setter.is_some() => {
            "pass a time as a string: `.as_str()` of a `DateTime`".to_owned()
        }
        ChangeKind::TypeChanged => migration::change_type(snapshots, &before, &after),
        _ => String::new(),
    };
    let identity = |field: &Field, value: &Value<'_>| {
        let (presence, shape) = (field.presence, describe(&field.shape));
        format!("{} {presence:?} {shape}", value.text)
    };
    let change = ChangeBuilder::new(
        kind,
        impact,
        field_item(&snapshots.after, new_key, new),
        address(new_key, new),
    )
    .describe(
        summary,
        because(snapshots, new_key, [old, new], is_same_type),
    )
    .identified_by(identity(old, &before), identity(new, &after))
    .migration(advice)
    .explains(items)
    .explains(constructors(snapshots, pair));
    Some(change.at(snapshots, &new.origin))
}

/// What changed about the setter of a field that is a `String` before and after.
fn setter(old: &Field, new: &Field) -> Option<(Impact, &'static str)> {
    let is_time = |field: &Field| matches!(field.shape, Shape::Scalar(Scalar::TimeText));
    let is_string = |field: &Field| matches!(field.shape, Shape::Scalar(Scalar::String));
    if is_time(old) && is_string(new) {
        Some((Impact::Breaking, "set by strings, no longer by times"))
    } else if is_string(old) && is_time(new) {
        Some((Impact::Added, "set by times, and by strings"))
    } else {
        None
    }
}

/// The change in the terms of the page.
fn because(
    snapshots: &Snapshots<'_>,
    key: &TypeKey,
    [old, new]: [&Field; 2],
    is_same_type: bool,
) -> String {
    let mut differences = Vec::new();
    match (old.presence.is_required(), new.presence.is_required()) {
        (false, true) => differences.push("is now required".to_owned()),
        (true, false) => differences.push("is no longer required".to_owned()),
        _ => {}
    }
    match (old.presence.is_nullable(), new.presence.is_nullable()) {
        (false, true) => differences.push("can now be null".to_owned()),
        (true, false) => differences.push("can no longer be null".to_owned()),
        _ => {}
    }
    let shared = share::reason(snapshots, &old.shape, &new.shape);
    match shared.filter(|_| !is_same_type) {
        Some(reason) => differences.push(format!("has another type, since {reason}")),
        None if is_same_type => {}
        None => differences.push(format!(
            "was {} and is now {}",
            describe(&old.shape),
            describe(&new.shape)
        )),
    }
    if differences.is_empty() && setter(old, new).is_some() {
        differences.push(format!(
            "was {} and is now {}",
            describe(&old.shape),
            describe(&new.shape)
        ));
    }
    if differences.is_empty() {
        let boxed = match (old.boxing, new.boxing) {
            (_, Boxing::None) => "is no longer boxed",
            (Boxing::None, _) => "is now boxed",
            (_, Boxing::Box) => "is now in a `Box`",
            (_, Boxing::Erased) => "is now in an `ErasedBox`",
        };
        differences.push(boxed.to_owned());
    }
    let change = format!("`{}` {}", new.wire, differences.join(", "));
    let decided = [
        (Table::Optional, old.presence != new.presence),
        (Table::Boxed, old.boxing.is_boxed() != new.boxing.is_boxed()),
    ];
    let address = address(key, new);
    let decided = decided.into_iter().filter(|(_, differs)| *differs);
    let reasons = decided.filter_map(|(table, _)| snapshots.further_reason(table, &address));
    std::iter::once(change.as_str())
        .chain(reasons)
        .collect::<Vec<_>>()
        .join("; ")
}

/// Whatever takes all required fields of the type, before and after.
fn constructors(snapshots: &Snapshots<'_>, pair: &TypePair<'_>) -> Vec<Selector> {
    let mut items = scope::constructors(&snapshots.before, pair.old_key);
    items.extend(scope::constructors(&snapshots.after, pair.new_key));
    items
}

fn address(key: &TypeKey, field: &Field) -> String {
    format!("{key}.{}", field.wire)
}
