//! Types with a JSON form inside the formats and types of others.

use std::collections::BTreeMap;

use seamstress_runtime::{Nullable, decode, encode};
use serde::{
    Deserialize as DeriveDeserialize, Serialize as DeriveSerialize,
    de::{
        Deserialize, Deserializer, Error as _, IntoDeserializer, Visitor,
        value::{Error, F64Deserializer, I128Deserializer, MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
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

/// So many lists in each other, in a format that knows nothing of JSON and has names of types.
struct Nested(usize);

impl<'de> Deserializer<'de> for Nested {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0.checked_sub(1) {
            Some(depth) => visitor.visit_seq(SeqDeserializer::new([Self(depth)].into_iter())),
            None => visitor.visit_unit(),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: V,
    ) -> Result<V::Value, Error> {
        Err(Error::custom(format_args!("expected a `{name}`")))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl IntoDeserializer<'_, Error> for Nested {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

#[test]
fn a_deep_value_of_another_format_is_an_error() {
    type Any = Nullable<Value>;
    let nested = |depth| (0..depth).fold(json!(null), |inner, _| json!([inner]));
    assert_eq!(
        serde_json::from_value::<Any>(nested(128)).unwrap(),
        Nullable::Value(nested(128))
    );
    assert_eq!(
        Any::deserialize(Nested(128)).unwrap(),
        Nullable::Value(nested(128))
    );
    let error = serde_json::from_value::<Any>(nested(129)).unwrap_err();
    assert!(error.to_string().starts_with("$[0][0]"), "{error}");
    for depth in [129, 1_000_000] {
        let error = Any::deserialize(Nested(depth)).unwrap_err().to_string();
        assert!(error.contains("deeper than 128 levels"), "{error}");
    }
}

#[test]
fn what_is_undeclared_and_cannot_be_kept_is_an_error() {
    for text in [
        r#"{"a": 1e999}"#,
        r#"{"a": "\ud800"}"#,
        r#"{"a": 1, "a": 2}"#,
    ] {
        let error = serde_json::from_str::<Nullable<Value>>(text).unwrap_err();
        assert!(error.to_string().starts_with("$.a: "), "{error}");
    }
}

#[test]
fn private_names_of_serde_json_are_fields_like_any_other() {
    let raw = "$serde_json::private::RawValue";
    let number = "$serde_json::private::Number";
    // In JSON.
    for name in [raw, number] {
        let body = json!({name: "1, \"admin\": true", "of": {name: "2"}});
        let read: Nullable<Value> = serde_json::from_value(body.clone()).unwrap();
        assert_eq!(read, Nullable::Value(body.clone()));
        let read: Nullable<Value> = serde_json::from_str(&body.to_string()).unwrap();
        assert_eq!(read, Nullable::Value(body));
    }
    // In another format, where a text must not become fields of the object around it.
    let inside = |name, text| {
        let inner = BTreeMap::from([(name, text)]);
        let outer = BTreeMap::from([("a", inner)]);
        let outer: MapDeserializer<'_, _, Error> = outer.into_deserializer();
        Nullable::<Value>::deserialize(outer)
    };
    assert_eq!(
        inside(raw, "1}, \"admin\": {\"b\": true").unwrap(),
        Nullable::Value(json!({"a": {raw: "1}, \"admin\": {\"b\": true"}}))
    );
    assert_eq!(
        inside(number, "1.5").unwrap(),
        Nullable::Value(json!({"a": 1.5}))
    );
    assert!(inside(number, "1, \"admin\": true").is_err());
    // Next to others, which a format could read as fields of the object around it.
    let map = BTreeMap::from([(number, "1"), ("admin", "true")]);
    let map: MapDeserializer<'_, _, Error> = map.into_deserializer();
    assert!(Nullable::<Value>::deserialize(map).is_err());
}

#[test]
fn private_names_of_serde_json_inside_a_users_own_type_are_fields() {
    #[derive(DeriveDeserialize)]
    struct Mine {
        #[serde(flatten)]
        inner: Nullable<Value>,
    }
    #[derive(DeriveDeserialize)]
    #[serde(untagged)]
    enum Either {
        Value(Nullable<Value>),
    }
    let body = json!({"$serde_json::private::RawValue": "{\"admin\": true}", "a": 1});
    let mine: Mine = serde_json::from_str(&body.to_string()).unwrap();
    assert_eq!(mine.inner, Nullable::Value(body.clone()));
    let Either::Value(value) = serde_json::from_str(&body.to_string()).unwrap();
    assert_eq!(value, Nullable::Value(body));
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
