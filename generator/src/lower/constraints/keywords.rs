//! The constraints that the keywords of one schema state, without those of the schemas inside.

use openapiv3::{
    AnySchema, ArrayType, IntegerType, NumberType, ObjectType, Schema, SchemaData, SchemaKind,
    StringType, Type,
};

use super::integer_format;
use crate::ir::{Constraint, Limit, Scalar};

/// The constraints of `schema`, in the order in which sentences state them.
pub(super) fn constraints(schema: &Schema) -> Vec<Constraint> {
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(kind)) => text(kind),
        SchemaKind::Type(Type::Integer(kind)) => integer(kind, &schema.schema_data),
        SchemaKind::Type(Type::Number(kind)) => number(kind),
        SchemaKind::Type(Type::Array(kind)) => list(kind),
        SchemaKind::Type(Type::Object(kind)) => object(kind),
        SchemaKind::Any(any) => without_type(any),
        _ => Vec::new(),
    }
}

/// The limits of a number of which there is one value only, which sentences state instead.
pub(super) fn of_constant(schema: &Schema) -> Vec<Constraint> {
    let only = match &schema.schema_kind {
        SchemaKind::Type(Type::Integer(kind)) => match kind.enumeration[..] {
            [Some(only)] => Limit::Integer(only),
            _ => return Vec::new(),
        },
        SchemaKind::Type(Type::Number(kind)) => match kind.enumeration[..] {
            [Some(only)] => Limit::Number(only),
            _ => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    vec![Constraint::Minimum(only), Constraint::Maximum(only)]
}

fn text(kind: &StringType) -> Vec<Constraint> {
    let mut found = lengths(kind.min_length, kind.max_length);
    found.extend(kind.pattern.clone().map(Constraint::Pattern));
    found
}

fn integer(kind: &IntegerType, data: &SchemaData) -> Vec<Constraint> {
    let is_unsigned = Scalar::of_integer_format(integer_format(kind)) == Scalar::Unsigned;
    // What no `i64` is, `normalise` keeps as extensions.
    let beyond = |extension: &str| {
        let value = data.extensions.get(extension)?.as_u64()?;
        (is_unsigned && i64::try_from(value).is_err()).then_some(Limit::Unsigned(value))
    };
    let limit = |value: Option<i64>, extension: &str| {
        let value = value.map(Limit::Integer);
        value.or_else(|| beyond(extension))
    };
    let mut found = limits(
        limit(kind.minimum, "x-minimum"),
        kind.exclusive_minimum,
        limit(kind.maximum, "x-maximum"),
        kind.exclusive_maximum,
    );
    let factor = limit(kind.multiple_of, "x-multipleOf");
    found.extend(factor.map(Constraint::MultipleOf));
    found
}

fn number(kind: &NumberType) -> Vec<Constraint> {
    let mut found = limits(
        kind.minimum.map(Limit::Number),
        kind.exclusive_minimum,
        kind.maximum.map(Limit::Number),
        kind.exclusive_maximum,
    );
    let factor = kind.multiple_of.map(Limit::Number);
    found.extend(factor.map(Constraint::MultipleOf));
    found
}

fn list(kind: &ArrayType) -> Vec<Constraint> {
    let mut found = counts(kind.min_items, kind.max_items);
    found.extend(kind.unique_items.then_some(Constraint::UniqueItems));
    found
}

fn object(kind: &ObjectType) -> Vec<Constraint> {
    properties(kind.min_properties, kind.max_properties)
}

/// The constraints of a schema that has no type, or keywords of several types.
fn without_type(any: &AnySchema) -> Vec<Constraint> {
    let mut found = lengths(any.min_length, any.max_length);
    found.extend(any.pattern.clone().map(Constraint::Pattern));
    found.extend(limits(
        any.minimum.map(Limit::Number),
        any.exclusive_minimum == Some(true),
        any.maximum.map(Limit::Number),
        any.exclusive_maximum == Some(true),
    ));
    let factor = any.multiple_of.map(Limit::Number);
    found.extend(factor.map(Constraint::MultipleOf));
    found.extend(counts(any.min_items, any.max_items));
    let is_unique = any.unique_items == Some(true);
    found.extend(is_unique.then_some(Constraint::UniqueItems));
    found.extend(properties(any.min_properties, any.max_properties));
    found
}

fn limits(least: Option<Limit>, above: bool, most: Option<Limit>, below: bool) -> Vec<Constraint> {
    let least = least.map(|limit| match above {
        true => Constraint::ExclusiveMinimum(limit),
        false => Constraint::Minimum(limit),
    });
    let most = most.map(|limit| match below {
        true => Constraint::ExclusiveMaximum(limit),
        false => Constraint::Maximum(limit),
    });
    least.into_iter().chain(most).collect()
}

fn lengths(least: Option<usize>, most: Option<usize>) -> Vec<Constraint> {
    range(least, Constraint::MinLength, most, Constraint::MaxLength)
}

fn counts(least: Option<usize>, most: Option<usize>) -> Vec<Constraint> {
    range(least, Constraint::MinItems, most, Constraint::MaxItems)
}

fn properties(least: Option<usize>, most: Option<usize>) -> Vec<Constraint> {
    let (min, max) = (Constraint::MinProperties, Constraint::MaxProperties);
    range(least, min, most, max)
}

/// At least none restricts nothing.
fn range(
    least: Option<usize>,
    min: fn(u64) -> Constraint,
    most: Option<usize>,
    max: fn(u64) -> Constraint,
) -> Vec<Constraint> {
    let least = least.filter(|least| *least > 0);
    let least = least.map(|least| min(least as u64));
    least
        .into_iter()
        .chain(most.map(|most| max(most as u64)))
        .collect()
}
