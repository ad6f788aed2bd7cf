//! What became of an instance.

use std::{
    collections::BTreeSet,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
    thread,
};

use serde_json::{Value, json};

use super::{Kind, instances::Instance};

/// What became of an instance.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The name of its schema.
    pub schema: String,
    /// Where it is from.
    pub kind: Kind,
    /// Its text.
    pub json: String,
    /// What was found.
    pub found: Found,
    /// Where decoding differed from the documentation, other than members that nobody declared.
    pub drift: Vec<String>,
    /// The violations that ajv finds and `validate` does not, with a minus, and those that
    /// `validate` alone finds, with a plus.
    pub violations: Vec<String>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// It is encoded as it was decoded, but for the spelling of numbers.
    Equal,
    /// The member at this path is lost: nobody declared it, and its object is part of requests
    /// only, which have what the document declares.
    NotSent(String),
    /// It is encoded differently: the first difference.
    Different(String),
    /// It cannot be decoded or encoded.
    Error(String),
}

/// How drift about a member that nobody declared begins.
const UNDECLARED: &str = "UnknownField ";

/// Runs the instances through the program.
///
/// # Errors
///
/// Where the program fails.
pub(super) fn of(program: &Path, instances: Vec<Instance>) -> Result<Vec<Verdict>, String> {
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    let mut stdin = child.stdin.take().ok_or("the program has no input")?;
    let lines: String = instances
        .iter()
        .map(|it| format!("{}\n", json!({ "schema": it.schema, "json": it.json })))
        .collect();
    // It prints while it reads.
    let writer = thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = child
        .wait_with_output()
        .map_err(|error| error.to_string())?;
    let written = writer.join().map_err(|_| "the writer panicked")?;
    if let (Err(error), true) = (written, output.status.success()) {
        return Err(error.to_string());
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let lines: Vec<&str> = text.lines().collect();
    if !output.status.success() || lines.len() != instances.len() {
        return Err(format!(
            "the program ended with {} after {} of {} instances",
            output.status,
            lines.len(),
            instances.len()
        ));
    }
    let pairs = instances.into_iter().zip(lines);
    pairs
        .map(|(instance, line)| verdict(instance, line))
        .collect()
}

fn verdict(instance: Instance, line: &str) -> Result<Verdict, String> {
    let line: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let detail = line["detail"].as_str().unwrap_or_default().to_owned();
    let drift = line["drift"].as_array().into_iter().flatten();
    let drift = drift.filter_map(Value::as_str);
    let (undeclared, drift): (Vec<&str>, Vec<&str>) =
        drift.partition(|it| it.starts_with(UNDECLARED));
    let is_undeclared = |path: &str| {
        let mut paths = undeclared.iter().map(|it| &it[UNDECLARED.len()..]);
        paths.any(|undeclared| undeclared == path)
    };
    let violations = differences(&instance.violations, &line["violations"]);
    let found = match line["outcome"].as_str() {
        Some("equal") => Found::Equal,
        Some("different") => match detail.strip_prefix("lost ") {
            Some(path) if is_undeclared(path) => Found::NotSent(path.to_owned()),
            _ => Found::Different(detail),
        },
        _ => Found::Error(detail),
    };
    Ok(Verdict {
        schema: instance.schema,
        kind: instance.kind,
        json: instance.json,
        found,
        drift: drift.into_iter().map(str::to_owned).collect(),
        violations,
    })
}

/// How the violations that were found differ from those that were expected.
fn differences(expected: &[String], found: &Value) -> Vec<String> {
    let expected: BTreeSet<&str> = expected.iter().map(String::as_str).collect();
    let found = found.as_array().into_iter().flatten();
    let found: BTreeSet<&str> = found.filter_map(Value::as_str).collect();
    let missing = expected.difference(&found).map(|it| format!("-{it}"));
    let excess = found.difference(&expected).map(|it| format!("+{it}"));
    missing.chain(excess).collect()
}
