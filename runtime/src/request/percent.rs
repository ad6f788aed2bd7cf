//! Percent-encoding.

use std::fmt::Write;

/// The characters of a value that are sent unencoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Allow {
    /// Unreserved characters only, so that no value can contain a delimiter.
    Unreserved,
    /// Reserved characters too, except those that end a query parameter or that mean something else
    /// in a query: `&`, `+`, `#`, `[` and `]`. The percent sign is always encoded, so that every
    /// value decodes to itself.
    Reserved,
    /// As `Reserved`, except the comma, which separates the elements of a list.
    ReservedInList,
    /// Reserved characters of a path too, the slash among them, except those that end a path and
    /// brackets, which it cannot have.
    ReservedInPath,
    /// As `ReservedInPath`, except the comma.
    ReservedInPathList,
    /// All characters: for headers, which have no percent-encoding.
    All,
}

impl Allow {
    fn allows(self, byte: u8) -> bool {
        let is_unreserved = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        match self {
            Self::Unreserved => is_unreserved,
            Self::Reserved => is_unreserved || b":/?@!$'()*,;=".contains(&byte),
            Self::ReservedInPath => is_unreserved || b":/@!$&'()*+,;=".contains(&byte),
            Self::ReservedInPathList => byte != b',' && Self::ReservedInPath.allows(byte),
            Self::ReservedInList => byte != b',' && Self::Reserved.allows(byte),
            Self::All => true,
        }
    }

    /// The same for an element of a list or a field of an object.
    pub(super) fn in_list(self) -> Self {
        match self {
            Self::Reserved => Self::ReservedInList,
            Self::ReservedInPath => Self::ReservedInPathList,
            other => other,
        }
    }

    /// `text` with all other characters percent-encoded as UTF-8.
    pub(super) fn encode(self, text: &str) -> String {
        if self == Self::All {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        for byte in text.bytes() {
            if self.allows(byte) {
                out.push(char::from(byte));
            } else {
                // Writing to a string does not fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
        out
    }
}

/// `text` with all but unreserved characters percent-encoded.
pub(crate) fn encode(text: &str) -> String {
    Allow::Unreserved.encode(text)
}

/// `text` with each percent-encoded byte decoded. What is not UTF-8 then is replaced.
pub(crate) fn decode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        let byte = match tail {
            [high, low, after @ ..] if *first == b'%' => hex(*high, *low).inspect(|_| rest = after),
            _ => None,
        };
        out.push(byte.unwrap_or(*first));
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn hex(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::{Allow, decode};

    #[test]
    fn what_was_encoded_is_decoded() {
        for text in ["", "a b", "100%", "%41", "é%", "a/b?c"] {
            assert_eq!(decode(&Allow::Unreserved.encode(text)), text);
        }
        assert_eq!(decode("%zz%4"), "%zz%4");
    }

    #[test]
    fn only_unreserved_characters_are_sent_unencoded() {
        for (text, encoded) in [
            ("azAZ09-._~", "azAZ09-._~"),
            ("a b+c", "a%20b%2Bc"),
            ("50%", "50%25"),
            ("/?#[]@:", "%2F%3F%23%5B%5D%40%3A"),
            ("é\n", "%C3%A9%0A"),
        ] {
            assert_eq!(Allow::Unreserved.encode(text), encoded);
        }
    }

    #[test]
    fn reserved_characters_are_sent_unencoded_where_they_are_allowed() {
        let reserved = ":/?#[]@!$&'()*+,;=";
        assert_eq!(
            Allow::Reserved.encode(reserved),
            ":/?%23%5B%5D@!$%26'()*%2B,;="
        );
        assert_eq!(
            Allow::ReservedInPath.encode(reserved),
            ":/%3F%23%5B%5D@!$&'()*+,;="
        );
        assert_eq!(Allow::ReservedInPath.encode("%2F\\"), "%252F%5C");
        assert_eq!(Allow::ReservedInPath.in_list().encode("a,/"), "a%2C/");
        assert_eq!(Allow::Reserved.in_list().encode("a,b"), "a%2Cb");
        assert_eq!(Allow::Reserved.encode("%2F \""), "%252F%20%22");
    }
}
