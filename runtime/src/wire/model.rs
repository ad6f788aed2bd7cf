//! Objects with declared members, as tables.

use crate::extra::Extra;

use super::{Mut, Ref, Wire};

/// Whether a member has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always written: an empty slot is written as `null`.
    Required,
    /// Not written while empty.
    Optional,
}

/// One row of a model's table: a member's name on the wire and the way to it.
///
/// Rows are found by name, never by position, so that a new member is one new row.
pub struct Field<M> {
    row: Row,
    get: fn(&M) -> &dyn Wire,
    get_mut: fn(&mut M) -> &mut dyn Wire,
}

/// What a table says of a member, whatever the model.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Row {
    /// The member's name on the wire.
    pub wire: &'static str,
    /// Whether it has to be there.
    pub presence: Presence,
    /// The only value that is documented for this boolean.
    pub only: Option<bool>,
}

impl<M> Field<M> {
    /// A member that is always there.
    #[must_use]
    pub const fn required(
        wire: &'static str,
        get: fn(&M) -> &dyn Wire,
        get_mut: fn(&mut M) -> &mut dyn Wire,
    ) -> Self {
        let row = Row {
            wire,
            presence: Presence::Required,
            only: None,
        };
        Self { row, get, get_mut }
    }

    /// A member that may be absent; it is not written while its value is absent.
    #[must_use]
    pub const fn optional(
        wire: &'static str,
        get: fn(&M) -> &dyn Wire,
        get_mut: fn(&mut M) -> &mut dyn Wire,
    ) -> Self {
        let row = Row {
            wire,
            presence: Presence::Optional,
            only: None,
        };
        Self { row, get, get_mut }
    }

    /// Says that this boolean is documented to be `value` always.
    ///
    /// The other value is kept as it comes, and told to the drift hook.
    #[must_use]
    pub const fn only(mut self, value: bool) -> Self {
        self.row.only = Some(value);
        self
    }
}

/// An object with declared members.
pub trait Model: Wire + Sized {
    /// One row per member, in the order in which they are written.
    const FIELDS: &'static [Field<Self>];

    /// Members that no page declares, if this model keeps them.
    fn extra(&self) -> Option<&Extra> {
        None
    }

    /// The place for members that no page declares, if this model keeps them.
    fn extra_mut(&mut self) -> Option<&mut Extra> {
        None
    }
}

/// A [`Model`] whose type is forgotten.
pub trait Object {
    /// Number of declared members.
    fn len(&self) -> usize;

    /// Whether no member is declared.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the table says of the member at `index`, which is below [`Object::len`].
    fn row(&self, index: usize) -> Row;

    /// The value of the member at `index`.
    fn get(&self, index: usize) -> Ref<'_>;

    /// The place of the member at `index`.
    fn get_mut(&mut self, index: usize) -> Mut<'_>;

    /// Members that no page declares, if they are kept.
    fn extra(&self) -> Option<&Extra>;

    /// The place for members that no page declares, if they are kept.
    fn extra_mut(&mut self) -> Option<&mut Extra>;
}

impl<M: Model> Object for M {
    fn len(&self) -> usize {
        M::FIELDS.len()
    }

    fn row(&self, index: usize) -> Row {
        M::FIELDS[index].row
    }

    fn get(&self, index: usize) -> Ref<'_> {
        (M::FIELDS[index].get)(self).to_ref()
    }

    fn get_mut(&mut self, index: usize) -> Mut<'_> {
        (M::FIELDS[index].get_mut)(self).to_mut()
    }

    fn extra(&self) -> Option<&Extra> {
        Model::extra(self)
    }

    fn extra_mut(&mut self) -> Option<&mut Extra> {
        Model::extra_mut(self)
    }
}
