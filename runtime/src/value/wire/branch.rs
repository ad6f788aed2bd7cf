//! The structure of the branches of an untagged union.

use std::borrow::Cow;

/// The structure that distinguishes a branch of an [`UntaggedUnion`](super::UntaggedUnion) from the
/// others.
#[derive(Clone, Copy, Debug)]
pub struct Branch {
    pub(super) shape: BranchShape,
    discriminators: &'static [Discriminator],
}

/// The name of a field, and its values that identify a branch.
type Discriminator = (&'static str, &'static [&'static str]);

#[derive(Clone, Copy, Debug)]
pub(super) enum BranchShape {
    Any,
    Null,
    Boolean,
    Integer,
    Unsigned,
    Number,
    String,
    Values(&'static [&'static str]),
    Array {
        /// What its items may be; anything if empty.
        items: &'static [Branch],
    },
    Object {
        required: &'static [&'static str],
        known: &'static [&'static str],
    },
}

impl Branch {
    /// Any JSON: a value that no other branch holds.
    #[must_use]
    pub const fn any() -> Self {
        Self::of(BranchShape::Any)
    }

    /// `null`.
    #[must_use]
    pub const fn null() -> Self {
        Self::of(BranchShape::Null)
    }

    /// A boolean.
    #[must_use]
    pub const fn boolean() -> Self {
        Self::of(BranchShape::Boolean)
    }

    /// A number without a fraction.
    #[must_use]
    pub const fn integer() -> Self {
        Self::of(BranchShape::Integer)
    }

    /// A number without a fraction that is not negative.
    #[must_use]
    pub const fn unsigned() -> Self {
        Self::of(BranchShape::Unsigned)
    }

    /// Any number.
    #[must_use]
    pub const fn number() -> Self {
        Self::of(BranchShape::Number)
    }

    /// Any string.
    #[must_use]
    pub const fn string() -> Self {
        Self::of(BranchShape::String)
    }

    /// One of these strings.
    #[must_use]
    pub const fn values(values: &'static [&'static str]) -> Self {
        Self::of(BranchShape::Values(values))
    }

    /// An array of anything.
    #[must_use]
    pub const fn array() -> Self {
        Self::list(&[])
    }

    /// An array, each item of which is one of `items`: what distinguishes it from the other arrays
    /// of the union.
    #[must_use]
    pub const fn list(items: &'static [Self]) -> Self {
        Self::of(BranchShape::Array { items })
    }

    /// An object that has all `required` fields and declares the `known` ones, which include the
    /// required ones.
    #[must_use]
    pub const fn object(required: &'static [&'static str], known: &'static [&'static str]) -> Self {
        Self::of(BranchShape::Object { required, known })
    }

    /// Fields, and the values of them that identify this object among the branches of the union.
    ///
    /// A field may be absent: then the others decide. A value that identifies no branch of the
    /// union is undocumented.
    #[must_use]
    pub const fn discriminated_by(
        mut self,
        fields: &'static [(&'static str, &'static [&'static str])],
    ) -> Self {
        self.discriminators = fields;
        self
    }

    const fn of(shape: BranchShape) -> Self {
        Self {
            shape,
            discriminators: &[],
        }
    }

    /// The first branch that holds any JSON.
    pub(crate) fn of_any(branches: &[Self]) -> Option<usize> {
        let is_any = |branch: &Self| matches!(branch.shape, BranchShape::Any);
        branches.iter().position(is_any)
    }

    /// The names of the fields whose values distinguish these branches.
    pub(crate) fn discriminators(branches: &[Self]) -> impl Iterator<Item = &'static str> {
        let discriminated = branches
            .iter()
            .find(|branch| !branch.discriminators.is_empty());
        let fields = discriminated.map_or(&[][..], |branch| branch.discriminators);
        fields.iter().map(|(field, _)| *field)
    }

    /// Whether an array can be several of these branches, which its items distinguish.
    pub(crate) fn has_several_lists(branches: &[Self]) -> bool {
        let is_array = |branch: &&Self| matches!(branch.shape, BranchShape::Array { .. });
        branches.iter().filter(is_array).count() > 1
    }

    /// Whether this is an enum that does not list `text`.
    pub(super) fn lacks(&self, text: &str) -> bool {
        matches!(self.shape, BranchShape::Values(values) if !values.contains(&text))
    }

    /// Whether each of `found`, a discriminating field and its value, identifies this branch.
    pub(super) fn matches(&self, found: &[(&str, Cow<'_, str>)]) -> bool {
        let is_own = |(field, value): &(&str, Cow<'_, str>)| {
            let mut own = self.discriminators.iter();
            own.any(|(name, values)| name == field && values.contains(&&**value))
        };
        self.discriminators.is_empty() || found.iter().all(is_own)
    }
}

#[cfg(test)]
mod tests {
    use super::Branch;

    const BRANCHES: &[Branch] = &[
        Branch::object(&["door"], &["door", "action", "status"])
            .discriminated_by(&[("action", &["open"]), ("status", &["pending"])]),
        Branch::object(&["list"], &["list"]),
    ];

    #[test]
    fn the_discriminators_are_those_of_any_branch() {
        assert_eq!(
            Branch::discriminators(BRANCHES).collect::<Vec<_>>(),
            ["action", "status"]
        );
        assert_eq!(Branch::discriminators(&BRANCHES[1..]).count(), 0);
    }
}
