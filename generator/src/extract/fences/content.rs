//! What the text of a fence is, by the fields that it begins with.

use crate::http_method::is_method;

/// The fields of a path item other than its methods.
pub(crate) const OF_PATH_ITEMS: [&str; 5] =
    ["$ref", "description", "parameters", "servers", "summary"];

/// The quotes of JSON and YAML, and what some tools make of them.
const QUOTES: [&str; 9] = ["\"", "'", "“", "”", "‘", "’", "&quot;", "&#34;", "&#39;"];

/// The kind of document in a fence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Content {
    /// OpenAPI 3 or Swagger 2.0.
    OpenApi,
    /// AsyncAPI.
    AsyncApi,
    /// An operation in Mintlify's older format.
    Mintlify,
    /// Paths or operations of OpenAPI, without the field that says so.
    Part,
    /// Anything else.
    Other,
}

impl Content {
    /// The kind of the document in `text`, which is YAML or JSON.
    pub(in crate::extract) fn of(text: &str) -> Self {
        let has = |key: &str| text.lines().any(|line| is_field(line, key));
        if has("openapi") || has("swagger") {
            Self::OpenApi
        } else if has("asyncapi") {
            Self::AsyncApi
        } else if is_operation(text) {
            Self::Mintlify
        } else if has_paths(text) || is_part(text) {
            Self::Part
        } else {
            Self::Other
        }
    }

    /// Whether `text` is a document of OpenAPI or a part of one, and nothing else.
    pub(in crate::extract) fn is_of_document(text: &str) -> bool {
        Self::begins_document(text) || Self::of(text) == Self::Part
    }

    /// Whether a line is the field that says that what it is in is OpenAPI, with its version.
    pub(super) fn is_version(line: &str) -> bool {
        let is_versioned = |key: &str| {
            let value = line.split_once(':').map(|(_, value)| value.trim_start());
            let version = value.map(without_quote).unwrap_or_default();
            is_field(line, key) && version.starts_with(['2', '3'])
        };
        is_versioned("openapi") || is_versioned("swagger")
    }

    /// Whether the first field of `text` says that it is OpenAPI.
    fn begins_document(text: &str) -> bool {
        let mut lines = text.lines().map(str::trim);
        let is_text =
            |line: &&str| !matches!(*line, "" | "{" | "---") && !line.starts_with(['#', ':']);
        let first = lines.find(is_text);
        first.is_some_and(|line| ["openapi", "swagger"].iter().any(|key| is_field(line, key)))
    }
}

/// Whether the line is the field `key` of a mapping.
fn is_field(line: &str, key: &str) -> bool {
    let line = line.trim_start_matches(['{', ' ', '\t']);
    let rest = without_quote(line).strip_prefix(key);
    rest.is_some_and(|rest| without_quote(rest).trim_start().starts_with(':'))
}

/// A text without the quote that it begins with, in the forms too that word processors and HTML
/// have for it: what is in such quotes was meant as a field.
fn without_quote(text: &str) -> &str {
    let mut quotes = QUOTES.iter();
    let rest = quotes.find_map(|quote| text.strip_prefix(quote));
    rest.unwrap_or(text)
}

/// Whether `paths` has the fields `path` and `method` in place of paths.
fn is_operation(text: &str) -> bool {
    let lines = text.lines().skip_while(|line| !line.starts_with("paths:"));
    let mut fields = lines.skip(1).take_while(|line| line.starts_with("  "));
    fields
        .next()
        .is_some_and(|line| line.starts_with("  path:"))
        && fields.any(|line| line.starts_with("  method:"))
}

/// Whether the outermost field `paths` of `text` has paths with operations.
fn has_paths(text: &str) -> bool {
    let is_json = text.trim_start().starts_with('{');
    let start = match is_json {
        true => text.find("\"paths\""),
        false => {
            let mut at = 0;
            let mut lines = text.split_inclusive('\n');
            lines.find_map(|line| {
                let start = at;
                at += line.len();
                line.starts_with("paths:").then_some(start)
            })
        }
    };
    let paths = start.and_then(|start| first_field(&text[start..]));
    paths.is_some_and(|(_, paths)| begins_path(paths))
}

/// Whether `text` begins with a path or a method of one, and has the responses of an operation.
fn is_part(text: &str) -> bool {
    let begins_method = first_field(text).is_some_and(|(name, _)| is_method(name));
    (begins_method || begins_path(text)) && text.lines().any(|line| is_field(line, "responses"))
}

/// Whether the mapping at the start of `text` begins with a path and a field of it.
fn begins_path(text: &str) -> bool {
    let item = first_field(text).filter(|(path, _)| path.starts_with('/'));
    let field = item.and_then(|(_, item)| first_field(item));
    field.is_some_and(|(name, _)| is_method(name) || OF_PATH_ITEMS.contains(&name))
}

/// The name of the first field of the mapping at the start of `text`, and what follows its colon.
fn first_field(text: &str) -> Option<(&str, &str)> {
    let mut text = text.trim_start_matches("---");
    loop {
        text = text.trim_start_matches(|it: char| it.is_whitespace() || it == '{');
        match text.strip_prefix('#') {
            Some(comment) => text = comment.split_once('\n')?.1,
            None => break,
        }
    }
    let (name, rest) = match text.chars().next()? {
        quote @ ('"' | '\'') => text[1..].split_once(quote)?,
        _ => {
            let line = text.lines().next()?;
            let mut colons = line.match_indices(':').map(|(at, _)| at);
            let end = colons.find(|at| {
                line[at + 1..]
                    .chars()
                    .next()
                    .is_none_or(char::is_whitespace)
            });
            text.split_at(end?)
        }
    };
    Some((name, rest.trim_start().strip_prefix(':')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_decide_what_a_document_is() {
        for (text, content) in [
            ("openapi: 3.0.0\npaths: {}\n", Content::OpenApi),
            ("{\"openapi\":\"3.0.0\"}", Content::OpenApi),
            ("{\n  \"swagger\": \"2.0\"\n}", Content::OpenApi),
            ("asyncapi: 2.6.0\n", Content::AsyncApi),
            (
                "paths:\n  path: /a\n  servers: []\n  method: get\n",
                Content::Mintlify,
            ),
            ("paths:\n  path: /a\nmethod: get\n", Content::Other),
            ("# A\npaths:\n  # B\n  /a/{b}:c:\n    get:\n", Content::Part),
            (
                "info: {}\npaths:\n  '/a':\n    $ref: a.yaml\n",
                Content::Part,
            ),
            (
                "{\n  \"paths\": {\n    \"/a\": {\"get\": {}}\n  }\n}",
                Content::Part,
            ),
            ("/a:\n  get:\n    responses: {}\n", Content::Part),
            ("---\nget:\n  responses: {}\n", Content::Part),
            ("/a:\n  get: handler\n", Content::Other),
            ("paths:\n  /a: docs/a\n", Content::Other),
            (
                "{\"compilerOptions\": {\"paths\": {\"/a\": [\"b\"]}}}",
                Content::Other,
            ),
            ("paths:\n", Content::Other),
            ("{\"paths\"", Content::Other),
            ("path: /a\nmethod: get\n", Content::Other),
            ("{“openapi”: “3.0.0”}", Content::OpenApi),
            ("{&quot;swagger&quot;: &quot;2.0&quot;}", Content::OpenApi),
            ("{\"id\": 1}", Content::Other),
        ] {
            assert_eq!(Content::of(text), content, "{text}");
        }
    }
}
