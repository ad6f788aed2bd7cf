//! String enums that may gain values.

use std::{
    hash::{Hash as _, Hasher},
    mem,
};

use super::traits::{StringScalar, Wire};
use crate::value::{drift::DriftKind, unknown_value::UnknownValue};

/// A string enum with a catch-all variant for undocumented values.
///
/// `Wire` of an open enum is [`ValueRef::Str`](super::ValueRef::Str) of [`OpenEnum::wire_value`],
/// and [`ValueMut::StringScalar`](super::ValueMut::StringScalar); its empty value is `parse("")`.
/// The macro `open_enum!` implements it, and the conversions that users expect of a string enum.
/// `parse` and `wire_value` are never inlined, so that these share one copy.
pub trait OpenEnum: Wire + Clone + PartialEq {
    /// The variants of the documented values, in the order of the documentation.
    const VALUES: &'static [Self];

    /// The string that each of [`VALUES`](Self::VALUES) is written as, in the same order.
    const TEXTS: &'static [&'static str];

    /// Whether the documentation allows other strings as well, so that they are no drift.
    #[must_use]
    fn allows_others() -> bool {
        false
    }

    /// The catch-all variant.
    fn unknown(value: UnknownValue) -> Self;

    /// The payload of the catch-all variant, if this is one.
    fn as_unknown(&self) -> Option<&UnknownValue>;

    /// The variant that is written as `text`.
    ///
    /// A documented value never becomes the catch-all variant, so that equal strings are equal
    /// values.
    #[inline(never)]
    #[must_use]
    fn parse(text: &str) -> Self {
        let index = position(Self::TEXTS, text);
        match index.and_then(|index| Self::VALUES.get(index)) {
            Some(value) => value.clone(),
            None => Self::unknown(UnknownValue::new(text)),
        }
    }

    /// The string that this value is written as.
    #[inline(never)]
    fn wire_value(&self) -> &str {
        match self.as_unknown() {
            Some(unknown) => unknown.as_str(),
            None => text_of(Self::TEXTS, &|index| Self::VALUES.get(index) == Some(self)),
        }
    }
}

/// Whether two values are the same variant. By the strings, it would be made of
/// [`OpenEnum::wire_value`], which calls it.
#[must_use]
pub fn equal_enums<E: OpenEnum>(left: &E, right: &E) -> bool {
    mem::discriminant(left) == mem::discriminant(right) && left.as_unknown() == right.as_unknown()
}

/// Hashes what [`equal_enums`] compares.
pub fn hash_enum<E: OpenEnum, H: Hasher>(value: &E, state: &mut H) {
    mem::discriminant(value).hash(state);
    value.as_unknown().hash(state);
}

/// Compiled once, and not for every enum.
fn position(texts: &[&str], text: &str) -> Option<usize> {
    texts.iter().position(|wire| *wire == text)
}

/// The text of the value for whose index `is_value` is true. Compiled once, and not for every enum.
fn text_of(texts: &[&'static str], is_value: &dyn Fn(usize) -> bool) -> &'static str {
    let index = (0..texts.len()).find(|index| is_value(*index));
    index
        .and_then(|index| texts.get(index))
        .copied()
        .unwrap_or_default()
}

impl<E: OpenEnum> StringScalar for E {
    fn set(&mut self, text: &str) {
        *self = E::parse(text);
    }

    fn drift(&self) -> Option<DriftKind> {
        let is_undocumented = !E::allows_others() && self.as_unknown().is_some();
        is_undocumented.then_some(DriftKind::UnknownValue)
    }
}
