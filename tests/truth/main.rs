//! Decodes instances with the types of a document and encodes them again: JSON lines in, and one
//! JSON line out for each.

mod models;
mod table;

use std::io::{BufRead as _, Write as _};

use seamstress_runtime::Violation;
use serde_json::{Value, json};

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let text = |key: &str| line[key].as_str().unwrap_or_default();
        writeln!(out, "{}", outcome(text("schema"), text("json")))?;
    }
    out.flush()
}

fn outcome(schema: &str, given: &str) -> Value {
    let (mut drift, mut violations) = (Vec::new(), Vec::new());
    let again = table::again(schema, given.as_bytes(), &mut drift, &mut violations);
    let (outcome, detail) = match again {
        None => ("no type", String::new()),
        Some(Err(error)) => ("error", error.to_string()),
        Some(Ok(text)) => match [given.as_bytes(), &text].map(serde_json::from_slice::<Value>) {
            [Ok(given), Ok(written)] => match difference(&given, &written, "$") {
                None => ("equal", String::new()),
                Some(difference) => ("different", difference),
            },
            // serde_json cannot represent all JSON.
            [_, Err(error)] | [Err(error), _] => ("unreadable", error.to_string()),
        },
    };
    let drift = drift.iter().map(|drift| format!("{:?} {}", drift.kind, drift.path));
    let violations = violations.iter().map(shown);
    json!({
        "outcome": outcome,
        "detail": detail,
        "drift": drift.collect::<Vec<_>>(),
        "violations": violations.collect::<Vec<_>>(),
    })
}

/// `$.a minLength`: the path, and the keyword of JSON Schema.
fn shown(violation: &Violation) -> String {
    let constraint = format!("{:?}", violation.constraint);
    let name = constraint.split('(').next().unwrap_or_default();
    let (first, rest) = name.split_at(1);
    format!("{} {}{rest}", violation.path, first.to_lowercase())
}

/// The first difference other than the spelling of numbers.
fn difference(given: &Value, written: &Value, path: &str) -> Option<String> {
    match (given, written) {
        (Value::Object(given), Value::Object(written)) => {
            let lost = given.keys().find(|key| !written.contains_key(*key));
            let gained = written.keys().find(|key| !given.contains_key(*key));
            let [lost, gained] = [("lost", lost), ("added", gained)]
                .map(|(what, key)| key.map(|key| format!("{what} {path}.{key}")));
            let inner = |(key, value): (&String, &Value)| {
                difference(value, written.get(key)?, &format!("{path}.{key}"))
            };
            lost.or(gained).or_else(|| given.iter().find_map(inner))
        }
        (Value::Array(given), Value::Array(written)) if given.len() == written.len() => {
            let mut pairs = given.iter().zip(written).enumerate();
            pairs.find_map(|(at, (given, written))| difference(given, written, &format!("{path}[{at}]")))
        }
        _ if given == written => None,
        (Value::Number(a), Value::Number(b))
            if (a.is_f64() || b.is_f64()) && a.as_f64() == b.as_f64() =>
        {
            None
        }
        _ => Some(format!("changed {path} from {given} to {written}")),
    }
}
