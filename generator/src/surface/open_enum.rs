//! What the runtime's macro `open_enum` makes of an enum; a test compares it with the macro.

/// The name of the macro.
pub const MACRO: &str = "open_enum";

/// The traits that the macro derives, or implements as a derive does.
pub const DERIVES: &[&str] = &["Clone", "Debug", "PartialEq", "Eq", "Hash"];

/// The traits that the macro implements for users.
pub const TRAITS: &[&str] = &[
    "AsRef<str>",
    "From<&String>",
    "From<&str>",
    "From<String>",
    "Ord",
    "PartialEq<&str>",
    "PartialEq<str>",
    "PartialOrd",
    "std::fmt::Display",
    "std::str::FromStr",
];

/// The functions that the macro declares, with their signatures.
pub const FUNCTIONS: &[(&str, &str)] = &[
    ("as_str", "(&self) -> &str"),
    ("values", "() -> &'static [Self]"),
];
