//! Two IRs → every difference between them, and what it means for users.
//!
//! What is alike has the same address in both, whatever it is called. One change of the
//! pages is one entry, with all that it brings along: a member that is new explains the
//! types inside it, the setters for it and the signatures that it is part of.

mod auth;
mod client;
mod conventions;
mod documentation;
mod enumeration;
mod exchange;
mod field;
mod finding;
mod identifier;
mod operation;
mod sides;
mod spell;
mod structure;
mod types;
mod union;

#[cfg(test)]
mod tests;

pub(super) use finding::{Finding, short_digest};
pub use finding::{Kind, Trace};

use std::collections::BTreeSet;

use super::Entry;
use seamstress_codegen::Output;
use sides::Sides;
use types::Matched;

/// Every difference between two runs that users of the crate may notice, or that
/// changes what travels.
///
/// The entries do not hold lines of `api.txt` yet: [`attribute`](super::surface::attribute)
/// gives them.
///
/// # Errors
///
/// Where one of the runs had errors, so that not everything has a name.
pub fn entries(before: &Output, after: &Output) -> Result<Vec<Entry>, String> {
    let sides = Sides::new(before, after).ok_or("the pages of one side have errors")?;
    let types = Matched::of(&sides);
    let mut found = client::compare(&sides);
    found.extend(conventions::compare(&sides));
    found.extend(operation::compare(&sides));
    found.extend(auth::compare(&sides));
    found.extend(types::compare(&sides, &types));
    found.extend(identifier::compare(&sides));
    let rest = types::unclaimed(&sides, &types, &found);
    found.extend(rest);
    // A member's docs are those of the type inside it, and one of them is enough.
    let mut known = BTreeSet::new();
    found.retain(|entry| known.insert(entry.fingerprint.clone()));
    Ok(found)
}
