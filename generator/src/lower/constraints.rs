//! Constraints of a schema that the types do not enforce, as sentences for the docs.

use openapiv3::{
    ArrayType, IntegerFormat, IntegerType, NumberType, Schema, SchemaKind, StringFormat,
    StringType, Type, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use crate::ir::Scalar;

/// A sentence with the constraints of `schema`; `None` if it has none.
pub(super) fn sentence(schema: &Schema) -> Option<String> {
    let mut bounds = match &schema.schema_kind {
        SchemaKind::Type(Type::String(kind)) => text(kind),
        SchemaKind::Type(Type::Integer(kind)) => integer(kind),
        SchemaKind::Type(Type::Number(kind)) => number(kind),
        SchemaKind::Type(Type::Array(kind)) => list(kind),
        _ => Vec::new(),
    };
    bounds.extend(match &schema.schema_data.default {
        None | Some(Value::Null) => None,
        Some(default) => Some(format!("`{default}` if left out")),
    });
    let mut sentence = bounds.join(", ");
    let first = sentence.chars().next()?.to_uppercase().to_string();
    sentence.replace_range(..1, &first);
    sentence.push('.');
    Some(sentence)
}

fn text(kind: &StringType) -> Vec<String> {
    let mut bounds = range(kind.min_length, kind.max_length, "character");
    bounds.extend(
        kind.pattern
            .as_ref()
            .map(|pattern| format!("matches `{pattern}`")),
    );
    bounds.extend(match string_format(kind) {
        // The type implies the format.
        Some(format) if Scalar::of_string_format(format).is_some() => None,
        // Formats without a constraint that users could check.
        None | Some("uuid" | "password" | "binary") => None,
        Some("date") => Some("a date (`YYYY-MM-DD`)".to_owned()),
        Some("byte") => Some("in Base64".to_owned()),
        Some(format) => Some(format!("in the format `{format}`")),
    });
    bounds
}

/// The `format` of a string, as the document spells it.
pub(super) fn string_format(kind: &StringType) -> Option<&str> {
    match &kind.format {
        VariantOrUnknownOrEmpty::Item(format) => Some(match format {
            StringFormat::Date => "date",
            StringFormat::DateTime => "date-time",
            StringFormat::Password => "password",
            StringFormat::Byte => "byte",
            StringFormat::Binary => "binary",
        }),
        VariantOrUnknownOrEmpty::Unknown(format) => Some(format),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

fn integer(kind: &IntegerType) -> Vec<String> {
    let mut bounds = limits(
        kind.minimum.map(|bound| bound.to_string()),
        kind.exclusive_minimum,
        kind.maximum.map(|bound| bound.to_string()),
        kind.exclusive_maximum,
    );
    bounds.extend(
        kind.multiple_of
            .map(|factor| format!("a multiple of {factor}")),
    );
    bounds.extend(values(
        kind.enumeration.iter().flatten().map(ToString::to_string),
    ));
    if kind.format == VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32) {
        bounds.push("of 32 bits".to_owned());
    }
    bounds
}

fn number(kind: &NumberType) -> Vec<String> {
    let mut bounds = limits(
        kind.minimum.map(|bound| bound.to_string()),
        kind.exclusive_minimum,
        kind.maximum.map(|bound| bound.to_string()),
        kind.exclusive_maximum,
    );
    bounds.extend(
        kind.multiple_of
            .map(|factor| format!("a multiple of {factor}")),
    );
    bounds.extend(values(
        kind.enumeration.iter().flatten().map(ToString::to_string),
    ));
    bounds
}

fn list(kind: &ArrayType) -> Vec<String> {
    let mut bounds = range(kind.min_items, kind.max_items, "item");
    if kind.unique_items {
        bounds.push("no two alike".to_owned());
    }
    bounds
}

fn values(values: impl Iterator<Item = String>) -> Option<String> {
    let values: Vec<_> = values.map(|value| format!("`{value}`")).collect();
    if values.is_empty() {
        None
    } else {
        Some(format!("one of {}", values.join(", ")))
    }
}

fn range(least: Option<usize>, most: Option<usize>, unit: &str) -> Vec<String> {
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    match (least, most) {
        (Some(least), Some(most)) if least == most => {
            vec![format!("{least} {unit}{}", plural(least))]
        }
        (Some(least), Some(most)) => vec![format!("{least} to {most} {unit}{}", plural(most))],
        (Some(least), None) if least > 0 => {
            vec![format!("at least {least} {unit}{}", plural(least))]
        }
        (None, Some(most)) => vec![format!("at most {most} {unit}{}", plural(most))],
        _ => Vec::new(),
    }
}

fn limits(least: Option<String>, above: bool, most: Option<String>, below: bool) -> Vec<String> {
    let mut bounds = Vec::new();
    bounds.extend(
        least.map(|bound| format!("{} {bound}", if above { "more than" } else { "at least" })),
    );
    bounds.extend(
        most.map(|bound| format!("{} {bound}", if below { "less than" } else { "at most" })),
    );
    bounds
}
