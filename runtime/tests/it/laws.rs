//! What holds for every input: against `serde_json`, and against the same shapes with serde's own
//! derives.

use std::collections::BTreeMap;

use proptest::prelude::*;
use seamstress_runtime::{DriftKind, codegen::*, decode, decode_observed, encode};
use serde_json::{Map, json};

use crate::shapes::{Metadata, Node, model};

/// Each presence with each kind of type.
#[derive(Clone, Debug, PartialEq)]
struct Ours {
    flag: bool,
    count: i64,
    ratio: f64,
    text: String,
    list: Vec<i64>,
    map: BTreeMap<String, f64>,
    nullable: Option<String>,
    maybe_flag: Option<bool>,
    maybe_ratio: Option<f64>,
    maybe_list: Option<Vec<Option<i64>>>,
    three: Nullable<i64>,
    three_lists: Nullable<Vec<String>>,
    any: Option<Value>,
    again: Option<Box<Ours>>,
}

model!(Ours {
    required flag, required count, required ratio, required text, required list, required map, required nullable,
    optional maybe_flag, optional maybe_ratio, optional maybe_list, optional three, optional three_lists,
    optional any, optional again,
});

/// The same as serde's derives have it.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Theirs {
    flag: bool,
    count: i64,
    ratio: f64,
    text: String,
    list: Vec<i64>,
    map: BTreeMap<String, f64>,
    nullable: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maybe_flag: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maybe_ratio: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maybe_list: Option<Vec<Option<i64>>>,
    #[serde(default, with = "double", skip_serializing_if = "Option::is_none")]
    three: Option<Option<i64>>,
    #[serde(default, with = "double", skip_serializing_if = "Option::is_none")]
    three_lists: Option<Option<Vec<String>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    any: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    again: Option<Box<Theirs>>,
}

/// Three states in serde's way: an `Option` of an `Option`.
mod double {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<T: Serialize, S: Serializer>(
        value: &Option<T>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        value.serialize(to)
    }

    pub(super) fn deserialize<'de, T, D>(from: D) -> Result<Option<Option<T>>, D::Error>
    where
        T: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        Option::<T>::deserialize(from).map(Some)
    }
}

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-5_i32..5).prop_map(Value::from),
        proptest::num::f64::NORMAL.prop_map(Value::from),
        // Numbers that are written without a fraction or an exponent at times.
        (-4_i32..4).prop_map(|n| Value::from(f64::from(n) / 2.0)),
    ]
}

fn text() -> impl Strategy<Value = String> {
    let characters = prop_oneof![
        any::<char>(),
        proptest::char::range('\0', '~'),
        Just('"'),
        Just('\\'),
    ];
    proptest::collection::vec(characters, 0..6).prop_map(String::from_iter)
}

fn tree() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number(),
        text().prop_map(Value::from),
        Just(json!("leaf")),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map(text(), inner, 0..4)
                .prop_map(|map| Value::Object(Map::from_iter(map))),
        ]
    })
}

/// A body for [`Ours`]: most fields match, some are absent, some are anything.
fn body() -> impl Strategy<Value = Value> {
    let whole = any::<i64>().prop_map(Value::from).boxed();
    let string = text().prop_map(Value::from).boxed();
    let float = number().boxed();
    let flag = any::<bool>().prop_map(Value::from).boxed();
    let list = |of: &BoxedStrategy<Value>| {
        proptest::collection::vec(of.clone(), 0..3)
            .prop_map(Value::from)
            .boxed()
    };
    let map = proptest::collection::btree_map(text(), float.clone(), 0..3)
        .prop_map(|map| Value::Object(Map::from_iter(map)))
        .boxed();
    let slot = prop_oneof![whole.clone(), Just(Value::Null)].boxed();
    let members = [
        ("flag", flag.clone()),
        ("count", whole.clone()),
        ("ratio", float.clone()),
        ("text", string.clone()),
        ("list", list(&whole)),
        ("map", map),
        ("nullable", string.clone()),
        ("maybe_flag", flag),
        ("maybe_ratio", float),
        ("maybe_list", list(&slot)),
        ("three", slot),
        ("three_lists", list(&string)),
        ("any", tree().boxed()),
        ("undeclared", tree().boxed()),
    ];
    let members: Vec<_> = members
        .into_iter()
        .map(|(key, fits)| {
            let odd = prop_oneof![Just(None), Just(Some(Value::Null)), tree().prop_map(Some)];
            let value = prop_oneof![30 => fits.prop_map(Some), 1 => odd];
            value.prop_map(move |value| value.map(|value| (key.to_owned(), value)))
        })
        .collect();
    let flat = members.prop_map(|members| Value::Object(members.into_iter().flatten().collect()));
    flat.prop_recursive(3, 3, 1, |inner| {
        (inner.clone(), inner).prop_map(|(mut outer, inner)| {
            outer["again"] = inner;
            outer
        })
    })
}

/// Equal, however numbers are written.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        (a, b) => a == b,
    }
}

proptest! {
    // A failure becomes a case with a name, not a seed in a file.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_derives_read_and_write_we_read_and_write_alike(body in body()) {
        let text = body.to_string();
        let theirs = serde_json::from_str::<Theirs>(&text);
        let ours = decode::<Ours>(text.as_bytes());
        if let Ok(theirs) = theirs {
            let ours = ours.map_err(|error| TestCaseError::fail(format!("{error}: {text}")))?;
            let written: Value = serde_json::from_slice(&encode(&ours).unwrap()).unwrap();
            prop_assert!(same(&serde_json::to_value(&theirs).unwrap(), &written), "{theirs:?} {written}");
            prop_assert_eq!(&decode::<Ours>(&serde_json::to_vec(&ours).unwrap()).unwrap(), &ours);
            prop_assert_eq!(&serde_json::from_str::<Ours>(&text).unwrap(), &ours);
        }
    }

    #[test]
    fn what_we_write_we_read_back(body in body()) {
        if let Ok(ours) = decode::<Ours>(body.to_string().as_bytes()) {
            prop_assert_eq!(decode::<Ours>(&encode(&ours).unwrap()).unwrap(), ours);
        }
    }

    #[test]
    fn any_json_is_kept_as_it_is(tree in tree()) {
        let text = tree.to_string();
        let kept = decode::<Value>(text.as_bytes()).unwrap();
        prop_assert_eq!(&kept, &tree);
        prop_assert_eq!(encode(&kept).unwrap(), text.into_bytes());
    }

    #[test]
    fn any_json_fits_a_union_that_keeps_what_it_does_not_know(tree in tree()) {
        let text = tree.to_string();
        match decode::<Metadata>(text.as_bytes()) {
            Ok(value) => {
                // A branch that drops undeclared fields, or decodes `1.0` as 1, writes less than it
                // was given.
                let written = encode(&value).unwrap();
                prop_assert_eq!(decode::<Metadata>(&written).unwrap(), value);
            }
            Err(error) => prop_assert!(error.path() != "$" || tree.is_null(), "{} {}", error, text),
        }
    }

    #[test]
    fn numbers_are_equal_to_the_last_digit(text in "-?(0|[1-9][0-9]{0,24})(\\.[0-9]{1,24})?([eE][+-]?[0-9]{1,3})?") {
        let theirs = serde_json::from_str::<f64>(&text).ok().map(f64::to_bits);
        prop_assert_eq!(decode::<f64>(text.as_bytes()).ok().map(f64::to_bits), theirs);
        // We read `1.0` as an integer too, which serde does not.
        if let Ok(theirs) = serde_json::from_str::<i64>(&text) {
            prop_assert_eq!(decode::<i64>(text.as_bytes()).unwrap(), theirs);
        }
    }

    #[test]
    fn escapes_mean_the_same(inner in r#"([a-zé]|\\["\\/bfnrtux0]|\\u[0-9a-fA-F]{4}|\\u[dD][89abAB][0-9a-f]{2}\\u[dD][c-fC-F][0-9a-f]{2}|\\u[dD][89a-f][0-9a-f]{2}){0,4}"#) {
        let text = format!("\"{inner}\"");
        let theirs = serde_json::from_str::<String>(&text).ok();
        prop_assert_eq!(decode::<String>(text.as_bytes()).ok(), theirs);
    }

    #[test]
    fn broken_text_is_refused_like_serde_json_does(
        tree in tree(),
        cut in any::<proptest::sample::Index>(),
        junk in proptest::option::of(proptest::sample::select(b"\"\\{}[]:,0123456789.eE+-tfn \n\x00\x1f\xc3\xa4u".to_vec())),
        replace in any::<bool>(),
    ) {
        let mut text = tree.to_string().into_bytes();
        let at = cut.index(text.len());
        match junk {
            None => text.truncate(at),
            Some(byte) if replace => text[at] = byte,
            Some(byte) => text.insert(at, byte),
        }
        let shown = String::from_utf8_lossy(&text).into_owned();
        match (decode::<Value>(&text), serde_json::from_slice::<Value>(&text)) {
            (Ok(ours), Ok(theirs)) => {
                let mut drift = Vec::new();
                decode_observed::<Value>(&text, &mut drift).unwrap();
                // serde_json lets the last of several fields win, and keeps numbers of any size
                // where some crate turns on `arbitrary_precision`.
                prop_assert!(!drift.is_empty() || same(&ours, &theirs), "{}", shown);
            }
            (Err(_), Err(_)) => {}
            (Err(error), Ok(_)) => prop_assert!(false, "{} {}", error, shown),
            // What a `Value` cannot represent is JSON nevertheless.
            (Ok(_), Err(error)) => {
                let mut drift = Vec::new();
                decode_observed::<Value>(&text, &mut drift).unwrap();
                prop_assert!(drift.iter().any(|it| it.kind == DriftKind::NotKept), "{} {}", error, shown);
            }
        }
    }
}

#[test]
fn nesting_has_a_limit_on_any_stack() {
    let arrays = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let nodes = |depth: usize| r#"{"next":"#.repeat(depth) + "{}" + &"}".repeat(depth);
    let unions = |depth: usize| {
        r#"{"metadata":{"x":[{"children":["#.repeat(depth) + "{}" + &"]}]}}".repeat(depth)
    };
    // Half of what the threads of `std` and of `tokio` have.
    let small = std::thread::Builder::new().stack_size(1 << 20);
    let run = small.spawn(move || {
        assert!(decode::<Value>(arrays(128).as_bytes()).is_ok());
        assert!(decode::<Node>(nodes(127).as_bytes()).is_ok());
        assert!(decode::<Node>(unions(25).as_bytes()).is_ok());
        for text in [arrays(129), arrays(1_000_000)] {
            assert!(decode::<Value>(text.as_bytes()).is_ok());
            assert!(decode::<Node>(format!(r#"{{"undeclared":{text}}}"#).as_bytes()).is_ok());
        }
        assert!(decode::<Value>("[".repeat(1_000_000).as_bytes()).is_err());
        assert!(decode::<Node>(nodes(100_000).as_bytes()).is_err());
        assert!(decode::<Node>(unions(100_000).as_bytes()).is_err());
    });
    run.unwrap().join().unwrap();
}
