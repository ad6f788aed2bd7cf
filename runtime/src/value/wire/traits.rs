//! The traits themselves. They name each other, so they share a file.

use std::{any::Any, fmt};

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
pub trait Wire: Any + Send + Sync {
    /// The value that a decoder starts from: an empty string, zero, `false`, no elements, absent.
    fn empty() -> Self
    where
        Self: Sized;

    /// This value for an encoder to read.
    fn to_ref(&self) -> ValueRef<'_>;

    /// This value for a decoder to fill.
    fn to_mut(&mut self) -> ValueMut<'_>;

    /// How this value is cloned, compared and shown: overridden where [`Wire::to_ref`] does not
    /// have all of it, as that of an enum or a union.
    fn structure(&self) -> WireStructure<'_> {
        WireStructure::Json
    }
}

/// How a value is cloned, compared and shown, wherever its type is not known.
///
/// Containers have none of that for each type of their elements: it is done once, for all of them,
/// by what they contain.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum WireStructure<'a> {
    /// By [`Wire::to_ref`], which is all that the value is.
    Json,
    /// By [`Wire::to_ref`], except that it is shown as the variant of an enum.
    Variant(&'a dyn fmt::Debug),
    /// By the traits of its own type, which [`Wire::to_mut`] gives as a [`StringScalar`] whose text
    /// does not have all of it (an upload, a date), as a union or as [`ValueMut::Unknown`].
    Own(&'a dyn DynValue),
    /// As a variant without contents, of an enum that is a container.
    Unit(&'static str),
    /// As a variant around a value.
    Around(&'static str, &'a dyn Wire),
}

/// The traits `Clone`, `PartialEq` and `Debug` of a value whose type is not known. Implemented for
/// every type that has them.
pub trait DynValue: Any {
    /// Whether `other` has this type and is equal.
    fn equals(&self, other: &dyn DynValue) -> bool;

    /// Makes `place` a clone of this value, if it has the same type.
    fn clone_to(&self, place: &mut dyn Any);

    /// The value's `Debug`.
    fn as_debug(&self) -> &dyn fmt::Debug;
}

impl<T: Any + Clone + PartialEq + fmt::Debug> DynValue for T {
    fn equals(&self, other: &dyn DynValue) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref::<T>() == Some(self)
    }

    fn clone_to(&self, place: &mut dyn Any) {
        if let Some(place) = place.downcast_mut::<T>() {
            place.clone_from(self);
        }
    }

    fn as_debug(&self) -> &dyn fmt::Debug {
        self
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
    /// An integer that is not negative.
    U64(u64),
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
    /// Accepts a number that has no fraction and is not negative.
    U64(&'a mut u64),
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
pub trait StringScalar: Any {
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

    /// Makes room for a value, if there is none, and returns the place to put it.
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
    fn get(&self, index: usize) -> &dyn Wire;

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
    fn entries(&self) -> Box<dyn Iterator<Item = (&str, &dyn Wire)> + '_>;

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

    /// Gives the fields to `reader` once, in the order of [`Object::specs`], and the undeclared
    /// ones if the type keeps them.
    fn values<'a>(&'a self, reader: &mut FieldReader<'_, 'a>);

    /// Gives the places of the fields to `filler` once, in the order of [`Object::specs`], and the
    /// place for undeclared fields if the type keeps them.
    fn places(&mut self, filler: &mut FieldFiller<'_>);

    /// What the documentation requires of the object as a whole beyond its type.
    #[cfg(feature = "validate")]
    fn constraints(&self) -> &'static [Constraint] {
        &[]
    }

    /// What it requires of the values of each field, in the order of [`Object::specs`]; none where
    /// it requires nothing of any.
    #[cfg(feature = "validate")]
    fn field_constraints(&self) -> &'static [&'static [Constraint]] {
        &[]
    }

    /// Whether the documentation declares that there are other fields, whose names are not known:
    /// those that are kept are no drift.
    fn declares_others(&self) -> bool {
        false
    }

    /// Whether no server sends the object, so that nothing in it is corrected, although it keeps
    /// undeclared fields.
    fn only_sent(&self) -> bool {
        false
    }
}

/// The fields of an [`Object`].
#[derive(Clone, Copy)]
pub(crate) struct Fields<'r, 'a> {
    /// The name of its type and those of its fields in Rust, separated by spaces.
    pub(crate) names: &'static str,
    /// The fields, in the order of [`Object::specs`].
    pub(crate) values: &'r [&'a dyn Wire],
    /// The undeclared fields, if the type keeps them.
    pub(crate) extra: Option<&'a Extra>,
}

/// Reads the fields of an [`Object`].
pub struct FieldReader<'f, 'a> {
    function: &'f mut dyn FnMut(Fields<'_, 'a>),
}

impl<'f, 'a> FieldReader<'f, 'a> {
    /// A reader that calls `function`.
    pub(crate) fn new(function: &'f mut dyn FnMut(Fields<'_, 'a>)) -> Self {
        Self { function }
    }

    /// Reads the fields, which are in the order of [`Object::specs`].
    ///
    /// `names` has the name of the type and then those of its fields in Rust, separated by spaces:
    /// only `Debug` reads them, and one literal takes less to compile than one for each field.
    /// `extra` has the undeclared fields, or is empty if the type does not keep them.
    pub fn read(&mut self, names: &'static str, values: &[&'a dyn Wire], extra: &[&'a Extra]) {
        let extra = extra.first().copied();
        (self.function)(Fields {
            names,
            values,
            extra,
        });
    }
}

/// Takes the places of the fields of an [`Object`], and that of undeclared fields.
type FillFn<'f> = dyn FnMut(&mut [&mut dyn Wire], Option<&mut Extra>) + 'f;

/// Fills the places of the fields of an [`Object`].
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
pub trait TaggedUnion: Any {
    /// The name of that field.
    fn tag_key(&self) -> &'static str;

    /// The tag of each branch, in the order of the documentation.
    fn tags(&self) -> &'static [&'static str];

    /// Whether the documentation allows any other JSON too: the catch-all branch is no drift.
    fn allows_others(&self) -> bool {
        false
    }

    /// Becomes the empty branch of `tag` and returns its payload.
    ///
    /// For an unknown tag: the catch-all branch and its [`ValueMut::Unknown`].
    fn select(&mut self, tag: &str) -> ValueMut<'_>;
}

/// A union without a tag.
pub trait UntaggedUnion: Any {
    /// The structure of each branch.
    fn branches(&self) -> &'static [Branch];

    /// Becomes the empty branch of that index and returns its payload.
    ///
    /// For `None`, where no branch matches: the catch-all branch and its [`ValueMut::Unknown`].
    fn select(&mut self, branch: Option<usize>) -> ValueMut<'_>;
}
