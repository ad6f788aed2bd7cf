//! Gives every public item of the crate its Rust name: the only place where one is born.
//!
//! Names come from structure (owner, field, tag), never from prose. They are given for
//! the whole API at once: each scope gathers its requests and resolves them
//! (`resolver`). A name that was ever given is locked, and a deliberate name in
//! `overrides.toml` goes before the lock.

mod aliases;
mod by_parameters;
mod client;
mod fields;
mod length;
mod one_of;
mod operations;
mod resolver;
mod spelling;
mod types;
mod unresolved;

pub(super) use types::{role_name, short};

use std::collections::BTreeMap;

use self::resolver::{NameRequest, resolve};
use super::{Decisions, grouping::functions};
use crate::{
    diagnostic::{Code, Diagnostic},
    ident::RustIdent,
    ir::{Api, DeprecatedAlias, NameKey, Names},
};

/// The names of `api`; `None` where something cannot be named, which is an error among
/// the diagnostics.
pub fn name(api: &Api, decisions: &Decisions<'_>) -> (Option<Names>, Vec<Diagnostic>) {
    let mut naming = Naming {
        api,
        decisions,
        table: BTreeMap::new(),
        deprecated_aliases: Vec::new(),
        diagnostics: Vec::new(),
    };
    let functions = functions(api);
    client::name(&mut naming);
    types::name(&mut naming, &functions);
    types::name_modules(&mut naming, &functions);
    fields::name(&mut naming);
    operations::name(&mut naming, &functions);
    one_of::name(&mut naming);
    naming.finish()
}

/// The names that were given so far, in all scopes.
struct Naming<'a> {
    api: &'a Api,
    decisions: &'a Decisions<'a>,
    table: BTreeMap<NameKey, RustIdent>,
    deprecated_aliases: Vec<DeprecatedAlias>,
    diagnostics: Vec<Diagnostic>,
}

impl Naming<'_> {
    /// Resolves all requests of one scope, in which no name of `reserved` is free.
    fn scope(
        &mut self,
        mut requests: Vec<NameRequest<NameKey>>,
        reserved: &[&str],
        spell: fn(&str) -> Option<RustIdent>,
    ) {
        let long = length::shorten(&mut requests, spell);
        let (given, unresolved) = resolve(requests, reserved, spell);
        self.table.extend(given);
        self.diagnostics
            .extend(length::warnings(self.api, &long, &self.table));
        let errors = unresolved
            .iter()
            .map(|key| unresolved::error(self.api, key));
        self.diagnostics.extend(errors);
    }

    /// The name that an earlier scope gave; `None` where it reported that it could not.
    fn given(&self, key: &NameKey) -> Option<&RustIdent> {
        self.table.get(key)
    }

    fn finish(mut self) -> (Option<Names>, Vec<Diagnostic>) {
        if self.diagnostics.iter().any(Diagnostic::is_error) {
            return (None, self.diagnostics);
        }
        match Names::new(self.api, self.table, self.deprecated_aliases) {
            Ok(names) => (Some(names), self.diagnostics),
            Err(missing) => {
                let faults = missing.iter().map(|key| {
                    Diagnostic::new(Code::InternalError, format!("nothing names {key:?}"))
                        .help("this is a fault of the generator: please report it with this page")
                });
                self.diagnostics.extend(faults);
                (None, self.diagnostics)
            }
        }
    }
}
