//! New items of the crate without a type, and new names.

use std::collections::BTreeMap;

use seamstress_codegen::{
    Output,
    ir::{Shape, TypeKind, Untyped},
    lock::Lock,
    source::Origin,
};

use super::{Lint, LintKind, code, list, page_location};

/// An item that is raw JSON.
struct Raw<'a> {
    item: String,
    origin: &'a Origin,
}

/// Items that newly are raw JSON, each with the reason.
pub(super) fn raw_json(before: &Output, after: &Output) -> Vec<Lint> {
    let known = raw_items(before);
    let new = raw_items(after)
        .into_iter()
        .filter(|(identity, _)| !known.contains_key(identity));
    new.map(|((_, reason), raw)| {
        Lint::new(
            LintKind::RawJson,
            format!("`{}` is raw JSON: {reason}", raw.item),
            page_location(after, &raw.origin.into(), false),
        )
    })
    .collect()
}

/// Every item that is raw JSON, by its address and the reason.
fn raw_items(output: &Output) -> BTreeMap<(String, Untyped), Raw<'_>> {
    let mut items = BTreeMap::new();
    let (api, Some(names)) = (&output.api, &output.names) else {
        return items;
    };
    let mut visit = |address: &str, item: &str, shape: &Shape, origin| {
        shape.walk(&mut |shape| {
            if let Shape::Json(reason) = shape {
                let item = item.to_owned();
                items.insert((address.to_owned(), *reason), Raw { item, origin });
            }
        });
    };
    let emitted = api.types.iter().filter(|(_, def)| def.usage.is_emitted());
    for (key, def) in emitted {
        let owner = format!("models::{}", names.ty(key).plain());
        match &def.kind {
            TypeKind::Struct(inner) => {
                for field in &inner.fields {
                    let address = Lock::field_key(key, &field.wire);
                    let item = format!("{owner}.{}", names.field(key, &field.wire).plain());
                    visit(&address, &item, &field.shape, &field.origin);
                }
            }
            TypeKind::Union(inner) => {
                for branch in &inner.branches {
                    let address = Lock::branch_key(key, &branch.label);
                    let item = format!("{owner}::{}", names.variant(key, &branch.label).plain());
                    visit(&address, &item, &branch.shape, &branch.origin);
                }
            }
            TypeKind::Alias(_) | TypeKind::Enum(_) => {
                for shape in def.shapes() {
                    visit(&key.to_string(), &owner, shape, &def.origin);
                }
            }
        }
    }
    for operation in api.operations.values() {
        let address = operation.key.to_string();
        let item = names.qualified(operation, "::");
        for shape in operation.shapes() {
            visit(&address, &item, shape, &operation.origin);
        }
    }
    items
}

/// How many names are listed; the others are in the diff of `names.lock`.
const MAX_NAMES: usize = 20;

/// The names that this change locks: now is the time to change them.
pub(super) fn names(before: &Output, after: &Output) -> Vec<Lint> {
    let (old, new) = (&before.lock, &after.lock);
    // Of a new crate, every name is new.
    if old.types.is_empty() && old.operations.is_empty() {
        return Vec::new();
    }
    let types = new
        .types
        .iter()
        .filter(|(address, _)| !old.types.contains_key(*address))
        .map(|(_, name)| name.as_str());
    let calls = new
        .operations
        .iter()
        .filter(|(key, _)| !old.operations.contains_key(*key))
        .map(|(_, operation)| operation.call.as_str());
    let members = new
        .members
        .iter()
        .filter(|(address, _)| !old.members.contains_key(*address))
        .map(|(_, name)| name.as_str());
    let mut names: Vec<String> = calls.chain(types).chain(members).map(code).collect();
    names.dedup();
    if names.is_empty() {
        return Vec::new();
    }
    let text = match &names[..] {
        [only] => format!("the name {only} is locked from now on; `[[name]]` changes it"),
        _ => format!(
            "{} names are locked from now on: {}; `[[name]]` changes one",
            names.len(),
            list(&names, MAX_NAMES)
        ),
    };
    vec![Lint::new(LintKind::NamesLocked, text, None)]
}
