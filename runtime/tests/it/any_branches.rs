//! Unions that allow any JSON beside their other branches.

use seamstress_runtime::codegen::*;
use serde_json::{Value, json};

use crate::{
    decoding::{read, written},
    shapes::{ById, NodeKind},
};

untagged_union! {
    /// An enum, an object, or any JSON.
    pub enum Level any;
    Kind(NodeKind), 0 => Branch::values(NodeKind::TEXTS);
    ById(ById), 1 => Branch::object(&["id"], &["id", "note"]);
}

tagged_union! {
    /// Objects with a tag, or any JSON.
    pub enum Tagged "kind" kind allows_others;
    ById(ById) = "by_id";
}

model! {
    pub struct Lamp extra;
    level: Option<Level> = optional "level";
    required: Level = required "required";
    tagged: Option<Tagged> = optional "tagged";
    levels: Vec<Level> = required "levels";
}

/// What no other branch holds, of each kind of place.
fn others() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(5),
        json!("dim"),
        json!([null, 1]),
        json!({"name": "x"}),
        json!({"id": 5}),
        json!({"kind": "new", "id": 5}),
    ]
}

#[test]
fn what_no_other_branch_holds_is_kept_without_drift() {
    for other in others() {
        let body = json!({"level": other, "required": other, "tagged": other, "levels": [other]});
        let (lamp, drift) = read::<Lamp>(&body);
        assert_eq!(drift, [""; 0], "{other}");
        assert_eq!(written(&lamp), body);
        assert!(matches!(lamp.level, Some(Level::Unknown(value)) if *value.json() == other));
    }
    // The branch has the tag, but not the object.
    let body = json!({"kind": "by_id", "id": 5});
    let (tagged, drift) = read::<Tagged>(&body);
    assert_eq!((written(&tagged), drift.len()), (body, 0));
}

#[test]
fn the_other_branches_come_first() {
    let body = json!({
        "level": "root",
        "required": {"id": "a"},
        "tagged": {"kind": "by_id", "id": "b"},
        "levels": [],
    });
    let (lamp, drift) = read::<Lamp>(&body);
    assert_eq!(drift, [""; 0]);
    assert_eq!(lamp.level, Some(Level::Kind(NodeKind::Root)));
    assert!(matches!(&lamp.required, Level::ById(value) if value.id == "a"));
    assert!(matches!(&lamp.tagged, Some(Tagged::ById(value)) if value.id == "b"));
    assert_eq!(written(&lamp), body);
}
