//! Unions, discriminated by tags or by structure.

use std::cell::Cell;

use seamstress_runtime::{codegen::*, decode};
use serde_json::json;

use crate::{
    decoding::{jane, read, refuse, with, written},
    seam::models::*,
    shapes::*,
};

#[test]
fn an_unknown_tag_keeps_its_json() {
    let news = json!({"warning_code": "new", "x": [1, 2.5, {"y": null}]});
    let body = with(jane(), "/warnings/1", news.clone());
    let (user, drift) = read::<UserIdentity>(&body);
    assert!(matches!(&user.warnings[1], UserIdentityWarning::Unknown(v) if *v.json() == news));
    assert_eq!(drift, ["UnknownVariant $.warnings[1]"]);
    assert_eq!(written(&user), body);
}

#[test]
fn a_missing_tag_and_a_tag_that_is_not_a_string_keep_their_json() {
    for news in [
        json!({"message": "m"}),
        json!({"warning_code": 7}),
        json!({"warning_code": null}),
    ] {
        let body = with(jane(), "/warnings/1", news.clone());
        let (user, drift) = read::<UserIdentity>(&body);
        assert!(matches!(&user.warnings[1], UserIdentityWarning::Unknown(v) if *v.json() == news));
        assert_eq!(drift, ["UnknownVariant $.warnings[1]"]);
        assert_eq!(written(&user), body);
    }
}

#[test]
fn an_unknown_variant_has_its_string_fields() {
    let body = json!({"action_type": "new", "count": 7, "none": null, "inner": {"a": "b"}});
    let Attempt::Unknown(variant) = read::<Attempt>(&body).0 else {
        panic!("`new` is a branch");
    };
    assert_eq!(variant.field_str("action_type"), "new");
    for member in ["count", "none", "inner", "a", ""] {
        assert_eq!(variant.field_str(member), "", "{member}");
    }
}

#[test]
fn a_tag_may_be_at_any_position_but_only_once() {
    let first = br#"{"status":"pending","action_type":"UNLOCK","id":"1"}"#;
    let last = br#"{"id":"1","action_type":"UNLOCK","status":"pending"}"#;
    assert_eq!(
        decode::<Attempt>(first).unwrap(),
        decode::<Attempt>(last).unwrap()
    );
    let twice = br#"{"status":"pending","action_type":"UNLOCK","id":"1","action_type":"UNLOCK"}"#;
    let Attempt::Unlock(UnlockAttempt::Unknown(kept)) = decode(twice).unwrap() else {
        panic!("one of the tags was taken");
    };
    assert_eq!(
        kept.error().unwrap().to_string(),
        "$.action_type: duplicate field"
    );
}

#[test]
fn a_union_inside_a_union_reads_both_tags_and_writes_both() {
    let pending = json!({"action_type": "UNLOCK", "status": "pending", "id": "1"});
    let (attempt, drift) = read::<Attempt>(&pending);
    assert!(matches!(&attempt, Attempt::Unlock(UnlockAttempt::Pending(p)) if p.id == "1"));
    assert_eq!((written(&attempt), drift), (pending, vec![]));

    let failed = json!({"action_type": "UNLOCK", "status": "error", "id": "1", "message": "m"});
    let (attempt, drift) = read::<Attempt>(&failed);
    assert!(matches!(&attempt, Attempt::Unlock(UnlockAttempt::Error(f)) if f.status == "error"));
    assert_eq!((written(&attempt), drift), (failed, vec![]));

    let news = json!({"action_type": "UNLOCK", "status": "paused"});
    let (attempt, drift) = read::<Attempt>(&news);
    assert!(matches!(
        &attempt,
        Attempt::Unlock(UnlockAttempt::Unknown(_))
    ));
    assert_eq!(
        (written(&attempt), drift),
        (news, vec!["UnknownVariant $".to_owned()])
    );
}

#[test]
fn untagged_unions_take_the_branch_that_fits_best() {
    let (node, drift) = read::<Node>(&json!({"metadata": {
        "bool": true, "int": 3, "int too": 3.0, "float": 3.5, "huge": 1e300, "enum": "leaf", "text": "leaves",
        "id": {"id": "1", "note": "n"}, "key": {"key": "k"}, "nodes": [{"kind": "root"}],
    }}));
    let branches: Vec<_> = node
        .metadata
        .iter()
        .flatten()
        .map(|(key, value)| {
            let branch = format!("{value:?}");
            format!("{key}: {}", branch.split('(').next().unwrap())
        })
        .collect();
    assert_eq!(drift, [""; 0]);
    assert_eq!(
        branches,
        [
            "bool: Boolean",
            "enum: Kind",
            "float: Number",
            "huge: Number",
            "id: ById",
            "int: Integer",
            "int too: Integer",
            "key: ByKey",
            "nodes: Nodes",
            "text: String",
        ]
    );
}

#[test]
fn an_untagged_union_that_fits_nothing_keeps_its_json() {
    let body = json!({"metadata": {"a": {"neither": 1}}});
    let (node, drift) = read::<Node>(&body);
    assert_eq!(drift, ["UnknownVariant $.metadata.a"]);
    assert_eq!(written(&node), body);
}

#[test]
fn an_untagged_union_that_matches_two_branches_is_drift() {
    let (node, drift) = read::<Node>(&json!({"metadata": {"a": {"id": "1", "key": "k"}}}));
    assert!(matches!(&node.metadata.unwrap()["a"], Metadata::ById(_)));
    assert_eq!(
        drift,
        [
            "UnknownField $.metadata.a.key",
            "AmbiguousVariant $.metadata.a"
        ]
    );
}

#[test]
fn errors_inside_an_untagged_union_have_their_whole_path() {
    let body = json!({"children": [{}, {"metadata": {"a b": [{"attributes": {"x": [1, "2"]}}]}}]});
    assert_eq!(
        refuse::<Node>(&body),
        r#"$.children[1].metadata["a b"][0].attributes.x[1]: expected a number, found a string"#
    );
}

#[test]
fn unions_in_unions_are_tried_a_bounded_number_of_times() {
    let depth = 100;
    let start = r#"{"inner":"#.repeat(depth);
    // Each of them fails in both branches at its end, after the ones in it.
    let end = r#","id":7}"#.repeat(depth);
    let text = format!("{start}{{}}{end}");
    ATTEMPTS.set(0);
    let nest = decode::<Nest>(text.as_bytes()).unwrap();
    assert!(matches!(&nest, Nest::Unknown(kept) if kept.error().is_some()));
    // Twice each, at three levels: 2 + 4 + 8 times what is inside.
    let attempts = ATTEMPTS.get();
    assert!((depth..=8 * depth + 8).contains(&attempts), "{attempts}");
}

thread_local! {
    /// How many branches were tried.
    static ATTEMPTS: Cell<usize> = const { Cell::new(0) };
}

/// A union whose branches contain the union; the first one is always better.
#[derive(Clone, Debug, PartialEq)]
enum Nest {
    Narrow(Box<Narrow>),
    Wide(Box<Wide>),
    Unknown(UnknownVariant),
}

seamstress_runtime::codegen::model! {
    pub struct Narrow extra;
    inner: Nest = required "inner";
    id: String = required "id";
}

seamstress_runtime::codegen::model! {
    pub struct Wide extra;
    inner: Nest = required "inner";
    id: Option<String> = optional "id";
}

impl Wire for Nest {
    fn empty() -> Self {
        Self::Unknown(Wire::empty())
    }

    fn to_ref(&self) -> ValueRef<'_> {
        match self {
            Self::Narrow(value) => value.to_ref(),
            Self::Wide(value) => value.to_ref(),
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

impl UntaggedUnion for Nest {
    fn branches(&self) -> &'static [Branch] {
        const {
            &[
                Branch::object(&["inner", "id"], &["inner", "id"]),
                Branch::object(&["inner"], &["inner", "id"]),
            ]
        }
    }

    fn select(&mut self, branch: Option<usize>) -> ValueMut<'_> {
        ATTEMPTS.set(ATTEMPTS.get() + usize::from(branch.is_some()));
        *self = match branch {
            Some(0) => Self::Narrow(Wire::empty()),
            Some(1) => Self::Wide(Wire::empty()),
            _ => Self::empty(),
        };
        match self {
            Self::Narrow(value) => value.to_mut(),
            Self::Wide(value) => value.to_mut(),
            Self::Unknown(value) => value.to_mut(),
        }
    }
}
