//! The body of a response to a text, where it is what the request expects.

use std::io::Read as _;

use flate2::read::GzDecoder;
use serde::{Deserialize, de::IgnoredAny};

use crate::fetch::{Expected, FetchError};

/// Media types of HTML. Sites send it, with status 200, for pages that they do not have.
const HTML_TYPES: [&str; 2] = ["text/html", "application/xhtml+xml"];

/// The first bytes of what gzip compressed.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Decodes the body of a response.
///
/// # Errors
///
/// Where the body is not what is expected, or not UTF-8; the message says which.
pub(crate) fn decode(
    expected: Expected,
    content_type: Option<&str>,
    body: Vec<u8>,
) -> Result<String, FetchError> {
    let name = expected.name();
    let media_type = content_type.unwrap_or_default().split(';').next();
    let media_type = media_type.unwrap_or_default().trim().to_ascii_lowercase();
    if HTML_TYPES.contains(&media_type.as_str()) {
        let reason = format!("expected {name}, found `{media_type}`");
        return Err(FetchError::absent(reason));
    }
    let body = match expected {
        Expected::Sitemap if body.starts_with(&GZIP) => decompress(&body, expected.max_bytes())?,
        _ => body,
    };
    let text = String::from_utf8(body).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        FetchError::new(format!("invalid UTF-8 at byte {offset}"))
    })?;
    let trimmed = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let start: String = trimmed.chars().take(16).collect();
    let start = start.to_ascii_lowercase();
    if start.starts_with("<!doctype") || start.starts_with("<html") {
        return Err(FetchError::absent(format!("expected {name}, found HTML")));
    }
    // A site may have an empty `robots.txt`, which has no rules.
    if trimmed.trim().is_empty() && expected != Expected::Robots {
        let reason = format!("the {} is empty", expected.noun());
        return Err(FetchError::new(reason));
    }
    if expected == Expected::Document && !is_document(trimmed) {
        let reason = "expected an OpenAPI document, found neither `openapi` nor `swagger` in it";
        return Err(FetchError::absent(reason));
    }
    Ok(text)
}

/// Decompresses a file up to a maximum size: a small one can contain gigabytes.
fn decompress(body: &[u8], max_bytes: u64) -> Result<Vec<u8>, FetchError> {
    let mut text = Vec::new();
    let mut reader = GzDecoder::new(body).take(max_bytes + 1);
    reader
        .read_to_end(&mut text)
        .map_err(|error| FetchError::new(format!("the file cannot be decompressed: {error}")))?;
    if text.len() as u64 > max_bytes {
        let reason = format!("the file is larger than {} MiB", max_bytes >> 20);
        return Err(FetchError::new(reason));
    }
    Ok(text)
}

/// The fields of an OpenAPI document that say that it is one.
#[derive(Deserialize)]
struct Version {
    openapi: Option<IgnoredAny>,
    swagger: Option<IgnoredAny>,
}

/// Whether a text looks like an OpenAPI document; the generator reports what is wrong in it.
fn is_document(text: &str) -> bool {
    if text.starts_with('{') {
        let version: Result<Version, _> = serde_json::from_str(text);
        return version.is_ok_and(|it| it.openapi.is_some() || it.swagger.is_some());
    }
    let keys = ["openapi:", "swagger:"];
    text.lines()
        .any(|line| keys.iter().any(|key| line.starts_with(key)))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::{Compression, write::GzEncoder};

    use super::*;
    use crate::fetch::Cause;

    #[test]
    fn html_is_rejected() {
        let decode = |content_type, body: &[u8]| decode(Expected::Page, content_type, body.into());
        let typed = decode(Some("text/html; charset=utf-8"), b"# A").unwrap_err();
        assert_eq!(typed.cause, Cause::Absent);
        decode(Some("text/markdown"), b"\n<!DOCTYPE html>").unwrap_err();
        decode(None, b"\xef\xbb\xbf<html lang=\"en\">").unwrap_err();
        assert_eq!(decode(None, b"# <html>").unwrap(), "# <html>");
    }

    #[test]
    fn invalid_utf8_is_rejected() {
        let error = decode(Expected::Page, Some("text/plain"), b"caf\xe9".into()).unwrap_err();
        assert_eq!(error.reason, "invalid UTF-8 at byte 3");
    }

    #[test]
    fn a_document_says_its_version() {
        let document = |text: &str| decode(Expected::Document, None, text.into());
        document("{\"info\": {}, \"openapi\": \"3.1.0\"}").unwrap();
        document("# Kennel\nopenapi: 3.1.0\n").unwrap();
        document("swagger: '2.0'\n").unwrap();
        for other in ["{\"error\": \"no such page\"}", "{", "# Not found\n"] {
            assert_eq!(document(other).unwrap_err().cause, Cause::Absent);
        }
    }

    #[test]
    fn a_sitemap_is_decompressed_up_to_its_maximum_size() {
        let compressed = |text: &[u8]| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(text).unwrap();
            encoder.finish().unwrap()
        };
        let sitemap = |body| decode(Expected::Sitemap, None, body);
        assert_eq!(sitemap(compressed(b"<urlset/>")).unwrap(), "<urlset/>");
        let huge = sitemap(compressed(&vec![b' '; (16 << 20) + 1])).unwrap_err();
        assert_eq!(huge.reason, "the file is larger than 16 MiB");
        sitemap(compressed(b"<urlset/>")[..12].to_vec()).unwrap_err();
    }
}
