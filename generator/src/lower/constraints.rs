//! Constraints of a schema that the types do not enforce: typed, and as sentences for the docs.

mod checked;
mod extension;
mod keywords;
mod pattern;
mod phrase;
mod value_names;

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, IntegerFormat, IntegerType, NumberType, ObjectType,
    ReferenceOr, Schema, SchemaData, SchemaKind, StringFormat, StringType, Type,
    VariantOrUnknownOrEmpty,
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
    let mut bounds = phrase::phrases(&keywords::constraints(schema));
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(kind)) => bounds.extend(text(kind)),
        SchemaKind::Type(Type::Integer(kind)) => bounds.extend(integer(kind, &schema.schema_data)),
        SchemaKind::Type(Type::Number(kind)) => bounds.extend(number(kind, &schema.schema_data)),
        SchemaKind::Type(Type::Array(kind)) => bounds.extend(list(kind)),
        SchemaKind::Type(Type::Object(kind)) => bounds.extend(object(kind)),
        SchemaKind::Any(any) => bounds.extend(without_type(any)),
        _ => {}
    }
    bounds.extend(extension::phrases(&schema.schema_data));
    bounds
}

fn text(kind: &StringType) -> Option<String> {
    match string_format(kind) {
        // The type implies the format.
        Some(format) if Scalar::of_string_format(format).is_some() => None,
        // Formats without a constraint that users could check.
        None | Some("uuid" | "password" | "binary") => None,
        Some("date") => Some("a date (`YYYY-MM-DD`)".to_owned()),
        Some("byte") => Some("in Base64".to_owned()),
        Some(format) => Some(format!("in the format `{format}`")),
    }
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

fn integer(kind: &IntegerType, data: &SchemaData) -> Vec<String> {
    let listed = value_names::phrases(&kind.enumeration, data);
    let mut bounds = Vec::from_iter(one_of(&listed));
    bounds.extend(match integer_format(kind) {
        Some("int32") => Some("of 32 bits".to_owned()),
        // The type implies the format.
        None | Some("int64") => None,
        Some(format) if Scalar::of_integer_format(Some(format)) != Scalar::Integer => None,
        Some(format) => Some(format!("in the format `{format}`")),
    });
    bounds
}

/// The `format` of an integer, as the document spells it.
pub(super) fn integer_format(kind: &IntegerType) -> Option<&str> {
    match &kind.format {
        VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32) => Some("int32"),
        VariantOrUnknownOrEmpty::Item(IntegerFormat::Int64) => Some("int64"),
        VariantOrUnknownOrEmpty::Unknown(format) => Some(format),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

fn number(kind: &NumberType, data: &SchemaData) -> Option<String> {
    one_of(&value_names::phrases(&kind.enumeration, data))
}

fn list(kind: &ArrayType) -> Option<String> {
    match &kind.items {
        Some(ReferenceOr::Item(items)) => of_each(items, "item"),
        _ => None,
    }
}

fn object(kind: &ObjectType) -> Option<String> {
    let Some(AdditionalProperties::Schema(values)) = &kind.additional_properties else {
        return None;
    };
    match &**values {
        values if !kind.properties.is_empty() => {
            Some(format!("other fields are {}", type_name(values)))
        }
        ReferenceOr::Item(values) => of_each(values, "value"),
        ReferenceOr::Reference { .. } => None,
    }
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

/// The phrases of a schema that has no type, or keywords of several types.
fn without_type(any: &AnySchema) -> Vec<String> {
    let is_integer = any.typ.as_deref() == Some("integer");
    let is_implied =
        |format: &&String| is_integer && Scalar::of_integer_format(Some(format)) != Scalar::Integer;
    let format = any.format.as_ref().filter(|it| !is_implied(it));
    let mut bounds = Vec::from_iter(format.map(|format| format!("in the format `{format}`")));
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
    one_of(&values)
}

fn one_of(values: &[String]) -> Option<String> {
    (!values.is_empty()).then(|| format!("one of {}", values.join(", ")))
}
