//! The paths that a source file names: what it imports, and what it refers to by `crate::`,
//! `super::` or `self::`.
//!
//! Tokens are enough for this; a parser of the whole language would have to be built before
//! the first `cargo xtask codegen`.

use std::collections::BTreeSet;

/// A path that a file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Its segments: `["crate", "ir", "Api"]`. The last one is `*` for a glob import.
    pub(super) segments: Vec<String>,
    /// The name that it has in the file; `None` where it is not imported.
    pub(super) imported_as: Option<String>,
    /// Where it starts, counted from 1.
    pub(super) line: usize,
}

/// Every path in `code`, which has neither comments nor strings ([`super::source::code`]).
pub(super) fn paths(code: &str) -> Vec<Named> {
    let tokens = tokens(code);
    let mut found = Vec::new();
    let mut rest = tokens.as_slice();
    while let Some((first, after)) = rest.split_first() {
        if first.text == "use" {
            let mut tree = UseTree { rest: after };
            tree.read(&[], &mut found);
            rest = tree.rest;
        } else if is_anchor(first.text) && after.first().is_some_and(|next| next.text == "::") {
            let (path, after) = path(rest);
            found.push(path);
            rest = after;
        } else {
            rest = after;
        }
    }
    found
}

/// The names of the items that `code` defines, associated ones included.
pub(super) fn items(code: &str) -> BTreeSet<String> {
    const KEYWORDS: [&str; 8] = [
        "const", "enum", "fn", "static", "struct", "trait", "type", "union",
    ];
    let tokens = tokens(code);
    let pairs = tokens.windows(2);
    pairs
        .filter(|pair| KEYWORDS.contains(&pair[0].text) && pair[1].is_word())
        .map(|pair| pair[1].text.to_owned())
        .collect()
}

/// Whether a path that starts with this keyword is one of this crate.
fn is_anchor(word: &str) -> bool {
    ["crate", "super", "self"].contains(&word)
}

/// The path that `tokens` start with, and the tokens after it.
fn path<'t, 'a>(tokens: &'t [Token<'a>]) -> (Named, &'t [Token<'a>]) {
    let line = tokens[0].line;
    let mut segments = vec![tokens[0].text.to_owned()];
    let mut rest = &tokens[1..];
    while let [separator, name, after @ ..] = rest {
        if separator.text != "::" || !name.is_word() {
            break;
        }
        segments.push(name.text.to_owned());
        rest = after;
    }
    let path = Named {
        segments,
        imported_as: None,
        line,
    };
    (path, rest)
}

/// Reads what stands between `use` and `;`.
struct UseTree<'t, 'a> {
    rest: &'t [Token<'a>],
}

impl UseTree<'_, '_> {
    /// Adds each path of the tree, which stands below `prefix`.
    fn read(&mut self, prefix: &[String], found: &mut Vec<Named>) {
        let mut segments = prefix.to_vec();
        let mut line = 0;
        while let Some((token, after)) = self.rest.split_first() {
            match token.text {
                "{" => {
                    self.rest = after;
                    return self.read_group(&segments, found);
                }
                "::" => {}
                word if token.is_word() || word == "*" => {
                    // `{self, …}` is the path of the group itself.
                    if word != "self" || segments.is_empty() {
                        segments.push(word.to_owned());
                    }
                    line = token.line;
                }
                _ => break,
            }
            self.rest = after;
            if let [keyword, alias, after @ ..] = self.rest
                && keyword.text == "as"
            {
                self.rest = after;
                return found.push(Named {
                    segments,
                    imported_as: Some(alias.text.to_owned()),
                    line,
                });
            }
        }
        if line > 0 {
            found.push(Named {
                imported_as: segments.last().cloned(),
                segments,
                line,
            });
        }
    }

    fn read_group(&mut self, prefix: &[String], found: &mut Vec<Named>) {
        while let Some((token, after)) = self.rest.split_first() {
            match token.text {
                "}" => {
                    self.rest = after;
                    return;
                }
                _ if token.is_word() || token.text == "{" || token.text == "*" => {
                    self.read(prefix, found);
                }
                // A comma, or what is no import but the input of a macro.
                _ => self.rest = after,
            }
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Token<'a> {
    text: &'a str,
    line: usize,
}

impl Token<'_> {
    fn is_word(&self) -> bool {
        self.text.starts_with(is_word_character)
    }
}

fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Words, `::`, and every other character that is not white space by itself.
fn tokens(code: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    for (index, text) in code.lines().enumerate() {
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            let length = if is_word_character(first) {
                rest.find(|character| !is_word_character(character))
                    .unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            let (token, after) = rest.split_at(length);
            tokens.push(Token {
                text: token,
                line: index + 1,
            });
            rest = after.trim_start();
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str) -> Vec<String> {
        paths(code)
            .into_iter()
            .map(|path| {
                let name = path
                    .imported_as
                    .filter(|name| Some(name) != path.segments.last());
                let alias = name.map(|name| format!(" as {name}")).unwrap_or_default();
                format!("{}: {}{alias}", path.line, path.segments.join("::"))
            })
            .collect()
    }

    #[test]
    fn groups_are_taken_apart_however_deep() {
        let code = "pub(crate) use crate::{\n    a,\n    b::{self, C as D, e::{F, g::*}},\n};\nuse std::fmt;";
        assert_eq!(
            shown(code),
            [
                "2: crate::a",
                "3: crate::b",
                "3: crate::b::C as D",
                "3: crate::b::e::F",
                "3: crate::b::e::g::*",
                "5: std::fmt",
            ]
        );
    }

    #[test]
    fn paths_in_expressions_are_found() {
        let code = "fn f() -> super::super::A {\n    crate::b::c::<D>(self::e::F { g })\n}";
        assert_eq!(
            shown(code),
            ["1: super::super::A", "2: crate::b::c", "2: self::e::F"]
        );
    }

    #[test]
    fn a_visibility_is_not_a_path() {
        assert_eq!(
            shown("pub(crate) fn f(self) {}\npub(super) mod a;").len(),
            0
        );
    }
}
