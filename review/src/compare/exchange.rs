//! What an operation is sent and what it answers, beyond the types of both.

use super::{
    Kind,
    field::{alike, is_certain, retyped},
    finding::Finding,
    operation::builder_lines,
    sides::Sides,
    spell::{answer, one_of_item, operation_item, operation_lines, ty, types_within, whole},
};
use crate::{Entry, Group};
use seamstress_codegen::{
    ir::{Names, OneOf, Operation, Response, TypeKey, describe},
    source::Origin,
};

/// What changed.
pub(super) fn compare(sides: &Sides<'_>, old: &Operation, new: &Operation) -> Vec<Entry> {
    let mut entries = Vec::new();
    entries.extend(request(sides, old, new));
    entries.extend(choices(sides, old, new));
    entries.extend(value(sides, old, new));
    entries.extend(envelope(sides, old, new));
    entries.extend(waiting(sides, old, new));
    entries
}

fn request(sides: &Sides<'_>, old: &Operation, new: &Operation) -> Option<Entry> {
    let spell = |names: &Names, operation: &Operation| match operation.input.params() {
        None => "nothing".to_owned(),
        Some(params) => format!("`{}`", ty(names, params)),
    };
    let is_alike = match (old.input.params(), new.input.params()) {
        (None, None) => true,
        (Some(old), Some(new)) => alike(sides, old, new),
        _ => false,
    };
    let (before, after) = (
        spell(sides.before.names, old),
        spell(sides.after.names, new),
    );
    if is_alike {
        return None;
    }
    let item = operation_item(&sides.after, new);
    let arguments = new.signature.locked_names();
    let is_compatible = old.input.params().is_none() && arguments.is_empty();
    let (kind, group, migrate) = if is_compatible {
        (Kind::Came, Group::Added, String::new())
    } else {
        let arguments: Vec<_> = arguments.iter().map(|it| format!("`{it}`")).collect();
        let migrate = match arguments.is_empty() {
            true => "pass no argument".to_owned(),
            false => format!("pass {}", arguments.join(", ")),
        };
        (Kind::Retyped, Group::Breaking, migrate)
    };
    let finding = Finding::new(kind, group, item, format!("{} request", new.key))
        .says(
            format!("is sent {after}, not {before}"),
            format!("`{}` has another body", new.key),
        )
        .facts(&before, &after)
        .migrate(migrate)
        .claims(operation_lines(&sides.before, old))
        .claims(operation_lines(&sides.after, new));
    let origin = new
        .input
        .content()
        .map_or(&new.origin, |content| &content.origin);
    Some(finding.at(sides, origin))
}

/// Members of which exactly one is given.
fn choices(sides: &Sides<'_>, old: &Operation, new: &Operation) -> Vec<Entry> {
    let mut entries = Vec::new();
    let because = "`specs/overrides.toml` decides of which members exactly one is given";
    let address = |choice: &OneOf| format!("{} one of {}", new.key, choice.wire);
    for choice in &old.input.one_of {
        if new.one_of(&choice.wire).is_none() {
            let item = one_of_item(&sides.before, old, &choice.wire);
            let argument = sides.before.names.one_of_argument(&old.key, &choice.wire);
            let finding = Finding::new(Kind::Gone, Group::Breaking, item.clone(), address(choice))
                .says(format!("argument `{argument}` is gone"), because)
                .migrate("set the one that you mean on the call")
                .claims(whole(&item))
                .claims(operation_lines(&sides.before, old));
            entries.push(finding.at(sides, &new.origin));
        }
    }
    for choice in &new.input.one_of {
        let item = one_of_item(&sides.after, new, &choice.wire);
        let Some(was) = old.one_of(&choice.wire) else {
            let argument = sides.after.names.one_of_argument(&new.key, &choice.wire);
            let finding =
                Finding::new(Kind::Needed, Group::Breaking, item.clone(), address(choice))
                    .says(format!("argument `{argument}` must be given"), because)
                    .migrate(format!("pass `{argument}` instead of setting a member"))
                    .claims(whole(&item))
                    .claims(operation_lines(&sides.after, new));
            entries.push(finding.at(sides, &new.origin));
            continue;
        };
        let old_item = one_of_item(&sides.before, old, &was.wire);
        for member in &was.fields {
            if !choice.fields.contains(member) {
                let names = sides.before.names;
                let variant = names.one_of_variant(&old.key, &was.wire, member);
                let item = format!("{old_item}::{variant}");
                let address = format!("{} {member}", address(choice));
                let finding = Finding::new(Kind::Gone, Group::Breaking, item.clone(), address)
                    .says("variant is gone", because)
                    .migrate("choose another variant")
                    .claims([format!("{item}(")]);
                entries.push(finding.at(sides, &new.origin));
            }
        }
        for member in &choice.fields {
            if !was.fields.contains(member) {
                let names = sides.after.names;
                let variant = names.one_of_variant(&new.key, &choice.wire, member);
                let item = format!("{item}::{variant}");
                let address = format!("{} {member}", address(choice));
                let finding = Finding::new(Kind::Came, Group::Added, item.clone(), address)
                    .says("new variant", because)
                    .claims([format!("{item}(")]);
                entries.push(finding.at(sides, &new.origin));
            }
        }
    }
    entries
}

/// What a call returns.
fn value(sides: &Sides<'_>, old: &Operation, new: &Operation) -> Option<Entry> {
    let shape = |operation: &Operation| operation.output().map(|it| it.shape.clone());
    let is_alike = match (old.output(), new.output()) {
        (None, None) => true,
        (Some(old), Some(new)) => {
            alike(sides, &old.shape, &new.shape)
                && is_certain(old.presence) == is_certain(new.presence)
        }
        _ => false,
    };
    let (pages_before, pages) = (old.behavior.paging.is_some(), new.behavior.paging.is_some());
    if is_alike && pages_before == pages {
        return None;
    }
    let (before, after) = (
        answer(sides.before.names, old),
        answer(sides.after.names, new),
    );
    let because = match (shape(old), shape(new)) {
        _ if pages && !pages_before => "its answers are cut into pages now".to_owned(),
        _ if pages_before && !pages => "its answers are not cut into pages any more".to_owned(),
        (Some(was), Some(is)) if alike(sides, &was, &is) => {
            "its answer may be missing, or must not any more".to_owned()
        }
        (Some(was), Some(is)) => format!(
            "it answered {}, and answers {}",
            describe::shape(&was),
            describe::shape(&is)
        ),
        (None, Some(is)) => format!("it answered nothing, and answers {}", describe::shape(&is)),
        (Some(was), None) => format!("it answered {}, and answers nothing", describe::shape(&was)),
        (None, None) => String::new(),
    };
    let migrate = match (before.as_str(), after.as_str()) {
        _ if pages && !pages_before => {
            "the page's `.items` is the list; `.items()` on the call is all of it".to_owned()
        }
        _ if pages_before && !pages => {
            "take the list as it is, without `.items()` or `.pages()`".to_owned()
        }
        ("()", _) => format!("the call returns `{after}`: bind or drop it"),
        (_, "()") => "the call returns nothing any more".to_owned(),
        (before, after) => retyped(before, after),
    };
    let (kind, group) = if before == after {
        (Kind::Travels, Group::WireOnly)
    } else {
        (Kind::Retyped, Group::Breaking)
    };
    let item = operation_item(&sides.after, new);
    let finding = Finding::new(kind, group, item, format!("{} returns", new.key))
        .says(format!("returns `{before}` → `{after}`"), because)
        .facts(&before, &after)
        .migrate(if group == Group::Breaking {
            migrate
        } else {
            String::new()
        })
        .claims(builder_lines(&sides.before, old))
        .claims(builder_lines(&sides.after, new))
        .claims(types_within(&sides.before, &TypeKey::response(&old.key)))
        .claims(types_within(&sides.after, &TypeKey::response(&new.key)));
    Some(finding.at(sides, response_origin(new)))
}

/// Where what an operation returns is declared.
fn response_origin(operation: &Operation) -> &Origin {
    operation
        .success()
        .map_or(&operation.origin, |response| &response.origin)
}

/// Which member of the body callers want, and what stands beside it.
fn envelope(sides: &Sides<'_>, old: &Operation, new: &Operation) -> Option<Entry> {
    let (before, after) = (old.success()?, new.success()?);
    let is_same = before.envelope == after.envelope && before.siblings == after.siblings;
    if is_same {
        return None;
    }
    let told = |response: &Response| {
        let mut members: Vec<_> = response
            .envelope
            .iter()
            .map(|it| format!("`{it}`"))
            .collect();
        members.extend(response.siblings.iter().map(|it| format!("`{it}`")));
        match members.is_empty() {
            true => "the value itself".to_owned(),
            false => members.join(", "),
        }
    };
    let (was, is) = (told(before), told(after));
    let item = operation_item(&sides.after, new);
    let change = match (&before.envelope, &after.envelope) {
        (old, new) if old == new => {
            "the answer's body has other members beside the value".to_owned()
        }
        (_, Some(member)) => format!("the value is read from `{member}`"),
        (_, None) => "the value is the whole body".to_owned(),
    };
    let finding = Finding::new(
        Kind::Travels,
        Group::WireOnly,
        item,
        format!("{} envelope", new.key),
    )
    .says(change, format!("the body was {was}, and is {is}"))
    .facts(was, is);
    Some(finding.at(sides, &after.origin))
}

/// Whether a call waits for work that goes on.
fn waiting(sides: &Sides<'_>, old: &Operation, new: &Operation) -> Option<Entry> {
    let (change, because, migrate) = match (&old.behavior.long_running, &new.behavior.long_running)
    {
        (None, Some(member)) => (
            "waits until the work is done",
            format!("`{member}` tells how the work goes on"),
            "put `.no_wait()` before `.await` to have the answer at once",
        ),
        (Some(member), None) => (
            "does not wait for the work",
            format!("`{member}` does not tell how the work goes on any more"),
            "leave `.no_wait()` out, and ask yourself whether the work is done",
        ),
        _ => return None,
    };
    let item = operation_item(&sides.after, new);
    let builder = |side, operation| {
        let [lines, _] = builder_lines(side, operation);
        format!("{lines}:no_wait(")
    };
    let finding = Finding::new(
        Kind::Behaves,
        Group::Breaking,
        item,
        format!("{} waits", new.key),
    )
    .says(change, because)
    .facts(
        old.behavior.long_running.is_some(),
        new.behavior.long_running.is_some(),
    )
    .migrate(migrate)
    .claims([builder(&sides.before, old), builder(&sides.after, new)]);
    Some(finding.at(sides, response_origin(new)))
}
