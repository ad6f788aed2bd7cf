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

/// Whether a media type is that of JSON.
pub(crate) fn is_json(media_type: &str) -> bool {
    const PLAIN: [&str; 4] = [
        "application/json",
        "text/json",
        "application/x-json",
        "text/x-json",
    ];
    const SUFFIX: &str = "+json";

    let essence = essence(media_type);
    let end = essence.len().saturating_sub(SUFFIX.len());
    let suffix = essence.get(end..).unwrap_or_default();
    suffix.eq_ignore_ascii_case(SUFFIX) || PLAIN.iter().any(|it| essence.eq_ignore_ascii_case(it))
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
