//! Members that can be absent and can be `null`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::decode;
use crate::encode;
use crate::wire::{Mut, Ref, Slot, Wire};

/// A member with three states: absent, `null`, or a value.
///
/// To leave a member out and to send `null` often mean different things: "keep it" and "clear it".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable<T> {
    /// The member is not written.
    #[default]
    Absent,
    /// The member is `null`.
    Null,
    /// The member has a value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, or `null`: `None` clears what the server has.
    ///
    /// Where `None` means that nothing is known, take [`Nullable::or_absent`]. There is no conversion from `Option`
    /// with `into`, because one of the two erases data.
    #[must_use]
    pub fn or_null(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }

    /// The value, or nothing at all: `None` keeps what the server has.
    ///
    /// Where `None` means that there shall be no value, take [`Nullable::or_null`].
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

    /// Whether the member is not written.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the member is `null`.
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
    fn blank() -> Self {
        Self::Absent
    }

    fn to_ref(&self) -> Ref<'_> {
        match self {
            Self::Absent => Ref::Absent,
            Self::Null => Ref::Null,
            Self::Value(value) => value.to_ref(),
        }
    }

    fn to_mut(&mut self) -> Mut<'_> {
        Mut::Slot(self)
    }
}

impl<T: Wire> Slot for Nullable<T> {
    fn set_null(&mut self) {
        *self = Self::Null;
    }

    fn tells_null_from_absent(&self) -> bool {
        true
    }

    fn fill(&mut self) -> Mut<'_> {
        if !matches!(self, Self::Value(_)) {
            *self = Self::Value(T::blank());
        }
        match self {
            Self::Value(value) => value.to_mut(),
            Self::Absent | Self::Null => Mut::Null,
        }
    }
}
