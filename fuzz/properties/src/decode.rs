//! JSON to generated types and back: nothing that a server sent is lost.

mod node;

use std::{collections::BTreeMap, fmt::Debug, str};

use seam_api::models::{AcsCredential, UserIdentity};
use seamstress_runtime::{DriftKind, decode_observed, encode, wire::Wire};
use serde_json::Value;

use self::node::{Node, Part};

/// JSON, or anything else that a server may send.
///
/// # Panics
///
/// Where an encoded value is decoded as another one although all of it was kept, or encoding
/// changes a body that needed no correction.
pub fn decode(input: &[u8]) {
    check::<AcsCredential>(input);
    check::<UserIdentity>(input);
    check::<Option<Vec<UserIdentity>>>(input);
    check::<BTreeMap<String, Option<Vec<UserIdentity>>>>(input);
    check::<Vec<BTreeMap<String, AcsCredential>>>(input);
    check::<Part>(input);
    check::<Node>(input);
    check::<BTreeMap<String, Part>>(input);
    check::<Value>(input);
}

fn check<T: Wire + Debug + PartialEq>(input: &[u8]) {
    let mut drift = Vec::new();
    let Ok(value) = decode_observed::<T>(input, &mut drift) else {
        return;
    };
    let encoded = encode(&value).expect("what was decoded can be encoded");
    // What is not kept is `null` afterwards, which a union may not have.
    let is_kept = !drift.iter().any(|it| it.kind == DriftKind::NotKept);
    if is_kept && !has_rounded_number(input) {
        let again = seamstress_runtime::decode::<T>(&encoded);
        let again = again.expect("what was encoded can be decoded");
        assert_eq!(again, value);
    }
    if !drift.iter().any(|it| it.kind.is_correction()) {
        let [received, encoded] = [input, &encoded].map(serde_json::from_slice::<Value>);
        let received = received.expect("what was decoded without a correction is JSON");
        let encoded = encoded.expect("what was encoded is JSON");
        assert!(same(&received, &encoded), "{received}\n{encoded}");
    }
}

/// Whether a double does not have all digits of a number with a fraction or an exponent. It may be
/// a whole number after it was rounded, and a union may have a branch for these.
fn has_rounded_number(input: &[u8]) -> bool {
    let is_of_number = |byte: &u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
    input.split(|byte| !is_of_number(byte)).any(|number| {
        let digits = number.iter().filter(|byte| byte.is_ascii_digit()).count();
        let text = str::from_utf8(number).unwrap_or_default();
        let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
        let is_zero = !mantissa.contains(|digit| matches!(digit, '1'..='9'));
        let is_tiny = !is_zero && text.parse().is_ok_and(|it: f64| !it.is_normal());
        (digits > f64::DIGITS as usize || is_tiny) && text.contains(['.', 'e', 'E'])
    })
}

/// Equal, however numbers are written.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same(a, b))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, value)| other.get(key).is_some_and(|it| same(value, it)))
        }
        (one, other) => one == other,
    }
}
