//! What an object has beside its declared fields.

use std::{collections::BTreeMap, fmt};

use serde_json::{Map, Value, map};

use super::{drift::DriftKind, undeclared::UndeclaredJson};

/// The fields of an object that the documentation does not declare, and the declared ones of a
/// response that were corrected.
///
/// Undeclared fields are written back after the declared ones; `Debug` hides the values of those
/// that have the name of a secret (`token`, `client_secret`). Without any of both, this is one
/// pointer wide and owns no memory.
#[derive(Clone, Default, PartialEq)]
pub struct Extra(Option<Box<Contents>>);

#[derive(Clone, Default, PartialEq)]
struct Contents {
    fields: Map<String, Value>,
    /// By the name on the wire, so that the order in the response makes no difference.
    corrections: BTreeMap<&'static str, DriftKind>,
}

impl Extra {
    /// The value of the undeclared field `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.as_ref()?.fields.get(key)
    }

    /// The undeclared fields, in no particular order.
    #[must_use]
    pub fn iter(&self) -> ExtraIter<'_> {
        ExtraIter(self.0.as_deref().map(|contents| contents.fields.iter()))
    }

    /// Number of undeclared fields.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |contents| contents.fields.len())
    }

    /// Whether there are no undeclared fields.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How the declared field `key`, as it is named on the wire, was corrected:
    /// [`DriftKind::Missing`] or [`DriftKind::UnexpectedNull`].
    ///
    /// `None` if the response has a value for it. A corrected field is written as it was received
    /// for as long as it is empty.
    #[must_use]
    pub fn correction(&self, key: &str) -> Option<DriftKind> {
        self.0.as_ref()?.corrections.get(key).copied()
    }

    /// The names of the declared fields that were corrected, in alphabetical order, and how.
    pub fn corrections(&self) -> impl Iterator<Item = (&'static str, DriftKind)> {
        let contents = self.0.iter();
        contents.flat_map(|contents| contents.corrections.iter().map(|(key, kind)| (*key, *kind)))
    }

    /// Sets the undeclared field `key`; the value of one that the documentation declares is written
    /// instead of that of the declared field.
    pub fn set(&mut self, key: impl Into<String>, value: impl Into<Value>) {
        let fields = &mut self.0.get_or_insert_default().fields;
        fields.insert(key.into(), value.into());
    }

    /// Whether there may be fields or corrections.
    pub(crate) fn has_contents(&self) -> bool {
        self.0.is_some()
    }

    /// Adds an undeclared field whose key is not in use.
    pub(crate) fn insert(&mut self, key: &str, value: Value) {
        self.set(key, value);
    }

    /// Records that the declared field `key` was corrected.
    pub(crate) fn correct(&mut self, key: &'static str, kind: DriftKind) {
        self.0.get_or_insert_default().corrections.insert(key, kind);
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.iter(), f)
    }
}

impl<'a> IntoIterator for &'a Extra {
    type Item = (&'a str, &'a Value);
    type IntoIter = ExtraIter<'a>;

    fn into_iter(self) -> ExtraIter<'a> {
        self.iter()
    }
}

/// The undeclared fields of an [`Extra`].
#[derive(Clone)]
pub struct ExtraIter<'a>(Option<map::Iter<'a>>);

impl<'a> Iterator for ExtraIter<'a> {
    type Item = (&'a str, &'a Value);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, value) = self.0.as_mut()?.next()?;
        Some((key, value))
    }
}

impl fmt::Debug for ExtraIter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = self.clone();
        f.debug_map()
            .entries(fields.map(|(name, value)| (name, UndeclaredJson::field(name, value))))
            .finish()
    }
}

const _: () = assert!(size_of::<Extra>() == size_of::<usize>());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_is_set_again_is_replaced() {
        let mut extra = Extra::default();
        extra.set("colour", "red");
        extra.set("colour", "blue");
        assert_eq!(extra.get("colour"), Some(&"blue".into()));
        assert_eq!(extra.len(), 1);
    }
}
