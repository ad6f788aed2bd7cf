//! What no page declares never fails a response.

use seamstress_runtime::{Drift, codegen::*, decode, decode_observed, encode};
use serde_json::json;

use crate::{
    corrections::{Device, device},
    shapes::Metadata,
};

/// The device with fields appended as text, and its drift.
fn with_text(fields: &str) -> (Device, Vec<String>) {
    let text = device().to_string();
    let text = format!("{},{fields}}}", &text[..text.len() - 1]);
    let mut drift = Vec::<Drift>::new();
    let device = decode_observed(text.as_bytes(), &mut drift)
        .unwrap_or_else(|error| panic!("{error}: {fields:.80}"));
    let shown = drift.iter().map(|it| format!("{:?} {}", it.kind, it.path));
    (device, shown.collect())
}

/// JSON that a `Value` cannot represent.
fn odd() -> [(String, &'static str); 5] {
    [
        ("1e400".to_owned(), ""),
        (r#""\ud800""#.to_owned(), ""),
        (r#"{"a":1,"a":2}"#.to_owned(), ".a"),
        (r#"{"\udc00":1}"#.to_owned(), r#"["\\udc00"]"#),
        ("[".repeat(100_000) + &"]".repeat(100_000), "[0]"),
    ]
}

#[test]
fn undeclared_fields_that_cannot_be_represented_are_not_kept() {
    for (value, at) in odd() {
        let (device, drift) = with_text(&format!(r#""new":{value},"b":{{"c":{value},"d":1}}"#));
        assert_eq!(drift.len(), 4, "{drift:?}");
        assert_eq!(drift[0], "UnknownField $.new");
        assert!(
            drift[1].starts_with(&format!("NotKept $.new{at}")),
            "{drift:?}"
        );
        assert_eq!(drift[2], "UnknownField $.b");
        assert_eq!(device.extra().get("b").unwrap()["d"], 1);
        assert_eq!(decode::<Device>(&encode(&device).unwrap()).unwrap(), device);
    }
}

#[test]
fn the_first_of_two_undeclared_fields_is_kept() {
    let (device, drift) = with_text(r#""x":1,"x":2"#);
    assert_eq!(device.extra().get("x"), Some(&json!(1)));
    assert_eq!(
        drift,
        ["UnknownField $.x", "UnknownField $.x", "NotKept $.x"]
    );
}

#[test]
fn a_key_that_is_no_string_is_not_kept() {
    let (device, drift) = with_text(r#""\ud800x":1"#);
    assert!(device.extra().is_empty());
    assert_eq!(
        drift,
        [r#"UnknownField $["\\ud800x"]"#, r#"NotKept $["\\ud800x"]"#]
    );
}

#[test]
fn free_form_json_never_fails() {
    for (value, _) in odd() {
        let text = format!("[{value},1]");
        let mut drift = Vec::<Drift>::new();
        let list = decode_observed::<Value>(text.as_bytes(), &mut drift).unwrap();
        assert_eq!((&list[1], drift.len()), (&json!(1), 1));
    }
}

#[test]
fn a_union_keeps_what_it_can() {
    for (value, _) in odd() {
        let text = format!(r#"{{"neither":{value},"x":1}}"#);
        let Metadata::Unknown(kept) = decode(text.as_bytes()).unwrap() else {
            panic!("{text:.80}");
        };
        assert_eq!(kept.json()["x"], 1);
        decode::<Metadata>(value.as_bytes()).unwrap();
    }
}

#[test]
fn what_is_not_json_fails_wherever_it_is() {
    for value in [
        "01",
        "[1,]",
        r#"{"a"}"#,
        r#"{"a":1,}"#,
        "[1 2]",
        "tru",
        r#""\x""#,
        "\"\n\"",
        "[}",
        r#""\u12""#,
    ] {
        for text in [
            format!(r#"{{"new":{value}}}"#),
            format!(r#"{{"new":[{{"a":{value}}}]}}"#),
            format!(r#"{{"any":{value}}}"#),
            format!(r#"{{"attempt":{{"x":{value}}}}}"#),
            format!(r#"{{"attempt":{{"action_type":"UNLOCK","status":"pending","id":{value}}}}}"#),
            // Skipped before it is read.
            format!(r#"{{"attempt":{{"id":[{value}],"action_type":"UNLOCK"}}}}"#),
        ] {
            assert!(decode::<Device>(text.as_bytes()).is_err(), "{text}");
        }
    }
}
