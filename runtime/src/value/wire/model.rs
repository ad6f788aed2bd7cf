//! Objects with declared fields, as tables.

use super::traits::{FieldSpec, Object, ValueMut, ValueRef, Wire};
use crate::value::extra::Extra;

/// One row of a model's table: a field's declaration and its accessors.
///
/// Rows are found by name, never by position, so that a new field is one new row.
pub struct Field<M> {
    spec: FieldSpec,
    get: fn(&M) -> &dyn Wire,
    get_mut: fn(&mut M) -> &mut dyn Wire,
}

impl<M> Field<M> {
    /// A required field. It is always written.
    #[must_use]
    pub const fn required(
        wire: &'static str,
        get: fn(&M) -> &dyn Wire,
        get_mut: fn(&mut M) -> &mut dyn Wire,
    ) -> Self {
        let spec = FieldSpec::required(wire);
        Self { spec, get, get_mut }
    }

    /// An optional field. It is not written while its value is absent.
    #[must_use]
    pub const fn optional(
        wire: &'static str,
        get: fn(&M) -> &dyn Wire,
        get_mut: fn(&mut M) -> &mut dyn Wire,
    ) -> Self {
        let spec = FieldSpec::optional(wire);
        Self { spec, get, get_mut }
    }

    /// Declares that `value` is the only documented value of this boolean.
    ///
    /// The other value is kept when it is received, and reported as drift.
    #[must_use]
    pub const fn const_value(mut self, value: bool) -> Self {
        self.spec.const_value = Some(value);
        self
    }
}

/// An object with declared fields.
pub trait Model: Wire + Sized {
    /// One row per field, in the order in which they are written.
    const FIELDS: &'static [Field<Self>];

    /// The undeclared fields, if this model keeps them.
    fn extra(&self) -> Option<&Extra> {
        None
    }

    /// The place for undeclared fields, if this model keeps them.
    fn extra_mut(&mut self) -> Option<&mut Extra> {
        None
    }
}

impl<M: Model> Object for M {
    fn len(&self) -> usize {
        M::FIELDS.len()
    }

    fn field(&self, index: usize) -> FieldSpec {
        M::FIELDS[index].spec
    }

    fn get(&self, index: usize) -> ValueRef<'_> {
        (M::FIELDS[index].get)(self).to_ref()
    }

    fn wire(&self, index: usize) -> Option<&dyn Wire> {
        Some((M::FIELDS[index].get)(self))
    }

    fn get_mut(&mut self, index: usize) -> ValueMut<'_> {
        (M::FIELDS[index].get_mut)(self).to_mut()
    }

    fn extra(&self) -> Option<&Extra> {
        Model::extra(self)
    }

    fn extra_mut(&mut self) -> Option<&mut Extra> {
        Model::extra_mut(self)
    }
}
