//! Whether generation is linear: one document, and 2, 4 and 8 copies of it in one.

use std::{fmt::Write as _, fs, path::Path, process::Command};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Map, Value};

use super::{
    documents::Document,
    entry::LIMITS,
    tool::Tool,
    usage::{Measured, measure},
};

/// How many copies of the document are measured.
const COPIES: &[usize] = &[1, 2, 4, 8];
/// How often each is measured; the least counts, which is the one that others disturbed least.
const RUNS: usize = 3;

/// The CPU of generation for several copies of a document in JSON, as a table.
pub(super) fn table(program: &Path, document: &Document, target: &Path) -> Result<String> {
    let folder = target.join("scale");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let text = fs::read_to_string(&document.path)?;
    let value: Value = serde_json::from_str(&text)
        .with_context(|| format!("{} is not JSON", document.path.display()))?;
    let mut table = format!(
        "| copies of {} | generate: CPU | per copy, ratio to one copy | peak |\n|---|---|---|---|\n",
        document.name
    );
    let mut first = None;
    for copies in COPIES {
        let path = folder.join(format!("{copies}.json"));
        fs::write(&path, multiply(&value, *copies).to_string())?;
        let mut least = f64::INFINITY;
        let mut peak = 0;
        for run in 0..RUNS {
            let out = folder.join(format!("{copies}-{run}"));
            let command: Command = Tool::Seamstress.generate(program, &path, &out);
            let Measured { output, usage } = measure(&command, LIMITS, target)?;
            ensure!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
            fs::remove_dir_all(&out)?;
            least = least.min(usage.user);
            peak = peak.max(usage.peak);
        }
        let one = *first.get_or_insert(least);
        let _ = writeln!(
            table,
            "| {copies} | {least:.2} s | {:.2} | {} MB |",
            least / (one * *copies as f64),
            peak / 1_000_000
        );
    }
    fs::remove_dir_all(&folder)?;
    Ok(table)
}

/// The document with its paths and its components several times, under different names.
fn multiply(document: &Value, copies: usize) -> Value {
    let mut all = document.clone();
    for section in ["paths", "components"] {
        all[section] = Value::Object(Map::new());
    }
    for copy in 0..copies {
        let mark = format!("Copy{copy}");
        let mut document = document.clone();
        rename(&mut document, &mark);
        for (path, item) in fields(&mut document["paths"]) {
            let path = format!("/{}{path}", mark.to_lowercase());
            all["paths"][path] = item;
        }
        for (section, mut named) in fields(&mut document["components"]) {
            for (name, component) in fields(&mut named) {
                // Requirements name the schemes, and are left as they are.
                let name = match section.as_str() {
                    "securitySchemes" => name,
                    _ => format!("{mark}{name}"),
                };
                all["components"][&section][name] = component;
            }
        }
    }
    all
}

fn fields(value: &mut Value) -> Map<String, Value> {
    match value.take() {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// Marks the names of components in references, and the ids of operations.
fn rename(value: &mut Value, mark: &str) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), &mut *value) {
                    ("$ref", Value::String(target)) => {
                        if let Some((section, name)) = target.rsplit_once('/') {
                            *target = format!("{section}/{mark}{name}");
                        }
                    }
                    ("operationId", Value::String(id)) => id.push_str(mark),
                    ("mapping", Value::Object(targets)) => {
                        for target in targets.values_mut() {
                            if let Value::String(text) = target
                                && let Some((section, name)) = text.rsplit_once('/')
                            {
                                *text = format!("{section}/{mark}{name}");
                            }
                        }
                    }
                    (_, value) => rename(value, mark),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, mark)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_copy_refers_to_its_own_components() {
        let document = json!({
            "openapi": "3.0.0",
            "paths": { "/a": { "get": { "operationId": "a", "$ref": "#/components/schemas/A" } } },
            "components": { "schemas": { "A": {} }, "securitySchemes": { "key": {} } },
        });
        assert_eq!(
            multiply(&document, 2),
            json!({
                "openapi": "3.0.0",
                "paths": {
                    "/copy0/a": { "get": { "operationId": "aCopy0", "$ref": "#/components/schemas/Copy0A" } },
                    "/copy1/a": { "get": { "operationId": "aCopy1", "$ref": "#/components/schemas/Copy1A" } },
                },
                "components": {
                    "schemas": { "Copy0A": {}, "Copy1A": {} },
                    "securitySchemes": { "key": {} },
                },
            })
        );
    }
}
