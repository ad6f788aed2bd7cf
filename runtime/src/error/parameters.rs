//! What a server reports about single parameters.

use serde_json::Value;

use super::{call_error::Error, keys::value_at};

/// Deepest nesting of parameters that is searched.
const DEEPEST: usize = 16;

/// The field with the errors of an object itself, rather than of one of its fields.
const OWN: &str = "_errors";

/// The errors of one parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParameterError {
    /// The parameter, as in `device_id`, `location.city` or `users.0.name`; empty where the
    /// messages are about the parameters as a whole.
    pub parameter: String,
    /// The server's messages; at least one.
    pub messages: Vec<String>,
}

impl Error {
    /// The errors of each parameter, ordered by name.
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
        // The order of the fields of a `serde_json` object depends on its features.
        found.sort_by(|a, b| a.parameter.cmp(&b.parameter));
        found
    }

    /// The errors of one parameter, named as in [`ParameterError`].
    #[must_use]
    pub fn messages_for(&self, parameter: &str) -> Vec<String> {
        let errors = self.parameter_errors().into_iter();
        errors
            .filter(|error| error.parameter == parameter)
            .flat_map(|error| error.messages)
            .collect()
    }
}

/// Adds the errors that `value` contains for `parameter` and the parameters within it.
fn collect(value: &Value, parameter: &str, depth: usize, found: &mut Vec<ParameterError>) {
    let Value::Object(fields) = value else {
        let messages = strings(value);
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
    for (name, value) in fields {
        match (name.as_str(), parameter) {
            // An object here is not a list of messages, but a parameter of this name.
            (OWN, _) if !value.is_object() => collect(value, parameter, depth + 1, found),
            (name, "") => collect(value, name, depth + 1, found),
            (name, _) => collect(value, &format!("{parameter}.{name}"), depth + 1, found),
        }
    }
}

/// A string, or the strings of a list.
fn strings(value: &Value) -> Vec<String> {
    let all = match value {
        Value::Array(values) => values.as_slice(),
        other => std::slice::from_ref(other),
    };
    let strings = all.iter().filter_map(Value::as_str);
    strings.map(str::to_owned).collect()
}
