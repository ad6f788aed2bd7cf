//! What a server says about single parameters.

use serde_json::Value;

use super::{Error, value_at};

/// How deep parameters are looked for in one another.
const DEEPEST: usize = 16;

/// The member that holds what is wrong with an object itself, rather than with one of its members.
const OWN: &str = "_errors";

/// What is wrong with one parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParameterError {
    /// The parameter, as in `device_id`, `location.city` or `users.0.name`; empty where the messages are about the
    /// parameters as a whole.
    pub parameter: String,
    /// The server's words; at least one.
    pub messages: Vec<String>,
}

impl Error {
    /// What the server finds wrong with each parameter, in the order of their names.
    #[must_use]
    pub fn parameter_errors(&self) -> Vec<ParameterError> {
        let mut found = Vec::new();
        let keys = self.0.api.map(|api| api.parameter_errors);
        if let Some(keys) = keys.filter(|keys| !keys.is_empty())
            && let Some(body) = self.body_as::<Value>()
            && let Some(errors) = value_at(&body, keys)
        {
            collect(errors, "", 0, &mut found);
        }
        // The order in which `serde_json` gives members depends on its features.
        found.sort_by(|a, b| a.parameter.cmp(&b.parameter));
        found
    }

    /// What the server finds wrong with one parameter, named as in [`ParameterError`].
    #[must_use]
    pub fn messages_for(&self, parameter: &str) -> Vec<String> {
        let errors = self.parameter_errors().into_iter();
        errors
            .filter(|error| error.parameter == parameter)
            .flat_map(|error| error.messages)
            .collect()
    }
}

/// Adds what `value` says about `parameter` and the parameters within.
fn collect(value: &Value, parameter: &str, depth: usize, found: &mut Vec<ParameterError>) {
    let Value::Object(members) = value else {
        let messages = texts(value);
        if !messages.is_empty() {
            found.push(ParameterError {
                parameter: parameter.to_owned(),
                messages,
            });
        }
        return;
    };
    if depth == DEEPEST {
        return;
    }
    for (name, value) in members {
        match (name.as_str(), parameter) {
            // An object here is no list of messages, but a parameter of this odd name.
            (OWN, _) if !value.is_object() => collect(value, parameter, depth + 1, found),
            (name, "") => collect(value, name, depth + 1, found),
            (name, _) => collect(value, &format!("{parameter}.{name}"), depth + 1, found),
        }
    }
}

/// A text, or the texts of a list.
fn texts(value: &Value) -> Vec<String> {
    let all = match value {
        Value::Array(values) => values.as_slice(),
        other => std::slice::from_ref(other),
    };
    let texts = all.iter().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}
