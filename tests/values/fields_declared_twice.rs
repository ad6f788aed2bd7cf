//! Values of every declaration of a field are read.

use doors_client::{
    models::{Kind, Narrowed, Widened, WidenedLabel},
    testing::fixture,
};
use serde_json::json;

#[test]
fn a_part_of_an_all_of_narrows_a_field() {
    let value = json!({"kind": "inner", "floor": 2, "lock": {"state": "open", "maker": "X"}, "tags": ["a"]});
    let narrowed: Narrowed = fixture(value).unwrap();
    assert_eq!(narrowed.kind, Kind::Inner);
    assert_eq!(narrowed.floor, Some(2));
    let lock = narrowed.lock.unwrap();
    assert_eq!((&*lock.state, lock.maker.as_deref()), ("open", Some("X")));
    assert_eq!(narrowed.tags.unwrap(), ["a"]);
}

#[test]
fn an_alternative_widens_a_field() {
    let one: Widened = fixture(json!({"kind": "inner", "size": 2, "label": "x"})).unwrap();
    let other: Widened = fixture(json!({"kind": "outer", "size": 2.5, "label": ["x"]})).unwrap();
    assert_eq!(one.kind, Some(Kind::Inner));
    assert_eq!(other.kind, Some(Kind::Outer));
    assert_eq!((one.size, other.size), (Some(2.0), Some(2.5)));
    assert_eq!(one.label, Some(WidenedLabel::from("x")));
    assert_eq!(other.label, Some(WidenedLabel::ListOfText(vec!["x".to_owned()])));
}
