//! Members of structs.

use super::{
    Kind,
    documentation::{self, Subject},
    finding::Finding,
    sides::{Side, Sides},
    spell::{constructor_lines, field_item, field_lines, field_ty, operation_item, ty},
    types::Pair,
};
use crate::{Entry, Group};
use seamstress_codegen::ir::{
    Argument, Field, Operation, Presence, Shape, Struct, TypeKey, TypeRef, describe,
};

/// A member that is new.
pub(super) fn came(sides: &Sides<'_>, pair: &Pair<'_>, field: &Field) -> Entry {
    let Pair { key, new, .. } = pair;
    let is_required = field.presence.is_required();
    let is_needed = is_required && new.usage.sent;
    let ty = field_ty(sides.after.names, field);
    let (kind, group, change) = if is_needed {
        (
            Kind::Needed,
            Group::Breaking,
            format!("`{ty}` must be given"),
        )
    } else {
        (Kind::Came, Group::Added, format!("new: `{ty}`"))
    };
    let because = match (is_required, new.usage.sent) {
        (true, true) => format!("`{}` is new and required", field.wire),
        _ => format!("`{}` is new", field.wire),
    };
    let mut finding = Finding::new(
        kind,
        group,
        field_item(&sides.after, key, field),
        address(key, field),
    )
    .says(change, because)
    .facts("", &ty)
    .claims(field_lines(&sides.after, key, field));
    if is_needed {
        finding = finding.migrate(give(&sides.after, key, field));
    }
    if is_required {
        finding = finding
            .claims(constructor_lines(&sides.before, pair.old_key))
            .claims(constructor_lines(&sides.after, key));
    }
    finding.at(sides, &field.origin)
}

/// A member that is gone.
pub(super) fn gone(
    sides: &Sides<'_>,
    pair: &Pair<'_>,
    field: &Field,
    after: &Struct,
    before: &Struct,
) -> Entry {
    let Pair { old_key, old, .. } = pair;
    let ty = field_ty(sides.before.names, field);
    let migrate = match (successor(sides, field, before, after), old.usage.received) {
        (Some(heir), _) => format!(
            "use `{}` instead, which is new and holds the same",
            sides.after.names.field(pair.key, &heir.wire)
        ),
        (None, true) => format!(
            "`.extra()` has {:?}, if the API still answers it",
            field.wire
        ),
        (None, false) => "leave it out: no page says that the API takes it".to_owned(),
    };
    let mut finding = Finding::new(
        Kind::Gone,
        Group::Breaking,
        field_item(&sides.before, old_key, field),
        address(old_key, field),
    )
    .says(
        format!("`{ty}` is gone"),
        format!("no page has `{}` any more", field.wire),
    )
    .facts(&ty, "")
    .migrate(migrate)
    .claims(field_lines(&sides.before, old_key, field));
    if field.presence.is_required() {
        finding = finding
            .claims(constructor_lines(&sides.before, old_key))
            .claims(constructor_lines(&sides.after, pair.key));
    }
    finding.was_at(sides, &field.origin)
}

/// The one new member that holds what the only gone one held.
fn successor<'a>(
    sides: &Sides<'_>,
    gone: &Field,
    before: &Struct,
    after: &'a Struct,
) -> Option<&'a Field> {
    let alike = |old: &Field, new: &Field| {
        old.presence == new.presence && alike(sides, &old.shape, &new.shape)
    };
    let mut heirs = after
        .fields
        .iter()
        .filter(|new| before.field(&new.wire).is_none() && alike(gone, new));
    let heir = heirs.next()?;
    let mut others = before.fields.iter().filter(|old| {
        old.wire != gone.wire && after.field(&old.wire).is_none() && alike(old, heir)
    });
    (heirs.next().is_none() && others.next().is_none()).then_some(heir)
}

/// What changed about a member that both sides have.
pub(super) fn stayed(sides: &Sides<'_>, pair: &Pair<'_>, old: &Field, new: &Field) -> Vec<Entry> {
    let old_name = sides.before.names.field(pair.old_key, &old.wire);
    let name = sides.after.names.field(pair.key, &new.wire);
    let is_same = old_name == name
        && old.docs == new.docs
        && old.deprecated == new.deprecated
        && holds_the_same(sides, old, new);
    if is_same {
        return Vec::new();
    }
    let mut entries = Vec::new();
    let item = field_item(&sides.after, pair.key, new);
    let lines = || {
        let mut lines = field_lines(&sides.before, pair.old_key, old);
        lines.extend(field_lines(&sides.after, pair.key, new));
        lines
    };
    if old_name != name {
        let finding = Finding::new(
            Kind::Renamed,
            Group::Breaking,
            item.clone(),
            format!("{} name", address(pair.key, new)),
        )
        .says(
            format!("`{old_name}` is called `{name}`"),
            "`specs/names.lock` gives it another name",
        )
        .facts(old_name, name)
        .migrate(format!("write `{name}` instead of `{old_name}`"))
        .claims(lines());
        entries.push(finding.at(sides, &new.origin));
    }
    entries.extend(value(sides, pair, old, new, lines()));
    let subject = Subject {
        item,
        address: address(pair.key, new),
        origin: &new.origin,
    };
    let (before, after) = (old.deprecated.as_deref(), new.deprecated.as_deref());
    entries.extend(documentation::deprecation(
        sides,
        &subject,
        before,
        after,
        lines(),
    ));
    entries.extend(documentation::docs(sides, &subject, &old.docs, &new.docs));
    entries
}

fn holds_the_same(sides: &Sides<'_>, old: &Field, new: &Field) -> bool {
    old.presence == new.presence && old.boxed == new.boxed && alike(sides, &old.shape, &new.shape)
}

/// What a member holds, and whether it does.
fn value(
    sides: &Sides<'_>,
    pair: &Pair<'_>,
    old: &Field,
    new: &Field,
    lines: Vec<String>,
) -> Option<Entry> {
    let Pair { key, new: def, .. } = pair;
    let (before, after) = (
        field_ty(sides.before.names, old),
        field_ty(sides.after.names, new),
    );
    if holds_the_same(sides, old, new) {
        return None;
    }
    let is_alike = alike(sides, &old.shape, &new.shape);
    let is_given = (old.presence.is_required(), new.presence.is_required());
    let (kind, change) = match (def.usage.sent, is_given) {
        (true, (false, true)) => (Kind::Needed, "must be given: "),
        (true, (true, false)) => (Kind::Unneeded, "need not be given: "),
        _ => (Kind::Retyped, ""),
    };
    let is_seen = kind != Kind::Retyped || before != after;
    let facts = |field: &Field, ty: &str| {
        format!(
            "{ty} {:?} {}",
            field.presence,
            describe::shape(&field.shape)
        )
    };
    let (kind, group, change) = if is_seen {
        (
            kind,
            Group::Breaking,
            format!("{change}`{before}` → `{after}`"),
        )
    } else {
        (Kind::Travels, Group::WireOnly, format!("still `{after}`"))
    };
    let migrate = match kind {
        Kind::Needed => give(&sides.after, key, new),
        Kind::Unneeded => format!(
            "set it by `.{}(…)`: it is no argument any more",
            sides.after.names.field(key, &new.wire)
        ),
        Kind::Retyped if !def.usage.sent && after == format!("Option<{before}>") => {
            absent(&sides.after, key, new)
        }
        Kind::Retyped => retyped(&before, &after),
        _ => String::new(),
    };
    let finding = Finding::new(
        kind,
        group,
        field_item(&sides.after, key, new),
        address(key, new),
    )
    .says(change, because(old, new, is_alike))
    .facts(facts(old, &before), facts(new, &after))
    .migrate(migrate)
    .claims(lines)
    .claims(constructor_lines(&sides.before, pair.old_key))
    .claims(constructor_lines(&sides.after, key));
    Some(finding.at(sides, &new.origin))
}

/// The change in the page's words.
fn because(old: &Field, new: &Field, is_alike: bool) -> String {
    let mut news = Vec::new();
    match (old.presence.is_required(), new.presence.is_required()) {
        (false, true) => news.push("is required now".to_owned()),
        (true, false) => news.push("is not required any more".to_owned()),
        _ => {}
    }
    match (old.presence.is_nullable(), new.presence.is_nullable()) {
        (false, true) => news.push("can be null now".to_owned()),
        (true, false) => news.push("cannot be null any more".to_owned()),
        _ => {}
    }
    if !is_alike {
        news.push(format!(
            "was {}, and is {}",
            describe::shape(&old.shape),
            describe::shape(&new.shape)
        ));
    }
    if news.is_empty() {
        news.push(
            if new.boxed {
                "contains its own type now"
            } else {
                "does not contain its own type any more"
            }
            .to_owned(),
        );
    }
    format!("`{}` {}", new.wire, news.join(", "))
}

/// What `new` of a struct takes, in order.
pub(super) fn arguments_of<'a>(side: &Side<'a>, key: &TypeKey) -> &'a [Argument] {
    let found = side.api.struct_at(key);
    found.map_or(&[], |inner| &inner.constructor.arguments)
}

/// What an operation takes one after another.
fn positional(operation: &Operation) -> &[Argument] {
    let signature = operation.signature.fields();
    signature.map_or(&[], |signature| &signature.positional)
}

/// How users give what must be given.
fn give(side: &Side<'_>, key: &TypeKey, field: &Field) -> String {
    const PLACES: [&str; 3] = ["first", "second", "third"];
    let name = side.names.field(key, &field.wire);
    let place = |arguments: &[Argument]| {
        let is_it = |it: &Argument| matches!(it, Argument::Field(it) if it.wire == field.wire);
        let place = arguments.iter().position(is_it);
        match place.and_then(|place| PLACES.get(place)) {
            Some(place) => format!("pass `{name}` as the {place} argument"),
            None => format!("pass `{name}`"),
        }
    };
    let senders = side.senders(key);
    if let [operation] = senders
        && let Some(arguments) = side.names.arguments(&operation.key)
    {
        return format!("give `{name}` in `{arguments}`");
    }
    match senders {
        [] => format!(
            "{} of `{}::new`",
            place(arguments_of(side, key)),
            side.names.ty(key)
        ),
        [operation, others @ ..] => {
            let more = match others.len() {
                0 => String::new(),
                count => format!(", and where {count} more operations take it"),
            };
            let item = operation_item(side, operation);
            format!("{} of `{item}`{more}", place(positional(operation)))
        }
    }
}

/// What users do where an answer may lack what it had.
fn absent(side: &Side<'_>, key: &TypeKey, field: &Field) -> String {
    let name = side.names.field(key, &field.wire);
    match ty(side.names, &field.shape).as_str() {
        "String" => format!("`.{name}.as_deref().unwrap_or_default()`, or handle `None`"),
        "bool" | "i64" | "f64" => format!("`.{name}.unwrap_or_default()`, or handle `None`"),
        list if list.starts_with("Vec<") => {
            format!("`.{name}.iter().flatten()`, or handle `None`")
        }
        _ => format!("`if let Some({}) = …`: it may be `None`", name),
    }
}

/// How users go from one type to another.
pub(super) fn retyped(before: &str, after: &str) -> String {
    let inside = |text: &str, outer: &str| -> Option<String> {
        let inner = text.strip_prefix(outer)?.strip_prefix('<')?;
        Some(inner.strip_suffix('>')?.to_owned())
    };
    if inside(after, "Option").as_deref() == Some(before) {
        return "handle `None`; to give a value, wrap it in `Some`".to_owned();
    }
    if inside(before, "Option").as_deref() == Some(after) {
        return "take the value as it is: it is always there".to_owned();
    }
    if inside(after, "Nullable").as_deref() == Some(before) {
        return "handle `Nullable::Absent` and `Nullable::Null`".to_owned();
    }
    if inside(before, "Nullable").as_deref() == Some(after) {
        return "take the value as it is: it is always there, and never null".to_owned();
    }
    if inside(before, "Option").is_some() && inside(before, "Option") == inside(after, "Nullable") {
        return "match on `Nullable`: absent and null differ now".to_owned();
    }
    if inside(before, "Nullable").is_some() && inside(before, "Nullable") == inside(after, "Option")
    {
        return "match on `Option`: `None` is all that is no value".to_owned();
    }
    if inside(after, "Vec").as_deref() == Some(before) {
        return "go through the list, where one value was".to_owned();
    }
    if before == "String" {
        return format!("`{after}::from(text)` makes one of a text, `.as_str()` gives it back");
    }
    if before == "Value" {
        return format!("read `{after}` instead of going through the JSON");
    }
    format!("expect `{after}` where `{before}` was")
}

/// Whether values of both shapes have the same type and the same form in JSON, but for
/// what changed inside named types.
pub(super) fn alike(sides: &Sides<'_>, old: &Shape, new: &Shape) -> bool {
    let items = |old: &TypeRef, new: &TypeRef| {
        old.nullable == new.nullable && alike(sides, &old.shape, &new.shape)
    };
    match (old, new) {
        (Shape::Scalar(old), Shape::Scalar(new)) => old == new,
        (Shape::List(old), Shape::List(new)) | (Shape::Map(old), Shape::Map(new)) => {
            items(old, new)
        }
        (Shape::Type(old), Shape::Type(new)) => {
            let name = |side: &Side<'_>, key: &TypeKey| side.names.ty(key).clone();
            // At another address, but all the same: its parts are compared elsewhere.
            old == new || name(&sides.before, old) == name(&sides.after, new)
        }
        (old, new) => std::mem::discriminant(old) == std::mem::discriminant(new),
    }
}

fn address(key: &TypeKey, field: &Field) -> String {
    format!("{key}.{}", field.wire)
}

/// Whether a value is always there.
pub(super) fn is_certain(presence: Presence) -> bool {
    presence == Presence::Required
}
