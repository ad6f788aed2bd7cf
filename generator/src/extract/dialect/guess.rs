//! What fields are part of where no heading or label says it.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::extract::{
    field::Shape,
    operation::{Group, Parts},
    words::Role,
};

/// Takes fields for those of the response where its sample has their names: requests without a body
/// have parameters that responses rarely repeat.
pub(super) fn by_samples(parts: &mut Parts) {
    let responses = parts.shown.iter().filter(|it| it.is_response());
    let bodies: Vec<(BTreeSet<&str>, Shape)> = responses.map(|it| names(&it.sample.json)).collect();
    let guessed = parts.groups.iter_mut().filter(|it| it.is_guess);
    for group in guessed {
        // Which fields are required is said of requests.
        let is_sent = group.fields.iter().any(|it| it.required.is_some());
        let mut bodies = bodies.iter().filter(|_| !is_sent);
        let body = bodies.find(|(names, _)| is_within(group, names));
        if let (Role::Request(None), Some((_, shape))) = (&group.role, body) {
            group.role = Role::Response(None);
            group.shape = *shape;
        }
    }
}

/// Whether the sample has all fields of the group, or the group those of the sample.
fn is_within(group: &Group, names: &BTreeSet<&str>) -> bool {
    let listed: BTreeSet<&str> = group.fields.iter().map(|it| it.wire.as_str()).collect();
    let is_shown = listed.len() > 1 && listed.is_subset(names);
    is_shown || !names.is_empty() && names.is_subset(&listed)
}

/// The names of the fields of a body, or of its items.
fn names(body: &Value) -> (BTreeSet<&str>, Shape) {
    match body {
        Value::Array(items) => {
            let objects = items.iter().filter_map(Value::as_object);
            let names = objects.flat_map(|it| it.keys().map(String::as_str));
            (names.collect(), Shape::List)
        }
        body => {
            let fields = body.as_object().into_iter();
            let names = fields.flat_map(|it| it.keys().map(String::as_str));
            (names.collect(), Shape::Object)
        }
    }
}
