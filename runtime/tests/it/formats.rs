//! Types with a JSON form inside the formats and types of others.

use seamstress_runtime::{Nullable, decode, encode};
use serde::{
    Deserialize as DeriveDeserialize, Serialize as DeriveSerialize,
    de::{
        Deserialize, IntoDeserializer,
        value::{Error, F64Deserializer, I128Deserializer, MapDeserializer, SeqDeserializer},
    },
};
use serde_json::{Value, json};

use crate::{calls::jane, seam::models::UserIdentity, shapes::*};

#[test]
fn serde_json_reads_and_writes_what_we_do() {
    let mut body = jane();
    body["new"] = json!({"x": [1, 2.5, 1e300, -1, u64::MAX, null]});
    body["warnings"] =
        json!([{"message": "m", "created_at": "c", "warning_code": "being_deleted"}, {"a": 1}]);
    let text = body.to_string();
    let ours: UserIdentity = decode(text.as_bytes()).unwrap();
    assert_eq!(serde_json::from_str::<UserIdentity>(&text).unwrap(), ours);
    assert_eq!(
        serde_json::from_slice::<UserIdentity>(text.as_bytes()).unwrap(),
        ours
    );
    assert_eq!(
        serde_json::from_value::<UserIdentity>(body.clone()).unwrap(),
        ours
    );
    assert_eq!(serde_json::to_value(&ours).unwrap(), body);
    assert_eq!(serde_json::to_vec(&ours).unwrap(), encode(&ours).unwrap());
}

#[test]
fn a_users_own_type_may_hold_ours() {
    #[derive(Debug, PartialEq, DeriveSerialize, DeriveDeserialize)]
    struct Mine {
        number: i64,
        #[serde(flatten)]
        user: UserIdentity,
    }
    #[derive(Debug, PartialEq, DeriveSerialize, DeriveDeserialize)]
    #[serde(untagged)]
    enum Either {
        Strict(Box<Strict>),
        Cycle(Cycle),
    }
    let mut body = jane();
    body["number"] = json!(7);
    let mine: Mine = serde_json::from_value(body.clone()).unwrap();
    assert_eq!(
        (mine.number, mine.user.display_name.as_str()),
        (7, "Jane Doe")
    );
    assert_eq!(serde_json::to_value(&mine).unwrap(), body);

    let body = json!({"again": {"again": null}});
    let either: Either = serde_json::from_value(body.clone()).unwrap();
    assert!(matches!(&either, Either::Cycle(Cycle { again: Some(_) })));
    assert_eq!(serde_json::to_value(&either).unwrap(), body);
}

#[test]
fn errors_in_other_formats_have_their_path_and_no_line() {
    let error = serde_json::from_str::<Node>("{\n\"next\":{\"grid\":[[1,\"2\"]]}}").unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("$.next.grid[0][1]: expected an integer, found a string"),
        "{error}"
    );
    let error = serde_json::from_value::<Node>(json!({"grid": 1})).unwrap_err();
    assert_eq!(
        error.to_string(),
        "$.grid: expected an array, found a number"
    );
    let error = serde_json::from_str::<Node>(r#"{"kind":"leaf","kind":"leaf"}"#).unwrap_err();
    assert!(
        error.to_string().starts_with("$.kind: duplicate field"),
        "{error}"
    );
}

#[test]
fn values_without_a_json_form_are_errors_or_are_converted() {
    fn of<'de, T: Deserialize<'de>>(value: impl IntoDeserializer<'de, Error>) -> Result<T, Error> {
        T::deserialize(value.into_deserializer())
    }
    type Any = Nullable<Value>;
    assert_eq!(of::<Any>('x').unwrap(), Nullable::Value(json!("x")));
    assert_eq!(of::<Any>(()).unwrap(), Nullable::Null);
    assert_eq!(
        Any::deserialize(I128Deserializer::<Error>::new(-7)).unwrap(),
        Nullable::Value(json!(-7))
    );
    assert!(Any::deserialize(F64Deserializer::<Error>::new(f64::NAN)).is_err());
    assert!(Any::deserialize(F64Deserializer::<Error>::new(f64::INFINITY)).is_err());
    let list = SeqDeserializer::<_, Error>::new([1_u8, 2].into_iter());
    assert_eq!(
        Any::deserialize(list).unwrap(),
        Nullable::Value(json!([1, 2]))
    );
    let none = SeqDeserializer::<_, Error>::new(std::iter::empty::<u8>());
    assert_eq!(Any::deserialize(none).unwrap(), Nullable::Value(json!([])));
    let map = MapDeserializer::<_, Error>::new([("a\n", 1_u8), ("b", 2)].into_iter());
    assert_eq!(
        Any::deserialize(map).unwrap(),
        Nullable::Value(json!({"a\n": 1, "b": 2}))
    );
}

#[test]
fn a_deep_value_of_another_format_is_an_error() {
    let nested = |depth| (0..depth).fold(json!(null), |inner, _| json!([inner]));
    assert!(serde_json::from_value::<Nullable<Value>>(nested(128)).is_ok());
    assert!(serde_json::from_value::<Nullable<Value>>(nested(129)).is_err());
}

#[test]
fn a_number_that_is_not_finite_cannot_be_serialized() {
    let node = Node {
        attributes: Some([("x".to_owned(), vec![0.5, f64::NAN])].into()),
        ..Node::default()
    };
    assert_eq!(encode(&node).unwrap_err().path(), "$.attributes.x[1]");
    assert!(serde_json::to_string(&node).is_err());
}
