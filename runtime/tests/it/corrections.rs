//! Responses that lack what the documentation requires.

use std::time::Instant;

use seamstress_runtime::{DriftKind, codegen::*, decode, encode};
use serde_json::json;

use crate::{
    decoding::{jane, read, refuse, with, without, written},
    seam::models::*,
    shapes::{Attempt, NodeKind, accessors},
};

/// One of each kind of field, received from a server.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Device {
    pub(crate) flag: bool,
    pub(crate) count: i64,
    pub(crate) ratio: f64,
    pub(crate) text: String,
    pub(crate) kind: NodeKind,
    pub(crate) since: DateTime,
    pub(crate) list: Vec<String>,
    pub(crate) map: BTreeMap<String, i64>,
    pub(crate) nullable: Option<String>,
    pub(crate) three: Nullable<String>,
    pub(crate) maybe: Option<String>,
    pub(crate) owner: UserIdentity,
    pub(crate) attempt: Attempt,
    pub(crate) any: Option<Value>,
    extra: Extra,
}

impl Device {
    pub(crate) fn extra(&self) -> &Extra {
        &self.extra
    }
}

macro_rules! device {
    ($($presence:ident $field:ident),* $(,)?) => {
        impl Object for Device {
            accessors!($($presence $field),*; extra);
        }

        impl Wire for Device {
            fn empty() -> Self {
                Self { $($field: Wire::empty(),)* extra: Extra::default() }
            }

            fn to_ref(&self) -> ValueRef<'_> {
                ValueRef::Object(self)
            }

            fn to_mut(&mut self) -> ValueMut<'_> {
                ValueMut::Object(self)
            }
        }
    };
}

device!(
    required flag, required count, required ratio, required text, required kind, required since,
    required list, required map, required nullable, required three, optional maybe,
    required owner, required attempt, optional any,
);

pub(crate) fn device() -> Value {
    json!({
        "flag": true, "count": 1, "ratio": 0.5, "text": "t", "kind": "leaf",
        "since": "2025-06-16T16:54:17Z", "list": ["x"], "map": {"k": 1}, "nullable": "n",
        "three": "3", "maybe": "m", "owner": jane(),
        "attempt": {"action_type": "UNLOCK", "status": "pending", "id": "1"}, "any": [1],
    })
}

const REQUIRED: [&str; 12] = [
    "flag", "count", "ratio", "text", "kind", "since", "list", "map", "nullable", "three", "owner",
    "attempt",
];

#[test]
fn a_missing_required_field_is_empty_and_not_written() {
    for key in REQUIRED {
        let body = without(device(), key);
        let (device, drift) = read::<Device>(&body);
        assert_eq!(drift, [format!("Missing $.{key}")]);
        assert_eq!(written(&device), body, "{key}");
        let corrections: Vec<_> = device.extra().corrections().collect();
        assert_eq!(corrections, [(key, DriftKind::Missing)]);
        assert_eq!(decode::<Device>(&encode(&device).unwrap()).unwrap(), device);
        assert!(device.extra().is_empty());
    }
    let (device, drift) = read::<Device>(&json!({}));
    assert_eq!(drift.len(), REQUIRED.len());
    assert_eq!(written(&device), json!({}));
    assert_eq!((device.text.as_str(), device.count), ("", 0));
    assert_eq!(device.owner.warnings, []);
}

#[test]
fn null_of_a_field_that_is_not_nullable_is_empty_and_written_as_null() {
    for key in REQUIRED.into_iter().chain(["maybe"]) {
        let body = with(device(), &format!("/{key}"), Value::Null);
        let (device, drift) = read::<Device>(&body);
        assert_eq!(written(&device), body, "{key}");
        if ["nullable", "three"].contains(&key) {
            assert_eq!((drift, device.extra().correction(key)), (vec![], None));
            continue;
        }
        assert_eq!(drift, [format!("UnexpectedNull $.{key}")]);
        let correction = device.extra().correction(key);
        assert_eq!(correction, Some(DriftKind::UnexpectedNull));
        assert_eq!(decode::<Device>(&encode(&device).unwrap()).unwrap(), device);
    }
}

#[test]
fn a_corrected_field_that_is_set_is_written() {
    let mut body = without(without(without(device(), "text"), "three"), "owner");
    body["count"] = Value::Null;
    let (mut device, _) = read::<Device>(&body);
    device.text = "new".to_owned();
    device.count = 7;
    device.three = Nullable::Null;
    device.owner.display_name = "Jane".to_owned();
    let written = written(&device);
    assert_eq!(written["text"], "new");
    assert_eq!(written["count"], 7);
    assert_eq!(written.get("three"), Some(&Value::Null));
    assert_eq!(written["owner"]["display_name"], "Jane");
}

#[test]
fn a_null_element_is_empty() {
    let body = with(device(), "/list", json!(["a", null]));
    let (device, drift) = read::<Device>(&body);
    assert_eq!(device.list, ["a", ""]);
    assert_eq!(drift, ["UnexpectedNull $.list[1]"]);
    let body = with(self::device(), "/map", json!({"a": null}));
    let (device, drift) = read::<Device>(&body);
    assert_eq!(device.map["a"], 0);
    assert_eq!(drift, ["UnexpectedNull $.map.a"]);
    let body = with(jane(), "/warnings/1", Value::Null);
    let (user, drift) = read::<UserIdentity>(&body);
    assert!(
        matches!(&user.warnings[1], UserIdentityWarning::Unknown(kept) if kept.json().is_null())
    );
    assert_eq!(drift, ["UnexpectedNull $.warnings[1]"]);
    assert_eq!(written(&user), body);
}

#[test]
fn a_value_of_another_type_is_an_error_outside_of_unions() {
    for key in REQUIRED.into_iter().filter(|key| *key != "attempt") {
        let message = refuse::<Device>(&with(device(), &format!("/{key}"), json!([[7]])));
        assert!(message.starts_with(&format!("$.{key}")), "{message}");
    }
}

#[test]
fn a_union_value_that_cannot_be_decoded_keeps_its_json_and_the_reason() {
    let wrong = json!({"warning_code": "being_deleted", "created_at": 5, "message": null, "x": 1});
    let body = with(jane(), "/warnings/0", wrong.clone());
    let (user, drift) = read::<UserIdentity>(&body);
    let UserIdentityWarning::Unknown(kept) = &user.warnings[0] else {
        panic!("{user:?}");
    };
    assert_eq!(*kept.json(), wrong);
    assert_eq!(
        kept.error().unwrap().to_string(),
        "$.warnings[0].created_at: expected a string, found a number"
    );
    // Nothing of the attempt is reported.
    assert_eq!(drift, ["UnreadableVariant $.warnings[0]"]);
    assert_eq!(written(&user), body);
    for other in [json!("text"), json!(7), json!([])] {
        let body = with(jane(), "/warnings/0", other);
        let (user, drift) = read::<UserIdentity>(&body);
        assert_eq!(drift, ["UnreadableVariant $.warnings[0]"]);
        assert_eq!(written(&user), body);
    }
    let (user, _) =
        read::<UserIdentity>(&with(jane(), "/warnings/0", json!({"warning_code": "?"})));
    assert!(
        matches!(&user.warnings[0], UserIdentityWarning::Unknown(kept) if kept.error().is_none())
    );
}

#[test]
fn what_a_branch_lacks_is_corrected_in_it() {
    let body = json!({"action_type": "NEST", "inner": {"action_type": "new"}});
    let (nest, drift) = read::<Nest>(&body);
    assert!(matches!(&nest, Nest::Nest(nested) if nested.id.is_empty()));
    assert_eq!(drift, ["UnknownVariant $.inner", "Missing $.id"]);
    assert_eq!(written(&nest), body);
}

#[test]
fn parameters_are_not_corrected() {
    let strict = crate::shapes::Strict::empty();
    let body = without(written(&strict), "text");
    assert_eq!(
        refuse::<crate::shapes::Strict>(&body),
        "$.text: missing required field"
    );
}

#[test]
fn unions_in_unions_are_read_again_a_bounded_number_of_times() {
    let depth = 100;
    let start = r#"{"action_type":"NEST","status":"pending","inner":"#.repeat(depth);
    let payload = format!("{:?}", "x".repeat(10_000));
    // Each of them fails at its end, after the ones in it.
    let end = r#","id":7}"#.repeat(depth);
    let text = format!("{start}{payload}{end}");
    let began = Instant::now();
    let nest = decode::<Nest>(text.as_bytes()).unwrap();
    assert!(matches!(&nest, Nest::Unknown(kept) if kept.error().is_some()));
    // 2^100 times would never end.
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}

tagged_union! {
    /// A union whose branch contains the union.
    pub enum Nest "action_type" action_type;
    Nest(Box<Nested>) = "NEST";
}

#[derive(Clone, Debug, PartialEq)]
struct Nested {
    inner: Nest,
    id: String,
    extra: Extra,
}

impl Object for Nested {
    accessors!(required inner, required id; extra);
}

impl Wire for Nested {
    fn empty() -> Self {
        Self {
            inner: Wire::empty(),
            id: Wire::empty(),
            extra: Extra::default(),
        }
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::Object(self)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Object(self)
    }
}

model! {
    /// What a request has beside the fields of which the documentation knows.
    pub struct Order extra declares_others with_extra only_sent;
    name: String = required "name";
    parts: Vec<String> = required "parts";
}

#[test]
fn what_is_only_sent_is_not_corrected_although_it_keeps_other_fields() {
    refuse::<Order>(&json!({"parts": []}));
    refuse::<Order>(&json!({"name": null, "parts": []}));
    let order = json!({"name": "kite", "parts": [], "colour": "red"});
    assert_eq!(written(&read::<Order>(&order).0), order);
    let incomplete: Order = read(&json!({"name": "kite"})).0;
    assert_eq!(written(&incomplete), json!({"name": "kite", "parts": []}));
}

#[test]
fn a_field_that_is_set_by_the_name_of_a_declared_one_is_written_once() {
    let mut order: Order = read(&json!({"name": "kite", "parts": []})).0;
    order = order.with_extra("name", 7).with_extra("colour", "red");
    let text = serde_json::to_string(&order).unwrap();
    assert_eq!(text.matches("name").count(), 1);
    let all = json!({"name": 7, "parts": [], "colour": "red"});
    assert_eq!(written(&order), all);
}

model! {
    pub struct Created extra declares_others with_extra only_sent;
    id: String = required "id";
}

tagged_union! {
    pub enum Event "kind" kind;
    Created(Created) = "created";
}

#[test]
fn a_field_that_is_set_by_the_name_of_the_tag_is_not_written() {
    let created: Created = read(&json!({"id": "a"})).0;
    let event = Event::Created(created.with_extra("kind", "closed"));
    let text = serde_json::to_string(&event).unwrap();
    assert_eq!(text, r#"{"kind":"created","id":"a"}"#);
}
