//! Parameter values, reduced to the strings that the serialization styles combine.

use std::borrow::Cow;

use serde_json::Value;

use crate::value::{EncodeError, JsonPath, encode_at, for_each_field, wire::ValueRef};

/// The value of a path, query, header or cookie parameter.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Parameter<'a> {
    Scalar(Cow<'a, str>),
    /// At least one element.
    List(Vec<Cow<'a, str>>),
    /// At least one field.
    Object(Vec<(&'a str, Cow<'a, str>)>),
}

const NESTED: &str =
    "a list or an object inside of a list or an object has no form outside of a body";

impl<'a> Parameter<'a> {
    /// The strings of `value`. `None` if it is absent or `null`, or has no elements: such a
    /// parameter is not sent (RFC 6570 calls it undefined). Elements that are `null` are left out.
    ///
    /// # Errors
    ///
    /// If a number is not finite, or a value is nested.
    pub(super) fn new(
        value: ValueRef<'a>,
        path: &JsonPath<'_>,
    ) -> Result<Option<Self>, EncodeError> {
        Ok(match kind(value) {
            Kind::Scalar => scalar(value, path)?.map(Self::Scalar),
            Kind::List => {
                let mut list = Vec::new();
                for_each_element(value, &mut |index, element| {
                    list.extend(scalar(element, &JsonPath::Index(path, index))?);
                    Ok(())
                })?;
                (!list.is_empty()).then_some(Self::List(list))
            }
            Kind::Object => {
                let mut fields = Vec::new();
                for_each_field(value, &mut |name, value| {
                    let text = scalar(value, &JsonPath::Key(path, name))?;
                    fields.extend(text.map(|text| (name, text)));
                    Ok(())
                })?;
                (!fields.is_empty()).then_some(Self::Object(fields))
            }
        })
    }

    /// The same, where each field of an object is a parameter of its own: a field with a list is
    /// there once for each element.
    ///
    /// # Errors
    ///
    /// If a number is not finite, or a value is nested any deeper.
    pub(super) fn exploded(
        value: ValueRef<'a>,
        path: &JsonPath<'_>,
    ) -> Result<Option<Self>, EncodeError> {
        if !matches!(kind(value), Kind::Object) {
            return Self::new(value, path);
        }
        let mut fields = Vec::new();
        for_each_field(value, &mut |name, value| {
            match Self::of_field(value, &JsonPath::Key(path, name))? {
                Some(Self::Scalar(text)) => fields.push((name, text)),
                Some(Self::List(list)) => fields.extend(list.into_iter().map(|text| (name, text))),
                Some(Self::Object(_)) | None => {}
            }
            Ok(())
        })?;
        Ok((!fields.is_empty()).then_some(Self::Object(fields)))
    }

    /// The strings of a field, which cannot be an object itself.
    fn of_field(value: ValueRef<'a>, path: &JsonPath<'_>) -> Result<Option<Self>, EncodeError> {
        match kind(value) {
            Kind::Object => Err(EncodeError::new(path, NESTED)),
            Kind::Scalar | Kind::List => Self::new(value, path),
        }
    }

    /// The JSON of `value` as a string.
    ///
    /// # Errors
    ///
    /// If a number is not finite.
    pub(super) fn json(value: ValueRef<'a>, path: &JsonPath<'_>) -> Result<Self, EncodeError> {
        let json = encode_at(value, path)?;
        Ok(Self::Scalar(
            String::from_utf8_lossy(&json).into_owned().into(),
        ))
    }

    /// Whether there is no text at all.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Scalar(text) => text.is_empty(),
            Self::List(list) => list.iter().all(|text| text.is_empty()),
            Self::Object(_) => false,
        }
    }
}

/// Flattens nested objects and lists: the keys that lead to each scalar, and the scalar. The key
/// of a scalar in a list is empty, that of other elements is their index.
///
/// # Errors
///
/// If a number is not finite.
pub(super) fn flatten<'a>(
    value: ValueRef<'a>,
    keys: &mut Vec<Cow<'a, str>>,
    path: &JsonPath<'_>,
    found: &mut Vec<(Vec<Cow<'a, str>>, Cow<'a, str>)>,
) -> Result<(), EncodeError> {
    match kind(value) {
        Kind::Scalar => {
            found.extend(scalar(value, path)?.map(|text| (keys.clone(), text)));
            Ok(())
        }
        // PHP, Rack, `qs` and Stripe read both forms; the index keeps the fields of an element
        // together.
        Kind::List => for_each_element(value, &mut |index, element| {
            keys.push(match kind(element) {
                Kind::Scalar => Cow::Borrowed(""),
                Kind::List | Kind::Object => Cow::Owned(index.to_string()),
            });
            flatten(element, keys, &JsonPath::Index(path, index), found)?;
            keys.pop();
            Ok(())
        }),
        Kind::Object => for_each_field(value, &mut |name, value| {
            keys.push(Cow::Borrowed(name));
            flatten(value, keys, &JsonPath::Key(path, name), found)?;
            keys.pop();
            Ok(())
        }),
    }
}

/// The kind of a value.
pub(super) enum Kind {
    Scalar,
    List,
    Object,
}

/// The kind of `value`; an upload counts as a scalar.
pub(super) fn kind(value: ValueRef<'_>) -> Kind {
    match value {
        ValueRef::Seq(_) | ValueRef::Raw(Value::Array(_)) => Kind::List,
        ValueRef::Map(_)
        | ValueRef::Object(_)
        | ValueRef::Tagged(..)
        | ValueRef::Raw(Value::Object(_)) => Kind::Object,
        _ => Kind::Scalar,
    }
}

/// Calls `visit` for each element of a list.
pub(super) fn for_each_element<'a>(
    value: ValueRef<'a>,
    visit: &mut dyn FnMut(usize, ValueRef<'a>) -> Result<(), EncodeError>,
) -> Result<(), EncodeError> {
    match value {
        ValueRef::Seq(list) => {
            (0..list.len()).try_for_each(|index| visit(index, list.get(index).to_ref()))
        }
        ValueRef::Raw(Value::Array(list)) => list
            .iter()
            .enumerate()
            .try_for_each(|(index, element)| visit(index, ValueRef::Raw(element))),
        _ => Ok(()),
    }
}

/// The string of a scalar; `None` if it is absent or `null`.
pub(super) fn scalar<'a>(
    value: ValueRef<'a>,
    path: &JsonPath<'_>,
) -> Result<Option<Cow<'a, str>>, EncodeError> {
    Ok(match value {
        ValueRef::Absent | ValueRef::Null | ValueRef::Raw(Value::Null) => None,
        ValueRef::Bool(value) => Some(value.to_string().into()),
        ValueRef::I64(value) => Some(value.to_string().into()),
        ValueRef::U64(value) => Some(value.to_string().into()),
        ValueRef::F64(value) if value.is_finite() => Some(value.to_string().into()),
        ValueRef::F64(_) => return Err(EncodeError::new(path, EncodeError::NOT_FINITE)),
        ValueRef::Str(text) => Some(text.into()),
        ValueRef::Raw(Value::Bool(value)) => Some(value.to_string().into()),
        ValueRef::Raw(Value::Number(value)) => Some(value.to_string().into()),
        ValueRef::Raw(Value::String(text)) => Some(text.as_str().into()),
        ValueRef::Upload(_) => return Err(EncodeError::new(path, EncodeError::UPLOAD)),
        _ => return Err(EncodeError::new(path, NESTED)),
    })
}
