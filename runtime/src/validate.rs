//! Checks values against the constraints of the documentation, on request (feature `validate`).
//!
//! Types have their constraints in their tables; one function that is not generic walks any value
//! and collects all that is wrong.

mod check;
mod number;
mod pattern;
mod unique;
mod violation;

use self::check::Check;
pub use self::violation::{ValidationError, Violation};
use crate::value::wire::Wire;

/// Checks a value against the constraints that the documentation of its fields states: lengths,
/// patterns, limits of numbers, numbers of items.
///
/// Every type with a JSON form implements it. Nothing calls it by itself: neither a request that is
/// sent nor a response that is decoded is checked.
///
/// A type that several places of the documentation share has the constraints that all of them
/// state. What the branches of a union require is checked where a field, an item or an entry is
/// that union, as far as no other branch has values of the same JSON type without it. What a whole
/// body requires that is no object, and a union that is checked by itself, has no place in a type.
///
/// What types leave open is no violation: values that an enum does not list, branches that a union
/// does not list, and fields that nobody declared. Fields that decoding
/// [corrected](crate::Extra::correction) are skipped for as long as they are empty.
pub trait Validate: Wire {
    /// Checks this value and all that it contains.
    ///
    /// # Errors
    ///
    /// If something is not as the documentation requires: all of it, each with its path.
    fn validate(&self) -> Result<(), ValidationError>;
}

impl<T: Wire + ?Sized> Validate for T {
    fn validate(&self) -> Result<(), ValidationError> {
        Check::of(self.to_ref())
    }
}
