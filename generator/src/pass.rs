//! IR → IR: each pass makes one more thing true of the API.
//!
//! Passes run in the order of [`PASSES`]: first those that decide which types there are, then
//! those that find out more about types and operations. Each says in its first paragraph what
//! holds after it; `check`, the last one, proves what the emitters rely on. What they
//! made is named at the end, all at once ([`name()`]).

mod auto_traits;
mod body;
mod boxing;
mod check;
mod client;
mod constants;
mod cycle;
mod direction;
mod docs;
mod envelope;
mod error_body;
mod features;
mod group_docs;
mod grouping;
mod hoist;
mod id;
mod idempotency;
mod inline_body;
mod internal_error;
mod long_running;
mod merge_patch;
mod name;
mod one_direction;
mod one_of;
mod optional;
mod optional_body;
mod own_id;
mod paging;
mod pattern;
mod payload_docs;
mod prose_hints;
mod request_copy;
mod safe;
mod secret;
mod share;
mod shared;
mod signature;
mod stream;
mod style;
mod time_text;
mod union;
mod upload;
mod usage;
mod webhook;

use crate::{diagnostic::Diagnostic, ir::Api, lock::Lock, overrides::Overrides};

pub use grouping::groups_of_paths;
pub use name::name;
pub use pattern::glob_match;

/// What humans decided, and which names were given before.
#[derive(Clone, Copy, Debug)]
pub struct Decisions<'a> {
    /// `overrides.toml`
    pub overrides: &'a Overrides,
    /// `names.lock`
    pub lock: &'a Lock,
    /// The name of the package, if one was given to the run.
    pub package: Option<&'a str>,
}

/// One pass.
pub type Pass = fn(&mut Api, &Decisions<'_>) -> Vec<Diagnostic>;

/// Every pass with its name, in order. After the first part, every type has the address that
/// it is named and locked by.
pub const PASSES: [&[(&str, Pass)]; 2] = [TYPES, FACTS];

const TYPES: &[(&str, Pass)] = &[
    ("client", client::run),
    ("upload", upload::run),
    ("merge_patch", merge_patch::run),
    ("direction", direction::run),
    ("optional_body", optional_body::run),
    ("inline_body", inline_body::run),
    ("union", union::run),
    ("hoist", hoist::run),
    ("body", body::run),
    ("style", style::run),
    ("share", share::run),
];

const FACTS: &[(&str, Pass)] = &[
    ("optional", optional::run),
    ("id", id::run),
    ("time_text", time_text::run),
    ("secret", secret::run),
    ("envelope", envelope::run),
    ("error_body", error_body::run),
    ("paging", paging::run),
    ("long_running", long_running::run),
    ("safe", safe::run),
    ("stream", stream::run),
    ("idempotency", idempotency::run),
    ("webhook", webhook::run),
    ("one_of", one_of::run),
    ("grouping", grouping::run),
    ("own_id", own_id::run),
    ("group_docs", group_docs::run),
    ("usage", usage::run),
    ("one_direction", one_direction::run),
    ("cycle", cycle::run),
    ("boxing", boxing::run),
    ("auto_traits", auto_traits::run),
    ("payload_docs", payload_docs::run),
    ("docs", docs::run),
    ("signature", signature::run),
    ("shared", shared::run),
    ("features", features::run),
    ("check", check::run),
];

/// Runs every pass. With the API comes what was locked, under the addresses that types have
/// now.
pub fn run(mut api: Api, decisions: &Decisions<'_>) -> ((Api, Lock), Vec<Diagnostic>) {
    let mut lock = decisions.lock.clone();
    let mut diagnostics = Vec::new();
    for passes in PASSES {
        let decisions = Decisions {
            lock: &lock,
            ..*decisions
        };
        for (_, pass) in passes {
            diagnostics.extend(pass(&mut api, &decisions));
        }
        lock = lock.moved(&api.shares).relabelled(&api.types);
    }
    ((api, lock), diagnostics)
}
