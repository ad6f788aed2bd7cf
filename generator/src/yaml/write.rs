//! Values → YAML that readers of YAML 1.1 and 1.2 read alike.
//!
//! Other writers are of one version: one of 1.2 leaves plain what 1.1 reads as a boolean, a number
//! or a date, and one of 1.1 breaks lines at characters that are no line breaks in 1.2.

mod text;
mod yaml_1_1;

use serde_json::{Map, Value};

/// How many bytes a key may have in front of its `:`; readers accept 1,024 characters.
const KEY_LIMIT: usize = 1_000;
const INDENT: usize = 2;

/// The value as a document in block style.
pub fn to_text(value: &Value) -> String {
    let mut out = String::new();
    node(&mut out, value, 0);
    out
}

/// Continues the line with a node, and ends it. Its other lines are indented by `indent`.
fn node(out: &mut String, value: &Value, indent: usize) {
    match value {
        Value::Object(entries) if !entries.is_empty() => mapping(out, entries, indent),
        Value::Array(items) if !items.is_empty() => sequence(out, items, indent),
        Value::Object(_) => out.push_str("{}\n"),
        Value::Array(_) => out.push_str("[]\n"),
        Value::String(string) => text::push_line(out, string, indent.max(INDENT)),
        Value::Number(number) => {
            let number = number.to_string();
            out.push_str(&yaml_1_1::float(&number).unwrap_or(number));
            out.push('\n');
        }
        Value::Null | Value::Bool(_) => out.extend([&*value.to_string(), "\n"]),
    }
}

fn mapping(out: &mut String, entries: &Map<String, Value>, indent: usize) {
    for (number, (key, value)) in entries.iter().enumerate() {
        if number > 0 {
            push_indent(out, indent);
        }
        let key = text::key(key);
        if key.len() > KEY_LIMIT {
            out.extend(["? ", &*key, "\n"]);
            push_indent(out, indent);
            out.push_str(": ");
            node(out, value, indent + INDENT);
            continue;
        }
        out.extend([&*key, ":"]);
        let inner = match value {
            Value::Array(_) => indent,
            _ => indent + INDENT,
        };
        if is_block(value) {
            out.push('\n');
            push_indent(out, inner);
        } else {
            out.push(' ');
        }
        node(out, value, inner);
    }
}

fn sequence(out: &mut String, items: &[Value], indent: usize) {
    for (number, item) in items.iter().enumerate() {
        if number > 0 {
            push_indent(out, indent);
        }
        out.push_str("- ");
        node(out, item, indent + INDENT);
    }
}

/// Whether it is a collection with lines of its own.
fn is_block(value: &Value) -> bool {
    match value {
        Value::Object(entries) => !entries.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    }
}

fn push_indent(out: &mut String, indent: usize) {
    const SPACES: &str = "                                ";
    let mut left = indent;
    while left > 0 {
        let count = left.min(SPACES.len());
        out.push_str(&SPACES[..count]);
        left -= count;
    }
}

#[cfg(test)]
mod tests;
