//! What of a crate must not depend on the texts of its document.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Parser, Tag};
use seamstress_codegen::{
    Input,
    diagnostic::{Code, Severity},
    emit::{Runtime, scaffold, starter, with_features},
    file_tree::FileTree,
    generate,
    report::Outcome,
    source::Source,
};
use serde_json::Value;
use tests::hostile::tokens::CrateTokens;

/// A crate without its texts and names.
#[derive(Debug, PartialEq)]
pub(crate) struct CrateShape {
    /// How often each part of its Rust files occurs.
    skeleton: BTreeMap<String, usize>,
    doctests: usize,
    /// The keys of its manifest.
    manifest: Vec<String>,
    /// The blocks of its README.
    readme: Vec<String>,
    /// How many operations it has. A text that is an error costs some.
    operations: usize,
    /// The warnings about its document.
    warnings: BTreeSet<Code>,
}

/// Warnings about texts that are generated nevertheless.
const SPELLED: &[Code] = &[Code::HiddenCharacters, Code::NonAsciiName];

impl CrateShape {
    /// The shape of the crate that is generated from a document; `None` if it has errors.
    ///
    /// # Errors
    ///
    /// Where a file of the crate cannot be parsed.
    pub(crate) fn of(document: &Value) -> Result<Option<Self>, String> {
        let input = Input {
            sources: vec![Source {
                path: "everything.json".to_owned(),
                text: document.to_string(),
            }],
            ..Input::default()
        };
        let output = generate(input);
        let (Outcome::Done, Some(names)) = (output.outcome(), &output.names) else {
            return Ok(None);
        };
        let starter = starter(&output.api, names, &output.coverage);
        let manifest = scaffold(&output.api, &Runtime::Registry);
        let manifest = with_features(&manifest, &output.api, names, &output.lock)
            .map_err(|error| error.to_string())?;
        let readme = starter.files.get("README.md").cloned().unwrap_or_default();
        let files: FileTree = output.files.into_iter().chain(starter.files).collect();
        let tokens = CrateTokens::parse(&files)?;
        Ok(Some(Self {
            skeleton: tokens.skeleton(),
            doctests: tokens.doctests()?,
            manifest: keys(&format!("{manifest}{}", starter.manifest))?,
            readme: blocks(&readme),
            operations: output.stats.operations_out,
            warnings: output
                .diagnostics
                .iter()
                .filter(|it| it.severity() == Severity::Warning && !SPELLED.contains(&it.code))
                .map(|it| it.code)
                .collect(),
        }))
    }

    /// Whether something is left out that the other crate has: a warning says so.
    pub(crate) fn lacks_parts_of(&self, other: &Self) -> bool {
        self.operations < other.operations || !self.warnings.is_subset(&other.warnings)
    }

    /// What differs, one difference on each line; empty if nothing does.
    pub(crate) fn difference(&self, other: &Self) -> String {
        let mut lines = Vec::new();
        let parts = self.skeleton.keys().chain(other.skeleton.keys());
        for part in parts {
            let counts = [self, other].map(|it| it.skeleton.get(part).copied().unwrap_or_default());
            if counts[0] != counts[1] {
                lines.push(format!("{} and {} times: {part}", counts[0], counts[1]));
            }
        }
        if self.doctests != other.doctests {
            lines.push(format!("{} and {} doctests", self.doctests, other.doctests));
        }
        for (one, other) in [
            (&self.manifest, &other.manifest),
            (&self.readme, &other.readme),
        ] {
            if one != other {
                lines.push(format!("{one:?} and {other:?}"));
            }
        }
        lines.dedup();
        lines.join("\n")
    }
}

/// The keys of a manifest, but for the names of features.
fn keys(manifest: &str) -> Result<Vec<String>, String> {
    let manifest: toml::Table = manifest.parse().map_err(|error| format!("{error}"))?;
    let mut keys = Vec::new();
    for (section, table) in &manifest {
        let inner = table.as_table().into_iter().flatten();
        keys.extend(inner.map(|(key, _)| match section.as_str() {
            "features" => "features._".to_owned(),
            _ => format!("{section}.{key}"),
        }));
    }
    Ok(keys)
}

/// The kinds of the blocks of a text.
fn blocks(markdown: &str) -> Vec<String> {
    let blocks = Parser::new(markdown).filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(format!("{level}")),
        Event::Start(Tag::CodeBlock(kind)) => Some(format!("{kind:?}")),
        Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => Some("html".to_owned()),
        Event::Start(Tag::List(_)) => Some("list".to_owned()),
        Event::Start(Tag::Link { .. } | Tag::Image { .. }) => Some("link".to_owned()),
        _ => None,
    });
    blocks.collect()
}
