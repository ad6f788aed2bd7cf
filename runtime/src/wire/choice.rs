//! Unions: told apart by a tag, or by structure.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::Mut;

/// A tag that no documentation can name; selecting it selects the catch-all.
pub(crate) const NO_TAG: &str = "\u{0}";

/// A union whose branch is named by a string member.
pub trait Union {
    /// The name of that member.
    fn tag_key(&self) -> &'static str;

    /// Becomes the blank branch of `tag`, and answers its payload.
    ///
    /// For an unknown tag: the catch-all, and its [`Mut::Raw`].
    fn select(&mut self, tag: &str) -> Mut<'_>;
}

/// A union without a tag.
pub trait Choice {
    /// What each branch looks like.
    fn branches(&self) -> &'static [Branch];

    /// Becomes the blank branch of that index, and answers its payload.
    ///
    /// For `None`, which says that no branch fits: the catch-all, and its [`Mut::Raw`].
    fn select(&mut self, branch: Option<usize>) -> Mut<'_>;
}

/// What tells a branch of a [`Choice`] from the others.
#[derive(Clone, Copy, Debug)]
pub struct Branch {
    look: Look,
    told_by: &'static [Told],
}

/// A member, and the texts of it that speak for a branch.
type Told = (&'static str, &'static [&'static str]);

#[derive(Clone, Copy, Debug)]
enum Look {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Values(&'static [&'static str]),
    Array,
    Object {
        required: &'static [&'static str],
        known: &'static [&'static str],
    },
}

impl Branch {
    /// `null`.
    #[must_use]
    pub const fn null() -> Self {
        Self::of(Look::Null)
    }

    /// A boolean.
    #[must_use]
    pub const fn boolean() -> Self {
        Self::of(Look::Boolean)
    }

    /// A number without a fraction.
    #[must_use]
    pub const fn integer() -> Self {
        Self::of(Look::Integer)
    }

    /// Any number.
    #[must_use]
    pub const fn number() -> Self {
        Self::of(Look::Number)
    }

    /// Any string.
    #[must_use]
    pub const fn string() -> Self {
        Self::of(Look::String)
    }

    /// One of these strings.
    #[must_use]
    pub const fn values(values: &'static [&'static str]) -> Self {
        Self::of(Look::Values(values))
    }

    /// An array.
    #[must_use]
    pub const fn array() -> Self {
        Self::of(Look::Array)
    }

    /// An object that has all of `required`, and declares `known` (which repeats the required ones).
    #[must_use]
    pub const fn object(required: &'static [&'static str], known: &'static [&'static str]) -> Self {
        Self::of(Look::Object { required, known })
    }

    /// Members, and their texts that speak for this object and not for another of the union.
    ///
    /// A member may be absent: then the others decide. A text that speaks for no object of the union is one that no
    /// documentation names.
    #[must_use]
    pub const fn told_by(
        mut self,
        members: &'static [(&'static str, &'static [&'static str])],
    ) -> Self {
        self.told_by = members;
        self
    }

    const fn of(look: Look) -> Self {
        Self { look, told_by: &[] }
    }

    /// The members whose texts tell these branches apart.
    pub(crate) fn telling(branches: &[Self]) -> impl Iterator<Item = &'static str> {
        let told = branches.iter().find(|branch| !branch.told_by.is_empty());
        let members = told.map_or(&[][..], |branch| branch.told_by);
        members.iter().map(|(member, _)| *member)
    }

    /// Whether the texts of the members that tell are this branch's.
    fn is_told(&self, told: &[(&str, Cow<'_, str>)]) -> bool {
        let is_own = |(member, text): &(&str, Cow<'_, str>)| {
            let mut own = self.told_by.iter();
            own.any(|(name, texts)| name == member && texts.contains(&&**text))
        };
        self.told_by.is_empty() || told.iter().all(is_own)
    }
}

/// The outcome of a search for the branch that fits a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pick {
    /// No branch fits.
    Nothing,
    /// One branch fits best.
    One(usize),
    /// This branch fits, and a later one fits as well.
    Ambiguous(usize),
}

impl Pick {
    pub(crate) fn null(branches: &[Branch]) -> Self {
        best(branches, |look| matches!(look, Look::Null).then_some(0))
    }

    pub(crate) fn boolean(branches: &[Branch]) -> Self {
        best(branches, |look| matches!(look, Look::Boolean).then_some(0))
    }

    /// An integer that fits the branch `integer` beats `number`.
    pub(crate) fn number(branches: &[Branch], integer: bool) -> Self {
        best(branches, |look| match look {
            Look::Integer if integer => Some(1),
            Look::Number => Some(0),
            _ => None,
        })
    }

    /// An equal enum value beats a free string, which beats an enum that may have grown.
    pub(crate) fn string(branches: &[Branch], text: &str) -> Self {
        let pick = best(branches, |look| match look {
            Look::Values(values) if values.contains(&text) => Some(2),
            Look::String => Some(1),
            Look::Values(_) => Some(0),
            _ => None,
        });
        let grown = |index: usize| matches!(branches[index].look, Look::Values(values) if !values.contains(&text));
        match pick {
            // Which of several enums has grown cannot be told from a value that none of them names.
            Self::Ambiguous(index) if grown(index) => Self::Nothing,
            pick => pick,
        }
    }

    pub(crate) fn array(branches: &[Branch]) -> Self {
        best(branches, |look| matches!(look, Look::Array).then_some(0))
    }

    /// Of the branches whose required members are all present, and which the texts of `told` speak for: the one that
    /// knows most of the members, then the one that requires most, then the one that declares least beside them.
    pub(crate) fn object(
        branches: &[Branch],
        present: &[Cow<'_, str>],
        told: &[(&str, Cow<'_, str>)],
    ) -> Self {
        let has = |key: &&'static str| present.iter().any(|name| name == key);
        best_branch(branches, |branch| match branch.look {
            Look::Object { required, known }
                if required.iter().all(has) && branch.is_told(told) =>
            {
                let knows = known.iter().filter(|key| has(key)).count();
                Some((knows, required.len(), Reverse(known.len())))
            }
            _ => None,
        })
    }
}

/// The branch whose look has the highest score.
fn best<S: Ord>(branches: &[Branch], score: impl Fn(Look) -> Option<S>) -> Pick {
    best_branch(branches, |branch| score(branch.look))
}

/// The branch of the highest score.
fn best_branch<S: Ord>(branches: &[Branch], score: impl Fn(&Branch) -> Option<S>) -> Pick {
    let mut pick = Pick::Nothing;
    let mut highest = None;
    for (index, branch) in branches.iter().enumerate() {
        let Some(score) = score(branch) else {
            continue;
        };
        match (&highest, pick) {
            (Some(high), Pick::One(first) | Pick::Ambiguous(first)) if score == *high => {
                pick = Pick::Ambiguous(first);
            }
            (Some(high), _) if score < *high => {}
            _ => {
                pick = Pick::One(index);
                highest = Some(score);
            }
        }
    }
    pick
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{Branch, Pick};

    const BRANCHES: &[Branch] = &[
        Branch::object(&["door"], &["door", "action", "status"])
            .told_by(&[("action", &["open"]), ("status", &["pending"])]),
        Branch::object(&["door"], &["door", "action", "status", "angle"])
            .told_by(&[("action", &["open"]), ("status", &["success", "error"])]),
        Branch::object(&["door"], &["door", "action", "status", "bolt"])
            .told_by(&[("action", &["lock"]), ("status", &["pending"])]),
        Branch::object(&["list"], &["list"]),
    ];

    fn pick(present: &[&'static str], told: &[(&'static str, &'static str)]) -> Pick {
        let present: Vec<_> = present.iter().map(|key| Cow::from(*key)).collect();
        let told: Vec<_> = told
            .iter()
            .map(|(key, text)| (*key, Cow::from(*text)))
            .collect();
        Pick::object(BRANCHES, &present, &told)
    }

    #[test]
    fn the_texts_of_all_members_that_tell_speak_for_a_branch() {
        let members = ["door", "action", "status"];
        for (action, status, wanted) in [
            ("open", "pending", Pick::One(0)),
            ("open", "success", Pick::One(1)),
            ("open", "error", Pick::One(1)),
            ("lock", "pending", Pick::One(2)),
            ("lock", "success", Pick::Nothing),
            ("ring", "pending", Pick::Nothing),
        ] {
            let told = [("action", action), ("status", status)];
            assert_eq!(pick(&members, &told), wanted, "{action} {status}");
        }
    }

    #[test]
    fn members_decide_where_no_text_tells() {
        let told = [("action", "open")];
        assert_eq!(pick(&["door", "action", "angle"], &told), Pick::One(1));
        assert_eq!(pick(&["door", "bolt"], &[]), Pick::One(2));
        assert_eq!(pick(&["list"], &[("action", "ring")]), Pick::One(3));
    }

    #[test]
    fn a_text_does_not_stand_in_for_a_required_member() {
        let told = [("action", "open"), ("status", "pending")];
        assert_eq!(pick(&["action", "status"], &told), Pick::Nothing);
    }

    #[test]
    fn the_members_that_tell_are_those_of_any_branch() {
        assert_eq!(
            Branch::telling(BRANCHES).collect::<Vec<_>>(),
            ["action", "status"]
        );
        assert_eq!(Branch::telling(&BRANCHES[3..]).count(), 0);
    }
}
