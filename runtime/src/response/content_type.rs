//! The media type of a response.

use http::{HeaderMap, header::CONTENT_TYPE};

/// The header as it is, and the type and subtype in lower case.
pub(super) fn content_type(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(CONTENT_TYPE)?;
    let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
    let essence = text.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    Some((text, essence))
}

/// Whether a media type in lower case is that of JSON.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let is_plain = matches!(
        essence,
        "application/json" | "text/json" | "application/x-json" | "text/x-json"
    );
    is_plain || essence.ends_with("+json")
}

/// The charset that the media type names, in lower case.
pub(super) fn charset(headers: &HeaderMap) -> Option<String> {
    let (text, _) = content_type(headers)?;
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
