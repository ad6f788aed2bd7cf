//! YAML to values: the reader agrees with another one, and reads back what it has read.

use std::{collections::BTreeSet, str};

use seamstress_codegen::{
    diagnostic::{render, to_json},
    extract,
    source::{Source, SourceMap},
    yaml,
};
use serde_json::{Number, Value, json};

/// The text of a document.
///
/// # Panics
///
/// Where the value is not that of another reader, is not the same after it was written as YAML or
/// JSON, or a diagnostic cannot be rendered.
pub fn yaml(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else {
        return;
    };
    let Some(value) = read("document.yaml", text) else {
        return;
    };
    if let Ok(other) = serde_yaml::from_str::<Value>(text)
        && !is_of_one_version(text, &value)
        && !has_equal_anchors(text)
    {
        assert!(agree(&value, &other), "{value}\n{other}");
    }
    // An object with some fields is a file in another format, and is not read without this one.
    let value = json!({ "openapi": value });
    let yaml = yaml::to_text(&value);
    let other = serde_yaml::from_str::<Value>(&yaml);
    for read in [read("document.yaml", &yaml), other.ok()] {
        assert_eq!(read.as_ref(), Some(&value), "{yaml}");
    }
    let json = value.to_string();
    assert_eq!(
        read("document.json", &json).as_ref(),
        Some(&value),
        "{json}"
    );
}

/// The value of a document without errors.
fn read(path: &str, text: &str) -> Option<Value> {
    let source = Source {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    let mut sources = SourceMap::default();
    let (pages, mut diagnostics) = extract::extract(vec![source], &mut sources);
    let (mut parsed, findings) = yaml::read_all(&pages, &mut sources);
    diagnostics.extend(findings);
    render(&diagnostics, &sources, "specs/", true);
    to_json(&diagnostics, &sources, "specs/");
    let (_, parsed) = parsed.pop()?;
    parsed.errors.is_empty().then_some(parsed.value)
}

/// Whether the other reader, which is one of YAML 1.1, takes a part of the text for something else
/// than YAML 1.2 does: some characters for line breaks or for text, indicators for the end of the
/// name of an anchor, and `?` or `:` for the begin of a key or a value where it is the first
/// character of a plain scalar in a flow collection.
fn is_of_one_version(text: &str, value: &Value) -> bool {
    let flow = text.find(['[', '{']).map_or("", |start| &text[start..]);
    let mut characters = flow.chars().peekable();
    let mut is_start = false;
    while let Some(character) = characters.next() {
        let is_followed = characters.peek().is_some_and(|it| !it.is_whitespace());
        if matches!(character, '?' | ':') && is_start && is_followed {
            return true;
        }
        is_start = character.is_whitespace() || matches!(character, '[' | '{' | ',' | ':');
    }
    // Blanks at the end, without a line break: of a literal, each takes other lines for empty ones.
    let last = text.rsplit('\n').next().unwrap_or_default();
    let ends_with_blanks = !last.is_empty() && last.trim().is_empty();
    // Before a document, each mark of the byte order is no part of it by 1.2.
    let of_one_version = ['\u{85}', '\u{2028}', '\u{2029}', '\u{feff}'];
    // Where a literal is the whole document, its lines need no indentation by 1.2.
    let is_literal = text.contains(['|', '>']);
    let has_unindented = is_literal && text.split(['\n', '\r']).any(|line| line.starts_with('#'));
    text.contains(of_one_version)
        || ends_with_blanks
        || has_unindented && value.is_string()
        || has_indicator_in_anchor(text)
}

/// Whether two nodes have the same anchor, which the other reader then confuses with that of a
/// third one.
fn has_equal_anchors(text: &str) -> bool {
    let is_start = |before: &str| before.is_empty() || before.ends_with(ends_before_node);
    let anchors = text
        .match_indices('&')
        .filter(|(at, _)| is_start(&text[..*at]));
    let names = anchors.filter_map(|(at, _)| text[at + 1..].split(|it| !is_of_anchor(it)).next());
    let mut known = BTreeSet::new();
    let mut named = names.filter(|name| !name.is_empty());
    named.any(|name| !known.insert(name))
}

fn ends_before_node(character: char) -> bool {
    character.is_whitespace() || matches!(character, '[' | '{' | ',' | ':')
}

fn is_of_anchor(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_')
}

fn has_indicator_in_anchor(text: &str) -> bool {
    text.split(['&', '*']).skip(1).any(|name| {
        let end = name.find(|it| !is_of_anchor(it));
        let indicators = [':', '?', '%', '@', '`'];
        end.is_some_and(|end| end > 0 && name[end..].starts_with(indicators))
    })
}

/// Whether both readers read the same.
fn agree(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| agree(a, b))
        }
        (Value::Object(ours), Value::Object(theirs)) => {
            // The other reader keeps merge keys as they are.
            theirs.contains_key("<<")
                || ours.len() == theirs.len()
                    && ours
                        .iter()
                        .all(|(key, ours)| theirs.get(key).is_some_and(|it| agree(ours, it)))
        }
        (Value::Number(ours), Value::Number(theirs)) => ours.as_f64() == theirs.as_f64(),
        // The other reader takes a number with leading zeros for a string.
        (Value::Number(ours), Value::String(theirs)) => {
            let digits = theirs.trim_start_matches(['+', '-']);
            digits.starts_with('0') && theirs.parse::<f64>().ok() == ours.as_f64()
        }
        (Value::String(ours), Value::Number(theirs)) => is_number_by_1_1(ours, theirs),
        (ours, theirs) => ours == theirs,
    }
}

/// Whether a string of the core schema is a number for the other reader: it is octal or hexadecimal
/// and has a sign, or it is binary.
fn is_number_by_1_1(ours: &str, theirs: &Number) -> bool {
    let (sign, digits) = match ours.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, ours.strip_prefix('+').unwrap_or(ours)),
    };
    let radices = [("0b", 2), ("0o", 8), ("0x", 16)];
    let read = radices.iter().find_map(|(prefix, radix)| {
        let digits = digits.strip_prefix(prefix)?;
        u128::from_str_radix(digits, *radix).ok()
    });
    let is_plain = digits.len() == ours.len() && !digits.starts_with("0b");
    !is_plain && read.is_some_and(|read| Some(sign * read as f64) == theirs.as_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_excepted_is_no_more_than_it_has_to_be() {
        assert!(has_equal_anchors("a: &x 1\nb: &x 2"));
        assert!(has_equal_anchors(r#"{"a":&x 1, "b":&x 2}"#));
        assert!(!has_equal_anchors("a: &x 1\nb: &y 2"));
        assert!(!has_equal_anchors("a: this & that & those, a&b, c&b"));
        let object = json!({});
        for text in ["a: >\n  text\n# a comment\n", "a: [b, c]", "a: &x 1\nb: *x"] {
            assert!(!is_of_one_version(text, &object), "{text}");
        }
        assert!(is_of_one_version("|\n# text", &json!("# text")));
    }
}
