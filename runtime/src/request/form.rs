//! Bodies of the type `application/x-www-form-urlencoded`.

use super::{
    parameter::{Kind, for_each_element, kind, scalar},
    percent::Allow,
    query::{QueryFormat, pairs},
};
use crate::{
    spec::{PartSpec, QueryStyle},
    value::{EncodeError, JsonPath, encode_at, wire::ValueRef},
};

/// The fields as pairs of percent-encoded names and values.
///
/// Fields that are absent or `null` are left out, as in a query.
///
/// # Errors
///
/// If a value has no form in its style.
pub(super) fn urlencoded(
    parts: &[PartSpec],
    fields: &[(&str, ValueRef<'_>)],
) -> Result<String, EncodeError> {
    let mut out = String::new();
    for (name, value) in fields {
        let path = JsonPath::Key(&JsonPath::Root, name);
        let spec = spec(parts, name);
        let found = match spec.and_then(|spec| spec.style) {
            // The elements are pairs of their own without a style as well, where objects are JSON.
            Some((style, explode))
                if !(is_exploded(style, explode) && matches!(kind(*value), Kind::List)) =>
            {
                let format = QueryFormat {
                    style,
                    explode,
                    reserved: false,
                };
                pairs(format, name, *value, &path)?
            }
            _ => {
                let texts = texts(spec, *value, &path)?;
                let encode = |text: &str| Allow::Unreserved.encode(text);
                let pairs = texts.iter().map(|text| (encode(name), encode(text)));
                pairs.collect()
            }
        };
        for (name, value) in found {
            if !out.is_empty() {
                out.push('&');
            }
            out.extend([&name, "=", &value]);
        }
    }
    Ok(out)
}

/// Whether the elements of a list are pairs of their own.
pub(super) fn is_exploded(style: QueryStyle, explode: bool) -> bool {
    explode && style == QueryStyle::Form
}

/// How the field `name` is written, where that is declared.
pub(super) fn spec<'a>(parts: &'a [PartSpec], name: &str) -> Option<&'a PartSpec> {
    parts.iter().find(|part| part.field == name)
}

/// Whether the value is written as JSON whatever it is, except a string: that is JSON already.
pub(super) fn is_json(spec: Option<&PartSpec>) -> bool {
    let media = spec.and_then(|spec| spec.media_type);
    media.is_some_and(|media| media.contains("json"))
}

/// The texts that a field without a style has: one for each element of a list. Objects are JSON.
fn texts(
    spec: Option<&PartSpec>,
    value: ValueRef<'_>,
    path: &JsonPath<'_>,
) -> Result<Vec<String>, EncodeError> {
    let mut texts = Vec::new();
    match kind(value) {
        Kind::List if !is_json(spec) => for_each_element(value, &mut |index, element| {
            texts.extend(text(element, &JsonPath::Index(path, index))?);
            Ok(())
        })?,
        _ => texts.extend(text(value, path)?),
    }
    Ok(texts)
}

/// A scalar as text, anything else as JSON; `None` if it is absent or `null`.
pub(super) fn text(
    value: ValueRef<'_>,
    path: &JsonPath<'_>,
) -> Result<Option<String>, EncodeError> {
    Ok(match kind(value) {
        Kind::Scalar => scalar(value, path)?.map(Into::into),
        Kind::List | Kind::Object => {
            let json = encode_at(value, path)?;
            Some(String::from_utf8_lossy(&json).into_owned())
        }
    })
}
