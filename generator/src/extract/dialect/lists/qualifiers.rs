//! The words after the name of a field: its type, and whether it is required.

use crate::extract::{field::Field, words};

/// The words that types begin with.
const TYPES: [&str; 38] = [
    "any",
    "array",
    "arrays",
    "binary",
    "bool",
    "boolean",
    "booleans",
    "date",
    "date-time",
    "datetime",
    "decimal",
    "dict",
    "double",
    "enum",
    "file",
    "float",
    "hash",
    "int",
    "int32",
    "int64",
    "integer",
    "integers",
    "json",
    "list",
    "long",
    "map",
    "nullable",
    "number",
    "numbers",
    "object",
    "objects",
    "record",
    "str",
    "string",
    "strings",
    "timestamp",
    "uri",
    "uuid",
];

/// What stands behind the type of a field that has no default.
const NO_DEFAULTS: [&str; 9] = [
    "<required>",
    "<optional>",
    "nil",
    "null",
    "none",
    "[]",
    "{}",
    "\"\"",
    "''",
];

/// Reads the words that `text` begins with as long as they qualify the field. Returns the rest.
pub(super) fn read<'a>(field: &mut Field, text: &'a str) -> &'a str {
    let mut rest = text;
    loop {
        let start = rest.trim_start_matches([' ', ',', '·', '•']);
        // `string or array`
        let other = ["or ", "| "].iter().find_map(|it| start.strip_prefix(it));
        if let Some((text, other)) = field.type_text.as_mut().zip(other) {
            let (word, after) = token(other);
            if is_type(word) {
                text.push_str(&format!(" | {word}"));
                rest = after;
                continue;
            }
        }
        // `boolean = false`
        let value = start
            .strip_prefix("= ")
            .filter(|_| field.type_text.is_some());
        if let Some((value, after)) = value.map(token)
            && is_literal(value)
        {
            field.default = Some(value.trim_matches(['"', '\'']).to_owned());
            rest = after;
            continue;
        }
        let (word, after) = token(start);
        // `*optional, defaults to 3*`
        let parts: Vec<&str> = match word.contains('(') {
            true => vec![word],
            false => word.split(", ").collect(),
        };
        if !parts.iter().all(|part| is_qualifier(field, part)) {
            return rest;
        }
        parts.iter().for_each(|part| add(field, part));
        // `String. The line.`
        let sentence = after.strip_prefix('.');
        let is_end = |rest: &&str| rest.is_empty() || rest.starts_with(' ');
        rest = sentence.filter(is_end).unwrap_or(after);
    }
}

/// Reads the type that `text` begins with, or the values in code, if nothing but the end or a mark
/// that ends a clause is behind it: of `string, the name`, and not of `list of the doors`. Returns
/// the rest.
pub(super) fn type_alone<'a>(field: &mut Field, text: &'a str) -> Option<&'a str> {
    let (word, rest) = token(text);
    let end = rest.trim_start();
    let is_end = end.is_empty() || end.starts_with([',', '.', ';', '(']);
    // `file, folder or link` are values.
    let clause = end.split(['.', ';']).next().unwrap_or_default();
    let is_list = end.starts_with(',') && clause.contains(" or ");
    if field.type_text.is_some() || !is_end || is_list {
        return None;
    }
    let values: Vec<&str> = word.split('|').map(str::trim).collect();
    let is_union = values.iter().all(|it| is_json_type(it));
    let is_value = |it: &&str| {
        let mut chars = it.chars();
        !it.is_empty() && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
    };
    if is_union {
        field.type_text = Some(values.join(" | "));
    } else if values == ["true", "false"] || values == ["false", "true"] {
        field.type_text = Some("boolean".to_owned());
    } else if is_type(word) && values.len() == 1 {
        add(field, word);
    } else if text.starts_with('`') && values.len() > 1 && values.iter().all(is_value) {
        field.values.extend(values.into_iter().map(str::to_owned));
    } else {
        return None;
    }
    Some(rest.strip_prefix('.').unwrap_or(rest))
}

/// Whether a word is the name of a type of JSON.
fn is_json_type(word: &str) -> bool {
    matches!(
        word,
        "array" | "boolean" | "integer" | "null" | "number" | "object" | "string"
    )
}

/// Adds what the words in parentheses say of the field, and the values of a clause in them:
/// `string, one of: up, down, optional`.
pub(super) fn add_all(field: &mut Field, inner: &str) {
    let lower = inner.to_ascii_lowercase();
    let mut clauses = lower.match_indices("one of").map(|(at, _)| at);
    let clause = clauses.find(|at| !lower[..*at].ends_with(char::is_alphanumeric));
    let (before, clause) = inner.split_at(clause.unwrap_or(inner.len()));
    before.split(',').for_each(|word| add(field, word));
    // Where the last words are about the field, the values are before them.
    let mut list = clause;
    while let Some((rest, last)) = list.rsplit_once(',')
        && is_about(&last.trim().to_ascii_lowercase())
    {
        add(field, last);
        list = rest;
    }
    let values = words::listed(list);
    if values.is_empty() {
        // `one of the doors` is no type.
        for word in list.split(',').map(str::trim) {
            if is_qualifier(field, word) {
                add(field, word);
            }
        }
    } else if values.iter().all(|it| is_type(it)) {
        add(field, &values.join(" | "));
    } else {
        field.values.extend(values);
    }
}

/// What is in the parentheses that `text` begins with, and what follows them: those after the first
/// ones qualify the field only where all their words do.
pub(super) fn in_parentheses<'a>(field: &Field, text: &'a str) -> Option<(&'a str, &'a str)> {
    let (inner, rest) = text.trim_start().strip_prefix('(')?.split_once(')')?;
    let is_first = field.type_text.is_none() && field.required.is_none();
    let mut words = inner.split(',').map(str::trim);
    (is_first || words.all(|word| is_qualifier(field, word))).then_some((inner, rest))
}

/// Whether a word says something of the field, as [`add`] reads it. The type is one only where it
/// is a word of types: others begin a description.
fn is_qualifier(field: &Field, word: &str) -> bool {
    is_about(&word.to_ascii_lowercase()) || field.type_text.is_none() && is_type(word)
}

/// Whether a word in lower case says something of a field that is not its type.
fn is_about(word: &str) -> bool {
    let words = [
        "deprecated",
        "nullable",
        "required",
        "mandatory",
        "optional",
    ];
    let is_default = word.starts_with("default") && word.contains([' ', '=', ':']);
    is_default || words.contains(&word)
}

/// Adds what a word or a clause says of the field; the first other one is its type.
pub(in crate::extract::dialect) fn add(field: &mut Field, word: &str) {
    let word = word.trim().trim_matches(['*', '_']);
    let lower = word.to_ascii_lowercase();
    if let Some(default) = lower.strip_prefix("default") {
        let words = ["s to ", " value is ", " is ", "=", ":", " "];
        let start = words.iter().find_map(|words| default.strip_prefix(words));
        let length = start.map_or(0, str::len);
        let default = word[word.len() - length..].trim();
        let default = default.trim_matches([':', '=', ' ', '`', '"', '\'']);
        if !default.is_empty() {
            field.default = Some(default.to_owned());
        }
        return;
    }
    if field.type_text.is_none()
        && let Some((text, default)) = with_default(word)
    {
        let is_required = default == "<required>";
        field.type_text = Some(text.to_owned());
        field.required = Some(is_required);
        field.default =
            (!NO_DEFAULTS.contains(&default)).then(|| default.trim_matches(['"', '\'']).to_owned());
        return;
    }
    if let (Some(inner), None) = (optional(word.trim_matches('`')), &field.type_text) {
        field.type_text = Some(inner.to_owned());
        field.required = Some(false);
        return;
    }
    match (lower.as_str(), &field.type_text) {
        ("", _) => {}
        ("deprecated", _) => field.deprecated = true,
        ("nullable", Some(text)) => field.type_text = Some(format!("{text} | null")),
        ("required" | "mandatory" | "optional", _) => field.required = words::is_required(word),
        (_, None) => field.type_text = Some(word.trim_matches('`').to_owned()),
        _ => {}
    }
}

/// The type and the default value of `integer: 0`, or what stands in place of the value:
/// `string: <required>`.
fn with_default(word: &str) -> Option<(&str, &str)> {
    let (text, default) = word.trim_matches('`').split_once(": ")?;
    let (text, default) = (text.trim(), default.trim());
    let is_word = |it: &str| !it.contains(char::is_whitespace);
    let is_default = is_literal(default) || NO_DEFAULTS.contains(&default);
    (is_type(text) && is_word(text) && is_default).then_some((text, default))
}

/// Whether a text is a number, a boolean, or a word in quotes.
fn is_literal(text: &str) -> bool {
    let is_quoted = text.len() > 1 && text.starts_with(['"', '\'']) && text.ends_with(['"', '\'']);
    text.parse::<f64>().is_ok_and(f64::is_finite)
        || matches!(text, "true" | "false")
        || is_quoted && !text.contains(char::is_whitespace)
}

/// Whether a type has no fields.
pub(super) fn is_scalar(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let word = lower.split(|c: char| !c.is_ascii_alphanumeric()).next();
    matches!(
        word,
        Some("bool" | "boolean" | "enum" | "int" | "integer" | "number" | "str" | "string")
    )
}

/// Whether a text names a type, or alternatives in quotes.
pub(in crate::extract::dialect) fn is_type(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let lower = optional(&lower).unwrap_or(&lower);
    let end = lower.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let word = &lower[..end.unwrap_or(lower.len())];
    let is_quoted = text.starts_with(['\'', '"', '`']) && text.contains('|');
    TYPES.contains(&word) || is_quoted
}

/// The type in `optional<string>`.
fn optional(text: &str) -> Option<&str> {
    let rest = text
        .get(.."optional<".len())
        .filter(|it| it.eq_ignore_ascii_case("optional<"));
    text.strip_prefix(rest?)?.strip_suffix('>')
}

/// The first word of `text`, or what its first marks enclose, and what follows it.
fn token(text: &str) -> (&str, &str) {
    for mark in ["`", "**", "*", "_"] {
        let inner = text.strip_prefix(mark).and_then(|it| it.split_once(mark));
        if let Some((inner, rest)) = inner {
            return (inner.trim_matches(['`', '*', '_', '(', ')', '.']), rest);
        }
    }
    // `array of strings`
    let mut end = word_length(text);
    // `enum(up, down)`
    let open = text.find('(').filter(|at| *at < end);
    if let Some(close) = open.and_then(|open| Some(open + text[open..].find(')')?)) {
        end = close + 1;
    }
    let is_list = ["array", "list", "map", "set"]
        .iter()
        .any(|word| text[..end].to_ascii_lowercase().starts_with(word));
    while is_list && text[end..].starts_with(" of ") {
        end += " of ".len() + word_length(&text[end + " of ".len()..]);
    }
    text.split_at(end)
}

fn word_length(text: &str) -> usize {
    text.find([' ', ',', ':', '|', '.']).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use crate::extract::field::Field;

    fn read(text: &str) -> Vec<Field> {
        super::super::fields(text, 0..text.len())
    }

    #[test]
    fn a_type_may_say_that_the_field_is_optional() {
        let field = &read("`a` `optional<string>`\n\nThe a.\n")[0];
        assert_eq!(field.type_text.as_deref(), Some("string"));
        assert_eq!(field.required, Some(false));
    }

    #[test]
    fn items_below_a_paragraph_may_be_its_values() {
        let fields = read("`a` (string)\n\n`choices`:\n\n* `up`\n* `down`\n\n`b` (string)\n");
        assert_eq!(fields.len(), 2);
        assert_eq!(fields[0].values, ["up", "down"]);
    }

    #[test]
    fn parentheses_may_have_values_and_other_words() {
        for inner in [
            "string, one of: up, down, optional",
            "one of up or down, optional",
            "optional, one of up | down",
        ] {
            let field = &read(&format!("- `a` ({inner})"))[0];
            assert_eq!(field.values, ["up", "down"], "{inner}");
            assert_eq!(field.required, Some(false), "{inner}");
        }
        let field = &read("- `a` (string, one of a or b, defaults to a)")[0];
        assert_eq!(field.values, ["a", "b"]);
        assert_eq!(field.default.as_deref(), Some("a"));
        let field = &read("- `a` (one of the doors, required)")[0];
        assert_eq!(field.required, Some(true));
        assert!(
            read("- `a` (string, none of: up, down)")[0]
                .values
                .is_empty()
        );
    }
}
