//! Operations: which came, which are gone, and what changed about those that stayed.

use super::{
    Kind,
    documentation::{self, Subject},
    exchange,
    finding::Finding,
    sides::{Side, Sides},
    spell::{answer, builder_item, module, operation_item, operation_lines, whole},
};
use crate::{Entry, Group};
use seamstress_codegen::{
    ir::{Api, Operation},
    sample::Sample,
    source::{Origin, Pointer},
};

/// What changed about all operations, but for who may call them and what they are sent.
pub(super) fn compare(sides: &Sides<'_>) -> Vec<Entry> {
    let alone = |own: &Side<'_>, other: &Side<'_>| -> Vec<_> {
        let operations = own.api.operations.values();
        let alone = operations.filter(|it| other.operation(&it.key).is_none());
        alone.map(|it| it.key.clone()).collect()
    };
    let mut entries = Vec::new();
    for old in sides.before.api.operations.values() {
        if let Some(new) = sides.after.operation(&old.key) {
            entries.extend(stayed(sides, old, new));
        }
    }
    let came = alone(&sides.after, &sides.before);
    let mut came: Vec<_> = came
        .iter()
        .filter_map(|key| sides.after.operation(key))
        .collect();
    for key in alone(&sides.before, &sides.after) {
        let Some(old) = sides.before.operation(&key) else {
            continue;
        };
        let call = operation_item(&sides.before, old);
        let heir = came
            .iter()
            .position(|new| operation_item(&sides.after, new) == call);
        match heir {
            Some(place) => {
                let new = came.remove(place);
                entries.push(moved(sides, old, new));
                entries.extend(stayed(sides, old, new));
            }
            None => entries.push(gone(sides, old, &came)),
        }
    }
    entries.extend(came.into_iter().map(|new| self::came(sides, new)));
    entries
}

fn came(sides: &Sides<'_>, new: &Operation) -> Entry {
    let item = operation_item(&sides.after, new);
    Finding::new(Kind::Came, Group::Added, item, &new.key)
        .says("new operation", format!("`{}` is new", new.key))
        .claims(operation_lines(&sides.after, new))
        .claims(groups(&sides.after, &sides.before, new))
        .at(sides, &new.origin)
}

fn gone(sides: &Sides<'_>, old: &Operation, came: &[&Operation]) -> Entry {
    let item = operation_item(&sides.before, old);
    let returned = answer(sides.before.names, old);
    let mut heirs = came
        .iter()
        .filter(|new| new.wire == old.wire && answer(sides.after.names, new) == returned);
    let migrate = match (
        old.lifecycle.deprecated.as_deref(),
        heirs.next(),
        heirs.next(),
    ) {
        (Some(why), _, _) if !why.is_empty() => format!("the page had said: {why}"),
        (_, Some(heir), None) => {
            let heir = operation_item(&sides.after, heir);
            format!("call `{heir}` instead, which is new and answers the same")
        }
        _ => "no page says what to call instead".to_owned(),
    };
    Finding::new(Kind::Gone, Group::Breaking, item, &old.key)
        .says(
            "operation is gone",
            format!("no page has `{}` any more", old.key),
        )
        .migrate(migrate)
        .claims(operation_lines(&sides.before, old))
        .claims(groups(&sides.before, &sides.after, old))
        .was_at(sides, &old.origin)
}

/// The lines of the groups that an operation stands in, as far as the other side does
/// not have them.
fn groups(own: &Side<'_>, other: &Side<'_>, operation: &Operation) -> Vec<String> {
    let path = &operation.namespace;
    let mut lines = Vec::new();
    for depth in 1..=path.len() {
        let group = &path[..depth];
        if other.api.namespaces.contains(group) {
            continue;
        }
        let handle = format!("{}{}", module(own.names, group), own.names.handle(group));
        lines.push(format!("{handle}: struct"));
        lines.push(format!(
            "{}{}(",
            parent(own, &group[..depth - 1]),
            own.names.group(group)
        ));
        // Accessors of groups inside, if no operation of theirs explains them.
        lines.push(format!("{handle}::"));
    }
    lines
}

/// What the accessor of a group inside `path` begins with.
fn parent(side: &Side<'_>, path: &[String]) -> String {
    let handle = side.names.handle(path);
    format!("{}{handle}::", module(side.names, path))
}

fn moved(sides: &Sides<'_>, old: &Operation, new: &Operation) -> Entry {
    let item = operation_item(&sides.after, new);
    Finding::new(Kind::Moved, Group::Breaking, item, &old.key)
        .says(
            format!("sends `{}`, not `{}`", new.key, old.key),
            format!(
                "no page has `{}` any more, and `{}` is new",
                old.key, new.key
            ),
        )
        .migrate("nothing to write: calls go there as soon as the crate is updated")
        .facts(&old.key, &new.key)
        .claims(operation_lines(&sides.before, old))
        .claims(operation_lines(&sides.after, new))
        .at(sides, &new.origin)
}

fn stayed(sides: &Sides<'_>, old: &Operation, new: &Operation) -> Vec<Entry> {
    let (before, item) = (
        operation_item(&sides.before, old),
        operation_item(&sides.after, new),
    );
    let mut entries = Vec::new();
    let old_builder = sides.before.names.request_builder(&old.key);
    let builder = sides.after.names.request_builder(&new.key);
    if before != item || old_builder != builder {
        let finding = Finding::new(
            Kind::Renamed,
            Group::Breaking,
            item.clone(),
            format!("{} name", new.key),
        )
        .says(
            format!("`{before}` is called `{item}`"),
            "`specs/names.lock` gives it another name",
        )
        .facts(&before, &item)
        .migrate(format!("call `{item}` instead of `{before}`"))
        .claims(operation_lines(&sides.before, old))
        .claims(operation_lines(&sides.after, new));
        entries.push(finding.at(sides, &new.origin));
    }
    entries.extend(exchange::compare(sides, old, new));
    entries.extend(safety(sides, old, new));
    let subject = Subject {
        item: item.clone(),
        address: new.key.to_string(),
        origin: &new.origin,
    };
    let lines = vec![format!("{before}("), format!("{item}(")];
    let (was, is) = (
        old.lifecycle.deprecated.as_deref(),
        new.lifecycle.deprecated.as_deref(),
    );
    entries.extend(documentation::deprecation(sides, &subject, was, is, lines));
    entries.extend(documentation::docs(sides, &subject, &old.docs, &new.docs));
    entries.extend(samples(sides, &subject, old, new));
    entries
}

/// Whether a call may be sent again, where it is not known whether it has arrived.
fn safety(sides: &Sides<'_>, old: &Operation, new: &Operation) -> Option<Entry> {
    let item = operation_item(&sides.after, new);
    let address = format!("{} safe", new.key);
    let finding = match (old.behavior.safe, new.behavior.safe) {
        (true, false) => Finding::new(Kind::Behaves, Group::Breaking, item, address)
            .says(
                "is not sent again where an answer fails to arrive",
                format!("`{}` is not taken to change nothing any more", new.key),
            )
            .migrate("send it again yourself where that does no harm"),
        (false, true) => Finding::new(Kind::Travels, Group::WireOnly, item, address).says(
            "is sent again where an answer fails to arrive",
            format!("`{}` is taken to change nothing", new.key),
        ),
        _ => return None,
    };
    Some(
        finding
            .facts(old.behavior.safe, new.behavior.safe)
            .at(sides, &new.origin),
    )
}

/// The examples that the pages show.
fn samples(
    sides: &Sides<'_>,
    subject: &Subject<'_>,
    old: &Operation,
    new: &Operation,
) -> Option<Entry> {
    let shown = |api: &Api, operation: &Operation| -> Vec<_> {
        let json = |sample: &Sample| format!("{:?} {}", sample.side, sample.json);
        let Some(examples) = api.examples.get(&operation.key) else {
            return Vec::new();
        };
        let samples = examples.samples.iter().map(json);
        let snippets = examples.snippets.iter();
        samples
            .chain(snippets.map(|it| it.source.clone()))
            .collect()
    };
    let (before, after) = (shown(sides.before.api, old), shown(sides.after.api, new));
    if before == after {
        return None;
    }
    let address = format!("{} samples", new.key);
    let finding = Finding::new(Kind::Docs, Group::DocsOnly, subject.item.clone(), address)
        .says("examples", "the page shows other examples")
        .facts("", after.join("\n"));
    // Examples stand beside the declaration, so that the page as a whole bears the change.
    let page = Origin::new(new.origin.page.clone(), Pointer::root());
    let mut entry = finding.at(sides, &new.origin);
    entry.trace.origins.push(page);
    Some(entry)
}

/// All lines of what an operation's call is put together with.
pub(super) fn builder_lines(side: &Side<'_>, operation: &Operation) -> [String; 2] {
    whole(&builder_item(side, operation))
}
