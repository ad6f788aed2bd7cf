//! What each kind of identifier looks like. A name that begins with a digit gets a
//! letter before it.

use crate::ident::RustIdent;

/// A field, or a method or argument called as one.
pub(super) fn field(text: &str) -> Option<RustIdent> {
    RustIdent::new(&letter_first("n", text))
}

/// A variant of an enum.
pub(super) fn variant(text: &str) -> Option<RustIdent> {
    RustIdent::new(&letter_first("V", text))
}

/// A type.
pub(super) fn ty(text: &str) -> Option<RustIdent> {
    // Rust could have it as `Self_`; the next candidate says more.
    if text == "Self" {
        return None;
    }
    RustIdent::new(&letter_first("T", text))
}

/// A module, or a method that is called as one: groups are both at once, so that neither
/// may be raw.
pub(super) fn module(text: &str) -> Option<RustIdent> {
    RustIdent::module(&letter_first("n", text))
}

/// A constant, from the name in lower case of what it describes.
pub(super) fn constant(text: &str) -> Option<RustIdent> {
    RustIdent::new(&letter_first("N", &text.to_uppercase()))
}

fn letter_first(letter: &str, text: &str) -> String {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        format!("{letter}{text}")
    } else {
        text.to_owned()
    }
}
