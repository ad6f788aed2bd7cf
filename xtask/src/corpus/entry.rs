//! What one tool makes of one document.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use super::{
    check::Checked,
    documents::Document,
    tool::Tool,
    usage::{Limits, Measured, SIGNAL, Usage, measure},
};

/// What a run may use; the largest documents need a tenth of it.
pub(super) const LIMITS: Limits = Limits {
    cpu: 600,
    memory: 12 << 30,
};

/// What one tool makes of one document.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) document: String,
    pub(super) tool: Tool,
    /// Or why there is no crate, in one line.
    pub(super) generated: Result<Generated, String>,
    /// What `cargo check` says of the crate, if it was asked; or why it does not compile.
    pub(super) checked: Option<Result<Checked, String>>,
}

/// A crate that was generated.
#[derive(Clone, Debug)]
pub(super) struct Generated {
    pub(super) usage: Usage,
    /// Lines of all Rust files.
    pub(super) lines: usize,
    /// Public fields whose type is or contains untyped JSON.
    pub(super) raw_json: usize,
    /// Operations in and out, and all places of untyped JSON by reason: what only our report says.
    pub(super) stats: Option<Value>,
}

/// Where the crates are built.
pub(super) struct CrateBuilder {
    pub(super) target: PathBuf,
    /// Whether crates are compiled.
    pub(super) check: bool,
    /// Whether our crates are linted where they compile.
    pub(super) lint: bool,
}

impl CrateBuilder {
    /// Generates a crate from `document`, and compiles it if that is wanted.
    ///
    /// # Errors
    ///
    /// Where the tool or cargo cannot be started. That a tool fails is a result.
    pub(super) fn entry(&self, tool: Tool, program: &Path, document: &Document) -> Result<Entry> {
        let out = self
            .target
            .join("crates")
            .join(tool.name())
            .join(&document.name);
        if out.exists() {
            fs::remove_dir_all(&out)?;
        }
        fs::create_dir_all(out.join("src"))?;
        let command = tool.generate(program, &document.path, &out);
        let Measured { output, usage } = measure(&command, LIMITS, &self.target)?;
        let complete = match output.status.success() {
            true => tool.complete(&out).map_err(|error| format!("{error:#}")),
            false => Err(reason(&output)),
        };
        let (generated, checked) = match complete {
            Err(reason) => (Err(reason), None),
            Ok(lib) => {
                let checked = match self.check {
                    true => Some(self.check(&out, &lib, self.lint && tool == Tool::Seamstress)?),
                    false => None,
                };
                (Ok(generated(tool, &out, usage, &output)?), checked)
            }
        };
        // Crates of large documents take gigabytes in all.
        fs::remove_dir_all(&out)?;
        Ok(Entry {
            document: document.name.clone(),
            tool,
            generated,
            checked,
        })
    }
}

fn generated(tool: Tool, out: &Path, usage: Usage, output: &Output) -> Result<Generated> {
    let mut lines = 0;
    let mut raw_json = 0;
    let mut folders = vec![out.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("{}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let text = fs::read_to_string(&path)?;
                lines += text.lines().count();
                raw_json += text.lines().filter(|line| is_raw_json(line)).count();
            }
        }
    }
    let report: Option<Value> = match tool {
        Tool::Seamstress => serde_json::from_slice(&output.stdout).ok(),
        _ => None,
    };
    Ok(Generated {
        usage,
        lines,
        raw_json,
        stats: report.map(|report| report["stats"].clone()),
    })
}

/// Whether a line declares a public field of untyped JSON, in the output of any tool.
fn is_raw_json(line: &str) -> bool {
    let line = line.trim();
    let field = line.strip_prefix("pub ").map(|it| it.strip_suffix(','));
    let field = field.unwrap_or_else(|| row_of_field(line));
    let Some((_, ty)) = field.and_then(|field| field.split_once(": ")) else {
        return false;
    };
    let is_word = |it: char| it.is_alphanumeric() || it == '_';
    ty.split(|it| !is_word(it)).any(|word| word == "Value")
}

/// The field of a row of ours, `name: Value = optional "name";`, without its name in JSON.
fn row_of_field(line: &str) -> Option<&str> {
    let presences = [" = required \"", " = optional \""];
    let mut found = presences.iter().filter_map(|it| line.split_once(it));
    found.next().map(|(field, _)| field)
}

/// Why a command failed, in one line.
pub(super) fn reason(output: &Output) -> String {
    /// What shows all of most messages.
    const LENGTH: usize = 160;

    if output.status.code() == Some(i32::from(SIGNAL)) {
        return "ended by a signal: a limit of CPU or memory".to_owned();
    }
    let text = [&output.stderr, &output.stdout].map(|it| String::from_utf8_lossy(it));
    let lines = text.iter().flat_map(|text| text.lines()).map(str::trim);
    let is_error = |line: &&str| {
        let line = line.to_ascii_lowercase();
        line.contains("error") || line.contains("panicked")
    };
    let mut lines = lines.filter(|line| !line.is_empty());
    let mut after = lines.clone().skip_while(|line| !is_error(line));
    let line = match after.next() {
        // The message of a panic is on the next line.
        Some(line) if line.contains("panicked at") => after.next().unwrap_or(line),
        Some(line) => line,
        None => lines.next().unwrap_or("no message"),
    };
    line.chars().take(LENGTH).collect()
}

impl Entry {
    /// Whether there is a crate, and whatever was asked of it is true.
    pub(super) fn is_clean(&self) -> bool {
        let is_checked = match &self.checked {
            None => true,
            Some(Ok(checked)) => checked.is_clean(),
            Some(Err(_)) => false,
        };
        self.generated.is_ok() && is_checked
    }

    pub(super) fn json(&self) -> Value {
        let generated = match &self.generated {
            Ok(it) => json!({
                "usage": it.usage.json(),
                "lines": it.lines,
                "raw_json": it.raw_json,
                "stats": it.stats,
            }),
            Err(reason) => json!({ "error": reason }),
        };
        let checked = self.checked.as_ref().map(|checked| match checked {
            Ok(it) => json!({
                "usage": it.usage.json(),
                "warnings": it.warnings,
                "lints": it.lints,
            }),
            Err(reason) => json!({ "error": reason }),
        });
        json!({
            "document": self.document,
            "tool": self.tool.name(),
            "version": self.tool.version(),
            "generated": generated,
            "checked": checked,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::process::ExitStatus;

    use super::*;

    fn failed(stderr: &str) -> Output {
        Output {
            status: ExitStatus::default(),
            stdout: Vec::new(),
            stderr: stderr.as_bytes().to_vec(),
        }
    }

    #[test]
    fn fields_of_untyped_json_are_counted() {
        assert!(is_raw_json("    pub metadata: Option<serde_json::Value>,"));
        assert!(is_raw_json("    pub metadata: BTreeMap<String, Value>,"));
        assert!(is_raw_json(
            "    metadata: Option<Value> = optional \"metadata\" [MinItems(1)];"
        ));
        assert!(!is_raw_json("    value: FieldValue = required \"Value\";"));
        assert!(!is_raw_json(
            "    any: impl Into<Value> = Some(any.into());"
        ));
        assert!(!is_raw_json("    pub value: FieldValue,"));
        assert!(!is_raw_json("    pub fn set(self, value: Value) -> Self {"));
    }

    #[test]
    fn a_reason_is_the_message_and_not_what_is_around_it() {
        assert_eq!(
            reason(&failed("reading\nError: no such schema\nhint")),
            "Error: no such schema"
        );
        assert_eq!(
            reason(&failed(
                "\nthread 'main' panicked at src/main.rs:3:5:\nnot yet implemented\nnote: run with"
            )),
            "not yet implemented"
        );
        assert_eq!(reason(&failed("")), "no message");
    }
}
