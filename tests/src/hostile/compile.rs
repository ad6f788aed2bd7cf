//! What the compiler and its tools report about the crates of all cases.

use std::{collections::BTreeMap, path::Path};

use serde_json::Value;

use super::run::{Outcome, Run};
use crate::crates::Crates;

/// What is reported about one crate.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    /// Errors and warnings of the compiler.
    pub rustc: Vec<String>,
    /// Those of clippy.
    pub clippy: Vec<String>,
    /// Those of `rustdoc`.
    pub rustdoc: Vec<String>,
    /// How many doctests there are.
    pub doctests: usize,
}

impl Compiled {
    /// What is reported, and whether the number of doctests is another one than `doctests`.
    pub(super) fn failures(&self, doctests: usize) -> Vec<String> {
        let tools = [
            ("rustc", &self.rustc),
            ("clippy", &self.clippy),
            ("rustdoc", &self.rustdoc),
        ];
        let messages = tools.iter().flat_map(|(tool, messages)| {
            let messages = messages.iter();
            messages.map(move |message| format!("{tool}: {message}"))
        });
        let mut failures: Vec<String> = messages.collect();
        if self.doctests != doctests {
            failures.push(format!(
                "{} doctests, of which the emitter wrote {doctests}",
                self.doctests
            ));
        }
        failures
    }
}

/// Compiles the crates of all runs together; the results by package.
pub(super) fn compile(runs: &[Run], scratch: &Path) -> Result<BTreeMap<String, Compiled>, String> {
    let mut crates = Crates::new(scratch, "hostile");
    let mut compiled = BTreeMap::new();
    for run in runs {
        if let Outcome::Generated(output) = &run.outcome {
            let name = run.case.package();
            crates
                .add(&name, output, "")
                .map_err(|error| format!("{name}: {error}"))?;
            compiled.insert(name, Compiled::default());
        }
    }
    if compiled.is_empty() {
        return Ok(compiled);
    }
    let every = ["--workspace", "--lib", "--quiet"];
    let json = ["--keep-going", "--message-format=json"];
    let is_about = |message: &Value, found: fn(&mut Compiled) -> &mut Vec<String>| {
        (package(message), text(message), found)
    };
    let clippy = messages(&crates, &[&["clippy"], &every[..], &json].concat())?;
    let docs = messages(
        &crates,
        &[&["doc", "--no-deps"], &every[..], &json].concat(),
    )?;
    let mut reported = Vec::new();
    for message in &clippy {
        let is_lint = message["message"]["code"]["code"]
            .as_str()
            .is_some_and(|code| code.starts_with("clippy::"));
        reported.push(match is_lint {
            true => is_about(message, |it| &mut it.clippy),
            false => is_about(message, |it| &mut it.rustc),
        });
    }
    for message in &docs {
        reported.push(is_about(message, |it| &mut it.rustdoc));
    }
    for (package, text, found) in reported {
        let compiled = compiled
            .get_mut(&package)
            .ok_or_else(|| format!("{package}, which is not a case: {text}"))?;
        found(compiled).push(text);
    }
    let tested = crates.run(&["test", "--doc", "--workspace", "--no-fail-fast"])?;
    for line in String::from_utf8_lossy(&tested.stdout).lines() {
        // test <package>/src/routes/things.rs - routes::things::Things::list (line 20) ... ok
        let Some((name, result)) = line
            .strip_prefix("test ")
            .and_then(|line| line.rsplit_once(" ... "))
        else {
            continue;
        };
        let package = name.split('/').next().unwrap_or_default();
        if let Some(compiled) = compiled.get_mut(package) {
            compiled.doctests += 1;
            if result != "ok" {
                compiled.rustdoc.push(format!("{name}: {result}"));
            }
        }
    }
    Ok(compiled)
}

/// The errors and warnings that a command of cargo reports.
///
/// # Errors
///
/// Where cargo fails without reporting any: nothing was compiled then.
fn messages(crates: &Crates, arguments: &[&str]) -> Result<Vec<Value>, String> {
    let output = crates.run(arguments)?;
    let text = String::from_utf8_lossy(&output.stdout);
    let messages = text.lines().filter_map(|it| serde_json::from_str(it).ok());
    let messages: Vec<Value> = messages
        .filter(|it: &Value| it["reason"] == "compiler-message")
        .collect();
    if !output.status.success() && messages.is_empty() {
        let error = String::from_utf8_lossy(&output.stderr);
        return Err(format!("`cargo {}` failed\n{error}", arguments.join(" ")));
    }
    Ok(messages)
}

/// The name of the package of a message: that of the folder of its manifest.
fn package(message: &Value) -> String {
    let manifest = message["manifest_path"].as_str().unwrap_or_default();
    let folder = Path::new(manifest).parent().and_then(Path::file_name);
    folder.unwrap_or_default().to_string_lossy().into_owned()
}

fn text(message: &Value) -> String {
    let text = &message["message"]["message"];
    text.as_str().unwrap_or_default().to_owned()
}
