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
    let Some(value) = parameter(format.explode, value, path)? else {
        return Ok(Vec::new());
    };
    let encoding = Encoding {
        names: Allow::Unreserved,
        values: allow,
        separator,
    };
    Ok(form(format.explode, &encoding, name, &value))
}

/// The same pairs without percent-encoding, for the parts of a multipart body.
pub(super) fn unencoded(
    style: QueryStyle,
    explode: bool,
    name: &str,
    value: ValueRef<'_>,
    path: &JsonPath<'_>,
) -> Result<Vec<(String, String)>, EncodeError> {
    let separator = match style {
        QueryStyle::DeepObject => return bracketed(name, value, path),
        QueryStyle::Json => return Ok(json_pair(name, value, path)?.into_iter().collect()),
        QueryStyle::Form => ",",
        QueryStyle::SpaceDelimited => " ",
        QueryStyle::PipeDelimited => "|",
    };
    let Some(value) = parameter(explode, value, path)? else {
        return Ok(Vec::new());
    };
    let encoding = Encoding {
        names: Allow::All,
        values: Allow::All,
        separator,
    };
    Ok(form(explode, &encoding, name, &value))
}

fn parameter<'a>(
    explode: bool,
    value: ValueRef<'a>,
    path: &JsonPath<'_>,
) -> Result<Option<Parameter<'a>>, EncodeError> {
    match explode {
        true => Parameter::exploded(value, path),
        false => Parameter::new(value, path),
    }
}

/// How names and values are encoded, and what is between the elements of a value.
pub(super) struct Encoding {
    names: Allow,
    values: Allow,
    separator: &'static str,
}

impl Encoding {
    /// That of cookies: as in a query.
    pub(super) const COOKIE: Self = Self {
        names: Allow::Unreserved,
        values: Allow::Unreserved,
        separator: ",",
    };
}

/// The pairs of the style `form`, whose elements are joined without explode.
pub(super) fn form(
    explode: bool,
    encoding: &Encoding,
    name: &str,
    value: &Parameter<'_>,
) -> Vec<(String, String)> {
    let Encoding {
        names,
        values,
        separator,
    } = encoding;
    match value {
        Parameter::List(list) if explode => list
            .iter()
            .map(|text| (names.encode(name), values.encode(text)))
            .collect(),
        Parameter::Object(fields) if explode => fields
            .iter()
            .map(|(field, text)| (names.encode(field), values.encode(text)))
            .collect(),
        value => {
            let text = items(false, value, *values).join(separator);
            vec![(names.encode(name), text)]
        }
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
    let pairs = json_pair(name, value, path)?.into_iter();
    let encoded = pairs.map(|(name, text)| (Allow::Unreserved.encode(&name), allow.encode(&text)));
    Ok(encoded.collect())
}

/// The name and the JSON of a value, unencoded; `None` if it is absent.
fn json_pair(
    name: &str,
    value: ValueRef<'_>,
    path: &JsonPath<'_>,
) -> Result<Option<(String, String)>, EncodeError> {
    if matches!(value, ValueRef::Absent) {
        return Ok(None);
    }
    let text = encode_at(value, path)?;
    let text = String::from_utf8_lossy(&text).into_owned();
    Ok(Some((name.to_owned(), text)))
}
