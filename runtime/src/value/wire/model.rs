//! Objects with declared fields, as tables.

use super::traits::{FieldSpec, Object, ValueMut, ValueRef, Wire};
use crate::value::extra::Extra;

/// An object with declared fields.
pub trait Model: Wire + Sized {
    /// The declaration of each field, in the order in which they are written.
    const FIELDS: &'static [FieldSpec];

    /// The field at `index` of [`Model::FIELDS`]; `None` past its end.
    ///
    /// One function for all fields, not one for each: the compiler checks every function by itself,
    /// and an API has thousands of fields.
    fn get(&self, index: usize) -> Option<&dyn Wire> {
        let _ = index;
        None
    }

    /// The place of the field at `index`; `None` past the end.
    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Wire> {
        let _ = index;
        None
    }

    /// The undeclared fields, if this model keeps them.
    fn extra(&self) -> Option<&Extra> {
        None
    }

    /// The place for undeclared fields, if this model keeps them.
    fn extra_mut(&mut self) -> Option<&mut Extra> {
        None
    }
}

/// The field at `index`; `None` past the end. For [`Model::get`].
#[must_use]
pub fn field_at<const N: usize>(fields: [&dyn Wire; N], index: usize) -> Option<&dyn Wire> {
    fields.get(index).copied()
}

/// The place of the field at `index`; `None` past the end. For [`Model::get_mut`].
#[must_use]
pub fn field_at_mut<const N: usize>(
    fields: [&mut dyn Wire; N],
    index: usize,
) -> Option<&mut dyn Wire> {
    fields.into_iter().nth(index)
}

impl<M: Model> Object for M {
    fn len(&self) -> usize {
        M::FIELDS.len()
    }

    fn field(&self, index: usize) -> FieldSpec {
        M::FIELDS[index]
    }

    fn get(&self, index: usize) -> ValueRef<'_> {
        Model::get(self, index).map_or(ValueRef::Absent, Wire::to_ref)
    }

    fn wire(&self, index: usize) -> Option<&dyn Wire> {
        Model::get(self, index)
    }

    fn get_mut(&mut self, index: usize) -> ValueMut<'_> {
        Model::get_mut(self, index).map_or(ValueMut::Null, Wire::to_mut)
    }

    fn extra(&self) -> Option<&Extra> {
        Model::extra(self)
    }

    fn extra_mut(&mut self) -> Option<&mut Extra> {
        Model::extra_mut(self)
    }
}
