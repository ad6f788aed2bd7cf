//! Which branch a value becomes.

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

fn find(present: &[&'static str], discriminators: &[(&'static str, &'static str)]) -> BranchMatch {
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
fn beside_any_json_an_enum_has_the_values_that_it_lists() {
    const OPEN: &[Branch] = &[Branch::values(&["low"]), Branch::any()];
    let text = |text: &'static str| Outline::String(text.into());
    assert_eq!(
        BranchMatch::find(OPEN, &text("low"), &[]),
        BranchMatch::One(0)
    );
    assert_eq!(
        BranchMatch::find(OPEN, &text("dim"), &[]),
        BranchMatch::None
    );
    assert!(BranchMatch::accepts_null(OPEN) && !BranchMatch::accepts_null(&OPEN[..1]));
    const LISTS: &[Branch] = &[Branch::list(OPEN), Branch::list(&[Branch::string()])];
    let list = |item| BranchMatch::find(LISTS, &Outline::Array(vec![item]), &[]);
    assert_eq!(list(text("low")), BranchMatch::One(0));
    assert_eq!(list(text("dim")), BranchMatch::One(1));
    assert_eq!(list(Outline::Boolean), BranchMatch::One(0));
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
