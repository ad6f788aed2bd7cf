//! Fields that can be absent and can be `null`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::value::{
    decode, encode,
    wire::{OptionalSlot, ValueMut, ValueRef, Wire},
};

/// A field with three states: absent, `null`, or a value.
///
/// An absent field and `null` often mean different things to a server: "keep it" and "clear it".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable<T> {
    /// The field is not written.
    #[default]
    Absent,
    /// The field is `null`.
    Null,
    /// The field has a value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, or `null`: `None` clears what the server has.
    ///
    /// Where `None` means that nothing is known, use [`Nullable::or_absent`]. There is no
    /// `From<Option<T>>`, because one of the two meanings erases data.
    #[must_use]
    pub fn or_null(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }

    /// The value, or an absent field: `None` keeps what the server has.
    ///
    /// Where `None` means that there shall be no value, use [`Nullable::or_null`].
    #[must_use]
    pub fn or_absent(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }

    /// The value, if there is one.
    pub const fn as_option(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if there is one.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether the field is not written.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the field is `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Wire> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        encode::serialize(self, serializer)
    }
}

impl<'de, T: Wire> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::deserialize(deserializer)
    }
}

impl<T: Wire> Wire for Nullable<T> {
    fn empty() -> Self {
        Self::Absent
    }

    fn to_ref(&self) -> ValueRef<'_> {
        match self {
            Self::Absent => ValueRef::Absent,
            Self::Null => ValueRef::Null,
            Self::Value(value) => value.to_ref(),
        }
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Optional(self)
    }
}

impl<T: Wire> OptionalSlot for Nullable<T> {
    fn set_null(&mut self) {
        *self = Self::Null;
    }

    fn distinguishes_null(&self) -> bool {
        true
    }

    fn fill(&mut self) -> ValueMut<'_> {
        if !matches!(self, Self::Value(_)) {
            *self = Self::Value(T::empty());
        }
        match self {
            Self::Value(value) => value.to_mut(),
            Self::Absent | Self::Null => ValueMut::Null,
        }
    }
}
