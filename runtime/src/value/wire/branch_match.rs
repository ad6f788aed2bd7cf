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
    pub(crate) fn null(branches: &[Branch]) -> Self {
        Self::find(branches, &Outline::Null, &[])
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
        for (index, branch) in branches.iter().enumerate() {
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
        _ if branches.is_empty() => Some(Score {
            undescribed: Reverse(undescribed(item)),
            ..Score::default()
        }),
        _ => branches
            .iter()
            .filter_map(|branch| score(branch, item))
            .max(),
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
mod tests {
    use std::borrow::Cow;

    use super::{Branch, BranchMatch, NumberRange, Outline};

    const BRANCHES: &[Branch] = &[
        Branch::object(&["door"], &["door", "action", "status"])
            .discriminated_by(&[("action", &["open"]), ("status", &["pending"])]),
        Branch::object(&["door"], &["door", "action", "status", "angle"])
            .discriminated_by(&[("action", &["open"]), ("status", &["success", "error"])]),
        Branch::object(&["door"], &["door", "action", "status", "bolt"])
            .discriminated_by(&[("action", &["lock"]), ("status", &["pending"])]),
        Branch::object(&["list"], &["list"]),
    ];

    fn object(
        present: &[&'static str],
        discriminators: &[(&'static str, &'static str)],
    ) -> Outline<'static> {
        Outline::Object {
            present: present.iter().map(|key| Cow::from(*key)).collect(),
            discriminators: discriminators
                .iter()
                .map(|(key, value)| (*key, Cow::from(*value)))
                .collect(),
        }
    }

    fn find(
        present: &[&'static str],
        discriminators: &[(&'static str, &'static str)],
    ) -> BranchMatch {
        BranchMatch::find(BRANCHES, &object(present, discriminators), &[])
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

    const LISTS: &[Branch] = &[
        Branch::string(),
        Branch::list(&[Branch::object(&["id", "door"], &["id", "door"])]),
        Branch::list(&[Branch::object(&["id"], &["id"])]),
        Branch::list(&[Branch::object(&["id"], &["id", "lock"])]),
        Branch::list(&[Branch::integer()]),
        Branch::list(&[Branch::number(), Branch::list(&[Branch::string()])]),
    ];

    #[test]
    fn all_items_decide_on_a_list() {
        let integer = || Outline::Number(NumberRange::Signed { is_negative: false });
        let number = || Outline::Number(NumberRange::Other);
        let text = || Outline::String("a".into());
        let id = || object(&["id"], &[]);
        for (items, wanted) in [
            (vec![], BranchMatch::One(1)),
            (vec![object(&["id", "door"], &[])], BranchMatch::One(1)),
            (
                vec![object(&["id", "door"], &[]), id()],
                BranchMatch::One(2),
            ),
            (vec![id(), Outline::Null], BranchMatch::One(2)),
            (
                vec![id(), object(&["id", "lock"], &[])],
                BranchMatch::One(3),
            ),
            (vec![object(&["key"], &[])], BranchMatch::None),
            (vec![integer(), integer()], BranchMatch::One(4)),
            (vec![integer(), number()], BranchMatch::One(5)),
            (vec![Outline::Array(vec![text()])], BranchMatch::One(5)),
            (vec![Outline::Array(vec![integer()])], BranchMatch::None),
            (vec![text()], BranchMatch::None),
        ] {
            let count = items.len();
            let found = BranchMatch::find(LISTS, &Outline::Array(items), &[]);
            assert_eq!(found, wanted, "{count} items");
        }
    }

    #[test]
    fn the_range_of_an_integer_decides() {
        const NUMBERS: &[Branch] = &[Branch::number(), Branch::unsigned(), Branch::integer()];
        for (range, wanted) in [
            (NumberRange::Signed { is_negative: false }, 2),
            (NumberRange::Signed { is_negative: true }, 2),
            (NumberRange::Unsigned, 1),
            (NumberRange::Other, 0),
        ] {
            let found = BranchMatch::find(NUMBERS, &Outline::Number(range), &[]);
            assert_eq!(found, BranchMatch::One(wanted), "{range:?}");
        }
        let negative = Outline::Number(NumberRange::Signed { is_negative: true });
        let unsigned = &[Branch::string(), Branch::unsigned()];
        assert_eq!(
            BranchMatch::find(unsigned, &negative, &[]),
            BranchMatch::None
        );
    }

    #[test]
    fn lists_that_match_equally_well_are_ambiguous() {
        const EQUAL: &[Branch] = &[
            Branch::list(&[Branch::boolean(), Branch::string()]),
            Branch::list(&[Branch::boolean()]),
        ];
        let value = Outline::Array(vec![Outline::Boolean]);
        let found = BranchMatch::find(EQUAL, &value, &[]);
        assert_eq!(found, BranchMatch::Ambiguous(0));
    }

    #[test]
    fn a_list_of_anything_matches_what_no_other_list_does() {
        const LISTS: &[Branch] = &[
            Branch::array(),
            Branch::list(&[Branch::boolean()]),
            Branch::list(&[Branch::object(&[], &["door"])]),
            Branch::list(&[Branch::array()]),
            Branch::list(&[Branch::list(&[Branch::boolean()])]),
        ];
        let list = |item| Outline::Array(vec![item]);
        let text = || Outline::String("a".into());
        for (item, wanted) in [
            (Outline::Boolean, BranchMatch::One(1)),
            (object(&[], &[]), BranchMatch::One(2)),
            (text(), BranchMatch::One(0)),
            (list(Outline::Boolean), BranchMatch::One(4)),
            (Outline::Array(vec![text(), text()]), BranchMatch::One(3)),
            (list(list(text())), BranchMatch::One(3)),
            (list(Outline::Null), BranchMatch::Ambiguous(3)),
        ] {
            assert_eq!(BranchMatch::find(LISTS, &list(item), &[]), wanted);
        }
        // One that was tried is replaced by it.
        let value = list(Outline::Boolean);
        assert_eq!(BranchMatch::find(LISTS, &value, &[1]), BranchMatch::One(0));
    }

    #[test]
    fn a_branch_that_was_tried_is_replaced_by_one_with_as_many_fields() {
        const RANGES: &[Branch] = &[
            Branch::object(&[], &["from", "to"]),
            Branch::object(&[], &["from"]),
            Branch::object(&[], &["from", "to"]),
        ];
        let value = object(&["from", "to"], &[]);
        let find = |tried: &[usize]| BranchMatch::find(RANGES, &value, tried);
        assert_eq!(find(&[]), BranchMatch::Ambiguous(0));
        assert_eq!(find(&[0]), BranchMatch::One(2));
        assert_eq!(find(&[0, 2]), BranchMatch::None);
    }
}
