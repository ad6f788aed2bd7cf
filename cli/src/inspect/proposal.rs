//! The `overrides.toml` to begin with: entries, and the pages that suggest them.

mod envelope;

use seamstress_codegen::{
    Output,
    diagnostic::{Diagnostic, Location},
    ir::{Credential, Names},
};
use serde_json::{Value, json};

/// An entry, and what suggests it.
pub(super) struct Proposal {
    /// The entry, in TOML.
    entry: String,
    /// What suggests it.
    why: String,
    /// The page and the line that suggest it; `None` where it is not one place.
    place: Option<(String, usize)>,
}

impl Proposal {
    fn new(entry: String, why: impl Into<String>, place: &Location, output: &Output) -> Self {
        let place = place.resolve(&output.sources).map(|(file, range)| {
            let (line, _) = file.line_column(range.start);
            (file.path().to_string(), line)
        });
        Self {
            entry,
            why: why.into(),
            place,
        }
    }

    /// The entry below a comment that says what suggests it.
    pub(super) fn text(&self) -> String {
        let place = match &self.place {
            Some((page, line)) => format!("{page}:{line}: "),
            None => String::new(),
        };
        format!("# {place}{}\n{}\n", self.why, self.entry)
    }

    /// The proposal as JSON.
    pub(super) fn json(&self) -> Value {
        json!({
            "entry": self.entry,
            "why": self.why,
            "page": self.place.as_ref().map(|(page, _)| page),
            "line": self.place.as_ref().map(|(_, line)| line),
        })
    }
}

/// Entries for what the pages leave open and nobody has decided.
pub(super) fn proposals(output: &Output) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    if let Some(names) = &output.names {
        proposals.extend(envelope::proposals(output, names));
        if output.overrides.grouping.is_none() {
            proposals.extend(grouping(output));
        }
        if output.overrides.credential.is_empty() {
            proposals.extend(credentials(output, names));
        }
    }
    proposals.extend(output.diagnostics.iter().filter_map(|it| noted(it, output)));
    proposals
}

/// How operations are grouped, so that no later operation changes it.
fn grouping(output: &Output) -> Option<Proposal> {
    let first = output.api.operations.values().next()?;
    let by = output.api.grouping.as_str();
    let reason = match by {
        "tag" => "every operation has a tag and an `operationId`",
        "rpc" => "most operations are a `POST` to a path without parameters",
        _ => "the paths name resources",
    };
    let entry = format!("[grouping]\nby = {}\nbecause = {}", text(by), text(reason));
    let why = format!("{reason}; `{}` is the first", first.key);
    Some(Proposal::new(
        entry,
        why,
        &first.origin.clone().into(),
        output,
    ))
}

/// An entry for each security scheme that the client can send.
fn credentials(output: &Output, names: &Names) -> Vec<Proposal> {
    let api = &output.api;
    let package = &api.client.package;
    let package = package.strip_suffix("-client").unwrap_or(package);
    let prefix = package.replace('-', "_").to_uppercase();
    let propose = |credential: &Credential| {
        let scheme = api.scheme(&credential.scheme)?;
        let name = names.credential(credential).to_string();
        let variable = format!("{prefix}_{}", name.to_uppercase());
        let reason = format!("the pages declare the scheme `{}`", scheme.wire);
        let entry = format!(
            "[[credential]]\nname = {}\nscheme = {}\nvariable = {}\nbecause = {}",
            text(&name),
            text(&scheme.wire),
            text(&variable),
            text(&reason),
        );
        let why = format!("{reason}; choose the name of the environment variable");
        Some(Proposal::new(
            entry,
            why,
            &scheme.origin.clone().into(),
            output,
        ))
    };
    api.client.credentials.iter().filter_map(propose).collect()
}

/// The entry that a finding of the generator proposes, if it proposes one.
fn noted(diagnostic: &Diagnostic, output: &Output) -> Option<Proposal> {
    let place = &diagnostic.labels.first()?.location;
    let help = diagnostic.help.as_deref()?;
    let entry = first_entry(&help[help.find("\n[[")? + 1..])?;
    Some(Proposal::new(entry, &diagnostic.message, place, output))
}

/// The longest beginning of a text that is TOML: a second proposal may follow, after prose.
fn first_entry(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut beginnings = (1..=lines.len())
        .rev()
        .map(|count| lines[..count].join("\n"));
    let entry = beginnings.find(|beginning| beginning.parse::<toml::Table>().is_ok())?;
    Some(entry.trim().to_owned())
}

/// A string in TOML.
fn text(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_ends_where_prose_begins() {
        let help =
            "[[share]]\ntypes = [\n    \"a\",\n]\nor, to take one page,\n[[merge]]\nschema = \"a\"";
        let entry = "[[share]]\ntypes = [\n    \"a\",\n]";
        assert_eq!(first_entry(help).as_deref(), Some(entry));
        assert_eq!(first_entry(entry).as_deref(), Some(entry));
        assert_eq!(first_entry("or not"), None);
    }
}
