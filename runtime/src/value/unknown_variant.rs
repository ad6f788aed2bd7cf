//! Union variants that the documentation does not list.

use std::fmt;

use serde_json::Value;

use crate::value::{
    undeclared::UndeclaredJson,
    wire::{ValueMut, ValueRef, Wire},
};

/// A variant of a union that the documentation does not list, as JSON.
///
/// `Debug` hides the values of fields that have the name of a secret (`token`, `client_secret`);
/// [`UnknownVariant::json`] returns them.
#[derive(Clone, PartialEq)]
pub struct UnknownVariant(Value);

impl UnknownVariant {
    /// The value as the server wrote it.
    #[must_use]
    pub fn json(&self) -> &Value {
        &self.0
    }

    /// The string in a field, such as the tag; empty if the field is missing or is not a string.
    #[must_use]
    pub fn field_str(&self, field: &str) -> &str {
        let text = self.0.get(field).and_then(Value::as_str);
        text.unwrap_or_default()
    }
}

impl fmt::Debug for UnknownVariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("UnknownVariant")
            .field(&UndeclaredJson(&self.0))
            .finish()
    }
}

impl Wire for UnknownVariant {
    fn empty() -> Self {
        Self(Value::Null)
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::Raw(&self.0)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Raw(&mut self.0)
    }
}
