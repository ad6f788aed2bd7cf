//! Unions that allow any JSON beside their other branches.

use seamstress_runtime::codegen::*;
use serde_json::{Value, json};

use crate::{
    decoding::{read, written},
    shapes::{ById, NodeKind},
};

/// An enum, an object, or any JSON.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Level {
    Kind(NodeKind),
    ById(ById),
    Unknown(UnknownVariant),
}

impl Wire for Level {
    fn empty() -> Self {
        Self::Unknown(UnknownVariant::empty())
    }

    fn to_ref(&self) -> ValueRef<'_> {
        match self {
            Self::Kind(value) => value.to_ref(),
            Self::ById(value) => value.to_ref(),
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

impl UntaggedUnion for Level {
    fn branches(&self) -> &'static [Branch] {
        const {
            &[
                Branch::values(NodeKind::TEXTS),
                Branch::object(&["id"], &["id", "note"]),
                Branch::any(),
            ]
        }
    }

    fn select(&mut self, branch: Option<usize>) -> ValueMut<'_> {
        *self = match branch {
            Some(0) => Self::Kind(Wire::empty()),
            Some(1) => Self::ById(Wire::empty()),
            _ => Self::empty(),
        };
        match self {
            Self::Kind(value) => value.to_mut(),
            Self::ById(value) => value.to_mut(),
            Self::Unknown(value) => value.to_mut(),
        }
    }
}

/// Objects with a tag, or any JSON.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tagged {
    ById(ById),
    Unknown(UnknownVariant),
}

impl Wire for Tagged {
    fn empty() -> Self {
        Self::Unknown(UnknownVariant::empty())
    }

    fn to_ref(&self) -> ValueRef<'_> {
        match self {
            Self::ById(value) => ValueRef::Tagged("kind", "by_id", value),
            Self::Unknown(value) => value.to_ref(),
        }
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::TaggedUnion(self)
    }

    fn structure(&self) -> WireStructure<'_> {
        WireStructure::Own(self)
    }
}

impl TaggedUnion for Tagged {
    fn tag_key(&self) -> &'static str {
        "kind"
    }

    fn allows_others(&self) -> bool {
        true
    }

    fn select(&mut self, tag: &str) -> ValueMut<'_> {
        *self = match tag {
            "by_id" => Self::ById(Wire::empty()),
            _ => Self::empty(),
        };
        match self {
            Self::ById(value) => value.to_mut(),
            Self::Unknown(value) => value.to_mut(),
        }
    }
}

pub(crate) struct Lamp {
    pub(crate) level: Option<Level>,
    pub(crate) required: Level,
    pub(crate) tagged: Option<Tagged>,
    pub(crate) levels: Vec<Level>,
    pub(crate) extra: Extra,
}

model! {
    Lamp extra;
    optional "level" level;
    required "required" required;
    optional "tagged" tagged;
    required "levels" levels;
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
