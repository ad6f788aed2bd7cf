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
    /// All characters: for headers, which have no percent-encoding.
    All,
}

impl Allow {
    fn allows(self, byte: u8) -> bool {
        let is_unreserved = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        match self {
            Self::Unreserved => is_unreserved,
            Self::Reserved => is_unreserved || b":/?@!$'()*,;=".contains(&byte),
            Self::ReservedInList => byte != b',' && Self::Reserved.allows(byte),
            Self::All => true,
        }
    }

    /// The same for an element of a list or a field of an object.
    pub(super) fn in_list(self) -> Self {
        match self {
            Self::Reserved => Self::ReservedInList,
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

#[cfg(test)]
mod tests {
    use super::Allow;

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
        assert_eq!(Allow::Reserved.in_list().encode("a,b"), "a%2Cb");
        assert_eq!(Allow::Reserved.encode("%2F \""), "%252F%20%22");
    }
}
