//! The kinds of findings, each with what it means and how to resolve it.
//!
//! `docs/diagnostics.md` is generated from the table; `tests/tests/diagnostics.rs` keeps it current
//! and checks that a case produces each code.

use std::fmt;

use super::Severity;

/// Declares [`Code`] and its functions from one table, so that no entry can lack a part.
///
/// An entry is a doc comment with the meaning, the variant, its severity, its text, and what
/// the author of the input should do about it.
macro_rules! codes {
    ($(
        $(#[doc = $meaning:literal])+
        $variant:ident = $severity:ident $text:literal => $resolution:literal;
    )+) => {
        /// The kind of a finding. Its text never changes once it is published.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $meaning])+ $variant,)+
        }

        impl Code {
            /// Every code, ordered by its text.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The text of the code in kebab case, for example `merge-conflict`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }

            /// How much findings of this kind matter.
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)+
                }
            }

            /// What a finding of this kind says, in sentences of Markdown.
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($meaning),+).trim_start(),)+
                }
            }

            /// What the author of the input should do about it, in sentences of Markdown.
            pub const fn resolution(self) -> &'static str {
                match self {
                    $(Self::$variant => $resolution,)+
                }
            }
        }
    };
}

mod table;

pub use self::table::Code;

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_kebab_case_and_in_order() {
        let texts: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert!(texts.is_sorted_by(|a, b| a < b), "{texts:?}");
        for text in texts {
            let is_word = |word: &str| {
                !word.is_empty()
                    && word
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
            };
            assert!(text.split('-').all(is_word), "{text}");
        }
    }

    #[test]
    fn every_code_is_explained_in_sentences() {
        for code in Code::ALL {
            for text in [code.meaning(), code.resolution()] {
                assert!(
                    text.ends_with('.') && !text.contains("  "),
                    "{code}: {text}"
                );
            }
        }
    }
}
