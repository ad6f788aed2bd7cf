//! Finds the branch of an untagged union that matches a value.

use std::{borrow::Cow, cmp::Reverse};

use super::branch::{Branch, BranchShape};

/// A tag that no documentation can name; selecting it selects the catch-all branch.
pub(crate) const MISSING_TAG: &str = "\u{0}";

/// The outcome of a search for the branch that matches a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BranchMatch {
    /// No branch matches.
    None,
    /// One branch matches best.
    One(usize),
    /// This branch matches, and a later one matches equally well.
    Ambiguous(usize),
}

impl BranchMatch {
    pub(crate) fn null(branches: &[Branch]) -> Self {
        best(branches, |shape| {
            matches!(shape, BranchShape::Null).then_some(0)
        })
    }

    pub(crate) fn boolean(branches: &[Branch]) -> Self {
        best(branches, |shape| {
            matches!(shape, BranchShape::Boolean).then_some(0)
        })
    }

    /// For an integer, the branch `integer` beats `number`.
    pub(crate) fn number(branches: &[Branch], integer: bool) -> Self {
        best(branches, |shape| match shape {
            BranchShape::Integer if integer => Some(1),
            BranchShape::Number => Some(0),
            _ => None,
        })
    }

    /// An equal enum value beats a free string, which beats an enum that may have gained a value.
    pub(crate) fn string(branches: &[Branch], text: &str) -> Self {
        let found = best(branches, |shape| match shape {
            BranchShape::Values(values) if values.contains(&text) => Some(2),
            BranchShape::String => Some(1),
            BranchShape::Values(_) => Some(0),
            _ => None,
        });
        let is_undocumented = |index: usize| matches!(branches[index].shape, BranchShape::Values(values) if !values.contains(&text));
        match found {
            // A value that no enum lists does not show which of several enums gained it.
            Self::Ambiguous(index) if is_undocumented(index) => Self::None,
            found => found,
        }
    }

    pub(crate) fn array(branches: &[Branch]) -> Self {
        best(branches, |shape| {
            matches!(shape, BranchShape::Array).then_some(0)
        })
    }

    /// Of the branches whose required fields are all `present`, and which the `discriminators`
    /// identify: the one that declares most of the present fields, then the one that requires most,
    /// then the one that declares fewest others.
    pub(crate) fn object(
        branches: &[Branch],
        present: &[Cow<'_, str>],
        discriminators: &[(&str, Cow<'_, str>)],
    ) -> Self {
        let has = |key: &&'static str| present.iter().any(|name| name == key);
        best_branch(branches, |branch| match branch.shape {
            BranchShape::Object { required, known }
                if required.iter().all(has) && branch.matches(discriminators) =>
            {
                let declared = known.iter().filter(|key| has(key)).count();
                Some((declared, required.len(), Reverse(known.len())))
            }
            _ => None,
        })
    }
}

/// The branch whose shape has the highest score.
fn best<S: Ord>(branches: &[Branch], score: impl Fn(BranchShape) -> Option<S>) -> BranchMatch {
    best_branch(branches, |branch| score(branch.shape))
}

/// The branch of the highest score.
fn best_branch<S: Ord>(branches: &[Branch], score: impl Fn(&Branch) -> Option<S>) -> BranchMatch {
    let mut found = BranchMatch::None;
    let mut highest = None;
    for (index, branch) in branches.iter().enumerate() {
        let Some(score) = score(branch) else {
            continue;
        };
        match (&highest, found) {
            (Some(high), BranchMatch::One(first) | BranchMatch::Ambiguous(first))
                if score == *high =>
            {
                found = BranchMatch::Ambiguous(first);
            }
            (Some(high), _) if score < *high => {}
            _ => {
                found = BranchMatch::One(index);
                highest = Some(score);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{Branch, BranchMatch};

    const BRANCHES: &[Branch] = &[
        Branch::object(&["door"], &["door", "action", "status"])
            .discriminated_by(&[("action", &["open"]), ("status", &["pending"])]),
        Branch::object(&["door"], &["door", "action", "status", "angle"])
            .discriminated_by(&[("action", &["open"]), ("status", &["success", "error"])]),
        Branch::object(&["door"], &["door", "action", "status", "bolt"])
            .discriminated_by(&[("action", &["lock"]), ("status", &["pending"])]),
        Branch::object(&["list"], &["list"]),
    ];

    fn find(
        present: &[&'static str],
        discriminators: &[(&'static str, &'static str)],
    ) -> BranchMatch {
        let present: Vec<_> = present.iter().map(|key| Cow::from(*key)).collect();
        let discriminators: Vec<_> = discriminators
            .iter()
            .map(|(key, value)| (*key, Cow::from(*value)))
            .collect();
        BranchMatch::object(BRANCHES, &present, &discriminators)
    }

    #[test]
    fn the_values_of_all_discriminators_have_to_match() {
        let fields = ["door", "action", "status"];
        for (action, status, wanted) in [
            ("open", "pending", BranchMatch::One(0)),
            ("open", "success", BranchMatch::One(1)),
            ("open", "error", BranchMatch::One(1)),
            ("lock", "pending", BranchMatch::One(2)),
            ("lock", "success", BranchMatch::None),
            ("ring", "pending", BranchMatch::None),
        ] {
            let found = [("action", action), ("status", status)];
            assert_eq!(find(&fields, &found), wanted, "{action} {status}");
        }
    }

    #[test]
    fn fields_decide_where_no_discriminator_does() {
        let found = [("action", "open")];
        assert_eq!(
            find(&["door", "action", "angle"], &found),
            BranchMatch::One(1)
        );
        assert_eq!(find(&["door", "bolt"], &[]), BranchMatch::One(2));
        assert_eq!(find(&["list"], &[("action", "ring")]), BranchMatch::One(3));
    }

    #[test]
    fn a_discriminator_does_not_replace_a_required_field() {
        let found = [("action", "open"), ("status", "pending")];
        assert_eq!(find(&["action", "status"], &found), BranchMatch::None);
    }
}
