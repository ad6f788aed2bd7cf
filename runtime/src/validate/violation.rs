//! What is wrong with a value.

use std::fmt;

use crate::spec::Constraint;

/// More violations than this are counted in messages, and not listed.
const SHOWN: usize = 10;

/// A value that violates constraints of its documentation.
#[derive(Clone, Debug, PartialEq)]
pub struct ValidationError(Vec<Violation>);

/// One constraint that one value violates.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Violation {
    /// Where the value is, as in `$.setpoints[0].celsius`.
    pub path: String,
    /// What the documentation requires.
    pub constraint: Constraint,
    /// What is there instead, in words; a long string is truncated, and a secret is not shown.
    pub found: String,
}

impl ValidationError {
    /// `violations` as an error, if there is one.
    pub(super) fn of(violations: Vec<Violation>) -> Result<(), Self> {
        match violations.is_empty() {
            true => Ok(()),
            false => Err(Self(violations)),
        }
    }

    /// All violations, in the order in which the value is written. There is at least one.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.0
    }
}

/// The violations, each after the other; of many, the first ten.
impl fmt::Display for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().take(SHOWN).enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{violation}")?;
        }
        match self.0.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: expected {}, found {}",
            self.path, self.constraint, self.found
        )
    }
}

impl std::error::Error for ValidationError {}
