//! After this pass, every string field named `…_id`, and every list of strings named
//! `…_ids`, has an id type.
//!
//! The name decides, never the format: the format is missing on some pages, and real
//! servers return ids that are not UUIDs. A field whose name ends in the name of a
//! component's own id (`parent_acs_credential_id`) has that component's id type; every
//! other name is a kind of its own. Kinds are locked.

use std::collections::{BTreeMap, BTreeSet};

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Root, Scalar, Shape, Struct, TypeKind, id_name},
};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let client = decisions.overrides.client.as_ref();
    if client.is_some_and(|client| client.value.typed_ids == Some(false)) {
        return Vec::new();
    }
    let own_ids = own_ids(api);
    let decided = decisions.overrides.id_kinds();
    let mut found = BTreeSet::new();
    let mut kinds = BTreeSet::new();
    for (key, def) in &mut api.types {
        let TypeKind::Struct(Struct { fields, .. }) = &mut def.kind else {
            continue;
        };
        let operation = match (key.root(), key.steps()) {
            (Root::Request(operation), []) => api.operations.get(operation),
            _ => None,
        };
        for field in fields {
            let binding = operation.and_then(|it| it.input.binding(&field.wire));
            let wire = binding.map_or(&field.wire, |binding| &binding.wire);
            let Some(name) = id_name(wire) else {
                continue;
            };
            let kind = kind_of(&name, &decided, &decisions.lock.ids, &own_ids);
            if let Some(string) = id_string(&field.wire, &mut field.shape) {
                *string = Shape::Scalar(Scalar::Id(kind.clone()));
                kinds.insert(kind);
                found.insert(name);
            }
        }
    }
    api.ids = kinds;
    stale_entries(decisions, &found)
}

/// The string that is an id, where the field's shape fits its name. A plain string named
/// `…_ids` may hold several ids with separators, and the API defines which.
fn id_string<'a>(wire: &str, shape: &'a mut Shape) -> Option<&'a mut Shape> {
    match shape {
        Shape::Scalar(Scalar::String) if wire.ends_with("_id") => Some(shape),
        Shape::List(item) if wire.ends_with("_ids") => match item.shape {
            Shape::Scalar(Scalar::String) => Some(&mut item.shape),
            _ => None,
        },
        _ => None,
    }
}

fn kind_of(
    name: &str,
    decided: &BTreeMap<&str, &str>,
    locked: &BTreeMap<String, String>,
    own_ids: &BTreeSet<String>,
) -> String {
    if let Some(kind) = decided.get(name) {
        return (*kind).to_owned();
    }
    if let Some(kind) = locked.get(name) {
        return kind.clone();
    }
    let suffixes = name.match_indices('_').map(|(at, _)| &name[at + 1..]);
    std::iter::once(name)
        .chain(suffixes)
        .find(|suffix| own_ids.contains(*suffix))
        .unwrap_or(name)
        .to_owned()
}

/// `user_identity_id`, where component `user_identity` has a field of that name.
fn own_ids(api: &Api) -> BTreeSet<String> {
    api.types
        .iter()
        .filter_map(|(key, def)| match (key.root(), key.steps(), &def.kind) {
            (Root::Component(name), [], TypeKind::Struct(inner)) => {
                let id = format!("{name}_id");
                inner.field(&id).map(|_| id)
            }
            _ => None,
        })
        .collect()
}

fn stale_entries(decisions: &Decisions<'_>, found: &BTreeSet<String>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for entry in &decisions.overrides.id {
        for member in &entry.value.members {
            if !found.contains(member) {
                let what = format!("no page has a string field `{member}` or `{member}s`");
                diagnostics.extend(decisions.overrides.absent(entry, what));
            }
        }
    }
    diagnostics
}
