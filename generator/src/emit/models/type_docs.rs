//! The documentation of types, and of where they are shared.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;

use super::super::{
    Context,
    doc::{text, wire},
};
use crate::ir::{Owner, Root, TypeDef, TypeKey};

/// More places than this are not listed.
const MOST_PLACES: usize = 4;

/// The documentation of the type at `key`.
pub(super) fn docs(cx: Context<'_>, key: &TypeKey, def: &TypeDef) -> TokenStream {
    let own = match (def.docs.0.is_empty(), key.root(), key.steps()) {
        (false, ..) => def.docs.0.clone(),
        (_, Root::Request(operation), []) => {
            format!("Parameters of {}.", wire(&operation.to_string()))
        }
        (_, Root::Response(operation), []) => {
            format!("Response of {}.", wire(&operation.to_string()))
        }
        _ => format!("The `{}` of the API.", cx.names.ty(key)),
    };
    match shared(cx, key) {
        Some(places) => text(&format!("{own}\n\n{places}")),
        None => text(&own),
    }
}

/// Which components, operations and other shared types have the type, where they are few.
fn shared(cx: Context<'_>, key: &TypeKey) -> Option<String> {
    let owners = cx.api.shares.owners.get(key)?;
    // A component says where it is used by its name.
    let owners = owners.iter().filter_map(|owner| match owner {
        Owner::Component(name) => Some(wire(name)),
        Owner::Operation(operation) => Some(wire(&operation.to_string())),
        Owner::Role(role) => Some(wire(&cx.names.ty(&TypeKey::role(role)).to_string())),
        Owner::Shared => None,
    });
    let owners: BTreeSet<String> = owners.collect();
    let is_listed = matches!(key.root(), Root::Role(_)) && owners.len() <= MOST_PLACES;
    let mut owners: Vec<String> = owners.into_iter().filter(|_| is_listed).collect();
    let last = owners.pop()?;
    Some(match owners.is_empty() {
        true => format!("Part of {last}."),
        false => format!("Part of {} and {last}.", owners.join(", ")),
    })
}
