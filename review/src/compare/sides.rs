//! The two runs, and places in their pages.

use std::collections::BTreeMap;

use crate::Place;
use seamstress_codegen::{
    Output,
    ir::{Api, Names, Operation, OperationKey, TypeDef, TypeKey},
    source::{Origin, SourceMap},
};

/// Both runs.
pub(super) struct Sides<'a> {
    pub(super) before: Side<'a>,
    pub(super) after: Side<'a>,
}

/// One run.
pub(super) struct Side<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a Names,
    sources: &'a SourceMap,
    /// The operations that alone are sent a type, and all that are sent one.
    senders: BTreeMap<&'a TypeKey, Vec<&'a Operation>>,
}

impl<'a> Sides<'a> {
    /// `None` where something of a side has no name, which is an error of its own.
    pub(super) fn new(before: &'a Output, after: &'a Output) -> Option<Self> {
        Some(Self {
            before: Side::new(before)?,
            after: Side::new(after)?,
        })
    }
}

impl<'a> Side<'a> {
    fn new(output: &'a Output) -> Option<Self> {
        let mut senders: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for operation in output.api.operations.values() {
            if let Some(key) = operation.input.params_key() {
                senders.entry(key).or_default().push(operation);
            }
        }
        Some(Self {
            api: &output.api,
            names: output.names.as_ref()?,
            sources: &output.sources,
            senders,
        })
    }

    /// Where a node stands.
    pub(super) fn place(&self, origin: &Origin, is_before: bool) -> Option<Place> {
        let file = self.sources.get(&origin.page)?;
        let range = file.locate(&origin.pointer).unwrap_or(0..0);
        Some(Place::of(file, range.start, is_before))
    }

    pub(super) fn operation(&self, key: &OperationKey) -> Option<&'a Operation> {
        self.api.operation(key)
    }

    /// The operations whose parameters are the type at `key`.
    pub(super) fn senders(&self, key: &TypeKey) -> &[&'a Operation] {
        self.senders.get(key).map_or(&[], Vec::as_slice)
    }

    /// The types that users see.
    pub(super) fn types(&self) -> impl Iterator<Item = (&'a TypeKey, &'a TypeDef)> {
        let types = self.api.types.iter();
        types.filter(|(_, def)| def.usage.is_emitted())
    }

    /// The type at `key`, if users see it.
    pub(super) fn visible(&self, key: &TypeKey) -> Option<&'a TypeDef> {
        let def = self.api.types.get(key)?;
        (def.usage.is_emitted()).then_some(def)
    }

    /// The types that users see at `key` and inside it.
    pub(super) fn within<'k>(
        &self,
        key: &'k TypeKey,
    ) -> impl Iterator<Item = &'a TypeKey> + use<'a, 'k> {
        let types = self.api.types.within(key);
        types
            .filter(|(_, def)| def.usage.is_emitted())
            .map(|(key, _)| key)
    }
}
