//! What is new to the crate: places without a type, and names.

use std::collections::BTreeMap;

use super::{Kind, Suspicion, code, listed, place};
use seamstress_codegen::{Output, ir::Shape, lock::Lock, source::Origin};

/// A place that holds any JSON.
struct Raw<'a> {
    item: String,
    origin: &'a Origin,
}

/// Places that hold any JSON and did not, each with the reason that the statistics have.
pub(super) fn raw_json(before: &Output, after: &Output) -> Vec<Suspicion> {
    let known = raw_places(before);
    let new = raw_places(after)
        .into_iter()
        .filter(|(identity, _)| !known.contains_key(identity));
    new.map(|((_, why), raw)| {
        Suspicion::new(
            Kind::RawJson,
            format!("`{}` holds any JSON: {why}", raw.item),
            place(after, &raw.origin.into(), false),
        )
    })
    .collect()
}

/// Every place that holds any JSON, by its address and the reason.
fn raw_places(output: &Output) -> BTreeMap<(String, &'static str), Raw<'_>> {
    let mut places = BTreeMap::new();
    let (api, Some(names)) = (&output.api, &output.names) else {
        return places;
    };
    let mut look = |address: &str, item: &str, shape: &Shape, origin| {
        shape.walk(&mut |shape| {
            if let Shape::Json(why) = shape {
                let item = item.to_owned();
                places.insert((address.to_owned(), *why), Raw { item, origin });
            }
        });
    };
    let emitted = api.types.iter().filter(|(_, def)| def.usage.is_emitted());
    for (key, def) in emitted {
        let owner = format!("models::{}", names.ty(key).plain());
        match &def.kind {
            seamstress_codegen::ir::TypeKind::Struct(inner) => {
                for field in &inner.fields {
                    let address = Lock::field_key(key, &field.wire);
                    let item = format!("{owner}.{}", names.field(key, &field.wire).plain());
                    look(&address, &item, &field.shape, &field.origin);
                }
            }
            seamstress_codegen::ir::TypeKind::Union(inner) => {
                for branch in &inner.branches {
                    let address = Lock::branch_key(key, &branch.label);
                    let variant = names.variant(key, &branch.label);
                    let item = format!("{owner}::{}", variant.plain());
                    look(&address, &item, &branch.shape, &branch.origin);
                }
            }
            seamstress_codegen::ir::TypeKind::Alias(_)
            | seamstress_codegen::ir::TypeKind::Enum(_) => {
                for shape in def.shapes() {
                    look(&key.to_string(), &owner, shape, &def.origin);
                }
            }
        }
    }
    for operation in api.operations.values() {
        let address = operation.key.to_string();
        let item = names.qualified(operation, "::");
        for shape in operation.shapes() {
            look(&address, &item, shape, &operation.origin);
        }
    }
    places
}

/// As many names as a reviewer reads; the rest is in the diff of `names.lock`.
const MOST_NAMES: usize = 20;

/// The names that were given for the first time: there is a time to change them, and
/// it is now.
pub(super) fn names(before: &Output, after: &Output) -> Vec<Suspicion> {
    let (old, new) = (&before.lock, &after.lock);
    // Of a crate that was not there, every name is new.
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
        [only] => format!("{only} is called so for good from now on; `[[name]]` changes it"),
        _ => format!(
            "{} names are given for good: {}; `[[name]]` changes one",
            names.len(),
            listed(&names, MOST_NAMES)
        ),
    };
    vec![Suspicion::new(Kind::NamesLocked, text, None)]
}
