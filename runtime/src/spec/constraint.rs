//! What the documentation requires of a value beyond its type.

use std::fmt;

/// A requirement of the documentation that no type expresses: a keyword of a JSON Schema.
///
/// As in JSON Schema, each restricts the values of one JSON type and no others: a string satisfies
/// every [`Constraint::Minimum`], and `null` satisfies everything.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Constraint {
    /// The least number of characters (Unicode scalar values) of a string.
    MinLength(u64),
    /// The greatest number of characters (Unicode scalar values) of a string.
    MaxLength(u64),
    /// A regular expression of ECMAScript in Unicode mode, which a part of a string has to match.
    ///
    /// The engine backtracks: a pattern with repetitions inside of repetitions can take long for a
    /// long string that does not match.
    Pattern(&'static str),
    /// The least number.
    Minimum(Limit),
    /// A number that is too small, and so is each below it.
    ExclusiveMinimum(Limit),
    /// The greatest number.
    Maximum(Limit),
    /// A number that is too great, and so is each above it.
    ExclusiveMaximum(Limit),
    /// A number of which numbers are multiples; the decimal digits are compared, so that `0.3` is
    /// a multiple of `0.1`.
    MultipleOf(Limit),
    /// The least number of items of a list.
    MinItems(u64),
    /// The greatest number of items of a list.
    MaxItems(u64),
    /// No two items of a list are equal.
    UniqueItems,
    /// The least number of fields of an object, or of entries of a map.
    MinProperties(u64),
    /// The greatest number of fields of an object, or of entries of a map.
    MaxProperties(u64),
    /// What each item of a list satisfies.
    Items(&'static [Constraint]),
    /// What each value of a map satisfies.
    Values(&'static [Constraint]),
}

/// A number of a [`Constraint`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// An integer, exactly.
    Integer(i64),
    /// An integer beyond [`i64::MAX`], exactly.
    Unsigned(u64),
    /// Any other number.
    Number(f64),
}

/// The requirement in words, as in `at least 4 characters`.
impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MinLength(count) => write!(f, "at least {}", Count(*count, "character")),
            Self::MaxLength(count) => write!(f, "at most {}", Count(*count, "character")),
            Self::Pattern(pattern) => write!(f, "a match of `{pattern}`"),
            Self::Minimum(limit) => write!(f, "at least {limit}"),
            Self::ExclusiveMinimum(limit) => write!(f, "more than {limit}"),
            Self::Maximum(limit) => write!(f, "at most {limit}"),
            Self::ExclusiveMaximum(limit) => write!(f, "less than {limit}"),
            Self::MultipleOf(limit) => write!(f, "a multiple of {limit}"),
            Self::MinItems(count) => write!(f, "at least {}", Count(*count, "item")),
            Self::MaxItems(count) => write!(f, "at most {}", Count(*count, "item")),
            Self::UniqueItems => f.write_str("no two equal items"),
            Self::MinProperties(count) => write!(f, "at least {}", Count(*count, "field")),
            Self::MaxProperties(count) => write!(f, "at most {}", Count(*count, "field")),
            Self::Items(inner) => each(f, "item", inner),
            Self::Values(inner) => each(f, "value", inner),
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => fmt::Display::fmt(value, f),
            Self::Unsigned(value) => fmt::Display::fmt(value, f),
            Self::Number(value) => fmt::Display::fmt(value, f),
        }
    }
}

/// A number and its unit, as in `1 item`, `2 items`.
struct Count(u64, &'static str);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.0 == 1 { "" } else { "s" };
        write!(f, "{} {}{plural}", self.0, self.1)
    }
}

fn each(f: &mut fmt::Formatter<'_>, what: &str, inner: &[Constraint]) -> fmt::Result {
    write!(f, "each {what} ")?;
    for (index, constraint) in inner.iter().enumerate() {
        let separator = if index == 0 { "" } else { ", " };
        write!(f, "{separator}{constraint}")?;
    }
    Ok(())
}
