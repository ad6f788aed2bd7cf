//! Values of a union that are kept as JSON.

use std::{fmt, sync::Arc};

use serde_json::Value;

use super::{decode_error::DecodeError, undeclared::UndeclaredJson};

/// A value of a union that none of its documented branches can hold, as JSON.
///
/// Either the documentation does not list its branch, or the value is not what the documentation
/// of its branch requires; [`UnknownVariant::error`] tells which.
///
/// `Debug` hides the values of fields that have the name of a secret (`token`, `client_secret`);
/// [`UnknownVariant::json`] returns them.
#[derive(Clone)]
pub struct UnknownVariant {
    json: Value,
    error: Option<Arc<DecodeError>>,
}

impl UnknownVariant {
    /// The value as the server wrote it.
    #[must_use]
    pub fn json(&self) -> &Value {
        &self.json
    }

    /// Why the value is not one of the documented branch, with the path in the body.
    ///
    /// `None` if the documentation does not list its branch.
    #[must_use]
    pub fn error(&self) -> Option<&DecodeError> {
        self.error.as_deref()
    }

    /// The string in a field, such as the tag; empty if the field is missing or is not a string.
    #[must_use]
    pub fn field_str(&self, field: &str) -> &str {
        let text = self.json.get(field).and_then(Value::as_str);
        text.unwrap_or_default()
    }

    pub(super) fn null() -> Self {
        Self {
            json: Value::Null,
            error: None,
        }
    }

    pub(super) fn set(&mut self, json: Value, error: Option<DecodeError>) {
        self.json = json;
        self.error = error.map(Arc::new);
    }
}

impl fmt::Debug for UnknownVariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownVariant")
            .field("json", &UndeclaredJson(&self.json))
            .field("error", &self.error)
            .finish()
    }
}

/// Equal JSON is equal, wherever it was received.
impl PartialEq for UnknownVariant {
    fn eq(&self, other: &Self) -> bool {
        self.json == other.json
    }
}
