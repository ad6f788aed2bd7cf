//! The one place where text becomes a Rust identifier.
//!
//! Page text never reaches `proc_macro2::Ident` by another way: an identifier
//! is ASCII, is not a keyword, and was made by [`RustIdent::new`].

use std::fmt;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};

/// A valid Rust identifier of ASCII letters, digits and underscores.
///
/// Keywords are held in raw form (`r#type`), or with an underscore behind them
/// where Rust has no raw form (`self_`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RustIdent(String);

impl RustIdent {
    /// The identifier that `text` spells.
    ///
    /// `None` where `text` is empty, begins with a digit, holds anything but
    /// ASCII letters, digits and underscores, or is a lone underscore.
    pub fn new(text: &str) -> Option<Self> {
        let starts_well = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        let holds_well = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !starts_well || !holds_well || text.chars().all(|c| c == '_') {
            return None;
        }
        Some(Self(match text {
            _ if !is_keyword(text) => text.to_owned(),
            _ if WITHOUT_RAW_FORM.contains(&text) => format!("{text}_"),
            _ => format!("r#{text}"),
        }))
    }

    /// An identifier that the generator's own source spells.
    #[expect(
        clippy::panic,
        reason = "a literal of our own source, which tests reach"
    )]
    pub(crate) fn literal(text: &'static str) -> Self {
        match Self::new(text) {
            Some(name) => name,
            None => panic!("internal error: `{text}` is not an identifier"),
        }
    }

    /// As [`new`](Self::new), for names that become files as well: a module
    /// `type` would need a raw name in code and another on disk, so that
    /// keywords get an underscore behind them.
    pub fn module(text: &str) -> Option<Self> {
        if is_keyword(text) {
            return Some(Self(format!("{text}_")));
        }
        Self::new(text)
    }

    /// The identifier as it stands in code, `r#` included.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier without `r#`: its name in documentation and on disk.
    pub fn plain(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl fmt::Display for RustIdent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ToTokens for RustIdent {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(match self.0.strip_prefix("r#") {
            Some(raw) => Ident::new_raw(raw, Span::call_site()),
            None => Ident::new(&self.0, Span::call_site()),
        });
    }
}

/// Reserved words that cannot be written as `r#…`.
const WITHOUT_RAW_FORM: &[&str] = &["self", "Self", "super", "crate"];

/// Every strict and reserved keyword up to edition 2024. `syn` accepts `gen`
/// as an identifier, the compiler does not, so this table is our own.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "Self", "static", "struct", "super", "trait", "true", "try", "type",
    "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

fn is_keyword(text: &str) -> bool {
    // Most names are longer than any of them.
    text.len() <= LONGEST_KEYWORD && KEYWORDS.contains(&text)
}

/// How many letters the longest keyword has.
const LONGEST_KEYWORD: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_keyword_is_longer_than_the_longest() {
        assert!(KEYWORDS.iter().all(|it| it.len() <= LONGEST_KEYWORD));
        assert!(WITHOUT_RAW_FORM.iter().all(|it| KEYWORDS.contains(it)));
    }

    #[test]
    fn keywords_are_escaped_as_rust_allows() {
        let spell = |text| RustIdent::new(text).unwrap().to_string();
        assert_eq!(spell("type"), "r#type");
        assert_eq!(spell("gen"), "r#gen");
        assert_eq!(spell("Self"), "Self_");
        assert_eq!(spell("crate"), "crate_");
        assert_eq!(spell("union"), "union");
        assert_eq!(RustIdent::module("type").unwrap().as_str(), "type_");
    }

    #[test]
    fn what_is_not_an_identifier_is_rejected() {
        for text in [
            "",
            "_",
            "__",
            "2fa",
            "größe",
            "a-b",
            "a b",
            "😀",
            "r#type",
            "a\u{202e}",
        ] {
            assert_eq!(RustIdent::new(text), None, "{text:?}");
        }
    }

    #[test]
    fn every_keyword_compiles_as_a_token() {
        for text in KEYWORDS {
            let tokens = RustIdent::new(text).unwrap().to_token_stream().to_string();
            assert!(syn::parse_str::<syn::Ident>(&tokens).is_ok(), "{text}");
        }
    }
}
