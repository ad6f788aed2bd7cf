//! `names.lock`: every public name that was ever given.
//!
//! A name is born once. Later runs read it here, so that a neighbour, a title
//! or a reworded sentence never renames what users write. Entries are only
//! ever added; a name whose owner was removed stays, so that nothing else gets it.

mod labels;
mod shares;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    case::is_derivable,
    diagnostic::{Code, Diagnostic, Location},
    ident::RustIdent,
    ir::{
        Api, BodyForm, Feature, Grouping, Names, OperationKey, Root, Scalar, Shape, Step, TypeDef,
        TypeKey, TypeKind, Types, id_name,
    },
    source::SourceFile,
};

/// The names that were given so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Lock {
    /// Address of a type → its name.
    pub types: BTreeMap<String, String>,
    /// Address of a type that several places share → the addresses that it has there. A lock
    /// without this table is older than shared types.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared: Option<BTreeMap<String, BTreeSet<String>>>,
    /// Wire name of an id, in the singular → the wire name that gives its kind.
    pub ids: BTreeMap<String, String>,
    /// `METHOD /path` → how it is called.
    pub operations: BTreeMap<String, LockedOperation>,
    /// Address of a struct that users send → what must be given, in order, where
    /// that is more than one thing.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub arguments: BTreeMap<String, Vec<String>>,
    /// Address of a field or value → its name, where that is not what its
    /// wire name spells anyway.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub members: BTreeMap<String, String>,
    /// Address of a field or branch that can be boxed → whether it is.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub boxed: BTreeMap<String, bool>,
    /// Word of a top-level group → its cargo feature.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub features: BTreeMap<String, String>,
    /// How operations are grouped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grouping: Option<Grouping>,
    /// What the crate and its client are called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<LockedClient>,
    /// URL of a server, or `variable` and the name of a part of URLs → the method of the
    /// client's builder.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub servers: BTreeMap<String, String>,
    /// A name that a type had → which type that is.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub aliases: BTreeMap<String, LockedAlias>,
}

/// What the crate and its client are called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedClient {
    /// Name of the client type.
    pub name: String,
    /// Name of the package.
    pub package: String,
}

/// A name that a type had, which leads to the type until a release may break it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedAlias {
    /// The address of the type.
    pub r#type: String,
    /// How many releases held the alias.
    pub releases: u32,
}

/// How an operation is called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedOperation {
    /// The modules that lead to it, and its own name, joined by dots.
    pub call: String,
    /// What must be given, in order.
    #[serde(default)]
    pub arguments: Vec<String>,
    /// How callers fill in a body that is an object with a name of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<BodyForm>,
    /// An argument that is one of several fields → the field that strings convert into.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub own_ids: BTreeMap<String, String>,
}

/// The comment at the top of the file.
const PREAMBLE: &str = "\
# Every public name that codegen ever gave, so that no edit of a page renames it.
# Codegen adds names and never changes one. To rename a type, write a [[name]]
# entry in overrides.toml.
";

impl Lock {
    /// Parses the file.
    pub fn read(file: &SourceFile) -> (Self, Vec<Diagnostic>) {
        match toml::from_str(file.text()) {
            Ok(lock) => (lock, Vec::new()),
            Err(error) => {
                let range = error.span().unwrap_or(0..0);
                let location = Location::span(file.path(), range);
                let diagnostic =
                    Diagnostic::new(Code::InvalidLock, "`names.lock` cannot be parsed")
                        .at(location, error.message())
                        .help(
                            "restore it from version control: it is what keeps public names stable",
                        );
                (Self::default(), vec![diagnostic])
            }
        }
    }

    /// This lock, and every name of `api` that it does not hold yet.
    ///
    /// Addresses that `api` no longer has stay. A name that was changed on
    /// purpose (`[[name]]`) replaces the one that was locked.
    pub fn with(&self, api: &Api, names: &Names) -> Self {
        let mut lock = self.clone();
        for kind in &api.ids {
            lock.types
                .insert(Self::id_key(kind), names.id(kind).to_string());
        }
        for (key, def) in api.types.iter().filter(|(_, def)| def.usage.is_emitted()) {
            lock.types
                .insert(key.to_string(), names.ty(key).to_string());
            lock.lock_type(key, def, names);
            lock.lock_boxes(key, def, &api.types);
        }
        for feature in api.features.table.keys() {
            if let Feature::Group(word) = feature {
                let name = names.feature(feature).to_owned();
                lock.features.insert(word.clone(), name);
            }
        }
        lock.lock_shares(api);
        lock.lock_operations(api, names);
        lock.lock_servers(api, names);
        // Pages that cannot be read give no names.
        if !api.operations.is_empty() {
            lock.grouping = Some(api.grouping);
            lock.client = Some(LockedClient {
                name: names.client().plain().to_owned(),
                package: api.client.package.clone(),
            });
        }
        for alias in names.deprecated_aliases() {
            let locked = LockedAlias {
                r#type: alias.address.clone(),
                releases: 0,
            };
            let old = alias.old.plain().to_owned();
            lock.aliases.entry(old).or_insert(locked);
        }
        // A type that got its name back has no alias of that name.
        lock.aliases
            .retain(|name, alias| lock.types.get(&alias.r#type) != Some(name));
        lock
    }

    /// Locks which fields and branches of a type are boxed. Of a list or map that is not,
    /// there is no entry: it is only boxed in a type that is new.
    fn lock_boxes(&mut self, key: &TypeKey, def: &TypeDef, types: &Types) {
        for place in def.places().filter(|it| types.can_be_boxed(it.shape)) {
            let address = Self::place_key(key, &place.step);
            let is_known = self.boxed.contains_key(&address);
            if place.boxing.is_boxed() || is_known || types.is_compound(place.shape) {
                self.boxed.insert(address, place.boxing.is_boxed());
            }
        }
    }

    /// Locks what is inside of a type.
    fn lock_type(&mut self, key: &TypeKey, def: &TypeDef, names: &Names) {
        match &def.kind {
            TypeKind::Struct(inner) => {
                // The parameters of one operation alone have the operation's arguments.
                let is_own = matches!((key.root(), key.steps()), (Root::Request(_), []));
                if def.usage.sent && !is_own && inner.constructor.arguments.len() > 1 {
                    let names = inner.constructor.locked_names();
                    self.arguments.insert(key.to_string(), names);
                }
                for field in &inner.fields {
                    let wire = &field.wire;
                    let name = names.field(key, wire);
                    self.lock_member(wire, name, || Self::field_key(key, wire));
                    self.lock_id_kinds(wire, &field.shape);
                }
            }
            TypeKind::Enum(inner) => {
                for wire in &inner.values {
                    let name = names.variant(key, wire);
                    self.lock_member(wire, name, || Self::value_key(key, wire));
                }
            }
            TypeKind::Union(inner) => {
                for branch in &inner.branches {
                    let label = &branch.label;
                    let name = names.variant(key, label);
                    self.lock_member(label, name, || Self::branch_key(key, label));
                }
            }
            TypeKind::Alias(_) => {}
        }
    }

    fn lock_operations(&mut self, api: &Api, names: &Names) {
        for operation in api.operations.values() {
            let key = &operation.key;
            let by_status = operation.responses_by_status();
            if !by_status.is_empty() {
                let name = names.output(key).to_string();
                self.types.insert(Self::output_key(key), name);
            }
            for one_of in &operation.input.one_of {
                let address = Self::one_of_key(key, &one_of.wire);
                let name = names.one_of(key, &one_of.wire);
                self.types.insert(address, name.to_string());
            }
            let known = self.operations.remove(&key.to_string());
            let mut own_ids = known.map(|known| known.own_ids).unwrap_or_default();
            for one_of in &operation.input.one_of {
                if let Some(field) = &one_of.own_id {
                    own_ids.insert(one_of.wire.clone(), field.clone());
                }
            }
            let locked = LockedOperation {
                call: names.qualified(operation, "."),
                arguments: operation.signature.locked_names(),
                body: operation.input.form,
                own_ids,
            };
            self.operations.insert(key.to_string(), locked);
        }
    }

    fn lock_servers(&mut self, api: &Api, names: &Names) {
        for server in api.other_servers() {
            let name = names.server(server).plain().to_owned();
            self.servers.insert(server.url.clone(), name);
        }
        for (wire, variable) in api.server_variables() {
            let name = names.server_variable(variable).plain().to_owned();
            self.servers.insert(Self::variable_key(wire), name);
        }
    }

    /// This lock once the crate is released: every alias was in one release more than
    /// in `base`, the lock as it was before the change. One that was in a release
    /// already goes with a release that breaks anyway, and stays in any other.
    ///
    /// Doing so again changes nothing.
    pub fn released(&self, base: &Self, is_breaking: bool) -> Self {
        let mut lock = self.clone();
        lock.aliases.retain(|name, alias| {
            let before = base.aliases.get(name).map_or(0, |before| before.releases);
            alias.releases = before + 1;
            before == 0 || !is_breaking
        });
        lock
    }

    fn lock_member(&mut self, wire: &str, rust: &RustIdent, address: impl Fn() -> String) {
        let name = rust.plain();
        if !is_derivable(wire, name) || self.member(&address).is_some() {
            self.members.insert(address(), name.to_owned());
        }
    }

    /// The name of the field or value at an address, which is written only if there are names.
    pub(crate) fn member(&self, address: impl FnOnce() -> String) -> Option<&String> {
        if self.members.is_empty() {
            return None;
        }
        self.members.get(&address())
    }

    fn lock_id_kinds(&mut self, wire: &str, shape: &Shape) {
        let Some(name) = id_name(wire) else { return };
        shape.walk(&mut |shape| {
            if let Shape::Scalar(Scalar::Id(kind)) = shape {
                self.ids.insert(name.clone(), kind.clone());
            }
        });
    }

    /// The address of a kind of ids among the types.
    pub fn id_key(kind: &str) -> String {
        format!("id {kind}")
    }

    /// The address of a one-of argument among the types.
    pub fn one_of_key(operation: &OperationKey, wire: &str) -> String {
        format!("{operation} choice {wire}")
    }

    /// The address of a variable among the servers.
    pub fn variable_key(wire: &str) -> String {
        format!("variable {wire}")
    }

    /// The address of the enum that an operation returns, among the types.
    pub fn output_key(operation: &OperationKey) -> String {
        format!("{operation} output")
    }

    /// The address of a field.
    pub fn field_key(key: &TypeKey, wire: &str) -> String {
        format!("{key}.{wire}")
    }

    /// The address of what a step from a type leads to.
    pub fn place_key(key: &TypeKey, step: &Step) -> String {
        key.then(step.clone()).to_string()
    }

    /// The address of a value of an enum.
    pub fn value_key(key: &TypeKey, wire: &str) -> String {
        format!("{key}={wire}")
    }

    /// The address of a branch of a union.
    pub fn branch_key(key: &TypeKey, label: &str) -> String {
        format!("{key}|{label}")
    }

    /// The file as text.
    pub fn to_text(&self) -> String {
        let body =
            toml::to_string(self).expect("a lock has maps of strings only, which TOML can write");
        format!("{PREAMBLE}\n{body}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    #[test]
    fn what_is_written_is_read_back() {
        let mut lock = Lock::default();
        lock.types.insert("a.b[]|\"x\"".to_owned(), "AB".to_owned());
        lock.operations.insert(
            "POST /a".to_owned(),
            LockedOperation {
                call: "a".to_owned(),
                arguments: vec!["b".to_owned()],
                body: None,
                own_ids: BTreeMap::from([("a".to_owned(), "b".to_owned())]),
            },
        );
        let (read, diagnostics) =
            Lock::read(SourceMap::default().insert("names.lock", lock.to_text()));
        assert_eq!((read, diagnostics.len()), (lock, 0));
    }

    #[test]
    fn an_alias_outlives_the_release_that_brings_it_and_goes_with_one_that_breaks() {
        let alias = |releases| LockedAlias {
            r#type: "door".to_owned(),
            releases,
        };
        let lock = |releases| Lock {
            aliases: BTreeMap::from([("Gate".to_owned(), alias(releases))]),
            ..Lock::default()
        };
        // The release that breaks by the rename itself keeps the alias.
        let first = lock(0).released(&Lock::default(), true);
        assert_eq!(first, lock(1));
        assert_eq!(first.released(&Lock::default(), true), first);
        assert_eq!(first.released(&first, false), lock(2));
        assert_eq!(first.released(&first, true), Lock::default());
    }
}
