//! Names of headers.

/// Headers that the specification excludes from parameters.
const EXCLUDED: [&str; 3] = ["accept", "authorization", "content-type"];
/// Headers that decide where the request goes and how long its body is.
const TRANSPORT: [&str; 4] = ["connection", "content-length", "host", "transfer-encoding"];

/// Whether the client or its transport sets the header, so that a parameter must not.
pub(crate) fn is_reserved(name: &str) -> bool {
    let mut excluded = EXCLUDED.iter();
    excluded.any(|header| name.eq_ignore_ascii_case(header)) || is_of_transport(name)
}

/// Whether the transport sets the header, so that nothing else must.
pub(crate) fn is_of_transport(name: &str) -> bool {
    let mut headers = TRANSPORT.iter();
    headers.any(|header| name.eq_ignore_ascii_case(header))
}

/// Whether the text is a token of RFC 9110, as names of headers and cookies must be.
pub(crate) fn is_token(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_allowed)
}

#[cfg(test)]
mod tests {
    use super::{is_of_transport, is_reserved, is_token};

    #[test]
    fn header_names_are_tokens() {
        assert!(is_token("X-Request-Id"));
        for text in ["x\r\ny", "x y", "", "x:y", "\u{e9}"] {
            assert!(!is_token(text), "{text:?}");
        }
    }

    #[test]
    fn headers_are_reserved_in_any_case() {
        assert!(is_reserved("Content-Type") && is_reserved("host"));
        assert!(!is_reserved("If-Match"));
        assert!(is_of_transport("Host") && !is_of_transport("Authorization"));
    }
}
