//! Surrogate pairs: the one syntax of JSON that YAML lacks.

use std::borrow::Cow;

use serde::de::IgnoredAny;

use crate::extract::Block;

/// Replaces escaped surrogate pairs (`\ud83d\ude00`) by their character, if the block is JSON.
///
/// YAML has no surrogate pairs, and many JSON writers escape everything but ASCII.
pub(super) fn join_surrogates(block: &Block) -> Cow<'_, Block> {
    let pairs = pairs(&block.text);
    if pairs.is_empty() || serde_json::from_str::<IgnoredAny>(&block.text).is_err() {
        return Cow::Borrowed(block);
    }
    let mut joined = block.clone();
    joined.text = String::with_capacity(block.text.len());
    let mut parts = Vec::with_capacity(pairs.len() + 1);
    let mut from = 0;
    for (offset, character) in pairs {
        parts.push((joined.text.len(), from));
        joined.text.push_str(&block.text[from..offset]);
        parts.push((joined.text.len(), offset));
        joined.text.push(character);
        from = offset + PAIR;
    }
    parts.push((joined.text.len(), from));
    joined.text.push_str(&block.text[from..]);
    joined.set_segments(block, &parts);
    Cow::Owned(joined)
}

/// The length of `\ud83d\ude00`.
const PAIR: usize = 12;

/// The offsets of such pairs, and the characters that they encode.
fn pairs(text: &str) -> Vec<(usize, char)> {
    let bytes = text.as_bytes();
    let mut pairs = Vec::new();
    let mut at = 0;
    while let Some(step) = text.get(at..).and_then(|rest| rest.find('\\')) {
        at += step;
        let joined = unit(bytes, at)
            .zip(unit(bytes, at + PAIR / 2))
            .and_then(|(high, low)| char::decode_utf16([high, low]).next()?.ok())
            .filter(|character| character.len_utf16() == 2);
        match joined {
            Some(character) => {
                pairs.push((at, character));
                at += PAIR;
            }
            // The character after a backslash is part of its escape, even if it is a backslash.
            None => at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    pairs
}

/// The code unit that the escape at `at` encodes.
fn unit(bytes: &[u8], at: usize) -> Option<u16> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let digits = std::str::from_utf8(digits).ok()?;
    if digits.starts_with('+') {
        return None;
    }
    u16::from_str_radix(digits, 16).ok()
}
