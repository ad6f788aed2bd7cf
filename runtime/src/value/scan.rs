//! Searches strings for the bytes that JSON escapes.

/// Every byte 1, and every byte's highest bit.
const ONES: u64 = u64::from_le_bytes([0x01; 8]);
const HIGHS: u64 = u64::from_le_bytes([0x80; 8]);

/// Number of bytes before the first quote, backslash or control character; all of them if there is
/// none.
///
/// Strings are most of a response, and this is most of decoding and encoding them: hence eight
/// bytes at a time.
pub(crate) fn unescaped_len(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let found = special(u64::from_le_bytes(*word));
        if found != 0 {
            // The lowest bit that is set belongs to the first special byte.
            return index * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let unescaped = rest
        .iter()
        .position(|byte| matches!(byte, b'"' | b'\\' | ..0x20));
    words.len() * 8 + unescaped.unwrap_or(rest.len())
}

/// The highest bit of every special byte. Above the first of them, bits may be set by a borrow;
/// none is set below it.
fn special(word: u64) -> u64 {
    let below = |limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word;
    let equal = |byte: u8| {
        let differs = word ^ (ONES * u64::from(byte));
        differs.wrapping_sub(ONES) & !differs
    };
    (below(0x20) | equal(b'"') | equal(b'\\')) & HIGHS
}

#[cfg(test)]
mod tests {
    use super::unescaped_len;

    #[test]
    fn the_first_special_byte_is_found_wherever_it_is() {
        let unescaped = [b' ', b'!', b'a', 0x7f, 0x80, 0xa2, 0xdc, 0xff];
        for length in 0..40 {
            for at in 0..=length {
                for special in [0x00, 0x1f, b'"', b'\\'] {
                    let mut bytes: Vec<u8> =
                        unescaped.iter().copied().cycle().take(length).collect();
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte = special;
                    }
                    // The bytes after it must not matter.
                    if let Some(byte) = bytes.get_mut(at + 1) {
                        *byte = special;
                    }
                    assert_eq!(unescaped_len(&bytes), at, "{bytes:?}");
                }
            }
        }
    }
}
