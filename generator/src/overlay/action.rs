//! One action: which nodes it changes, and how.

use std::sync::Arc;

use serde_json::Value;
use serde_json_path::JsonPath;

use super::{Moves, merge::Merge};
use crate::{
    diagnostic::{Code, Diagnostic},
    json_type::JsonType,
    source::{Origin, Pointer},
};

/// Applies `action`, which is at `at` of the overlay, to the document of `page`.
///
/// # Errors
///
/// Where the action is malformed or matches nothing; the document is unchanged then.
pub(super) fn apply(
    action: &Value,
    at: &Origin,
    page: &Arc<str>,
    document: &mut Value,
    concatenates: bool,
) -> Result<Vec<Moves>, Box<Diagnostic>> {
    let target = action.get("target").and_then(Value::as_str);
    let Some(target) = target else {
        let message = "an action must have a `target`".to_owned();
        return Err(error(
            Code::InvalidOverlay,
            message,
            at.clone(),
            "it is missing",
        ));
    };
    let target_at = at.child("target");
    let targets = locate(document, target, &target_at)?;
    if targets.is_empty() {
        let message = format!("`{target}` matches nothing in the document");
        return Err(error(
            Code::OverlayTarget,
            message,
            target_at,
            "this action has no effect",
        ));
    }
    if action.get("remove").is_some_and(|remove| *remove == true) {
        return remove(targets, page, document, &target_at);
    }
    let (value, origin) = match (action.get("update"), action.get("copy")) {
        (Some(update), _) => (update.clone(), at.child("update")),
        (None, Some(copy)) => copied(copy, &at.child("copy"), page, document)?,
        (None, None) => {
            let message = "an action must have `update`, `remove: true` or `copy`".to_owned();
            return Err(error(
                Code::InvalidOverlay,
                message,
                at.clone(),
                "this action",
            ));
        }
    };
    let mut merge = Merge {
        concatenates,
        moves: Moves::new(),
    };
    for target in targets {
        if let Some(node) = document.pointer_mut(target.as_str()) {
            if is_scalar(node) && !is_scalar(&value) {
                let message = format!(
                    "`{target}` is {}, which {} cannot be merged with",
                    JsonType::of(node),
                    JsonType::of(&value)
                );
                return Err(error(Code::InvalidOverlay, message, origin, "this value"));
            }
            merge.merge(node, &value, &target, &origin);
        }
    }
    Ok(vec![merge.moves])
}

/// The nodes that a JSONPath selects.
fn locate(document: &Value, path: &str, at: &Origin) -> Result<Vec<Pointer>, Box<Diagnostic>> {
    let parsed = JsonPath::parse(path).map_err(|reason| {
        let message = format!("`{path}` is not a JSONPath: {reason}");
        error(Code::InvalidOverlay, message, at.clone(), "see RFC 9535")
    })?;
    let found = parsed.query_located(document);
    let pointers = found
        .locations()
        .map(|it| it.to_json_pointer().parse().ok());
    Ok(pointers.flatten().collect())
}

/// The node that `copy` selects, and where it is.
fn copied(
    copy: &Value,
    at: &Origin,
    page: &Arc<str>,
    document: &Value,
) -> Result<(Value, Origin), Box<Diagnostic>> {
    let path = copy.as_str().unwrap_or_default();
    let found = locate(document, path, at)?;
    let [source] = &found[..] else {
        let message = format!("`{path}` must select one node, and selects {}", found.len());
        let code = match found.is_empty() {
            true => Code::OverlayTarget,
            false => Code::InvalidOverlay,
        };
        return Err(error(code, message, at.clone(), "what is copied"));
    };
    let value = document
        .pointer(source.as_str())
        .cloned()
        .unwrap_or_default();
    Ok((value, Origin::new(Arc::clone(page), source.clone())))
}

/// Removes the nodes; in lists, what follows them moves up.
fn remove(
    mut targets: Vec<Pointer>,
    page: &Arc<str>,
    document: &mut Value,
    at: &Origin,
) -> Result<Vec<Moves>, Box<Diagnostic>> {
    if targets.iter().any(Pointer::is_root) {
        let message = "the document itself cannot be removed".to_owned();
        return Err(error(
            Code::InvalidOverlay,
            message,
            at.clone(),
            "this target",
        ));
    }
    // Later items first, so that the indexes of the others stay valid.
    targets.sort_by_cached_key(|target| {
        let tokens = target.tokens();
        let number = |token: &str| token.parse::<usize>().unwrap_or_default();
        tokens
            .map(|token| (number(&token), token.into_owned()))
            .collect::<Vec<_>>()
    });
    targets.dedup();
    let mut steps = Vec::new();
    for target in targets.iter().rev() {
        let parent = target.parent().unwrap_or_default();
        let last = target.last().unwrap_or_default();
        match document.pointer_mut(parent.as_str()) {
            Some(Value::Object(fields)) => {
                fields.shift_remove(&*last);
            }
            Some(Value::Array(items)) => {
                let Some(index) = last.parse().ok().filter(|index| *index < items.len()) else {
                    continue;
                };
                items.remove(index);
                let moves = (index..items.len()).map(|now| {
                    let before = Origin::new(Arc::clone(page), parent.index(now + 1));
                    (parent.index(now), before)
                });
                steps.push(moves.collect());
            }
            _ => {}
        }
    }
    Ok(steps)
}

fn is_scalar(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

fn error(code: Code, message: String, at: Origin, label: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(code, message).at(at, label))
}
