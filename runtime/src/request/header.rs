//! Checks the names and values of headers.

use http::{
    HeaderName, HeaderValue,
    header::{
        CONNECTION, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, HOST, TRANSFER_ENCODING,
    },
};

/// A header that the caller sets. Its value is never displayed, since it may be a secret.
pub(crate) fn check_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let name = header_name(name)?;
    if [CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING].contains(&name) {
        return Err(format!("the transport sets the header `{name}` itself"));
    }
    let mut value = header_value(&name, value)?;
    value.set_sensitive(true);
    Ok((name, value))
}

/// A header of a part of a multipart body.
pub(super) fn part_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let name = header_name(name)?;
    let method = match name {
        CONTENT_DISPOSITION => "file_name",
        CONTENT_TYPE => "content_type",
        name => return header_value(&name, value).map(|value| (name, value)),
    };
    Err(format!(
        "the header `{name}` of a part is set by `Upload::{method}`"
    ))
}

/// A media type of a body or of a part, which the caller sets.
pub(super) fn media_type(text: &str) -> Result<HeaderValue, String> {
    header_value(&CONTENT_TYPE, text)
}

pub(crate) fn header_name(name: &str) -> Result<HeaderName, String> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|_| format!("{name:?} is not a header name"))
}

/// A header value of visible ASCII and inner spaces. What cannot be sent is an error rather than
/// trimmed.
pub(crate) fn header_value(name: &HeaderName, value: &str) -> Result<HeaderValue, String> {
    let is_visible = value
        .bytes()
        .all(|byte| byte == b' ' || byte.is_ascii_graphic());
    let value = Some(value)
        .filter(|value| is_visible && value.trim() == *value)
        .and_then(|value| HeaderValue::from_str(value).ok());
    value.ok_or_else(|| format!("the value of the header `{name}` is not visible ASCII"))
}
