//! What a server answers that no page names.

use std::fmt;

use serde_json::Value;

use crate::wire::{Mut, Ref, Wire};

/// The text of an enum value that no page names.
///
/// Only decoding makes one, so that a value which a later version names is not two values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The value as the server wrote it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// A branch of a union that no page names, as JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct UnknownVariant(Value);

impl UnknownVariant {
    /// The value as the server wrote it.
    #[must_use]
    pub fn json(&self) -> &Value {
        &self.0
    }

    /// The text of a member, as of the tag; empty if there is no such member, or it is no text.
    #[must_use]
    pub fn text(&self, member: &str) -> &str {
        let text = self.0.get(member).and_then(Value::as_str);
        text.unwrap_or_default()
    }
}

impl Wire for UnknownVariant {
    fn blank() -> Self {
        Self(Value::Null)
    }

    fn to_ref(&self) -> Ref<'_> {
        Ref::Raw(&self.0)
    }

    fn to_mut(&mut self) -> Mut<'_> {
        Mut::Raw(&mut self.0)
    }
}
