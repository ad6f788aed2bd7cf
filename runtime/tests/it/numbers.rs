//! How numbers are written.

use seamstress_runtime::{codegen::*, decode, encode};
use serde_json::json;

fn text(value: f64) -> String {
    String::from_utf8(encode(&value).unwrap()).unwrap()
}

#[test]
fn whole_numbers_are_written_without_a_fraction() {
    for (value, wanted) in [
        (20.0, "20"),
        (-3.0, "-3"),
        (0.0, "0"),
        (-0.0, "-0"),
        (2.5, "2.5"),
        (100.25, "100.25"),
        (1e15, "1000000000000000"),
        (1e300, "1e300"),
        (9_007_199_254_740_992.0, "9007199254740992"),
    ] {
        assert_eq!(text(value), wanted);
        let read: f64 = decode(wanted.as_bytes()).unwrap();
        assert_eq!(read.to_bits(), value.to_bits(), "{wanted}");
    }
}

#[test]
fn serde_writes_whole_numbers_without_a_fraction() {
    let value = |number: f64| serde_json::to_string(&Nullable::Value(number)).unwrap();
    assert_eq!(value(20.0), "20");
    assert_eq!(value(-3.0), "-3");
    assert_eq!(value(2.5), "2.5");
    for number in [-0.0, 1e16, 1e300, 9_007_199_254_740_992.0] {
        let read: Nullable<f64> = serde_json::from_str(&value(number)).unwrap();
        assert_eq!(read.into_option().unwrap().to_bits(), number.to_bits());
    }
}

#[test]
fn whole_numbers_that_are_data_are_kept_as_they_were_written() {
    let read: Value = decode(b"[20.0,20]").unwrap();
    assert_eq!(encode(&read).unwrap(), b"[20.0,20]");
    assert_eq!(encode(&json!(20.0)).unwrap(), b"20.0");
}
