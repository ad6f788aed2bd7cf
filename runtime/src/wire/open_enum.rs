//! String enums that may grow.

use std::mem::discriminant;

use crate::drift::DriftKind;
use crate::unknown::UnknownValue;

use super::{Text, Wire};

/// A string enum with a catch-all for values that no page names.
///
/// `Wire` of an open enum is [`Ref::Str`](super::Ref::Str) of [`OpenEnum::text`], and
/// [`Mut::Text`](super::Mut::Text); its blank is `parse("")`.
pub trait OpenEnum: Wire + Clone {
    /// Each documented value as it is written, and its variant.
    const VALUES: &'static [(&'static str, Self)];

    /// The catch-all.
    fn unknown(value: UnknownValue) -> Self;

    /// The payload of the catch-all, if this is one.
    fn as_unknown(&self) -> Option<&UnknownValue>;

    /// The variant of `text`.
    ///
    /// A documented text never ends in the catch-all, so that equal texts are equal values.
    #[must_use]
    fn parse(text: &str) -> Self {
        match Self::VALUES.iter().find(|(wire, _)| *wire == text) {
            Some((_, value)) => value.clone(),
            None => Self::unknown(UnknownValue::new(text)),
        }
    }

    /// The value as it is written.
    fn text(&self) -> &str {
        if let Some(unknown) = self.as_unknown() {
            return unknown.as_str();
        }
        Self::VALUES
            .iter()
            .find(|(_, value)| discriminant(value) == discriminant(self))
            .map_or("", |(wire, _)| wire)
    }
}

impl<E: OpenEnum> Text for E {
    fn set(&mut self, text: &str) {
        *self = E::parse(text);
    }

    fn drift(&self) -> Option<DriftKind> {
        self.as_unknown().map(|_| DriftKind::UnknownValue)
    }
}
