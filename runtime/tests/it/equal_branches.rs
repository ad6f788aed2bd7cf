//! Unions of which several branches match a value equally well.

use std::cell::Cell;

use seamstress_runtime::{codegen::*, decode};
use serde_json::json;

use crate::decoding::read;

thread_local! {
    /// How many branches were tried.
    static ATTEMPTS: Cell<usize> = const { Cell::new(0) };
}

/// A union whose branches have the same fields; one of them can be null in the second branch.
#[derive(Clone, Debug, PartialEq)]
enum Visit {
    Planned(Box<Planned>),
    Open(Box<Open>),
    Unknown(UnknownVariant),
}

model! {
    pub struct Planned extra;
    at: String = required "at";
    by: String = required "by";
    next: Option<Visit> = optional "next";
}

model! {
    pub struct Open extra;
    at: Option<String> = required "at";
    by: String = required "by";
    next: Option<Visit> = optional "next";
}

impl Wire for Visit {
    fn empty() -> Self {
        Self::Unknown(Wire::empty())
    }

    fn to_ref(&self) -> ValueRef<'_> {
        match self {
            Self::Planned(value) => value.to_ref(),
            Self::Open(value) => value.to_ref(),
            Self::Unknown(value) => value.to_ref(),
        }
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::UntaggedUnion(self)
    }

    fn structure(&self) -> WireStructure<'_> {
        WireStructure::Own(self)
    }
}

impl UntaggedUnion for Visit {
    fn branches(&self) -> &'static [Branch] {
        const { &[Branch::object(&["at", "by"], &["at", "by", "next"]); 2] }
    }

    fn select(&mut self, branch: Option<usize>) -> ValueMut<'_> {
        ATTEMPTS.set(ATTEMPTS.get() + usize::from(branch.is_some()));
        *self = match branch {
            Some(0) => Self::Planned(Wire::empty()),
            Some(1) => Self::Open(Wire::empty()),
            _ => Self::empty(),
        };
        match self {
            Self::Planned(value) => value.to_mut(),
            Self::Open(value) => value.to_mut(),
            Self::Unknown(value) => value.to_mut(),
        }
    }
}

#[test]
fn the_first_of_equal_branches_is_taken() {
    let (visit, drift) = read::<Visit>(&json!({"at": "noon", "by": "Jane"}));
    assert!(matches!(&visit, Visit::Planned(it) if it.at == "noon"));
    assert_eq!(drift, ["AmbiguousVariant $"]);
}

#[test]
fn one_without_corrections_is_taken_before_one_with_them() {
    let (visit, drift) = read::<Visit>(&json!({"at": null, "by": "Jane"}));
    assert!(matches!(&visit, Visit::Open(it) if it.at.is_none() && it.by == "Jane"));
    assert_eq!(drift, [""; 0]);
}

#[test]
fn where_all_need_corrections_the_first_one_is_taken() {
    let (visit, drift) = read::<Visit>(&json!({"at": null, "by": null}));
    assert!(matches!(&visit, Visit::Planned(it) if it.at.is_empty() && it.by.is_empty()));
    assert_eq!(
        drift,
        [
            "UnexpectedNull $.at",
            "UnexpectedNull $.by",
            "AmbiguousVariant $"
        ]
    );
}

#[test]
fn one_that_cannot_be_decoded_leaves_the_value_to_the_others() {
    let (visit, drift) = read::<Visit>(&json!({"at": 7, "by": "Jane"}));
    assert!(matches!(&visit, Visit::Unknown(kept) if kept.error().is_some()));
    assert_eq!(drift, ["UnreadableVariant $"]);
}

#[test]
fn corrected_unions_in_unions_are_tried_a_bounded_number_of_times() {
    let depth = 100;
    let start = r#"{"at":null,"by":null,"next":"#.repeat(depth);
    let text = format!("{start}null{}", "}".repeat(depth));
    ATTEMPTS.set(0);
    let visit = decode::<Visit>(text.as_bytes()).unwrap();
    assert!(matches!(&visit, Visit::Planned(it) if it.next.is_some()));
    // Three times each, at three levels: 3 + 9 + 27 times what is inside.
    let attempts = ATTEMPTS.get();
    assert!((depth..=27 * depth + 39).contains(&attempts), "{attempts}");
}
