//! Instances of schemas, by programs that know nothing of this generator.

use std::{fs, path::Path, process::Command};

use seamstress_codegen::Output;
use serde_json::Value;

use super::Document;
use crate::node;

/// An instance of a schema.
#[derive(Clone, Debug)]
pub(super) struct Instance {
    /// The name of the schema.
    pub(super) schema: String,
    /// Where it is from.
    pub(super) kind: Kind,
    /// Its text.
    pub(super) json: String,
    /// The constraints that it violates: each a path, and a keyword of JSON Schema.
    pub(super) violations: Vec<String>,
}

/// Where an instance is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Generated from the schema.
    Generated,
    /// Generated from the schema, with members that it does not declare.
    Undeclared,
    /// An example of the document.
    Example,
    /// An example of the document that contradicts its schema.
    WrongExample,
    /// Changed so that it violates constraints, and nothing else is wrong with it.
    Violating,
}

/// The instances of a document.
#[derive(Debug, Default)]
pub(super) struct Generated {
    /// Number of schemas.
    pub(super) schemas: usize,
    /// The instances.
    pub(super) instances: Vec<Instance>,
    /// Schemas without an instance, and why.
    pub(super) failed: Vec<(String, String)>,
}

/// The files of the program.
const FILES: &[&str] = &[
    "instances.mjs",
    "schema.mjs",
    "examples.mjs",
    "random.mjs",
    "violations.mjs",
];

/// About `count` instances of each named schema of the document.
///
/// # Errors
///
/// Where the program cannot be installed, or fails.
pub(super) fn of(
    document: &Document,
    output: &Output,
    count: usize,
    scratch: &Path,
) -> Result<Generated, String> {
    let folder = node::install(scratch, "truth", FILES)?;
    let path = match document.file() {
        Some(path) => path.to_owned(),
        None => {
            let path = folder.join(format!("{}.yaml", document.name));
            fs::write(&path, &output.document).map_err(|error| error.to_string())?;
            path
        }
    };
    let mut command = Command::new("node");
    let command = command.arg(folder.join("instances.mjs")).arg(path);
    let printed = node::run(command.arg(count.to_string()))?;
    let mut made = Generated::default();
    for line in String::from_utf8_lossy(&printed.stdout).lines() {
        let line: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let text = |key: &str| line[key].as_str().map(str::to_owned);
        if let Some(schemas) = line["schemas"].as_u64() {
            made.schemas = usize::try_from(schemas).unwrap_or(usize::MAX);
        } else if let (Some(schema), Some(why)) = (text("schema"), text("failed")) {
            made.failed.push((schema, why));
        } else if let (Some(schema), Some(json)) = (text("schema"), text("json")) {
            let kind = match line["kind"].as_str() {
                Some("made") => Kind::Generated,
                Some("undeclared") => Kind::Undeclared,
                Some("example") => Kind::Example,
                Some("wrong example") => Kind::WrongExample,
                Some("violating") => Kind::Violating,
                other => return Err(format!("instances.mjs prints the kind {other:?}")),
            };
            let violations = line["violations"].as_array().into_iter().flatten();
            let violations = violations.filter_map(Value::as_str).map(str::to_owned);
            made.instances.push(Instance {
                schema,
                kind,
                json,
                violations: violations.collect(),
            });
        }
    }
    Ok(made)
}
