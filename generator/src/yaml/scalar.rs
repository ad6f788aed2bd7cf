//! Scalars by the core schema of YAML 1.2.
//!
//! Only `true` and `false` are booleans: a country code `NO` and a state `off` stay strings.

use saphyr_parser::{ScalarStyle, Tag};
use serde_json::{Number, Value};

/// Why a scalar is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScalarError {
    /// Not a JSON number: `.inf`, `.nan`, `1e999`.
    NotFinite,
    /// The text is not of the kind that the tag asks for.
    TagMismatch,
    /// The tag is not one of the core schema.
    UnknownTag,
}

/// A scalar's value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scalar {
    pub(super) value: Value,
    /// Whether the number differs from its text, which has too many digits.
    pub(super) is_rounded: bool,
}

/// The kind of node that a tag asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Str,
    Int,
    Float,
    Bool,
    Null,
    Map,
    Seq,
}

/// The kind that the tag of a node asks for; the non-specific tag `!` asks for a string.
pub(super) fn kind(tag: &Tag) -> Option<Kind> {
    if tag.handle.is_empty() && tag.suffix == "!" {
        return Some(Kind::Str);
    }
    if !tag.is_yaml_core_schema() {
        return None;
    }
    Some(match tag.suffix.as_str() {
        "str" => Kind::Str,
        "int" => Kind::Int,
        "float" => Kind::Float,
        "bool" => Kind::Bool,
        "null" => Kind::Null,
        "map" => Kind::Map,
        "seq" => Kind::Seq,
        _ => return None,
    })
}

/// The value of a scalar.
pub(super) fn resolve(
    text: &str,
    style: ScalarStyle,
    tag: Option<&Tag>,
) -> Result<Scalar, ScalarError> {
    let kind = match tag {
        Some(tag) => Some(kind(tag).ok_or(ScalarError::UnknownTag)?),
        None if style != ScalarStyle::Plain => Some(Kind::Str),
        None => None,
    };
    let Some(kind) = kind else {
        return plain(text);
    };
    if kind == Kind::Str {
        return Ok(exact(Value::from(text)));
    }
    let scalar = plain(text)?;
    let fits = match kind {
        Kind::Int => scalar.value.is_i64() || scalar.value.is_u64(),
        Kind::Float => scalar.value.is_number(),
        Kind::Bool => scalar.value.is_boolean(),
        Kind::Null => scalar.value.is_null(),
        Kind::Str | Kind::Map | Kind::Seq => false,
    };
    if fits {
        Ok(scalar)
    } else {
        Err(ScalarError::TagMismatch)
    }
}

/// Whether the text in plain style means null.
pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Whether the text in plain style is a string.
pub(super) fn is_string(text: &str) -> bool {
    !is_null(text) && boolean(text).is_none() && number(text).is_none()
}

/// Whether the text can be a number at all, by its first character.
pub(super) fn begins_number(text: &str) -> bool {
    text.starts_with(|first: char| matches!(first, '0'..='9' | '+' | '-' | '.'))
}

fn plain(text: &str) -> Result<Scalar, ScalarError> {
    if is_null(text) {
        return Ok(exact(Value::Null));
    }
    if let Some(value) = boolean(text) {
        return Ok(exact(Value::Bool(value)));
    }
    number(text).unwrap_or_else(|| Ok(exact(Value::from(text))))
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

fn exact(value: Value) -> Scalar {
    Scalar {
        value,
        is_rounded: false,
    }
}

/// `None` if the text is not a number.
fn number(text: &str) -> Option<Result<Scalar, ScalarError>> {
    if !begins_number(text) {
        return None;
    }
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(digits, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Some(Err(ScalarError::NotFinite));
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = text.strip_prefix(prefix)
            && !digits.is_empty()
            && digits.chars().all(|digit| digit.is_digit(radix))
        {
            let number = u64::from_str_radix(digits, radix);
            return Some(number.map_or(Err(ScalarError::NotFinite), |number| {
                Ok(exact(number.into()))
            }));
        }
    }
    if !is_decimal(digits) {
        return None;
    }
    if let Ok(integer) = text.parse::<i64>() {
        return Some(Ok(exact(integer.into())));
    }
    if let Ok(integer) = text.parse::<u64>() {
        return Some(Ok(exact(integer.into())));
    }
    let number = text.parse().ok().and_then(Number::from_f64);
    Some(number.map_or(Err(ScalarError::NotFinite), |number| {
        let is_integer = digits.bytes().all(|byte| byte.is_ascii_digit());
        let read = number.as_f64().map(|read| format!("{:.0}", read.abs()));
        let is_rounded = is_integer && read.as_deref() != Some(digits.trim_start_matches('0'));
        Ok(Scalar {
            value: Value::Number(number),
            is_rounded,
        })
    }))
}

/// `[0-9]+ ( . [0-9]* )?` or `. [0-9]+`, with an optional exponent.
fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let has_digits = !whole.is_empty() || !fraction.is_empty();
    let exponent_fits = exponent.is_none_or(|exponent| {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !digits.is_empty() && all_digits(digits)
    });
    has_digits && all_digits(whole) && all_digits(fraction) && exponent_fits
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> Value {
        resolve(text, ScalarStyle::Plain, None).unwrap().value
    }

    #[test]
    fn only_the_core_schema_has_booleans_and_nulls() {
        for text in ["NO", "no", "off", "Yes", "y", "tRUE", "nil", "None"] {
            assert_eq!(read(text), json!(text));
        }
        assert_eq!(read("False"), json!(false));
        assert_eq!(read("~"), Value::Null);
        assert_eq!(read(""), Value::Null);
    }

    #[test]
    fn integers_keep_all_64_bits() {
        assert_eq!(read("18446744073709551615"), json!(u64::MAX));
        assert_eq!(read("-9223372036854775808"), json!(i64::MIN));
        assert_eq!(read("+7"), json!(7));
        assert_eq!(read("0x1F"), json!(31));
        assert_eq!(read("0o17"), json!(15));
        assert_eq!(read("007"), json!(7));
    }

    #[test]
    fn strings_that_resemble_numbers_stay_strings() {
        for text in [
            "1.2.3",
            "1_000",
            "2024-01-01",
            "12:30",
            "0b1",
            "1e",
            ".",
            "+",
            "-",
            "e3",
            "0x",
            "1e+",
        ] {
            assert_eq!(read(text), json!(text));
        }
    }

    #[test]
    fn fractions_and_exponents_are_floats() {
        assert_eq!(read("1.50"), json!(1.5));
        assert_eq!(read("-.5"), json!(-0.5));
        assert_eq!(read("1."), json!(1.0));
        assert_eq!(read("2e3"), json!(2000.0));
    }

    #[test]
    fn quoted_numbers_are_strings() {
        let quoted = resolve("200", ScalarStyle::SingleQuoted, None).unwrap();
        assert_eq!(quoted.value, json!("200"));
    }

    #[test]
    fn numbers_that_json_lacks_are_rejected() {
        for text in [".inf", "-.INF", ".nan", "1e999", "0x1ffffffffffffffff"] {
            let result = resolve(text, ScalarStyle::Plain, None);
            assert_eq!(result, Err(ScalarError::NotFinite), "{text}");
        }
    }

    #[test]
    fn rounding_is_not_silent() {
        let rounded = |text| resolve(text, ScalarStyle::Plain, None).unwrap().is_rounded;
        assert!(rounded("-9223372036854776000"));
        assert!(rounded("99999999999999999999"));
        // 2^64 is a float without loss.
        assert!(!rounded("18446744073709551616"));
        assert!(!rounded("0.1"));
    }

    #[test]
    fn tags_ask_for_a_kind() {
        let tag = |suffix: &str| Tag {
            handle: "tag:yaml.org,2002:".into(),
            suffix: suffix.into(),
        };
        let read = |text, suffix| resolve(text, ScalarStyle::Plain, Some(&tag(suffix)));
        assert_eq!(read("12", "str").unwrap().value, json!("12"));
        assert_eq!(read("x", "int"), Err(ScalarError::TagMismatch));
        assert_eq!(read("x", "binary"), Err(ScalarError::UnknownTag));
    }
}
