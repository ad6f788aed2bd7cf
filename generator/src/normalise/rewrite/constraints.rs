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
/// send.
pub(super) fn integer_bounds(schema: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    if schema.get("type").and_then(Value::as_str) != Some("integer") {
        return;
    }
    for name in ["minimum", "maximum", "multipleOf"] {
        let Some(Value::Number(bound)) = schema.get(name) else {
            continue;
        };
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
        let message = format!("`{name}: {bound}` is outside the range of 64-bit integers");
        cx.report(
            Code::ConstraintOutOfRange,
            message,
            &at.child(name),
            "has no effect; kept as an `x-` extension",
        );
        to_extension(schema, name);
        let exclusive = if name == "minimum" {
            "exclusiveMinimum"
        } else {
            "exclusiveMaximum"
        };
        if name != "multipleOf" {
            schema.shift_remove(exclusive);
        }
    }
}
