//! The traits themselves. They name each other, so they share a file.

use std::{any::Any, fmt, mem};

use serde_json::Value;

use super::branch::Branch;
#[cfg(feature = "validate")]
use crate::spec::Constraint;
use crate::{
    spec::FieldSpec,
    transport::{FormPart, Upload},
    value::{
        decode_error::DecodeError, drift::DriftKind, extra::Extra, unknown_variant::UnknownVariant,
    },
};

/// A type that has a JSON form.
///
/// Implemented by generated code for every model, enum and union, and by this crate for scalars and
/// containers.
pub trait Wire: DynValue + Send + Sync {
    /// The value that a decoder starts from: an empty string, zero, `false`, no elements, absent.
    fn empty() -> Self
    where
        Self: Sized;

    /// This value for an encoder to read.
    fn to_ref(&self) -> ValueRef<'_>;

    /// This value for a decoder to fill.
    fn to_mut(&mut self) -> ValueMut<'_>;
}

/// What every value can do, whatever its type. Implemented for every type that can be cloned,
/// compared and shown.
pub trait DynValue: Any {
    /// Whether `other` has this type and is equal.
    fn equals(&self, other: &dyn Any) -> bool;

    /// Becomes a clone of `from`, if that has this type.
    fn assign(&mut self, from: &dyn Any);

    /// Writes the value as its `Debug` does.
    ///
    /// # Errors
    ///
    /// If the formatter fails.
    fn debug(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

/// What types derive so that all of them are a [`DynValue`].
pub trait CloneEqDebug: Any + Clone + PartialEq + fmt::Debug {}

impl<T: Any + Clone + PartialEq + fmt::Debug> CloneEqDebug for T {}

impl<T: CloneEqDebug> DynValue for T {
    fn equals(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>() == Some(self)
    }

    fn assign(&mut self, from: &dyn Any) {
        if let Some(from) = from.downcast_ref::<T>() {
            // An assignment would have code for a panic of the drop, in each type.
            drop(mem::replace(self, from.clone()));
        }
    }

    fn debug(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// A borrowed value, as an encoder reads it.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum ValueRef<'a> {
    /// No value: an optional field that is not written. Elsewhere it is written as `null`.
    Absent,
    /// An explicit `null`.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer.
    I64(i64),
    /// A number; only finite ones have a JSON form.
    F64(f64),
    /// A string.
    Str(&'a str),
    /// An array.
    Seq(&'a dyn Seq),
    /// An object whose keys are data.
    Map(&'a dyn Map),
    /// An object with declared fields.
    Object(&'a dyn Object),
    /// A branch of a tagged union: the name of the tag field, the tag, and the payload, which is
    /// written as an object.
    ///
    /// The encoder writes the tag unless the payload declares a field of that name.
    Tagged(&'static str, &'static str, &'a dyn Wire),
    /// Bytes, which have no JSON form: a body or a part of one.
    Upload(&'a Upload),
    /// A field of a form, which has no JSON form.
    FormPart(&'a FormPart),
    /// Arbitrary JSON.
    Raw(&'a Value),
}

/// A borrowed place, as a decoder fills it.
#[non_exhaustive]
pub enum ValueMut<'a> {
    /// Accepts `null` alone, and keeps nothing.
    Null,
    /// Accepts a boolean.
    Bool(&'a mut bool),
    /// Accepts a number without a fraction.
    I64(&'a mut i64),
    /// Accepts a number.
    F64(&'a mut f64),
    /// Accepts a string.
    Str(&'a mut String),
    /// Accepts a string with a meaning: an id, a date, an enum value.
    StringScalar(&'a mut dyn StringScalar),
    /// Accepts `null` or a value.
    Optional(&'a mut dyn OptionalSlot),
    /// Accepts an array.
    Seq(&'a mut dyn Seq),
    /// Accepts an object whose keys are data.
    Map(&'a mut dyn Map),
    /// Accepts an object with declared fields.
    Object(&'a mut dyn Object),
    /// Accepts an object whose branch is named by a tag.
    TaggedUnion(&'a mut dyn TaggedUnion),
    /// Accepts a value whose branch is found by its structure.
    UntaggedUnion(&'a mut dyn UntaggedUnion),
    /// Accepts any JSON and keeps it unchanged.
    Raw(&'a mut Value),
    /// The catch-all branch of a union: accepts any JSON, and why it is there.
    Unknown(&'a mut UnknownVariant),
}

/// A scalar that is a string on the wire.
pub trait StringScalar {
    /// Takes any string; there are no invalid ones.
    fn set(&mut self, text: &str);

    /// How the string differs from the documentation, if it does. Called only where a drift hook is
    /// installed, because it can cost more than decoding does.
    fn drift(&self) -> Option<DriftKind> {
        None
    }
}

/// A place that may stay empty: `Option` and [`Nullable`](crate::Nullable).
pub trait OptionalSlot {
    /// Takes `null`.
    fn set_null(&mut self);

    /// Whether `null` is a state of its own, distinct from an absent field.
    fn distinguishes_null(&self) -> bool;

    /// Makes room for a value and returns the place to put it.
    fn fill(&mut self) -> ValueMut<'_>;
}

/// A list.
pub trait Seq {
    /// Number of elements.
    fn len(&self) -> usize;

    /// Whether there are no elements.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at `index`, which is below [`Seq::len`].
    fn get(&self, index: usize) -> ValueRef<'_>;

    /// Removes all elements.
    fn clear(&mut self);

    /// Appends an empty element and returns the place to fill.
    fn push(&mut self) -> ValueMut<'_>;

    /// Whether an element that cannot be decoded is an element that is an error, instead of an
    /// error of the list.
    fn keeps_errors(&self) -> bool {
        false
    }

    /// Replaces the last element by its error. Called only where [`Seq::keeps_errors`].
    fn fail(&mut self, error: DecodeError) {
        let _ = error;
    }
}

/// An object whose keys are data.
pub trait Map {
    /// The entries, ordered by key.
    fn entries(&self) -> Box<dyn Iterator<Item = (&str, ValueRef<'_>)> + '_>;

    /// Removes all entries.
    fn clear(&mut self);

    /// Adds an empty entry and returns the place to fill; `None` if the key exists already.
    fn insert(&mut self, key: &str) -> Option<ValueMut<'_>>;
}

/// An object with declared fields. The macro `model!` implements it.
///
/// The fields are given all at once: the compiler checks one function for each direction, and
/// the decoder makes one call for an object, not one for each of its fields. What they are given
/// to has a method of its own ([`FieldReader`], [`FieldFiller`]): the compiler checks a call of
/// that in half the time of a call of `dyn FnMut`, and there are two in each type.
pub trait Object {
    /// The declaration of each field, in the order in which they are written.
    fn specs(&self) -> &'static [FieldSpec];

    /// Gives the fields to `reader` once, in the order of [`Object::specs`].
    fn values<'a>(&'a self, reader: &mut FieldReader<'_, 'a>);

    /// Gives the places of the fields to `filler` once, in the order of [`Object::specs`], and the
    /// place for undeclared fields if the type keeps them.
    fn places(&mut self, filler: &mut FieldFiller<'_>);

    /// What the documentation requires of the object as a whole beyond its type.
    #[cfg(feature = "validate")]
    fn constraints(&self) -> &'static [Constraint] {
        &[]
    }

    /// The other fields, if the type keeps them.
    fn extra(&self) -> Option<&Extra> {
        None
    }

    /// Whether the documentation declares that there are other fields, whose names are not known:
    /// those that are kept are no drift.
    fn declares_others(&self) -> bool {
        false
    }
}

/// Reads the fields of an [`Object`].
pub struct FieldReader<'f, 'a> {
    function: &'f mut dyn FnMut(&[&'a dyn Wire]),
}

impl<'f, 'a> FieldReader<'f, 'a> {
    /// A reader that calls `function`.
    pub(crate) fn new(function: &'f mut dyn FnMut(&[&'a dyn Wire])) -> Self {
        Self { function }
    }

    /// Reads the fields, which are in the order of [`Object::specs`].
    pub fn read(&mut self, fields: &[&'a dyn Wire]) {
        (self.function)(fields);
    }
}

/// Reads or fills the places of the fields of an [`Object`], and that of undeclared fields.
type FillFn<'f> = dyn FnMut(&mut [&mut dyn Wire], Option<&mut Extra>) + 'f;

/// Reads or fills the places of the fields of an [`Object`].
pub struct FieldFiller<'f> {
    function: &'f mut FillFn<'f>,
}

impl<'f> FieldFiller<'f> {
    /// A filler that calls `function`.
    pub(crate) fn new(function: &'f mut FillFn<'f>) -> Self {
        Self { function }
    }

    /// Fills the places, which are in the order of [`Object::specs`].
    ///
    /// `extra` is the place for undeclared fields, or empty if the type does not keep them.
    pub fn fill(&mut self, places: &mut [&mut dyn Wire], extra: &mut [&mut Extra]) {
        (self.function)(places, extra.first_mut().map(|extra| &mut **extra));
    }
}

/// A union whose branch is named by a string field.
pub trait TaggedUnion {
    /// The name of that field.
    fn tag_key(&self) -> &'static str;

    /// Becomes the empty branch of `tag` and returns its payload.
    ///
    /// For an unknown tag: the catch-all branch and its [`ValueMut::Unknown`].
    fn select(&mut self, tag: &str) -> ValueMut<'_>;
}

/// A union without a tag.
pub trait UntaggedUnion {
    /// The structure of each branch.
    fn branches(&self) -> &'static [Branch];

    /// Becomes the empty branch of that index and returns its payload.
    ///
    /// For `None`, where no branch matches: the catch-all branch and its [`ValueMut::Unknown`].
    fn select(&mut self, branch: Option<usize>) -> ValueMut<'_>;
}
