//! Paths and their placeholders.

use std::borrow::Cow;

use crate::{
    error::ErrorKind,
    value::{EncodeError, JsonPath},
};

/// The expanded value of one placeholder.
pub(super) struct PathValue<'a> {
    /// The name in the path.
    pub(super) wire: &'a str,
    /// The name of the field.
    pub(super) field: &'a str,
    /// The expansion, percent-encoded.
    pub(super) text: String,
}

/// `template` with each placeholder `{name}` replaced by its value.
///
/// # Errors
///
/// If a placeholder has no value, or a segment becomes `.` or `..`: every URL library resolves
/// these, also where they are percent-encoded, so that the request would go to another path. A
/// value with slashes makes several segments.
pub(super) fn expand<'a>(
    template: &'a str,
    values: &[PathValue<'_>],
) -> Result<Cow<'a, str>, ErrorKind> {
    if placeholder(template).is_none() {
        return Ok(Cow::Borrowed(template));
    }
    let mut out = String::with_capacity(template.len() + 32);
    for (index, segment) in template.split('/').enumerate() {
        if index > 0 {
            out.push('/');
        }
        let start = out.len();
        let mut last = None;
        let mut rest = segment;
        while let Some((before, name, after)) = placeholder(rest) {
            let value = values.iter().find(|value| value.wire == name);
            let Some(value) = value else {
                let path = JsonPath::Key(&JsonPath::Root, name);
                let error = EncodeError::new(&path, "missing value of a path parameter");
                return Err(ErrorKind::Encode(error));
            };
            out.push_str(before);
            out.push_str(&value.text);
            last = Some(value.field);
            rest = after;
        }
        out.push_str(rest);
        if let Some(field) = last
            && out[start..].split('/').any(is_dots)
        {
            let path = JsonPath::Key(&JsonPath::Root, field);
            let error = EncodeError::new(&path, "`.` and `..` cannot be sent as path segments");
            return Err(ErrorKind::Encode(error));
        }
    }
    Ok(Cow::Owned(out))
}

/// Whether a server resolves the segment against those before it. Some ignore what is behind a
/// semicolon.
fn is_dots(segment: &str) -> bool {
    let name = segment.split(';').next().unwrap_or_default();
    matches!(name, "." | "..")
}

/// The first placeholder of `text`: what is before it, its name, and what is after it.
pub(crate) fn placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}
