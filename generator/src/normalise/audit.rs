//! The proof that nothing was lost on the way into the model.

use std::sync::Arc;

use serde_json::Value;

use crate::{
    diagnostic::{Code, Diagnostic},
    json_type::JsonType,
    source::{Origin, Pointer},
};

/// Compares the normalised document with what the model writes back, and reports what is missing.
///
/// What the model adds (defaults) is not a loss, nor is what it omits because it has no effect
/// (`false`, empty arrays).
pub(super) fn audit(page: &Arc<str>, document: &Value, written: &Value) -> Vec<Diagnostic> {
    let mut audit = Audit {
        page,
        at: Vec::new(),
        diagnostics: Vec::new(),
    };
    audit.compare(document, Some(written));
    audit.diagnostics
}

struct Audit<'a> {
    page: &'a Arc<str>,
    /// The steps to the node that is compared. Most nodes are equal, and need no pointer.
    at: Vec<Step<'a>>,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Field(&'a str),
    Item(usize),
}

impl<'a> Audit<'a> {
    fn compare(&mut self, before: &'a Value, after: Option<&Value>) {
        let Some(after) = after else {
            if !has_no_effect(before) {
                let at = self.pointer();
                let name = at.last().unwrap_or_default();
                self.lost(&format!("`{name}` is lost"));
            }
            return;
        };
        match (before, after) {
            (Value::Object(before), Value::Object(after)) => {
                for (name, value) in before {
                    self.at.push(Step::Field(name));
                    self.compare(value, after.get(name));
                    self.at.pop();
                }
            }
            (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
                for (index, (value, after)) in before.iter().zip(after).enumerate() {
                    self.at.push(Step::Item(index));
                    self.compare(value, Some(after));
                    self.at.pop();
                }
            }
            (Value::Number(before), Value::Number(after)) if is_same_number(before, after) => {}
            (before, after) if before == after => {}
            (before, after) => {
                self.lost(&format!("{} is read as {}", show(before), show(after)));
            }
        }
    }

    fn lost(&mut self, message: &str) {
        let at = self.pointer();
        let origin = Origin::new(Arc::clone(self.page), at);
        self.diagnostics.push(
            Diagnostic::new(Code::LostKeyword, message)
                .at(origin, "has no effect on the generated crate"),
        );
    }

    fn pointer(&self) -> Pointer {
        self.at.iter().fold(Pointer::root(), |at, step| match step {
            Step::Field(name) => at.child(name),
            Step::Item(index) => at.index(*index),
        })
    }
}

fn show(value: &Value) -> String {
    match value {
        Value::Array(_) | Value::Object(_) => JsonType::of(value).to_string(),
        scalar => format!("`{scalar}`"),
    }
}

fn has_no_effect(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

/// The model stores some integers as floats, which changes those beyond 2^53.
fn is_same_number(before: &serde_json::Number, after: &serde_json::Number) -> bool {
    if before == after {
        return true;
    }
    let exact = |number: &serde_json::Number| -> Option<i128> {
        if let Some(integer) = number.as_i64() {
            return Some(integer.into());
        }
        if let Some(integer) = number.as_u64() {
            return Some(integer.into());
        }
        let float = number.as_f64()?;
        #[allow(clippy::cast_possible_truncation, reason = "the range is checked")]
        (float.fract() == 0.0 && float.abs() < 1e30).then_some(float as i128)
    };
    match (exact(before), exact(after)) {
        (Some(before), Some(after)) => before == after,
        _ => before.as_f64() == after.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn pointers(before: &Value, after: &Value) -> Vec<String> {
        audit(&Arc::from("a.md"), before, after)
            .into_iter()
            .filter_map(|diagnostic| {
                diagnostic.labels[0]
                    .location
                    .pointer()
                    .map(ToString::to_string)
            })
            .collect()
    }

    #[test]
    fn what_is_missing_or_changed_is_named() {
        let before = json!({"a": {"b": 1, "c": [1, 2]}, "d": "x", "e": 9_007_199_254_740_993_u64});
        let after = json!({"a": {"c": [1, 3]}, "d": "x", "e": 9_007_199_254_740_992.0});
        assert_eq!(pointers(&before, &after), ["/a/b", "/a/c/1", "/e"]);
    }

    /// Diagnostics are grouped by their messages.
    #[test]
    fn the_message_does_not_contain_the_place() {
        let before = json!({"a": {"x": 1, "y": [1]}, "b": {"x": 1, "y": [1]}});
        let after = json!({"a": {"y": [2]}, "b": {"y": [2]}});
        let found = audit(&Arc::from("a.md"), &before, &after).into_iter();
        let messages: Vec<String> = found.map(|it| it.message).collect();
        let [lost, changed] = ["`x` is lost", "`1` is read as `2`"];
        assert_eq!(messages, [lost, changed, lost, changed]);
    }

    #[test]
    fn order_defaults_and_floats_are_not_a_loss() {
        let before = json!({"a": 1, "b": {"c": false, "d": [], "e": null}, "f": 2.0});
        let after = json!({"f": 2, "b": {"style": "form"}, "a": 1.0});
        assert_eq!(pointers(&before, &after), [""; 0]);
    }
}
