//! What a type is in the place that declares it: its role, and whose type it is.

use crate::{
    case::{singular, singular_words},
    ir::{Grouping, OperationKey, Root, Step, TypeKey},
    pass::grouping::is_version,
};

/// The role of an inline type: the field that it is the value of, in the singular where that is
/// a list, and the branches of unions below it. `None` for what is an operation's own:
/// its parameters and its whole body.
pub(super) fn role(key: &TypeKey) -> Option<String> {
    let steps = key.steps();
    let field = steps.iter().rposition(|it| matches!(it, Step::Field(_)));
    let mut role = match field.and_then(|at| Some((at, steps.get(at)?))) {
        Some((0, Step::Field(wire))) if wire == "body" && is_request(key) => return None,
        Some((at, Step::Field(wire))) => word(wire, steps.get(at + 1)),
        _ => of_root(key)?,
    };
    let below = &steps[field.map_or(0, |at| at + 1)..];
    for step in below {
        if let Step::Branch(label) = step {
            role.push('/');
            role.push_str(label);
        }
    }
    Some(role)
}

fn is_request(key: &TypeKey) -> bool {
    matches!(key.root(), Root::Request(_))
}

/// The role of what no field holds.
fn of_root(key: &TypeKey) -> Option<String> {
    Some(match key.root() {
        Root::Component(name) => singular_words(name),
        Root::SharedResponse(name) => name.clone(),
        Root::Response(_) => "response".to_owned(),
        Root::Stream(_) => "item".to_owned(),
        Root::Status(_, status) => status.words(),
        Root::Request(_) | Root::Shared(_) | Root::Role(_) => return None,
    })
}

/// Whether the type is the whole body of a response, or the item of a stream: its name
/// is generic.
pub(super) fn is_body(key: &TypeKey) -> bool {
    let is_field = |step: &Step| matches!(step, Step::Field(_));
    matches!(key.root(), Root::Response(_) | Root::Stream(_)) && !key.steps().iter().any(is_field)
}

/// Whose type it is, the nearest owner first: fields around it, then the component, or the
/// groups of the operation. At last its method.
pub(super) fn owners(key: &TypeKey, grouping: Grouping) -> (Vec<String>, Option<String>) {
    let steps = key.steps();
    let field = steps.iter().rposition(|it| matches!(it, Step::Field(_)));
    let around = &steps[..field.unwrap_or(0)];
    let mut owners = Vec::new();
    for (at, step) in around.iter().enumerate().rev() {
        match step {
            // The struct of the parameters has it next to what is sent elsewhere.
            Step::Field(wire) if at == 0 && wire == "body" && is_request(key) => {}
            Step::Field(wire) => owners.push(word(wire, around.get(at + 1))),
            Step::Branch(label) => owners.push(label.clone()),
            Step::Items | Step::Values | Step::Alias => {}
        }
    }
    let method = match key.root() {
        Root::Component(name) | Root::SharedResponse(name) => {
            owners.push(name.clone());
            None
        }
        Root::Request(operation)
        | Root::Response(operation)
        | Root::Status(operation, _)
        | Root::Stream(operation) => {
            let (groups, method) = groups_of(operation, grouping);
            owners.extend(groups.iter().rev().map(|word| singular(word)));
            Some(method)
        }
        Root::Shared(_) | Root::Role(_) => None,
    };
    (owners, method)
}

/// A field in the singular, where it is a list or a map.
fn word(wire: &str, next: Option<&Step>) -> String {
    match next {
        Some(Step::Items | Step::Values) => singular_words(wire),
        _ => wire.to_owned(),
    }
}

/// The groups of an operation, outermost first, and its method, as far as the path says them.
fn groups_of(operation: &OperationKey, grouping: Grouping) -> (Vec<&str>, String) {
    let segments = operation.route().split('/');
    let is_generic = |it: &str| it.is_empty() || it.contains('{') || is_version(it);
    let segments = segments.filter(|it| !is_generic(it));
    let mut groups: Vec<&str> = segments.collect();
    let method = match (grouping, groups.len()) {
        (Grouping::Rpc, 2..) => groups.pop().map(str::to_owned),
        _ => None,
    };
    (
        groups,
        method.unwrap_or_else(|| operation.method.to_lowercase()),
    )
}
