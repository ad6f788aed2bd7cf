//! `Debug` of JSON that no documentation declares.

use std::fmt;

use serde_json::Value;

/// The names of secrets, without separators. They are those of the generator; a field that nobody
/// declared cannot be asked for more than its name.
const NAMES: &[&str] = &[
    "accesskey",
    "apikey",
    "encryptionkey",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "secret",
    "secretkey",
    "signingkey",
    "token",
];

/// Undeclared JSON, without the values of fields whose name ends as that of a secret.
pub(crate) struct UndeclaredJson<'a>(pub(crate) &'a Value);

impl<'a> UndeclaredJson<'a> {
    /// What `Debug` shows of a field.
    pub(crate) fn field(name: &str, value: &'a Value) -> impl fmt::Debug + use<'a> {
        UndeclaredField {
            is_secret: is_secret_name(name),
            value,
        }
    }
}

impl fmt::Debug for UndeclaredJson<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Object(fields) => {
                let fields = fields.iter();
                f.debug_map()
                    .entries(fields.map(|(name, value)| (name, Self::field(name, value))))
                    .finish()
            }
            Value::Array(values) => f.debug_list().entries(values.iter().map(Self)).finish(),
            scalar => fmt::Debug::fmt(scalar, f),
        }
    }
}

struct UndeclaredField<'a> {
    is_secret: bool,
    value: &'a Value,
}

impl fmt::Debug for UndeclaredField<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value {
            Value::Null | Value::Bool(_) => fmt::Debug::fmt(self.value, f),
            _ if self.is_secret => f.write_str("[redacted]"),
            value => fmt::Debug::fmt(&UndeclaredJson(value), f),
        }
    }
}

/// Whether `name` ends as the name of a secret does.
pub(crate) fn is_secret_name(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_ascii_alphanumeric());
    let plain: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    let singular = plain.strip_suffix('s').unwrap_or(&plain);
    NAMES
        .iter()
        .any(|ending| plain.ends_with(ending) || singular.ends_with(ending))
}
