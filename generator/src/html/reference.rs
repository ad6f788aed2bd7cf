//! Character references: `&lt;`.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

/// The longest reference, `&CounterClockwiseContourIntegral;`.
const LIMIT: usize = 33;

/// `text` with characters in place of references to them.
pub(crate) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        decoded.push_str(&rest[..start]);
        rest = &rest[start..];
        let length = match first(rest) {
            Some((text, length)) => {
                decoded.push_str(&text);
                length
            }
            None => {
                decoded.push('&');
                1
            }
        };
        rest = &rest[length..];
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// The characters of the reference that `text` begins with, and how many bytes it has.
pub(crate) fn first(text: &str) -> Option<(String, usize)> {
    let length = text.bytes().take(LIMIT).position(|byte| byte == b';')? + 1;
    Some((character(&text[..length])?, length))
}

/// What Markdown's parser reads a reference as.
fn character(reference: &str) -> Option<String> {
    let inner = reference.strip_prefix('&')?.strip_suffix(';')?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '#';
    if !inner.chars().all(is_part) {
        return None;
    }
    let mut texts = Parser::new(reference).filter_map(|event| match event {
        Event::Text(text) => Some(text),
        _ => None,
    });
    texts.next().map(|text| text.into_string())
}
