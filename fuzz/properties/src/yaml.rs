//! YAML to values: the reader agrees with another one, and reads back what it has read.

use std::str;

use seamstress_codegen::{
    diagnostic::{render, to_json},
    extract,
    source::{Source, SourceMap},
    yaml,
};
use serde_json::Value;

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
        && !has_key_indicator(text)
    {
        assert!(agree(&value, &other), "{value}\n{other}");
    }
    let yaml = serde_yaml::to_string(&value).expect("YAML can represent all values");
    assert_eq!(
        read("document.yaml", &yaml).as_ref(),
        Some(&value),
        "{yaml}"
    );
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

/// Whether the other reader takes a part of the text for a complex key: it does so where `?` is the
/// first character of a plain scalar in a flow collection, as YAML 1.1 does.
fn has_key_indicator(text: &str) -> bool {
    text.split('?').skip(1).any(|rest| {
        let next = rest.chars().next();
        next.is_some_and(|it| !it.is_whitespace())
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
        (ours, theirs) => ours == theirs,
    }
}
