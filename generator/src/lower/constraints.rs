//! Constraints of a schema that the types do not enforce, as sentences for the docs.

mod extension;

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, IntegerFormat, IntegerType, NumberType, ObjectType,
    ReferenceOr, Schema, SchemaKind, StringFormat, StringType, Type, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use crate::ir::Scalar;

/// Sentences with the constraints of `schema` and what else its keywords say of its values.
pub(super) fn sentences(schema: &Schema) -> Vec<String> {
    let data = &schema.schema_data;
    let mut bounds = bounds(schema);
    bounds.extend(match &data.default {
        None | Some(Value::Null) => None,
        Some(default) => Some(format!("`{default}` if left out")),
    });
    let mut sentences = Vec::new();
    sentences.extend(capitalised(&bounds.join(", ")));
    let is_union = matches!(
        schema.schema_kind,
        SchemaKind::OneOf { .. } | SchemaKind::AnyOf { .. }
    );
    sentences.extend(extension::sentences(data, is_union));
    if sentences.is_empty() {
        return Vec::new();
    }
    // One paragraph.
    vec![sentences.join(" ")]
}

/// The phrases as a sentence; `None` without any.
fn capitalised(phrases: &str) -> Option<String> {
    let mut sentence = phrases.to_owned();
    let first = sentence.chars().next()?;
    sentence.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    sentence.push('.');
    Some(sentence)
}

/// What the values are restricted to, in phrases.
fn bounds(schema: &Schema) -> Vec<String> {
    let mut bounds = match &schema.schema_kind {
        SchemaKind::Type(Type::String(kind)) => text(kind),
        SchemaKind::Type(Type::Integer(kind)) => integer(kind),
        SchemaKind::Type(Type::Number(kind)) => number(kind),
        SchemaKind::Type(Type::Array(kind)) => list(kind),
        SchemaKind::Type(Type::Object(kind)) => object(kind),
        SchemaKind::Any(any) => without_type(any),
        _ => Vec::new(),
    };
    bounds.extend(extension::phrases(&schema.schema_data));
    bounds
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
    bounds.extend(match &kind.format {
        VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32) => Some("of 32 bits".to_owned()),
        VariantOrUnknownOrEmpty::Unknown(format) => Some(format!("in the format `{format}`")),
        _ => None,
    });
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
    if let Some(ReferenceOr::Item(items)) = &kind.items {
        bounds.extend(of_each(items, "item"));
    }
    bounds
}

fn object(kind: &ObjectType) -> Vec<String> {
    let mut bounds = range(kind.min_properties, kind.max_properties, "field");
    if let Some(AdditionalProperties::Schema(values)) = &kind.additional_properties {
        let has_fields = !kind.properties.is_empty();
        match &**values {
            ReferenceOr::Item(values) if !has_fields => bounds.extend(of_each(values, "value")),
            values if has_fields => bounds.push(format!("other fields are {}", type_name(values))),
            _ => {}
        }
    }
    bounds
}

/// The bounds of items without a type of their own, which would have documentation of its own.
fn of_each(schema: &Schema, what: &str) -> Option<String> {
    use Type::{Integer, Number, String};
    let bounds = match &schema.schema_kind {
        SchemaKind::Type(String(kind)) if !kind.enumeration.is_empty() => return None,
        SchemaKind::Type(String(_) | Integer(_) | Number(_) | Type::Array(_)) => bounds(schema),
        _ => return None,
    };
    (!bounds.is_empty()).then(|| format!("each {what} {}", bounds.join(", ")))
}

/// The type in a few words.
fn type_name(schema: &ReferenceOr<Schema>) -> String {
    match schema {
        ReferenceOr::Reference { reference } => {
            let name = reference.rsplit('/').next().unwrap_or(reference);
            format!("of the type `{name}`")
        }
        ReferenceOr::Item(schema) => match &schema.schema_kind {
            SchemaKind::Type(Type::String(_)) => "strings".to_owned(),
            SchemaKind::Type(Type::Integer(_)) => "integers".to_owned(),
            SchemaKind::Type(Type::Number(_)) => "numbers".to_owned(),
            SchemaKind::Type(Type::Boolean(_)) => "booleans".to_owned(),
            SchemaKind::Type(Type::Array(_)) => "lists".to_owned(),
            SchemaKind::Type(Type::Object(_)) => "objects".to_owned(),
            _ => "allowed".to_owned(),
        },
    }
}

/// The bounds of a schema that has no type, or keywords of several types.
fn without_type(any: &AnySchema) -> Vec<String> {
    let mut bounds = range(any.min_length, any.max_length, "character");
    bounds.extend(
        any.pattern
            .as_ref()
            .map(|pattern| format!("matches `{pattern}`")),
    );
    bounds.extend(limits(
        any.minimum.as_ref().map(ToString::to_string),
        any.exclusive_minimum == Some(true),
        any.maximum.as_ref().map(ToString::to_string),
        any.exclusive_maximum == Some(true),
    ));
    bounds.extend(
        any.multiple_of
            .as_ref()
            .map(|factor| format!("a multiple of {factor}")),
    );
    bounds.extend(range(any.min_items, any.max_items, "item"));
    if any.unique_items == Some(true) {
        bounds.push("no two alike".to_owned());
    }
    bounds.extend(range(any.min_properties, any.max_properties, "field"));
    bounds.extend(
        any.format
            .as_ref()
            .map(|format| format!("in the format `{format}`")),
    );
    let is_enum = any
        .enumeration
        .iter()
        .all(|it| it.is_string() || it.is_null());
    if !is_enum {
        bounds.extend(values(any.enumeration.iter().map(ToString::to_string)));
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
