//! String enums that may gain values.

use std::mem::discriminant;

use super::traits::{StringScalar, Wire};
use crate::value::{drift::DriftKind, unknown_value::UnknownValue};

/// A string enum with a catch-all variant for undocumented values.
///
/// `Wire` of an open enum is [`ValueRef::Str`](super::ValueRef::Str) of [`OpenEnum::wire_value`],
/// and [`ValueMut::StringScalar`](super::ValueMut::StringScalar); its empty value is `parse("")`.
pub trait OpenEnum: Wire + Clone {
    /// Each documented value as it is written, and its variant.
    const VALUES: &'static [(&'static str, Self)];

    /// The catch-all variant.
    fn unknown(value: UnknownValue) -> Self;

    /// The payload of the catch-all variant, if this is one.
    fn as_unknown(&self) -> Option<&UnknownValue>;

    /// The variant that is written as `text`.
    ///
    /// A documented value never becomes the catch-all variant, so that equal strings are equal
    /// values.
    #[must_use]
    fn parse(text: &str) -> Self {
        match Self::VALUES.iter().find(|(wire, _)| *wire == text) {
            Some((_, value)) => value.clone(),
            None => Self::unknown(UnknownValue::new(text)),
        }
    }

    /// The string that this value is written as.
    fn wire_value(&self) -> &str {
        if let Some(unknown) = self.as_unknown() {
            return unknown.as_str();
        }
        Self::VALUES
            .iter()
            .find(|(_, value)| discriminant(value) == discriminant(self))
            .map_or("", |(wire, _)| wire)
    }
}

impl<E: OpenEnum> StringScalar for E {
    fn set(&mut self, text: &str) {
        *self = E::parse(text);
    }

    fn drift(&self) -> Option<DriftKind> {
        self.as_unknown().map(|_| DriftKind::UnknownValue)
    }
}
