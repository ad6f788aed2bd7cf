//! All named types of an API.

mod groups;

use std::collections::{BTreeMap, btree_map};

use super::{Owner, Shape, Struct, TypeDef, TypeKey, TypeKind};

/// All named types, by their address in the document.
///
/// A struct of its own, so that a pass can read types while it changes operations.
#[derive(Clone, Debug, Default)]
pub struct Types(BTreeMap<TypeKey, TypeDef>);

impl Types {
    /// The type at `key`.
    ///
    /// Every [`Shape::Type`] leads to a type: `lower` makes both or neither, and
    /// `pass::check` proves it.
    pub fn get(&self, key: &TypeKey) -> Option<&TypeDef> {
        self.0.get(key)
    }

    /// As [`get`](Self::get), to change it.
    pub fn get_mut(&mut self, key: &TypeKey) -> Option<&mut TypeDef> {
        self.0.get_mut(key)
    }

    /// The struct at `key`, if there is one.
    pub fn struct_at(&self, key: &TypeKey) -> Option<&Struct> {
        match self.get(key).map(|def| &def.kind) {
            Some(TypeKind::Struct(found)) => Some(found),
            _ => None,
        }
    }

    /// The struct that `shape` is, if it is one.
    pub fn struct_of(&self, shape: &Shape) -> Option<&Struct> {
        match shape {
            Shape::Type(key) => self.struct_at(key),
            _ => None,
        }
    }

    /// Whether `shape` is a struct or a union.
    pub fn is_compound(&self, shape: &Shape) -> bool {
        let Shape::Type(key) = shape else {
            return false;
        };
        let def = self.get(key);
        def.is_some_and(|def| matches!(def.kind, TypeKind::Struct(_) | TypeKind::Union(_)))
    }

    /// Whether a field or branch of this shape can be boxed.
    pub fn can_be_boxed(&self, shape: &Shape) -> bool {
        matches!(shape, Shape::List(_) | Shape::Map(_)) || self.is_compound(shape)
    }

    /// The types that are emitted, by the owner whose file they are in.
    pub fn emitted(&self) -> BTreeMap<Owner, Vec<(&TypeKey, &TypeDef)>> {
        let mut owners: BTreeMap<Owner, Vec<_>> = BTreeMap::new();
        for (key, def) in self.iter().filter(|(_, def)| def.usage.is_emitted()) {
            owners.entry(key.owner()).or_default().push((key, def));
        }
        owners
    }

    /// The types at `key` and inside of it.
    pub fn within<'a, 'k>(
        &'a self,
        key: &'k TypeKey,
    ) -> impl Iterator<Item = (&'a TypeKey, &'a TypeDef)> + use<'a, 'k> {
        // Addresses are ordered, so that what is inside of one follows it.
        self.0.range(key.clone()..).take_while(move |(other, _)| {
            other.root() == key.root() && other.steps().starts_with(key.steps())
        })
    }

    /// Adds a type, or replaces the one at `key`.
    pub fn insert(&mut self, key: TypeKey, def: TypeDef) {
        self.0.insert(key, def);
    }

    /// Takes out the type at `key`.
    pub fn remove(&mut self, key: &TypeKey) -> Option<TypeDef> {
        self.0.remove(key)
    }

    /// Keeps the types for which `is_kept` is true.
    pub fn retain(&mut self, is_kept: impl FnMut(&TypeKey, &mut TypeDef) -> bool) {
        self.0.retain(is_kept);
    }

    /// All addresses, in order.
    pub fn keys(&self) -> btree_map::Keys<'_, TypeKey, TypeDef> {
        self.0.keys()
    }

    /// All types, in the order of their addresses.
    pub fn values(&self) -> btree_map::Values<'_, TypeKey, TypeDef> {
        self.0.values()
    }

    /// As [`values`](Self::values), to change them.
    pub fn values_mut(&mut self) -> btree_map::ValuesMut<'_, TypeKey, TypeDef> {
        self.0.values_mut()
    }

    /// All types with their addresses, in order.
    pub fn iter(&self) -> btree_map::Iter<'_, TypeKey, TypeDef> {
        self.0.iter()
    }

    /// As [`iter`](Self::iter), to change them.
    pub fn iter_mut(&mut self) -> btree_map::IterMut<'_, TypeKey, TypeDef> {
        self.0.iter_mut()
    }

    /// How many types there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> IntoIterator for &'a Types {
    type Item = (&'a TypeKey, &'a TypeDef);
    type IntoIter = btree_map::Iter<'a, TypeKey, TypeDef>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a> IntoIterator for &'a mut Types {
    type Item = (&'a TypeKey, &'a mut TypeDef);
    type IntoIter = btree_map::IterMut<'a, TypeKey, TypeDef>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl IntoIterator for Types {
    type Item = (TypeKey, TypeDef);
    type IntoIter = btree_map::IntoIter<TypeKey, TypeDef>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<(TypeKey, TypeDef)> for Types {
    fn from_iter<I: IntoIterator<Item = (TypeKey, TypeDef)>>(types: I) -> Self {
        Self(types.into_iter().collect())
    }
}
