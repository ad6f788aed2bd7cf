//! Two IRs → every difference between them, and what it means for users.
//!
//! Nodes of both IRs are matched by their address (path of the operation, key of the
//! type, name of the field on the wire), whatever they are called in Rust. One change of
//! the API is one [`Change`], with everything that follows from it: an added field
//! explains the types inside it, its setters and the signatures that it is part of.
//!
//! The modules, from the bottom up; none imports one above it:
//!
//! ```text
//! decision                            changed entries of `overrides.toml`
//! snapshot                            both runs, indexed; `pair`: a type that both have
//! item, scope, builder                Rust items of IR nodes; a change and what it explains
//! documentation, shape, share,
//! migration                           what many nodes have
//! field, enumeration                  members of types
//! structure, union                    types, by kind
//! matched_operations                  operations that both have
//! call, parameter, body               how an operation is called; parts of a request
//! types, request, response            all types; parts of an operation
//! operation, security, group, feature operations
//! client, conventions, id_type,
//! incoming                            the API as a whole
//! ```

mod body;
mod builder;
mod call;
mod client;
mod conventions;
mod decision;
mod documentation;
mod enumeration;
mod feature;
mod field;
mod group;
mod id_type;
mod incoming;
mod item;
mod matched_operations;
mod migration;
mod operation;
mod pair;
mod parameter;
mod request;
mod response;
mod returns;
mod scope;
mod security;
mod shape;
mod share;
mod snapshot;
mod stream;
mod structure;
mod types;
mod union;

#[cfg(test)]
mod tests;

pub(super) use builder::{ChangeBuilder, short_digest};
pub(super) use decision::{ChangedDecisions, Table};

use std::collections::BTreeSet;

use seamstress_codegen::Output;

use self::{matched_operations::MatchedOperations, snapshot::Snapshots, types::MatchedTypes};
use crate::change::Change;

/// Every difference between two runs that users of the crate may notice, or that changes
/// requests and responses.
///
/// The changes hold no items of `api.txt` yet:
/// [`attribute`](super::surface::attribute) adds them.
///
/// # Errors
///
/// Where one of the runs had errors, so that not everything has a name.
pub fn changes(before: &Output, after: &Output) -> Result<Vec<Change>, String> {
    let snapshots = Snapshots::new(before, after)
        .ok_or("the pages of one of the runs have errors: there is nothing to compare")?;
    let types = MatchedTypes::new(&snapshots);
    let operations = MatchedOperations::new(&snapshots);
    let mut changes = client::compare(&snapshots);
    changes.extend(conventions::compare(&snapshots));
    changes.extend(operation::compare(&snapshots, &operations));
    changes.extend(group::compare(&snapshots));
    changes.extend(feature::compare(&snapshots));
    changes.extend(security::compare(&snapshots, &operations));
    changes.extend(types::compare(&snapshots, &types));
    changes.extend(id_type::compare(&snapshots));
    changes.extend(incoming::compare(&snapshots));
    let unexplained = types::unexplained(&snapshots, &types, &changes);
    changes.extend(unexplained);
    // The docs of a field are those of the type inside it, and one change is enough.
    let mut known = BTreeSet::new();
    changes.retain(|change| known.insert(change.fingerprint.clone()));
    Ok(changes)
}
