//! After this pass, everything public has its Rust name.
//!
//! Names come from structure (owner, member, tag), never from prose. All are
//! born here, for the whole API at once: each scope gathers its claims and
//! settles them (`resolver`). What was ever given is locked, and a deliberate name
//! in `overrides.toml` goes before the lock.

mod aliases;
pub(super) mod case;
mod members;
mod operations;
pub(crate) mod reserved;
mod resolver;
mod types;

use super::Decisions;
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::Api,
    source::Origin,
};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = types::name(api, decisions);
    diagnostics.extend(types::name_modules(api));
    diagnostics.extend(members::name(api, decisions.lock));
    diagnostics.extend(operations::name(api, decisions.lock));
    diagnostics
}

/// Whether a member's or value's name is what anybody would expect of its wire
/// name, so that there is nothing to lock.
pub(crate) fn is_derivable(wire: &str, rust: &str) -> bool {
    case::is_canonical(wire) && (rust == case::snake(wire) || rust == case::pascal(wire))
}

/// The error for something that no rung of its ladder could name.
fn unresolved(what: &str, origin: &Origin) -> Diagnostic {
    Diagnostic::new(
        Code::NameCollision,
        format!("no Rust name is left for {what}"),
    )
    .at(origin, "declared here")
    .help("rename it, or one of its neighbours, on the page")
}
