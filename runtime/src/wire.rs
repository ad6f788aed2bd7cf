//! The shapes in which values meet the wire.
//!
//! A generated type says how it looks from outside ([`Ref`]) and which places a decoder may fill ([`Mut`]); the one
//! encoder and the one decoder of this crate do the rest.
//! Both work on trait objects, so that they are compiled once, here, and not once for every generated type.

mod choice;
mod model;
mod open_enum;
mod std_types;

pub use choice::{Branch, Choice, Union};
pub use model::{Field, Model, Object, Presence, Row};
pub use open_enum::OpenEnum;

pub(crate) use choice::{NO_TAG, Pick};

use serde_json::Value;

use crate::drift::DriftKind;

/// A type that has a JSON form.
///
/// Implemented by generated code for every model, enum and union, and by this crate for scalars and containers.
pub trait Wire: Send + Sync + 'static {
    /// The value that a decoder starts from: empty text, zero, `false`, no elements, absent.
    fn blank() -> Self
    where
        Self: Sized;

    /// This value on its way out.
    fn to_ref(&self) -> Ref<'_>;

    /// This value as a place to fill.
    fn to_mut(&mut self) -> Mut<'_>;
}

/// A borrowed value on its way out.
#[non_exhaustive]
pub enum Ref<'a> {
    /// No value: an optional member that is not written. Elsewhere it is written as `null`.
    Absent,
    /// `null`, on purpose.
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
    /// An object whose keys are declared.
    Object(&'a dyn Object),
    /// A branch of a tagged union: the tag's key, the tag, and the payload, which is written as an object.
    ///
    /// The tag is written here unless the payload declares a member of that name.
    Tagged(&'static str, &'static str, &'a dyn Wire),
    /// JSON as it came.
    Raw(&'a Value),
}

/// A place on its way in.
#[non_exhaustive]
pub enum Mut<'a> {
    /// Takes `null` alone, and keeps nothing.
    Null,
    /// Takes a boolean.
    Bool(&'a mut bool),
    /// Takes a number without a fraction.
    I64(&'a mut i64),
    /// Takes a number.
    F64(&'a mut f64),
    /// Takes a string.
    Str(&'a mut String),
    /// Takes a string that means something: an id, a date, an enum value.
    Text(&'a mut dyn Text),
    /// Takes `null` or a value.
    Slot(&'a mut dyn Slot),
    /// Takes an array.
    Seq(&'a mut dyn Seq),
    /// Takes an object whose keys are data.
    Map(&'a mut dyn Map),
    /// Takes an object whose keys are declared.
    Object(&'a mut dyn Object),
    /// Takes an object whose branch is told by a tag.
    Union(&'a mut dyn Union),
    /// Takes a value whose branch is told by its structure.
    Choice(&'a mut dyn Choice),
    /// Takes anything and keeps it as it is.
    Raw(&'a mut Value),
}

/// A scalar that is a string on the wire.
pub trait Text {
    /// Takes `text` whatever it is.
    fn set(&mut self, text: &str);

    /// What is unusual about the text, if anything. Asked only where someone listens, since it can cost more than
    /// reading does.
    fn drift(&self) -> Option<DriftKind> {
        None
    }
}

/// A place that may stay empty: `Option` and [`Nullable`](crate::Nullable).
pub trait Slot {
    /// Takes `null`.
    fn set_null(&mut self);

    /// Whether `null` is a state of its own here, apart from a member that is absent.
    fn tells_null_from_absent(&self) -> bool;

    /// Makes room for a value, and answers the place to put it.
    fn fill(&mut self) -> Mut<'_>;
}

/// A list.
pub trait Seq {
    /// Number of elements.
    fn len(&self) -> usize;

    /// Whether there is no element.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at `index`, which is below [`Seq::len`].
    fn get(&self, index: usize) -> Ref<'_>;

    /// Drops every element.
    fn clear(&mut self);

    /// Appends a blank element, and answers the place to fill.
    fn push(&mut self) -> Mut<'_>;
}

/// An object whose keys are data.
pub trait Map {
    /// The entries, in the order of their keys.
    fn entries(&self) -> Box<dyn Iterator<Item = (&str, Ref<'_>)> + '_>;

    /// Drops every entry.
    fn clear(&mut self);

    /// Adds a blank entry, and answers the place to fill; `None` if there is an entry of that key.
    fn insert(&mut self, key: &str) -> Option<Mut<'_>>;
}
