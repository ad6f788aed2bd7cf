//! JSON as people write it in samples: with comments, omissions, and what JavaScript allows.

use serde::de::IgnoredAny;
use serde_json::Value;

/// Words of other languages that stand for values, and the literals of JSON.
const LITERALS: [(&str, &str); 7] = [
    ("true", "true"),
    ("false", "false"),
    ("null", "null"),
    ("True", "true"),
    ("False", "false"),
    ("None", "null"),
    ("undefined", "null"),
];

/// The value that a text shows. Where it is no JSON, comments and omissions (`...`) are left out,
/// surplus commas too, and names and single quotes may be those of JavaScript; a value that is
/// omitted after its name is null.
///
/// `None` for a text that is anything else: no sample is guessed.
pub fn json(text: &str) -> Option<Value> {
    if let Ok(json) = serde_json::from_str(text) {
        return Some(json);
    }
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let begins = text.starts_with(['{', '[', '/', '#']);
    let strict = Writer::default().read(text).filter(|_| begins)?;
    serde_json::from_str(&strict).ok()
}

/// Whether the value that a text shows is less than the whole: it is no JSON, and omits something.
pub fn is_excerpt(text: &str) -> bool {
    let omits = text.contains("...") || text.contains('…');
    omits && serde_json::from_str::<IgnoredAny>(text).is_err()
}

/// What a text writes in strict JSON.
#[derive(Default)]
struct Writer {
    out: String,
    /// Whether a comma belongs before the next value.
    is_separated: bool,
}

impl Writer {
    fn read(mut self, text: &str) -> Option<String> {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            rest = match first {
                '"' | '\'' => self.string(rest, first)?,
                '#' => after(rest, "\n"),
                '/' if rest.starts_with("//") => after(rest, "\n"),
                '/' if rest.starts_with("/*") => after(rest, "*/"),
                '.' | '…' => self.omission(rest)?,
                '{' | '[' => {
                    self.value(&rest[..1]);
                    &rest[1..]
                }
                '}' | ']' => {
                    self.omit_value();
                    self.is_separated = false;
                    self.out.push(first);
                    &rest[1..]
                }
                ',' => {
                    self.omit_value();
                    self.is_separated = true;
                    &rest[1..]
                }
                ':' => {
                    self.out.push(':');
                    &rest[1..]
                }
                _ if first.is_whitespace() => {
                    self.out.push(first);
                    &rest[first.len_utf8()..]
                }
                _ => self.word(rest)?,
            };
        }
        Some(self.out)
    }

    /// Writes the beginning of a value or of a name.
    fn value(&mut self, text: &str) {
        let is_first = self
            .last()
            .is_none_or(|last| matches!(last, '{' | '[' | ':'));
        if self.is_separated && !is_first {
            self.out.push(',');
        }
        self.is_separated = false;
        self.out.push_str(text);
    }

    /// Writes null where only a comment or an omission follows a name.
    fn omit_value(&mut self) {
        if self.last() == Some(':') {
            self.out.push_str("null");
        }
    }

    fn last(&self) -> Option<char> {
        self.out.trim_end().chars().next_back()
    }

    /// Reads the string at the start of `text`, which ends with `quote`.
    fn string<'a>(&mut self, text: &'a str, quote: char) -> Option<&'a str> {
        let mut is_escaped = false;
        let mut inner = text[1..].char_indices();
        let end = inner.find(|(_, character)| {
            let is_end = *character == quote && !is_escaped;
            is_escaped = *character == '\\' && !is_escaped;
            is_end
        });
        let (end, _) = end?;
        let (string, rest) = (&text[1..=end], &text[end + 2..]);
        match quote {
            '"' => self.value(&text[..end + 2]),
            _ => self.value(&format!(
                "\"{}\"",
                string.replace("\\'", "'").replace('"', "\\\"")
            )),
        }
        Some(rest)
    }

    /// Reads an omission up to the end of its line, or to what ends the value around it.
    fn omission<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        let dots = text.len() - text.trim_start_matches(['.', '…']).len();
        if text.starts_with('.') && dots < 2 {
            return None;
        }
        let rest = &text[dots..];
        self.is_separated |= self.last() != Some(':');
        let end = rest.find([',', '\n', '}', ']', '{', '[', '"']);
        Some(&rest[end.unwrap_or(rest.len())..])
    }

    /// Reads a number, a literal, or a name without quotes.
    fn word<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '-' | '+' | '.');
        let end = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        // `10...`
        let word = word.split("..").next().unwrap_or_default();
        let is_name = rest.trim_start().starts_with(':') && self.last() != Some(':');
        let literal = LITERALS.iter().find(|(known, _)| *known == word);
        if word.is_empty() {
            return None;
        } else if is_name {
            self.value(&format!("\"{word}\""));
        } else if let Some((_, literal)) = literal {
            self.value(literal);
        } else if word.parse::<f64>().is_ok_and(f64::is_finite) {
            self.value(word);
        } else {
            return None;
        }
        Some(rest)
    }
}

/// What follows the first `mark` in a text.
fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    text.split_once(mark).map_or("", |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_people_add_to_json_is_left_out() {
        for (text, expected) in [
            ("{\"a\": 1}", json!({"a": 1})),
            (
                "{\"a\": 1, // The \"a\"\n \"b\": [2,],}",
                json!({"a": 1, "b": [2]}),
            ),
            ("/* A */ {\"a\": /* b */ 1} # c", json!({"a": 1})),
            (
                "{\"a\": \"https://b//c\", \"d\": \"#\"}",
                json!({"a": "https://b//c", "d": "#"}),
            ),
            ("[\n  {\"a\": 1, ...},\n  ...\n]", json!([{"a": 1}])),
            ("{\"a\": 1,\n  ...\n  \"b\": 2}", json!({"a": 1, "b": 2})),
            ("{\"a\": 1\n  … more\n  \"b\": 2}", json!({"a": 1, "b": 2})),
            (
                "{\"a\": ..., \"b\": [...], \"c\": {…}}",
                json!({"a": null, "b": [], "c": {}}),
            ),
            ("[1, 2, ... and more]", json!([1, 2])),
            (
                "{a: 1, 'b-c': 'it\\'s \"d\"', $e: True}",
                json!({"a": 1, "b-c": "it's \"d\"", "$e": true}),
            ),
            ("{\"a\": // the a\n \"b\"}", json!({"a": "b"})),
        ] {
            assert_eq!(json(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_samples() {
        for text in [
            "const a = {};",
            "{\"a\": b()}",
            "{\"a\": string}",
            "{\"a\": \"b}",
            "{\"a\": 1} {\"b\": 2}",
            "[a](b)",
            "{{a}}",
            "{a}",
            "{\"a\" 1}",
            "{\"a\": .}",
            "// A",
            "",
        ] {
            assert_eq!(json(text), None, "{text}");
        }
    }
}
