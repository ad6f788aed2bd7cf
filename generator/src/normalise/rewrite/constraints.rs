//! Bounds of numbers.

use serde_json::{Map, Number, Value};

use crate::{
    diagnostic::Code,
    normalise::{
        coerce::{to_extension, to_integer},
        context::Context,
    },
    source::Pointer,
};

/// The format of unsigned integers.
pub(super) const UNSIGNED: &str = "uint64";
/// The formats of integers that have more than 64 bits, and whether they are unsigned.
const WIDE: [(&str, bool); 4] = [
    ("int128", false),
    ("int256", false),
    ("uint128", true),
    ("uint256", true),
];
const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
const TWO_TO_64: f64 = 18_446_744_073_709_551_616.0;

/// `exclusiveMinimum: 5` becomes `minimum: 5, exclusiveMinimum: true`. The stricter bound wins.
pub(super) fn exclusive_numbers(schema: &mut Map<String, Value>, _: &Pointer, _: &mut Context<'_>) {
    for (exclusive, inclusive) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        let Some(Value::Number(bound)) = schema.get(exclusive).cloned() else {
            continue;
        };
        let other = schema.get(inclusive).and_then(Value::as_f64);
        let is_stricter = match (bound.as_f64(), other) {
            (Some(bound), Some(other)) if inclusive == "minimum" => bound >= other,
            (Some(bound), Some(other)) => bound <= other,
            _ => true,
        };
        if is_stricter {
            schema.insert(inclusive.to_owned(), Value::Number(bound));
            schema.insert(exclusive.to_owned(), Value::Bool(true));
        } else {
            schema.shift_remove(exclusive);
        }
    }
}

/// Bounds of an integer become integers of 64 bits, or `x-` extensions where they do not fit.
///
/// `1.0` is an integer in JSON. A bound outside of the range restricts no value that a client can
/// send. Bounds of unsigned integers that no signed one is are extensions, which `lower` reads; a
/// least one below zero restricts none of them.
pub(super) fn integer_bounds(schema: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    if schema.get("type").and_then(Value::as_str) != Some("integer") {
        return;
    }
    wide_format(schema, at, cx);
    if is_unsigned(schema) && !schema.contains_key("format") {
        schema.insert("format".to_owned(), UNSIGNED.into());
    }
    listed_below_zero(schema, at, cx);
    let is_unsigned = has_unsigned_format(schema);
    for name in ["minimum", "maximum", "multipleOf"] {
        let Some(Value::Number(bound)) = schema.get(name) else {
            continue;
        };
        if is_unsigned && name == "minimum" && is_below_zero(bound) {
            remove(schema, name);
            continue;
        }
        if bound.is_i64() {
            continue;
        }
        if let Some(whole) = bound
            .as_f64()
            .filter(|_| bound.is_f64())
            .and_then(to_integer)
        {
            schema.insert(name.to_owned(), Value::Number(Number::from(whole)));
            continue;
        }
        let is_exclusive = schema.get("exclusiveMaximum") == Some(&Value::Bool(true));
        if is_unsigned && name == "maximum" && is_greatest(bound, is_exclusive) {
            remove(schema, name);
            continue;
        }
        if is_unsigned && bound.is_u64() {
            to_extension(schema, name);
            continue;
        }
        let message = format!("`{name}: {bound}` is outside the range of 64-bit integers");
        cx.report(
            Code::ConstraintOutOfRange,
            message,
            &at.child(name),
            "has no effect; kept as an `x-` extension",
        );
        to_extension(schema, name);
        remove(schema, name);
    }
}

/// Integers of more than 64 bits are read as those of 64.
fn wide_format(schema: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    let format = schema.get("format").and_then(Value::as_str);
    let found = WIDE.iter().find(|(name, _)| Some(*name) == format);
    let Some((name, is_unsigned)) = found else {
        return;
    };
    let message = format!("integers of the format `{name}` have more than 64 bits");
    let at = at.child("format");
    let label = "values are read and sent with 64 bits; greater ones are errors";
    cx.report(Code::UnsupportedFeature, message, &at, label);
    to_extension(schema, "format");
    if *is_unsigned {
        schema.insert("format".to_owned(), UNSIGNED.into());
    }
}

/// A format of unsigned integers has no effect where values below zero are listed.
fn listed_below_zero(schema: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    if !has_unsigned_format(schema) {
        return;
    }
    let listed = schema.get("enum").and_then(Value::as_array);
    let mut listed = listed.into_iter().flatten().enumerate();
    let below = listed.find_map(|(index, value)| match value {
        Value::Number(number) if is_below_zero(number) => Some((index, number)),
        _ => None,
    });
    let Some((index, number)) = below else {
        return;
    };
    let message = format!("`enum` has {number}, but the format is `{UNSIGNED}`");
    let at = at.child("enum").index(index);
    cx.report(
        Code::MismatchedEnumValue,
        message,
        &at,
        "the format has no effect",
    );
    to_extension(schema, "format");
}

/// Whether the schema says that integers are unsigned.
pub(super) fn has_unsigned_format(schema: &Map<String, Value>) -> bool {
    schema.get("format").and_then(Value::as_str) == Some(UNSIGNED)
}

pub(super) fn is_below_zero(number: &Number) -> bool {
    number.as_f64().is_some_and(|number| number < 0.0)
}

/// Removes a bound, and whether it is exclusive.
fn remove(schema: &mut Map<String, Value>, name: &str) {
    schema.shift_remove(name);
    match name {
        "minimum" => schema.shift_remove("exclusiveMinimum"),
        "maximum" => schema.shift_remove("exclusiveMaximum"),
        _ => None,
    };
}

/// Whether the bounds or the listed values are those of an unsigned integer: no signed one is as
/// great as the greatest, and negative ones are not among them. Tools that compute with floats
/// write the greatest signed integer as 2^63, and the greatest unsigned one as 2^64.
fn is_unsigned(schema: &Map<String, Value>) -> bool {
    let bound = |name: &str| schema.get(name).and_then(Value::as_f64);
    let listed = schema.get("enum").and_then(Value::as_array);
    let mut listed = listed.into_iter().flatten();
    let is_beyond = bound("maximum").is_some_and(|most| most > TWO_TO_63 && most <= TWO_TO_64)
        || listed
            .clone()
            .any(|value| value.is_u64() && !value.is_i64());
    is_beyond
        && ["minimum", "default"]
            .iter()
            .all(|name| bound(name).is_none_or(|it| it >= 0.0))
        && listed.all(|value| value.is_null() || value.is_u64())
}

/// Whether no unsigned integer is beyond the bound.
fn is_greatest(bound: &Number, is_exclusive: bool) -> bool {
    match bound.as_u64() {
        Some(bound) => bound == u64::MAX && !is_exclusive,
        None => bound.as_f64() == Some(TWO_TO_64),
    }
}
