//! String enums that may gain values.

use std::mem::discriminant;

use super::traits::{StringScalar, Wire};
use crate::value::{drift::DriftKind, unknown_value::UnknownValue};

/// A string enum with a catch-all variant for undocumented values.
///
/// `Wire` of an open enum is [`ValueRef::Str`](super::ValueRef::Str) of [`OpenEnum::wire_value`],
/// and [`ValueMut::StringScalar`](super::ValueMut::StringScalar); its empty value is `parse("")`.
/// The macro `open_enum!` implements it, and the traits that users expect of a string enum.
pub trait OpenEnum: Wire + Clone {
    /// The variants of the documented values, in the order of the documentation.
    const VALUES: &'static [Self];

    /// The string that each of [`VALUES`](Self::VALUES) is written as, in the same order.
    const TEXTS: &'static [&'static str];

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
        let index = position(Self::TEXTS, text);
        match index.and_then(|index| Self::VALUES.get(index)) {
            Some(value) => value.clone(),
            None => Self::unknown(UnknownValue::new(text)),
        }
    }

    /// The string that this value is written as.
    fn wire_value(&self) -> &str {
        if let Some(unknown) = self.as_unknown() {
            return unknown.as_str();
        }
        // Not `Iterator::position`, which is compiled for every enum.
        let mut index = 0;
        while let (Some(value), Some(text)) = (Self::VALUES.get(index), Self::TEXTS.get(index)) {
            if discriminant(value) == discriminant(self) {
                return text;
            }
            index += 1;
        }
        ""
    }
}

/// Compiled once, and not for every enum.
fn position(texts: &[&str], text: &str) -> Option<usize> {
    texts.iter().position(|wire| *wire == text)
}

impl<E: OpenEnum> StringScalar for E {
    fn set(&mut self, text: &str) {
        *self = E::parse(text);
    }

    fn drift(&self) -> Option<DriftKind> {
        self.as_unknown().map(|_| DriftKind::UnknownValue)
    }
}
