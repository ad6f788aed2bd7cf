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

/// What is known of a value before it is decoded.
pub(crate) enum Outline<'a> {
    Null,
    Boolean,
    Number(NumberRange),
    String(Cow<'a, str>),
    /// The items, where they distinguish branches; none otherwise.
    Array(Vec<Outline<'a>>),
    Object {
        present: Vec<Cow<'a, str>>,
        /// Discriminating fields and their values.
        discriminators: Vec<(&'static str, Cow<'a, str>)>,
    },
}

/// Which integers a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberRange {
    /// One of `i64`, and of `u64` unless it is negative.
    Signed { is_negative: bool },
    /// One of `u64` alone.
    Unsigned,
    /// A fraction, or an integer of more bits.
    Other,
}

/// How well a branch matches a value; the higher, the better.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    /// How many items of arrays match only because their array may contain anything.
    undescribed: Reverse<usize>,
    /// How many of the present fields the branch declares; of a scalar, how specific its type is.
    declared: usize,
    required: usize,
    known: Reverse<usize>,
}

impl Score {
    fn of(specificity: usize) -> Self {
        Self {
            declared: specificity,
            ..Self::default()
        }
    }

    /// That of a branch which may contain anything.
    fn undescribed(item: &Outline<'_>) -> Self {
        Self {
            undescribed: Reverse(undescribed(item)),
            ..Self::default()
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            undescribed: Reverse(self.undescribed.0 + other.undescribed.0),
            declared: self.declared + other.declared,
            required: self.required + other.required,
            known: Reverse(self.known.0 + other.known.0),
        }
    }
}

impl BranchMatch {
    /// Whether one of the branches holds `null`.
    pub(crate) fn accepts_null(branches: &[Branch]) -> bool {
        Branch::of_any(branches).is_some()
            || Self::find(branches, &Outline::Null, &[]) != Self::None
    }

    /// The branch that matches the value best.
    ///
    /// - For an integer, the branch `integer` beats `unsigned`, which beats `number`.
    /// - An equal enum value beats a free string, which beats an enum that may have gained a value.
    /// - Of the objects whose required fields are all present, and which the discriminators
    ///   identify: the one that declares most of the present fields, then the one that requires
    ///   most, then the one that declares fewest others.
    /// - Of the arrays all of whose items match: the one whose items match best, and last the one
    ///   that may contain anything.
    ///
    /// A branch of any JSON is none of these. Beside it, an enum has no more values than it lists.
    ///
    /// `tried` are branches that matched and cannot be decoded from the value. An object becomes a
    /// branch that declares as many of the present fields, and no other: a broken object does not
    /// become another one with fewer fields.
    pub(crate) fn find(branches: &[Branch], value: &Outline<'_>, tried: &[usize]) -> Self {
        let mut found = Self::None;
        let mut highest = None;
        let wanted = tried
            .first()
            .filter(|_| matches!(value, Outline::Object { .. }))
            .and_then(|&first| score(&branches[first], value));
        let is_closed = Branch::of_any(branches).is_some();
        for (index, branch) in branches.iter().enumerate() {
            if is_closed && matches!(value, Outline::String(text) if branch.lacks(text)) {
                continue;
            }
            let score = score(branch, value)
                .filter(|score| wanted.is_none_or(|wanted| wanted.declared == score.declared));
            let Some(score) = score.filter(|_| !tried.contains(&index)) else {
                continue;
            };
            match (&highest, found) {
                (Some(high), Self::One(first) | Self::Ambiguous(first)) if score == *high => {
                    found = Self::Ambiguous(first);
                }
                (Some(high), _) if score < *high => {}
                _ => {
                    found = Self::One(index);
                    highest = Some(score);
                }
            }
        }
        match (found, value) {
            // A value that no enum lists does not show which of several enums gained it.
            (Self::Ambiguous(index), Outline::String(text)) if branches[index].lacks(text) => {
                Self::None
            }
            // Without items, all of these branches are the same value.
            (Self::Ambiguous(index), Outline::Array(items)) if items.is_empty() => Self::One(index),
            (found, _) => found,
        }
    }
}

/// How well the branch matches the value; `None` if it does not.
fn score(branch: &Branch, value: &Outline<'_>) -> Option<Score> {
    match (branch.shape, value) {
        (BranchShape::Null, Outline::Null) | (BranchShape::Boolean, Outline::Boolean) => {
            Some(Score::default())
        }
        (BranchShape::Integer, Outline::Number(NumberRange::Signed { .. })) => Some(Score::of(2)),
        (
            BranchShape::Unsigned,
            Outline::Number(NumberRange::Signed { is_negative: false } | NumberRange::Unsigned),
        ) => Some(Score::of(1)),
        (BranchShape::Number, Outline::Number(_)) => Some(Score::default()),
        (BranchShape::Values(values), Outline::String(text)) => {
            let is_listed = values.contains(&&**text);
            Some(Score::of(if is_listed { 2 } else { 0 }))
        }
        (BranchShape::String, Outline::String(_)) => Some(Score::of(1)),
        (BranchShape::Array { items: branches }, Outline::Array(items)) => {
            let mut total = Score::default();
            for item in items {
                total = total.plus(item_score(branches, item)?);
            }
            Some(total)
        }
        (
            BranchShape::Object { required, known },
            Outline::Object {
                present,
                discriminators,
            },
        ) => {
            let has = |key: &&'static str| present.iter().any(|name| name == key);
            let matches = required.iter().all(has) && branch.matches(discriminators);
            matches.then(|| Score {
                declared: known.iter().filter(|key| has(key)).count(),
                required: required.len(),
                known: Reverse(known.len()),
                ..Score::default()
            })
        }
        _ => None,
    }
}

/// How well an item of an array matches; `null` shows nothing about its type.
fn item_score(branches: &[Branch], item: &Outline<'_>) -> Option<Score> {
    match item {
        Outline::Null => Some(Score::default()),
        _ if branches.is_empty() => Some(Score::undescribed(item)),
        _ => branches
            .iter()
            .filter_map(|branch| score(branch, item))
            .max()
            .or_else(|| Branch::of_any(branches).map(|_| Score::undescribed(item))),
    }
}

/// How many values an item has that nothing describes: itself, and its own items.
fn undescribed(item: &Outline<'_>) -> usize {
    match item {
        Outline::Null => 0,
        Outline::Array(items) => 1 + items.iter().map(undescribed).sum::<usize>(),
        _ => 1,
    }
}

#[cfg(test)]
mod tests;
