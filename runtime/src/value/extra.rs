//! Fields that the documentation does not declare.

use std::fmt;

use serde_json::{Map, Value, map};

use crate::value::undeclared::UndeclaredJson;

/// The fields of a response object that the documentation does not declare.
///
/// They are written back after the declared ones. `Debug` hides the values of those that have the
/// name of a secret (`token`, `client_secret`). Empty, it is one pointer wide and owns no memory.
#[derive(Clone, Default, PartialEq)]
pub struct Extra(Option<Box<Map<String, Value>>>);

impl Extra {
    /// The value of the field `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.as_ref()?.get(key)
    }

    /// The fields, in no particular order.
    #[must_use]
    pub fn iter(&self) -> ExtraIter<'_> {
        ExtraIter(self.0.as_deref().map(Map::iter))
    }

    /// Number of fields.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |fields| fields.len())
    }

    /// Whether there are no fields.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a field; returns whether the key existed already.
    pub(crate) fn insert(&mut self, key: &str, value: Value) -> bool {
        let fields = self.0.get_or_insert_default();
        fields.insert(key.to_owned(), value).is_some()
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

/// The fields of an [`Extra`].
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
