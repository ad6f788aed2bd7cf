//! The types that pages name in words: `string[]`, `Array of strings (UUIDs)`, `integer | null`.

use serde_json::{Value, json};

/// How deep lists are nested; the items of deeper ones are any value.
const DEPTH_LIMIT: usize = 16;

/// What is around a value.
const QUOTES: [char; 3] = ['`', '"', '\''];

/// The schema of the type that `text` names; any value where the words are unknown.
pub(super) fn schema(text: &str) -> Value {
    schema_within(text, DEPTH_LIMIT)
}

/// As [`schema`], with at most `depth` lists in each other.
fn schema_within(text: &str, depth: usize) -> Value {
    if let Some((values, is_nullable)) = values(text) {
        let mut schema = json!({ "type": "string", "enum": values });
        if is_nullable {
            schema["nullable"] = true.into();
        }
        return schema;
    }
    let (text, is_nullable) = without_null(without_marks(text));
    if is_nullable {
        let mut schema = schema_within(text, depth);
        schema["nullable"] = true.into();
        return schema;
    }
    let lower = text.to_ascii_lowercase();
    let alternatives: Vec<&str> = lower
        .split(['|', '¦', '/'])
        .flat_map(|it| it.split(" or "))
        .collect();
    if alternatives.len() > 1 {
        return one_of(&alternatives, depth);
    }
    if let Some(item) = item_text(&lower) {
        let items = match depth.checked_sub(1) {
            Some(depth) => schema_within(item, depth),
            None => json!({}),
        };
        return json!({ "type": "array", "items": items });
    }
    let (word, rest) = match lower.find([' ', '(', '<', ',', ':']) {
        Some(end) => lower.split_at(end),
        None => (lower.as_str(), ""),
    };
    named(word, rest)
}

/// The only values of a type that names them, and whether null is another one: `'low' | 'high'`, or
/// ``enum(`low`, `high`)``.
fn values(text: &str) -> Option<(Vec<&str>, bool)> {
    let parts = text.split_once(['(', ':']);
    let is_word = |known: &str| parts.is_some_and(|(it, _)| it.trim().eq_ignore_ascii_case(known));
    let is_enum = is_word("enum");
    let inner = parts.filter(|_| is_enum || is_word("string"));
    let inner = inner.map(|(_, rest)| rest.trim_end_matches(')'));
    let values = inner.unwrap_or(text).split(['|', '¦', ',']);
    let values = values.flat_map(|it| it.split(" or ")).map(str::trim);
    let is_null = |it: &&str| it.trim_matches(QUOTES) == "null";
    let (null, values): (Vec<&str>, Vec<&str>) =
        values.filter(|it| !it.is_empty()).partition(is_null);
    if values.len() < 2 || !values.iter().all(|it| is_value(it, is_enum)) {
        return None;
    }
    let values = values.iter().map(|it| it.trim_matches(QUOTES));
    Some((values.collect(), !null.is_empty()))
}

/// Whether one of several alternatives is a value: what is in quotes, or in backticks and not the
/// name of a type.
fn is_value(text: &str, is_enum: bool) -> bool {
    let code = text.trim_matches('`');
    let inner = text.trim_matches(QUOTES);
    if inner.is_empty() {
        return false;
    }
    if inner.len() < code.len() {
        return true;
    }
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let is_marked = is_enum || code.len() < text.len();
    is_marked && inner.chars().all(is_part) && schema_within(inner, 0) == json!({})
}

fn without_marks(text: &str) -> &str {
    text.trim().trim_matches(['`', '*', '<', '>']).trim()
}

/// A type without what says that its value may be null: `string?`, `nullable string` or `integer,
/// nullable`.
fn without_null(text: &str) -> (&str, bool) {
    let mut inner = text;
    loop {
        let before = ["nullable ", "?"].iter();
        let after = [", nullable", " (nullable)", " nullable", "?"].iter();
        let mut rests = before
            .filter_map(|word| inner.strip_prefix(word))
            .chain(after.filter_map(|word| inner.strip_suffix(word)));
        match rests.next() {
            Some(rest) if !rest.is_empty() => inner = without_marks(rest),
            _ => return (inner, inner.len() < text.len()),
        }
    }
}

/// Whether the text is the type of a file.
pub(super) fn is_file(text: &str) -> bool {
    matches!(schema(text)["format"].as_str(), Some("binary"))
}

/// The type of the only alternative other than `null`, or of several that are scalars; any value
/// where there are others.
fn one_of(alternatives: &[&str], depth: usize) -> Value {
    let is_null = |text: &&&str| matches!(text.trim(), "null" | "none" | "nil");
    let mut others = alternatives.iter().filter(|text| !is_null(text));
    match (others.next(), others.next()) {
        (Some(only), None) => {
            let mut schema = schema_within(only, depth);
            schema["nullable"] = true.into();
            schema
        }
        _ => {
            let mut schema =
                one_of_scalars(alternatives.iter().copied().filter(|it| !is_null(&it)));
            if schema != json!({}) && alternatives.iter().any(|it| is_null(&it)) {
                schema["nullable"] = true.into();
            }
            schema
        }
    }
}

/// The type of values that are each of one of several scalar types.
fn one_of_scalars<'a>(alternatives: impl Iterator<Item = &'a str>) -> Value {
    let mut types: Vec<Value> = Vec::new();
    for text in alternatives {
        let schema = named(without_marks(text), "");
        let is_scalar = schema.as_object().is_some_and(|it| it.len() == 1);
        if !is_scalar || schema["type"] == "object" {
            return json!({});
        }
        if !types.contains(&schema) {
            types.push(schema);
        }
    }
    // Each integer is a number.
    let number = json!({ "type": "number" });
    if types.contains(&number) {
        types.retain(|it| it["type"] != "integer");
    }
    match &types[..] {
        [] => json!({}),
        [only] => only.clone(),
        _ => json!({ "oneOf": types }),
    }
}

/// The words for the items of a list; empty where the list does not say.
fn item_text(text: &str) -> Option<&str> {
    let text = text.trim();
    if let Some(item) = text.strip_suffix("[]").or_else(|| text.strip_prefix("[]")) {
        return Some(item);
    }
    // `integer array`
    let item = [" array", " list"]
        .iter()
        .find_map(|it| text.strip_suffix(it));
    if let Some(item) = item.filter(|it| named(it, "") != json!({})) {
        return Some(item);
    }
    // `[string]`
    if let Some(item) = text.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        return Some(item);
    }
    let (word, rest) = match text.find([' ', '<', '(', '[']) {
        Some(end) => text.split_at(end),
        None => (text, ""),
    };
    if !matches!(word, "array" | "arrays" | "list" | "lists" | "set") {
        return None;
    }
    let rest = rest.trim();
    let inner = rest.strip_prefix("of ");
    let inner = inner.or_else(|| rest.strip_prefix(['<', '(', '[']));
    Some(inner.unwrap_or_default().trim_end_matches(['>', ']', ')']))
}

/// The type that `word` names, with the qualifiers after it: a format in parentheses.
fn named(word: &str, rest: &str) -> Value {
    let has = |format: &str| rest.contains(format);
    match word {
        "string" | "strings" | "str" | "text" | "varchar" | "char" => {
            if has("uuid") {
                json!({ "type": "string", "format": "uuid" })
            } else if has("date-time") || has("datetime") {
                json!({ "type": "string", "format": "date-time" })
            } else if has("binary") || has("file") {
                json!({ "type": "string", "format": "binary" })
            } else {
                json!({ "type": "string" })
            }
        }
        "uuid" | "uuids" | "guid" => json!({ "type": "string", "format": "uuid" }),
        "url" | "urls" | "uri" | "email" | "id" | "date" | "time" | "timezone" => {
            json!({ "type": "string" })
        }
        "datetime" | "date-time" | "timestamp" | "iso8601" => {
            json!({ "type": "string", "format": "date-time" })
        }
        "file" | "files" | "binary" | "blob" | "image" => {
            json!({ "type": "string", "format": "binary" })
        }
        "integer" | "integers" | "int" | "int32" | "int64" | "long" | "bigint" | "uint" => {
            json!({ "type": "integer" })
        }
        "number" | "numbers" | "float" | "floats" | "double" | "decimal" | "numeric" => {
            json!({ "type": "number" })
        }
        "boolean" | "booleans" | "bool" => json!({ "type": "boolean" }),
        "object" | "objects" | "dict" | "dictionary" | "map" | "hash" | "record" | "json" => {
            json!({ "type": "object" })
        }
        "enum" => match rest.trim_start_matches('<').split(['>', ' ']).next() {
            Some("integer" | "int") => json!({ "type": "integer" }),
            Some("number") => json!({ "type": "number" }),
            _ => json!({ "type": "string" }),
        },
        _ => json!({}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_types() {
        for (text, expected) in [
            ("string", json!({ "type": "string" })),
            (
                "String (UUID)",
                json!({ "type": "string", "format": "uuid" }),
            ),
            ("`integer`", json!({ "type": "integer" })),
            (
                "Timestamp",
                json!({ "type": "string", "format": "date-time" }),
            ),
            ("enum<string>", json!({ "type": "string" })),
            ("object", json!({ "type": "object" })),
            (
                "integer | null",
                json!({ "type": "integer", "nullable": true }),
            ),
            (
                "string or null",
                json!({ "type": "string", "nullable": true }),
            ),
            (
                "'low' | \"high\"",
                json!({ "type": "string", "enum": ["low", "high"] }),
            ),
            (
                "enum(`low`, `high`)",
                json!({ "type": "string", "enum": ["low", "high"] }),
            ),
            (
                "`low` | `high`",
                json!({ "type": "string", "enum": ["low", "high"] }),
            ),
            (
                "enum: low, high",
                json!({ "type": "string", "enum": ["low", "high"] }),
            ),
            (
                "`string` | `integer`",
                json!({ "oneOf": [{ "type": "string" }, { "type": "integer" }] }),
            ),
            ("integer or number", json!({ "type": "number" })),
            ("string | object", json!({})),
            ("string | uuid", json!({})),
            (
                "[]string",
                json!({ "type": "array", "items": { "type": "string" } }),
            ),
            ("string?", json!({ "type": "string", "nullable": true })),
            (
                "integer, nullable",
                json!({ "type": "integer", "nullable": true }),
            ),
            ("string | 'a'", json!({})),
            ("`string[]` | `integer[]`", json!({})),
            (
                "`Open` | `Closed`",
                json!({ "type": "string", "enum": ["Open", "Closed"] }),
            ),
            ("Cat | Dog", json!({})),
            (
                "`a` | `b` | null",
                json!({ "type": "string", "enum": ["a", "b"], "nullable": true }),
            ),
            ("enum (string, integer)", json!({ "type": "string" })),
            (
                "enum: Low, High",
                json!({ "type": "string", "enum": ["Low", "High"] }),
            ),
            (
                "`'a b' | 'c'`",
                json!({ "type": "string", "enum": ["a b", "c"] }),
            ),
            (
                "string | number | null",
                json!({ "oneOf": [{ "type": "string" }, { "type": "number" }], "nullable": true }),
            ),
            ("Door", json!({})),
            ("", json!({})),
        ] {
            assert_eq!(schema(text), expected, "{text}");
        }
    }

    #[test]
    fn lists_have_items() {
        let list = |items: Value| json!({ "type": "array", "items": items });
        let string = json!({ "type": "string" });
        for text in [
            "string[]",
            "array<string>",
            "Array of strings",
            "list[str]",
            "array (string)",
            "string array",
        ] {
            assert_eq!(schema(text), list(string.clone()), "{text}");
        }
        let uuid = json!({ "type": "string", "format": "uuid" });
        assert_eq!(schema("Array of strings (UUIDs)"), list(uuid));
        assert_eq!(schema("array"), list(json!({})));
        assert_eq!(schema("door array"), json!({}));
        assert_eq!(
            schema("object[][]"),
            list(list(json!({ "type": "object" })))
        );
    }

    #[test]
    fn lists_in_each_other_have_a_limit() {
        let list = |items: Value| json!({ "type": "array", "items": items });
        for text in ["[]".repeat(100_000), "array of ".repeat(100_000)] {
            let deepest = (0..=DEPTH_LIMIT).fold(json!({}), |items, _| list(items));
            assert_eq!(schema(&text), deepest);
        }
    }

    #[test]
    fn a_type_that_may_be_null_many_times_is_read_as_others_are() {
        let nullable = json!({ "type": "string", "nullable": true });
        assert_eq!(schema(&format!("string{}", "?".repeat(100_000))), nullable);
        let text = format!("{}string", "nullable ".repeat(20_000));
        assert_eq!(schema(&text), nullable);
        assert_eq!(schema(&format!("string{}", "`?".repeat(50_000))), nullable);
    }
}
