//! YAML 1.2 → the same values for a reader of YAML 1.1.
//!
//! YAML 1.1 reads `on`, `12:30` and `2025-01-01` as a boolean, a number and a date, and
//! `1e3` as a string. Most tools still read YAML 1.1, and `serde_yaml` quotes only what
//! YAML 1.2 reads as something else than a string.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::Value;

use super::{
    position::Positions,
    scalar::{self, Scalar},
};

/// `text` with those plain scalars in another notation that YAML 1.1 resolves to another value.
///
/// `text` is returned as it is from where it is not valid YAML.
pub(crate) fn compatible(text: &str) -> String {
    let positions = Positions::new(text);
    let mut compatible = String::with_capacity(text.len());
    let mut copied = 0;
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else {
            break;
        };
        let Event::Scalar(value, ScalarStyle::Plain, _, None) = event else {
            continue;
        };
        let Some(written) = rewritten(&value) else {
            continue;
        };
        let start = positions.byte(span.start.index());
        let range = start..start + value.len();
        // A scalar of several lines is none of those that are rewritten.
        if text.get(range.clone()) == Some(&value) {
            compatible.push_str(&text[copied..range.start]);
            compatible.push_str(&written);
            copied = range.end;
        }
    }
    compatible.push_str(&text[copied..]);
    compatible
}

/// How YAML 1.1 and 1.2 read a plain scalar alike, if they do not as it is.
fn rewritten(text: &str) -> Option<Cow<'static, str>> {
    match scalar::resolve(text, ScalarStyle::Plain, None) {
        Ok(Scalar {
            value: Value::String(_),
            ..
        }) => is_special(text).then(|| format!("'{text}'").into()),
        Ok(Scalar {
            value: Value::Number(_),
            ..
        }) => float(text).map(Cow::from),
        _ => None,
    }
}

/// Whether YAML 1.1 reads this plain text as something else than a string, in any of its
/// common implementations.
fn is_special(text: &str) -> bool {
    is_word(text) || is_number(text) || is_timestamp(text)
}

/// Booleans, the keys for merging and for a default value.
fn is_word(text: &str) -> bool {
    let is_bool = ["y", "n", "yes", "no", "on", "off", "true", "false"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word));
    is_bool || matches!(text, "<<" | "=")
}

/// Numbers: with `_` or `,` between digits, binary, octal, hexadecimal, or sexagesimal.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_infinite = [".inf", ".nan"]
        .iter()
        .any(|word| digits.eq_ignore_ascii_case(word));
    let radix = ["0b", "0o", "0x"].iter().find_map(|prefix| {
        let rest = digits.strip_prefix(prefix)?;
        Some(rest.chars().all(|it| it.is_ascii_hexdigit() || it == '_'))
    });
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let is_decimal = mantissa.contains(|it: char| it.is_ascii_digit())
        && mantissa.starts_with(|it: char| it.is_ascii_digit() || it == '.')
        && mantissa.matches('.').count() <= 1
        && mantissa
            .chars()
            .all(|it| it.is_ascii_digit() || "_,.:".contains(it))
        && exponent.chars().all(|it| it.is_ascii_digit());
    is_infinite || radix == Some(true) || is_decimal
}

/// `2025-01-01`, with or without a time.
fn is_timestamp(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let is_digits = |part: Option<&str>, lengths: &[usize]| {
        part.is_some_and(|it| {
            lengths.contains(&it.len()) && it.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    is_digits(parts.next(), &[4])
        && is_digits(parts.next(), &[1, 2])
        && parts.next().is_some_and(|rest| {
            rest.starts_with(|it: char| it.is_ascii_digit())
                && rest
                    .chars()
                    .all(|it| it.is_ascii_digit() || "TtZ \t:.+-".contains(it))
        })
}

/// A number with an exponent as YAML 1.1 wants it: with a fraction and a sign.
fn float(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once(['e', 'E'])?;
    let fraction = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['+', '-']) {
        ""
    } else {
        "+"
    };
    Some(format!("{mantissa}{fraction}e{sign}{exponent}"))
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn what_yaml_1_1_reads_as_another_value_is_quoted() {
        for text in SPECIAL {
            let yaml = format!("key: {text}\n");
            assert_eq!(compatible(&yaml), format!("key: '{text}'\n"));
            let list = format!("- - {text}\n- é: {text}\n");
            let quoted = format!("- - '{text}'\n- é: '{text}'\n");
            assert_eq!(compatible(&list), quoted);
        }
    }

    #[test]
    fn keys_are_quoted() {
        assert_eq!(compatible("on:\n  no: 1\n"), "'on':\n  'no': 1\n");
    }

    #[test]
    fn other_text_is_kept() {
        for text in PLAIN {
            let yaml = format!("key: {text}\n");
            assert_eq!(compatible(&yaml), yaml);
        }
        for yaml in [
            "a: true\nb: 010\nc: ~\nd: -7\ne: 1.5\n",
            "a: 'on'\nb: |\n  on\n  no: 1\n",
        ] {
            assert_eq!(compatible(yaml), yaml);
        }
        assert_eq!(compatible("a: on\nb: [\n"), "a: 'on'\nb: [\n");
    }

    #[test]
    fn exponents_have_a_fraction_and_a_sign() {
        assert_eq!(
            compatible("- 1e100\n- -2.5e7\n- 1.5e-7\n"),
            "- 1.0e+100\n- -2.5e+7\n- 1.5e-7\n"
        );
    }

    #[test]
    fn what_serde_yaml_writes_has_the_same_values_afterwards() {
        let texts: Vec<&str> = [
            SPECIAL,
            PLAIN,
            &["010", "0o17", "1.", ".inf", "null", "é\non"],
        ]
        .concat();
        let keys: serde_json::Map<_, _> =
            texts.iter().map(|it| (it.to_string(), json!(it))).collect();
        let value = json!({ "texts": texts, "keys": keys, "numbers": [1e100, 1.5e-7, -3, 0.1, true, null] });
        let yaml = serde_yaml::to_string(&value).unwrap();
        let compatible = compatible(&yaml);
        assert_ne!(compatible, yaml);
        assert_eq!(serde_yaml::from_str::<Value>(&compatible).unwrap(), value);
    }
}
