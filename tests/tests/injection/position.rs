//! Where a document has strings, and the document with another one there.

use serde_json::{Map, Value};

/// A string of a document.
#[derive(Clone, Debug)]
pub(crate) struct Position {
    /// The keys and indices that lead to the value, or to the mapping of the key.
    path: Vec<String>,
    /// The key, if the string is one.
    key: Option<String>,
}

/// How a text gets into a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// In place of the string.
    Replace,
    /// Behind the string.
    Append,
}

/// The mappings whose keys are names that authors choose.
const NAMED: &[&str] = &[
    "callbacks",
    "content",
    "encoding",
    "examples",
    "headers",
    "links",
    "mapping",
    "parameters",
    "paths",
    "properties",
    "responses",
    "schemas",
    "scopes",
    "securitySchemes",
    "variables",
    "webhooks",
];

/// The keywords whose values are words of the specification: another one is never written out.
const WORDS: &[&str] = &["in", "openapi", "style", "type"];

/// Every string of a document that its author is free to choose: values, and the keys of
/// mappings of named things.
pub(crate) fn positions(document: &Value) -> Vec<Position> {
    let mut found = Vec::new();
    collect(document, &mut Vec::new(), &mut found);
    found
}

fn collect(value: &Value, path: &mut Vec<String>, found: &mut Vec<Position>) {
    let entries: Vec<(String, &Value)> = match value {
        Value::String(_) => {
            let is_word = path.last().is_some_and(|it| WORDS.contains(&it.as_str()));
            // A field may have the name of a keyword.
            if !is_word
                || path
                    .iter()
                    .rev()
                    .nth(1)
                    .is_some_and(|it| it == "properties")
            {
                let path = path.clone();
                found.push(Position { path, key: None });
            }
            return;
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.map(|(index, it)| (index.to_string(), it)).collect()
        }
        Value::Object(fields) => {
            let is_named = path.last().is_some_and(|it| NAMED.contains(&it.as_str()));
            for key in fields.keys().filter(|it| is_named || it.starts_with("x-")) {
                found.push(Position {
                    path: path.clone(),
                    key: Some(key.clone()),
                });
            }
            let fields = fields.iter();
            fields.map(|(key, it)| (key.clone(), it)).collect()
        }
        _ => return,
    };
    for (token, value) in entries {
        path.push(token);
        collect(value, path, found);
        path.pop();
    }
}

impl Position {
    /// The document with `text` at this position. Where that renames a component, references to
    /// it are renamed too.
    pub(crate) fn with(&self, document: &Value, text: &str, mode: Mode) -> Value {
        let mut changed = document.clone();
        let mut node = &mut changed;
        for token in &self.path {
            node = match node {
                Value::Array(items) => &mut items[token.parse::<usize>().unwrap()],
                node => &mut node[token],
            };
        }
        let new = |old: &str| match mode {
            Mode::Replace => text.to_owned(),
            Mode::Append => format!("{old}{text}"),
        };
        let Some(key) = &self.key else {
            *node = Value::String(new(node.as_str().unwrap()));
            return changed;
        };
        let fields = node.as_object_mut().unwrap();
        *fields = std::mem::take(fields)
            .into_iter()
            .map(|(name, value)| match name == *key {
                true => (new(&name), value),
                false => (name, value),
            })
            .collect::<Map<_, _>>();
        if let [components, section] = &self.path[..]
            && components == "components"
        {
            let reference = |name: &str| {
                let name = name.replace('~', "~0").replace('/', "~1");
                format!("#/components/{section}/{name}")
            };
            rename(&mut changed, &reference(key), &reference(&new(key)));
        }
        changed
    }
}

fn rename(value: &mut Value, old: &str, new: &str) {
    match value {
        Value::String(text) if text == old => new.clone_into(text),
        Value::Array(items) => items.iter_mut().for_each(|it| rename(it, old, new)),
        Value::Object(fields) => fields.values_mut().for_each(|it| rename(it, old, new)),
        _ => {}
    }
}
