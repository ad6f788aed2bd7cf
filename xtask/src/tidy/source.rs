//! Rust files of this repository, as text.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};

use crate::root;

/// A Rust file.
#[derive(Clone, Debug)]
pub(super) struct SourceFile {
    /// From the root of the repository, with slashes.
    pub(super) path: String,
    pub(super) text: String,
}

impl SourceFile {
    /// Whether the file holds nothing but tests.
    pub(super) fn is_test(&self) -> bool {
        self.path
            .split('/')
            .any(|part| matches!(part, "tests" | "tests.rs"))
    }
}

/// Every Rust file below `folder`, sorted by path.
pub(super) fn files_below(folder: &str) -> Result<Vec<SourceFile>> {
    let mut paths = Vec::new();
    walk(&root().join(folder), &mut paths)?;
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = read(&path)?;
            let path = path.strip_prefix(root()).unwrap_or(&path);
            let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
            Ok(SourceFile {
                path: parts.join("/"),
                text,
            })
        })
        .collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    Ok(())
}

pub(super) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

/// The code of a file line by line: without comments, the contents of strings, and items
/// that only tests see. Every line stays where it is.
pub(super) fn code(text: &str) -> String {
    without_tests(&without_comments_and_strings(text))
}

/// Blanks each item after `#[cfg(test)]`.
pub(super) fn without_tests(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if !line.trim_start().starts_with("#[cfg(test)]") {
            code.push_str(line);
            code.push('\n');
            continue;
        }
        code.push('\n');
        let mut depth = 0;
        for line in lines.by_ref() {
            code.push('\n');
            depth += line.matches('{').count();
            depth -= line.matches('}').count().min(depth);
            if depth == 0 && line.trim_end().ends_with([';', '}']) {
                break;
            }
        }
    }
    code
}

/// Replaces comments by nothing and literals by `""`; line breaks stay.
fn without_comments_and_strings(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    let mut is_in_word = false;
    while let Some(character) = rest.chars().next() {
        let comment = comment(rest);
        let length = comment.or_else(|| literal(rest, is_in_word));
        let (skipped, after) = rest.split_at(length.unwrap_or(character.len_utf8()));
        if length.is_none() {
            code.push(character);
        } else {
            code.push_str(if comment.is_none() { "\"\"" } else { "" });
            code.extend(skipped.matches('\n'));
        }
        is_in_word = length.is_none() && (character.is_alphanumeric() || character == '_');
        rest = after;
    }
    code
}

/// The length of the comment that `text` starts with.
fn comment(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    let inner = text.strip_prefix("/*")?;
    Some(inner.find("*/").map_or(text.len(), |end| end + 4))
}

/// The length of the string or character that `text` starts with.
fn literal(text: &str, is_in_word: bool) -> Option<usize> {
    let quote = text.chars().next()?;
    match quote {
        '\'' => character(text),
        '"' => string(text),
        'r' | 'b' if !is_in_word => raw_string(text),
        _ => None,
    }
}

fn character(text: &str) -> Option<usize> {
    let inner = &text[1..];
    let end = match inner.strip_prefix('\\') {
        // The escaped character may itself be a quote.
        Some(escape) => 2 + escape.get(1..)?.find('\'')?,
        None => inner.chars().next()?.len_utf8(),
    };
    // A lifetime has no closing quote.
    inner[end..].starts_with('\'').then_some(end + 2)
}

fn string(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn raw_string(text: &str) -> Option<usize> {
    let raw = text.strip_prefix('b').unwrap_or(text).strip_prefix('r')?;
    let hashes = raw.len() - raw.trim_start_matches('#').len();
    let inner = raw[hashes..].strip_prefix('"')?;
    let end = inner.find(&format!("\"{}", "#".repeat(hashes)))?;
    Some(text.len() - inner.len() + end + 1 + hashes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_strings_and_tests_are_blank_and_lines_stay() {
        let text = "use a; // use b;\n/* use c;\n*/ let d = \"use e;\\\"\n\"; let f = r#\"g\"\"#;\n\
                    #[cfg(test)]\nmod tests {\n    use h;\n}\nlet i = ['\"', '\\'', b'j'];\n";
        let expected =
            "use a; \n\n let d = \"\"\n; let f = \"\";\n\n\n\n\nlet i = [\"\", \"\", b\"\"];\n";
        assert_eq!(code(text), expected);
    }

    #[test]
    fn a_lifetime_is_not_a_character() {
        let text = "fn f<'a>(one: &'a str, other: &'a str) -> char { 'a' }\n";
        assert_eq!(code(text), text.replace("'a' }", "\"\" }"));
    }

    #[test]
    fn an_item_that_only_tests_see_may_have_no_block() {
        let text = "#[cfg(test)]\nmod tests;\nuse a;\n#[cfg(test)]\nuse b::{c,\n d};\nuse e;\n";
        assert_eq!(code(text), "\n\nuse a;\n\n\n\nuse e;\n");
    }
}
