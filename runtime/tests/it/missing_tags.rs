//! Values of tagged unions that were sent without their tag.

use seamstress_runtime::{DriftKind, codegen::*};
use serde_json::{Value, json};

use crate::decoding::{read, written};

model! {
    pub struct Circle extra;
    radius: f64 = required "radius";
    name: Option<String> = optional "name";
}

model! {
    pub struct Square extra;
    side: f64 = required "side";
    name: Option<String> = optional "name";
}

model! {
    pub struct Label extra;
    kind: String = required "kind";
    text: String = required "text";
}

tagged_union! {
    pub enum Form "kind" kind;
    Circle(Circle) = "circle";
    Square(Square) = "square";
    Label(Label) = "label";
}

#[test]
fn the_only_branch_with_the_fields_is_taken() {
    let body = json!({"radius": 2.5, "name": "c"});
    let (form, drift) = read::<Form>(&body);
    let Form::Circle(circle) = &form else {
        panic!("{form:?}");
    };
    assert_eq!(circle.radius, 2.5);
    assert_eq!(circle.extra.correction("kind"), Some(DriftKind::Missing));
    assert_eq!(
        (form.kind(), drift),
        ("circle", vec!["Missing $.kind".to_owned()])
    );
    assert_eq!(written(&form), body);
}

#[test]
fn a_branch_that_declares_the_tag_is_taken_without_it() {
    let body = json!({"text": "t"});
    let (form, drift) = read::<Form>(&body);
    assert!(matches!(&form, Form::Label(label) if label.text == "t" && label.kind.is_empty()));
    assert_eq!(drift, ["Missing $.kind"]);
    assert_eq!(written(&form), body);
}

#[test]
fn what_is_not_one_branch_keeps_its_json() {
    for body in [
        json!({}),
        json!({"name": "either"}),
        json!({"radius": 1.0, "side": 1.0}),
        json!({"radius": 1.0, "new": true}),
        json!({"radius": "wide"}),
        json!({"kind": 7, "radius": 1.0}),
        json!({"kind": null, "radius": 1.0}),
    ] {
        let (form, drift) = read::<Form>(&body);
        assert!(
            matches!(&form, Form::Unknown(kept) if *kept.json() == body),
            "{body}"
        );
        assert_eq!(drift, ["UnknownVariant $"], "{body}");
        assert_eq!(written(&form), body);
    }
}

#[test]
fn a_value_that_has_its_tag_writes_it() {
    let body = json!({"kind": "circle", "radius": 1.5});
    let (form, drift) = read::<Form>(&body);
    assert_eq!((written(&form), drift), (body, vec![]));
    let made = Form::Circle(Circle {
        radius: 1.0,
        name: None,
        extra: Extra::default(),
    });
    assert_eq!(written(&made)["kind"], Value::from("circle"));
}
