//! Integers beyond `i64`.

use seamstress_runtime::{codegen::*, decode, encode};
use serde_json::{Value, json};

model! {
    pub struct Ledger extra;
    balance: u64 = required "balance";
    limit: Option<u64> = optional "limit" [Minimum(Integer(1)), Maximum(Unsigned(18_446_744_073_709_551_614))];
    entries: Vec<u64> = required "entries" [Items(&[MultipleOf(Integer(5))])];
}

#[test]
fn the_greatest_are_read_and_written_as_they_are() {
    let body = json!({"balance": u64::MAX, "limit": 0, "entries": [1_u64 << 63, 7]});
    let ledger: Ledger = decode(body.to_string().as_bytes()).unwrap();
    assert_eq!(ledger.balance, u64::MAX);
    assert_eq!(ledger.entries, [1 << 63, 7]);
    assert_eq!(ledger.clone(), ledger);
    let shown = "Ledger { balance: 18446744073709551615, limit: Some(0), entries: [9223372036854775808, 7], extra: {} }";
    assert_eq!(format!("{ledger:?}"), shown);
    let written: Value = serde_json::from_slice(&encode(&ledger).unwrap()).unwrap();
    assert_eq!(written, body);
    assert_eq!(serde_json::to_value(&ledger).unwrap(), body);
    let read: Ledger = serde_json::from_value(body).unwrap();
    assert_eq!(read, ledger);
}

#[test]
fn one_below_zero_is_not_one() {
    let refuse = |body: &str| decode::<Ledger>(body.as_bytes()).unwrap_err().to_string();
    for number in ["-1", "18446744073709551616", "1e20"] {
        let body = format!(r#"{{"balance": {number}, "entries": []}}"#);
        assert!(refuse(&body).contains("balance"), "{number}");
    }
}

#[cfg(feature = "validate")]
#[test]
fn limits_are_exact() {
    use seamstress_runtime::Validate;

    let ledger = |limit: u64, entry: u64| Ledger {
        balance: 0,
        limit: Some(limit),
        entries: vec![entry],
        extra: Extra::default(),
    };
    assert!(ledger(u64::MAX - 1, u64::MAX).validate().is_ok());
    let error = ledger(u64::MAX, u64::MAX - 1).validate().unwrap_err();
    let found: Vec<_> = error.violations().iter().map(ToString::to_string).collect();
    let limit = "$.limit: expected at most 18446744073709551614, found 18446744073709551615";
    let entry = "$.entries[0]: expected a multiple of 5, found 18446744073709551614";
    assert_eq!(found, [limit, entry]);
    assert!(ledger(0, 5).validate().is_err());
}
