//! The media type of a response.

use std::borrow::Cow;

use http::{HeaderMap, header::CONTENT_TYPE};

/// The header as it is.
pub(super) fn content_type(headers: &HeaderMap) -> Option<Cow<'_, str>> {
    let value = headers.get(CONTENT_TYPE)?;
    Some(String::from_utf8_lossy(value.as_bytes()))
}

/// The type and the subtype of a media type.
pub(super) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// Whether a media type is that of JSON, such as `application/json`, `application/hal+json`, or
/// `application/x-amz-json-1.1`.
pub(crate) fn is_json(media_type: &str) -> bool {
    let Some((kind, subtype)) = essence(media_type).split_once('/') else {
        return false;
    };
    let name = subtype.trim_end_matches(|c: char| c == '.' || c.is_ascii_digit());
    let name = name.strip_suffix('-').unwrap_or(subtype);
    let is_plain = name.eq_ignore_ascii_case("json") || ends_with(name, "-json");
    let is_known = ["application", "text"]
        .iter()
        .any(|it| kind.eq_ignore_ascii_case(it));
    is_plain && is_known || ends_with(subtype, "+json")
}

/// Whether `text` ends with `end`, in any case.
fn ends_with(text: &str, end: &str) -> bool {
    let at = text.len().saturating_sub(end.len());
    text.get(at..)
        .is_some_and(|it| it.eq_ignore_ascii_case(end))
}

/// Whether a media type is that of text and not of JSON.
pub(super) fn is_text(media_type: &str) -> bool {
    let kind = essence(media_type).split('/').next().unwrap_or_default();
    kind.eq_ignore_ascii_case("text") && !is_json(media_type)
}

/// The charset that the media type names, in lower case.
pub(super) fn charset(headers: &HeaderMap) -> Option<String> {
    let text = content_type(headers)?;
    text.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        is_charset.then(|| value.trim().trim_matches('"').to_ascii_lowercase())
    })
}

/// Whether text in `charset` is valid UTF-8.
pub(super) fn is_utf8(charset: &str) -> bool {
    matches!(charset, "utf-8" | "utf8" | "us-ascii" | "ascii")
}
