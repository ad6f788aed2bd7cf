//! Query parameters and cookies, as encoded pairs of names and values.

use super::{
    parameter::{Parameter, flatten},
    percent::Allow,
    style::items,
};
use crate::{
    spec::QueryStyle,
    value::{EncodeError, JsonPath, encode_at, wire::ValueRef},
};

/// How a query parameter is serialized.
#[derive(Clone, Copy)]
pub(super) struct QueryFormat {
    pub(super) style: QueryStyle,
    pub(super) explode: bool,
    pub(super) reserved: bool,
}

impl QueryFormat {
    /// The style of a parameter that declares none.
    pub(super) const DEFAULT: Self = Self {
        style: QueryStyle::Form,
        explode: true,
        reserved: false,
    };
}

/// The pairs of one query parameter, encoded; none if it is absent.
pub(super) fn pairs(
    format: QueryFormat,
    name: &str,
    value: ValueRef<'_>,
    path: &JsonPath<'_>,
) -> Result<Vec<(String, String)>, EncodeError> {
    let allow = match format.reserved {
        true => Allow::Reserved,
        false => Allow::Unreserved,
    };
    let separator = match format.style {
        QueryStyle::DeepObject => return deep_object(name, value, path, allow),
        QueryStyle::Json => return json(name, value, path, allow),
        QueryStyle::Form => ",",
        QueryStyle::SpaceDelimited => "%20",
        QueryStyle::PipeDelimited => "%7C",
    };
    let Some(value) = Parameter::new(value, path)? else {
        return Ok(Vec::new());
    };
    Ok(form(format.explode, separator, name, &value, allow))
}

/// The pairs of the style `form`, whose elements are joined by `separator` without explode.
pub(super) fn form(
    explode: bool,
    separator: &str,
    name: &str,
    value: &Parameter<'_>,
    allow: Allow,
) -> Vec<(String, String)> {
    let key = |name: &str| Allow::Unreserved.encode(name);
    match value {
        Parameter::List(list) if explode => list
            .iter()
            .map(|text| (key(name), allow.encode(text)))
            .collect(),
        Parameter::Object(fields) if explode => fields
            .iter()
            .map(|(field, text)| (key(field), allow.encode(text)))
            .collect(),
        value => vec![(key(name), items(false, value, allow).join(separator))],
    }
}

fn deep_object(
    name: &str,
    value: ValueRef<'_>,
    path: &JsonPath<'_>,
    allow: Allow,
) -> Result<Vec<(String, String)>, EncodeError> {
    let pairs = bracketed(name, value, path)?.into_iter();
    let encoded = pairs.map(|(name, text)| (Allow::Unreserved.encode(&name), allow.encode(&text)));
    Ok(encoded.collect())
}

/// The pairs of the style `deepObject`, with names such as `items[0][price]`, unencoded.
pub(super) fn bracketed(
    name: &str,
    value: ValueRef<'_>,
    path: &JsonPath<'_>,
) -> Result<Vec<(String, String)>, EncodeError> {
    let mut found = Vec::new();
    flatten(value, &mut Vec::new(), path, &mut found)?;
    let pairs = found.into_iter().map(|(keys, text)| {
        let keys = keys.iter().map(|key| format!("[{key}]"));
        (format!("{name}{}", keys.collect::<String>()), text.into())
    });
    Ok(pairs.collect())
}

fn json(
    name: &str,
    value: ValueRef<'_>,
    path: &JsonPath<'_>,
    allow: Allow,
) -> Result<Vec<(String, String)>, EncodeError> {
    if matches!(value, ValueRef::Absent) {
        return Ok(Vec::new());
    }
    let text = encode_at(value, path)?;
    let text = String::from_utf8_lossy(&text);
    Ok(vec![(Allow::Unreserved.encode(name), allow.encode(&text))])
}
