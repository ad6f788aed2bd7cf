//! Character references: `&lt;`.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

/// The longest reference, `&CounterClockwiseContourIntegral;`.
const LIMIT: usize = 33;

/// `text` with characters in place of references to them.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        decoded.push_str(&rest[..start]);
        rest = &rest[start..];
        let length = rest.bytes().take(LIMIT).position(|byte| byte == b';');
        let reference = &rest[..length.map_or(1, |length| length + 1)];
        match character(reference) {
            Some(text) => decoded.push_str(&text),
            None => decoded.push_str(reference),
        }
        rest = &rest[reference.len()..];
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
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
