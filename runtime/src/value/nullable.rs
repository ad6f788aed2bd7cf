//! Fields that can be absent and can be `null`.

use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::value::{
    decode, encode,
    wire::{OptionalSlot, ValueMut, ValueRef, Wire, WireStructure},
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

    /// A reference to the value; absent and `null` stay what they are.
    pub const fn as_ref(&self) -> Nullable<&T> {
        match self {
            Self::Absent => Nullable::Absent,
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(value),
        }
    }

    /// A mutable reference to the value; absent and `null` stay what they are.
    pub const fn as_mut(&mut self) -> Nullable<&mut T> {
        match self {
            Self::Absent => Nullable::Absent,
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(value),
        }
    }

    /// What the value dereferences to, as in `Nullable<&str>` of a `Nullable<String>`.
    pub fn as_deref(&self) -> Nullable<&T::Target>
    where
        T: Deref,
    {
        self.as_ref().map(Deref::deref)
    }

    /// Converts the value, if there is one; absent and `null` stay what they are.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Nullable<U> {
        match self {
            Self::Absent => Nullable::Absent,
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(convert(value)),
        }
    }

    /// The value, or `default` where there is none.
    pub fn unwrap_or(self, default: T) -> T {
        self.into_option().unwrap_or(default)
    }

    /// The value, or what `default` returns where there is none.
    pub fn unwrap_or_else(self, default: impl FnOnce() -> T) -> T {
        self.into_option().unwrap_or_else(default)
    }

    /// The value, or the default of its type where there is none.
    pub fn unwrap_or_default(self) -> T
    where
        T: Default,
    {
        self.into_option().unwrap_or_default()
    }

    /// Whether there is a value.
    pub const fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
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

impl<T: Clone> Nullable<&T> {
    /// A clone of the value.
    #[must_use]
    pub fn cloned(self) -> Nullable<T> {
        self.map(T::clone)
    }
}

/// The value, if there is one: `null` and an absent field are both `None`.
impl<T> From<Nullable<T>> for Option<T> {
    fn from(value: Nullable<T>) -> Self {
        value.into_option()
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

    fn structure(&self) -> WireStructure<'_> {
        match self {
            Self::Absent => WireStructure::Unit("Absent"),
            Self::Null => WireStructure::Unit("Null"),
            Self::Value(value) => WireStructure::Around("Value", value),
        }
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
