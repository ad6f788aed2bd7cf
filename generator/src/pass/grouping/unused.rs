//! Tags and ids that name something else than the paths by which operations are grouped.

use std::collections::BTreeSet;

use crate::{
    case::{singular, snake},
    diagnostic::{Code, Diagnostic, escape},
    ir::{Api, Grouping, Operation},
    source::Origin,
};

/// A note about tags, and one about ids, that have words which the path of their operation does
/// not have: nothing in the crate is named after them.
pub(super) fn report(api: &Api) -> Vec<Diagnostic> {
    let mut tags = Vec::new();
    let mut ids = Vec::new();
    for operation in api.operations.values() {
        let words = words_of_call(operation);
        let is_other = |text: &str| {
            let own = words_in(text);
            own.is_empty() || !own.is_subset(&words)
        };
        if api.grouping != Grouping::Tag {
            let named = operation.tags.iter().enumerate();
            tags.extend(named.filter(|(_, tag)| is_other(tag)).map(|(index, tag)| {
                let at = operation.origin.child("tags").index(index);
                (tag.as_str(), at)
            }));
        }
        // The id of one of several operations with the same path is its name.
        if api.grouping == Grouping::Rpc
            && !operation.key.has_suffix()
            && let Some(id) = operation.id.as_deref().filter(|id| is_other(id))
        {
            ids.push((id, operation.origin.child("operationId")));
        }
    }
    [("the tag", tags), ("the `operationId`", ids)]
        .into_iter()
        .filter_map(|(what, found)| note(what, &found))
        .collect()
}

fn note(what: &str, found: &[(&str, Origin)]) -> Option<Diagnostic> {
    let (first, _) = found.first()?;
    let different: BTreeSet<&str> = found.iter().map(|(text, _)| *text).collect();
    let others = match different.len() - 1 {
        0 => String::new(),
        count => format!(", nor after {count} more"),
    };
    let message = format!(
        "nothing is named after {what} `{}`{others}: operations are named after their paths",
        escape(first)
    );
    let note = Diagnostic::new(Code::NamedByPath, message);
    let labels = found.iter();
    Some(labels.fold(note, |note, (_, at)| note.at(at, "")))
}

/// The words of the path and of the method of an operation.
fn words_of_call(operation: &Operation) -> BTreeSet<String> {
    let mut words = words_in(&operation.key.path);
    words.extend(words_in(&operation.key.method));
    words
}

/// The words of a text, in the singular.
fn words_in(text: &str) -> BTreeSet<String> {
    let text = snake(text);
    let words = text.split('_').filter(|word| !word.is_empty());
    words.map(singular).collect()
}
