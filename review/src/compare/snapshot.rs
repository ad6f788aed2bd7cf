//! The two runs that are compared, indexed.

use std::collections::BTreeMap;

use seamstress_codegen::{
    Output,
    ir::{Api, Argument, Names, Operation, OperationKey, Shape, TypeDef, TypeKey, TypeKind, Union},
    source::{Origin, SourceMap},
};

use super::decision::{ChangedDecisions, Table};
use crate::PageLocation;

/// Both runs.
pub(super) struct Snapshots<'a> {
    pub(super) before: Snapshot<'a>,
    pub(super) after: Snapshot<'a>,
    decisions: ChangedDecisions,
}

/// One run.
pub(super) struct Snapshot<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a Names,
    sources: &'a SourceMap,
    /// Type → the operations whose parameters it is.
    senders: BTreeMap<&'a TypeKey, Vec<&'a Operation>>,
    /// Type → the unions that it is a branch of.
    branches: BTreeMap<&'a TypeKey, Vec<(&'a TypeKey, &'a Union)>>,
}

impl<'a> Snapshots<'a> {
    /// `None` where something of a run has no name, since the run had errors.
    pub(super) fn new(before: &'a Output, after: &'a Output) -> Option<Self> {
        Some(Self {
            before: Snapshot::new(before)?,
            after: Snapshot::new(after)?,
            decisions: ChangedDecisions::new(before, after),
        })
    }

    /// Why something about `subject` changed: the entry of `overrides.toml` that did, else
    /// `otherwise`.
    pub(super) fn reason(
        &self,
        table: Table,
        subject: &str,
        otherwise: impl Into<String>,
    ) -> String {
        match self.decisions.reason(table, subject) {
            Some(reason) => reason.to_owned(),
            None => otherwise.into(),
        }
    }

    /// As [`reason`](Self::reason), where the pages may have changed, too.
    pub(super) fn further_reason(&self, table: Table, subject: &str) -> Option<&str> {
        self.decisions.reason(table, subject)
    }

    /// As [`reason`](Self::reason), for tables whose entries have patterns of operations.
    pub(super) fn reason_by_pattern(
        &self,
        table: Table,
        key: &OperationKey,
        otherwise: impl Into<String>,
    ) -> String {
        match self.decisions.reason_by_pattern(table, &key.to_string()) {
            Some(reason) => reason.to_owned(),
            None => otherwise.into(),
        }
    }
}

impl<'a> Snapshot<'a> {
    fn new(output: &'a Output) -> Option<Self> {
        let mut senders: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for operation in output.api.operations.values() {
            if let Some(key) = operation.input.params_key() {
                senders.entry(key).or_default().push(operation);
            }
        }
        let mut branches: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (key, def) in &output.api.types {
            let TypeKind::Union(inner) = &def.kind else {
                continue;
            };
            for branch in &inner.branches {
                if let Shape::Type(branch) = &branch.shape {
                    branches.entry(branch).or_default().push((key, inner));
                }
            }
        }
        Some(Self {
            branches,
            api: &output.api,
            names: output.names.as_ref()?,
            sources: &output.sources,
            senders,
        })
    }

    /// The position of a node on its page.
    pub(super) fn location(&self, origin: &Origin, is_before: bool) -> Option<PageLocation> {
        let file = self.sources.get(&origin.page)?;
        let range = file.locate(&origin.pointer).unwrap_or(0..0);
        Some(PageLocation::at(file, range.start, is_before))
    }

    pub(super) fn operation(&self, key: &OperationKey) -> Option<&'a Operation> {
        self.api.operation(key)
    }

    /// The operations whose parameters are the type at `key`.
    pub(super) fn senders(&self, key: &TypeKey) -> &[&'a Operation] {
        self.senders.get(key).map_or(&[], Vec::as_slice)
    }

    /// What the constructor of the struct at `key` takes, in order.
    pub(super) fn constructor_arguments(&self, key: &TypeKey) -> &'a [Argument] {
        let found = self.api.struct_at(key);
        found.map_or(&[], |inner| &inner.constructor.arguments)
    }

    /// The unions that the type at `key` is a branch of, also by a branch that is a union.
    pub(super) fn unions_of(&self, key: &TypeKey) -> Vec<(&'a TypeKey, &'a Union)> {
        let mut found: Vec<(&TypeKey, &Union)> = Vec::new();
        let mut open = vec![key];
        while let Some(key) = open.pop() {
            for &(union, inner) in self.branches.get(key).map_or(&[][..], Vec::as_slice) {
                if found.iter().all(|(known, _)| *known != union) {
                    found.push((union, inner));
                    open.push(union);
                }
            }
        }
        found
    }

    /// The emitted types.
    pub(super) fn types(&self) -> impl Iterator<Item = (&'a TypeKey, &'a TypeDef)> {
        let types = self.api.types.iter();
        types.filter(|(_, def)| def.usage.is_emitted())
    }

    /// The type at `key`, if it is emitted.
    pub(super) fn emitted_type(&self, key: &TypeKey) -> Option<&'a TypeDef> {
        let def = self.api.types.get(key)?;
        def.usage.is_emitted().then_some(def)
    }

    /// The emitted types at `key` and inside it.
    pub(super) fn types_within<'k>(
        &self,
        key: &'k TypeKey,
    ) -> impl Iterator<Item = &'a TypeKey> + use<'a, 'k> {
        let types = self.api.types.within(key);
        types
            .filter(|(_, def)| def.usage.is_emitted())
            .map(|(key, _)| key)
    }
}
