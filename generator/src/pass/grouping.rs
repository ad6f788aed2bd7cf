//! After this pass, every operation is in a group and has a word for its method, and
//! every group above it exists.
//!
//! How the operations of an API are grouped is decided once, for all of them:
//! by `[grouping]` in `overrides.toml`, else as in `names.lock`, else by the shape of
//! the API. An operation whose call was given before stays in the group of that call.

mod controller;
mod function;
mod list;
mod locked;
mod media;
mod path;
mod prefix;
mod resource;
mod route;
mod tag;
mod unused;

pub(super) use controller::groups as groups_of_controllers;
pub(super) use function::functions;
pub use path::groups_of_paths;
pub(super) use prefix::is_version;

use std::collections::BTreeSet;

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Grouping, Operation},
};

/// How many operations of an API may be one group, because its only tag says so.
const GROUP_LIMIT: usize = 10;

/// Where an operation is called.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Call {
    /// The words of the groups, outermost first.
    group: Vec<String>,
    /// The word of the method.
    method: String,
}

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    api.grouping = decided(api, decisions);
    let calls = match api.grouping {
        Grouping::Rpc => api.operations.values().map(rpc_call).collect(),
        Grouping::Path => path::calls(api),
        Grouping::Tag => tag::calls(api, decisions.lock),
    };
    let calls = locked::keep_groups(api, calls, decisions.lock);
    let words = media::words(api);
    for (operation, call) in api.operations.values_mut().zip(calls) {
        for depth in 1..=call.group.len() {
            api.namespaces.insert(call.group[..depth].to_vec());
        }
        operation.namespace = call.group;
        operation.wire = match words.get(&operation.key) {
            Some(media) => format!("{}_{media}", call.method),
            None => call.method,
        };
    }
    unused::report(api)
}

/// How the operations of an API are grouped.
pub(super) fn decided(api: &Api, decisions: &Decisions<'_>) -> Grouping {
    let decided = decisions.overrides.grouping.as_ref();
    decided
        .map(|entry| entry.value.by)
        .or(decisions.lock.grouping)
        .unwrap_or_else(|| grouping_of(api))
}

/// How an API is grouped about which nobody has decided: RPC where most operations are a `POST`
/// to a path without parameters; else by tag where most have a tag and an `operationId`, unless
/// those say no more than paths do, or all have one tag; else by path. Most are at least three in
/// four.
fn grouping_of(api: &Api) -> Grouping {
    let most = |is: &dyn Fn(&&Operation) -> bool| {
        api.operations.values().filter(is).count() * 4 >= api.operations.len() * 3
    };
    if most(&|it| it.key.method == "POST" && !is_parameter(it.key.route())) {
        return Grouping::Rpc;
    }
    let is_tagged = |it: &&Operation| !it.tags.is_empty() && it.id.is_some();
    if most(&is_tagged) && !has_one_tag_for_many(api) && !route::ids_are_routes(api) {
        Grouping::Tag
    } else {
        Grouping::Path
    }
}

/// Whether the operations of an API have a single tag, and are too many for one group.
fn has_one_tag_for_many(api: &Api) -> bool {
    let operations = api.operations.values();
    let tags: BTreeSet<&String> = operations.filter_map(|it| it.tags.first()).collect();
    tags.len() == 1 && api.operations.len() > GROUP_LIMIT
}

/// `/acs/access_groups/add_user` is `add_user` in `acs/access_groups`.
fn rpc_call(operation: &Operation) -> Call {
    let segments = segments(operation.key.route()).filter(|segment| !is_parameter(segment));
    let mut group: Vec<String> = segments.map(str::to_owned).collect();
    // Several operations have this path, which their ids tell apart.
    if let (true, Some(id)) = (operation.key.has_suffix(), &operation.id) {
        let method = id.clone();
        return Call { group, method };
    }
    let method = group
        .pop()
        .unwrap_or_else(|| operation.key.method.to_lowercase());
    Call { group, method }
}

/// The segments of a path.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

/// Whether a path, or a segment of one, has a parameter in it.
fn is_parameter(segment: &str) -> bool {
    segment.contains('{')
}
