//! What a schema requires of values beyond their type.

/// A requirement that no type expresses: a keyword of a schema.
///
/// Those of the items of a list and of the values of a map are at their
/// [`TypeRef`](super::TypeRef).
#[derive(Clone, Debug, PartialEq)]
pub enum Constraint {
    /// The least number of characters of a string.
    MinLength(u64),
    /// The greatest number of characters of a string.
    MaxLength(u64),
    /// A regular expression that a part of a string matches.
    Pattern(String),
    /// The least number.
    Minimum(Limit),
    /// A number that is too small.
    ExclusiveMinimum(Limit),
    /// The greatest number.
    Maximum(Limit),
    /// A number that is too great.
    ExclusiveMaximum(Limit),
    /// A number of which numbers are multiples.
    MultipleOf(Limit),
    /// The least number of items of a list.
    MinItems(u64),
    /// The greatest number of items of a list.
    MaxItems(u64),
    /// No two items of a list are equal.
    UniqueItems,
    /// The least number of fields of an object.
    MinProperties(u64),
    /// The greatest number of fields of an object.
    MaxProperties(u64),
}

/// A number that limits others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// An integer, exactly.
    Integer(i64),
    /// An integer beyond `i64`, exactly.
    Unsigned(u64),
    /// Any other number.
    Number(f64),
}

/// Adds the constraints that `known` lacks: a value satisfies both.
pub(crate) fn add_constraints(known: &mut Vec<Constraint>, more: Vec<Constraint>) {
    for constraint in more {
        if !known.contains(&constraint) {
            known.push(constraint);
        }
    }
}

/// The constraints that all of `places` have: what a value of any of them satisfies.
pub(crate) fn common_constraints<'a>(
    mut places: impl Iterator<Item = &'a [Constraint]>,
) -> Vec<Constraint> {
    let mut common = places.next().unwrap_or_default().to_vec();
    for other in places {
        common.retain(|constraint| other.contains(constraint));
    }
    common
}
