//! What is written, and that readers of both versions read it back.

use saphyr_parser::Parser;
use serde_json::json;

use super::*;

/// Each is a string in YAML 1.2 and something else in YAML 1.1.
const SPECIAL: &[&str] = &[
    "y",
    "Y",
    "yes",
    "Yes",
    "YES",
    "n",
    "N",
    "no",
    "No",
    "NO",
    "on",
    "On",
    "ON",
    "off",
    "Off",
    "OFF",
    "=",
    "<<",
    "1_000",
    "+1_0",
    "0_7",
    "0b101",
    "-0b1",
    "-0x1F",
    "0x1_F",
    "12:30",
    "12:30:45",
    "-1:30",
    "12:30:45.5",
    "1_0.5",
    "1,000",
    "2025-01-01",
    "2025-1-1",
    "2001-12-14t21:59:43.10-05:00",
    "2001-12-14 21:59:43.10 -5",
    "2001-12-15T02:59:43.1Z",
];

/// Each is a string in both.
const PLAIN: &[&str] = &[
    "a",
    "yesterday",
    "none",
    "o",
    "on off",
    "1.2.3",
    "3.0.0",
    "10.0.0.1",
    "v1",
    "1a",
    "a:b",
    "12:3a",
    "2025-01",
    "2025-01-01x",
    "20250-01-01",
    "1-2",
    "==",
    "e3",
    "0xg",
];

/// What `key` and its value are written as.
fn written(text: &str) -> (String, String) {
    (
        to_text(&json!({ text: 1 })),
        to_text(&json!({ "key": text })),
    )
}

fn in_both(value: &Value) -> String {
    let text = to_text(value);
    let read: Value = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(read, *value, "{text}");
    let mut builder = super::super::Builder::new(0);
    for event in Parser::new_from_str(&text) {
        let (event, _) = event.unwrap_or_else(|error| panic!("{error}\n{text}"));
        builder.event(event, 0..0).unwrap();
    }
    assert_eq!(builder.problems, []);
    assert_eq!(builder.value.as_ref(), Some(value), "{text}");
    text
}

#[test]
fn what_yaml_1_1_reads_as_another_value_is_quoted() {
    for text in SPECIAL {
        let quoted = (format!("'{text}': 1\n"), format!("key: '{text}'\n"));
        assert_eq!(written(text), quoted);
    }
}

#[test]
fn other_text_is_plain() {
    for text in PLAIN {
        let plain = (format!("{text}: 1\n"), format!("key: {text}\n"));
        assert_eq!(written(text), plain);
    }
}

#[test]
fn exponents_have_a_fraction_and_a_sign() {
    assert_eq!(
        to_text(&json!([1e100, -2.5e7, 1.5e-7, 1e16, 1.0, u64::MAX])),
        "- 1.0e+100\n- -25000000.0\n- 1.5e-7\n- 1.0e+16\n- 1.0\n- 18446744073709551615\n"
    );
}

#[test]
fn collections_are_in_block_style() {
    let value = json!({
        "a": {"b": {}, "c": [], "d": null},
        "e": [1, [2, [3]], {"f": [{"g": true, "h": "one\ntwo\n"}], "i": "x"}],
    });
    assert_eq!(
        in_both(&value),
        "a:\n  b: {}\n  c: []\n  d: null\ne:\n- 1\n- - 2\n  - - 3\n- f:\n  - g: true\n    h: |\n      one\n      two\n  i: x\n"
    );
    for root in [
        json!([]),
        json!({}),
        json!("a\nb"),
        json!(null),
        json!([["a\nb"]]),
    ] {
        in_both(&root);
    }
}

#[test]
fn texts_of_several_lines_are_literals() {
    for (text, literal) in [
        ("a\nb", "|-\n  a\n  b\n"),
        ("a\n\n  b\n", "|\n  a\n\n    b\n"),
        ("# a\n---\n\n\n", "|+\n  # a\n  ---\n\n\n"),
        ("\na", "\"\\na\"\n"),
        (" a\nb", "\" a\\nb\"\n"),
        ("a \nb", "\"a \\nb\"\n"),
        ("a\tb\n", "\"a\\tb\\n\"\n"),
    ] {
        assert_eq!(in_both(&json!({ "key": text })), format!("key: {literal}"));
        in_both(&json!({ "a": [text, { text: text }], "b": text }));
    }
}

/// YAML 1.1 takes some of them for line breaks, and YAML 1.2 does not.
#[test]
fn characters_that_readers_take_for_line_breaks_are_escaped() {
    for character in [
        '\u{85}', '\u{2028}', '\u{2029}', '\u{feff}', '\r', '\u{1}', '\u{7f}',
    ] {
        for text in [
            format!("a{character}b"),
            format!("{character}"),
            format!(" a \\ \"{character}\n\nb "),
        ] {
            let yaml = in_both(&json!({ "key": [text], &text: text }));
            assert!(!yaml.contains(character), "{yaml}");
        }
    }
}

#[test]
fn each_text_is_read_back() {
    let texts = [
        "", " ", "a ", " a", "-", "- a", "-a", "?", "? a", "?a", ":", ": a", ":a", "a:", "a: b",
        "a:b", "#", "a #b", "a#b", "---", "...", "--- a", "'a'", "it's", "\"a", "a\"", "\\",
        "a\\nb", "[a]", "{a}", "a, b", "@a", "`a`", "%a", "!a", "&a", "*a", "|", ">", "null", "~",
        "true", "1", "1.0", "1e400", ".inf", "-.INF", ".nan", "0o17", "-0o5", "010", "1.", "é",
        "😀", "a\u{a0}", "a ? b", "<<", "=",
    ];
    let keys: Map<String, Value> = texts
        .iter()
        .map(|it| ((*it).to_owned(), json!(it)))
        .collect();
    in_both(&json!({ "keys": keys, "texts": texts.as_slice() }));
}

#[test]
fn long_keys_are_explicit() {
    let long = "a".repeat(KEY_LIMIT + 1);
    let value = json!({ "p": { &long: { "b": [1, 2], "c": { "d": 1 } }, "e": "f" } });
    assert!(in_both(&value).starts_with(&format!("p:\n  ? {long}\n  : b:\n    - 1\n")));
}
