//! `overrides.toml`: what a human decided, and why.
//!
//! Every entry says `because`, and an entry that matches nothing is an error,
//! so that the file never claims what is not so.

mod entry;

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use serde::Deserialize;
use toml::Spanned;

pub use entry::About;
pub use entry::{
    Client, Companion, Credential, Envelope, Id, LongRunning, Merge, Name, OneOf, Optional,
    Pagination, Safe, Webhook,
};

use crate::{
    diagnostic::{Code, Diagnostic, Location},
    merge::MergeChoice,
    source::SourceFile,
};

/// All decisions, by kind.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overrides {
    /// What the file is called in diagnostics.
    #[serde(skip)]
    pub path: Option<Arc<str>>,
    /// About the client as a whole.
    pub client: Option<Client>,
    /// Credentials that the client's builder accepts.
    #[serde(default)]
    pub credential: Vec<Spanned<Credential>>,
    /// Members of which exactly one is given.
    #[serde(default)]
    pub one_of: Vec<Spanned<OneOf>>,
    /// Which page to believe where pages differ.
    #[serde(default)]
    pub merge: Vec<Spanned<Merge>>,
    /// What a call returns.
    #[serde(default)]
    pub envelope: Vec<Spanned<Envelope>>,
    /// Which ids are of one kind.
    #[serde(default)]
    pub id: Vec<Spanned<Id>>,
    /// Names that people prefer.
    #[serde(default)]
    pub name: Vec<Spanned<Name>>,
    /// How lists are cut into pages.
    #[serde(default)]
    pub pagination: Vec<Spanned<Pagination>>,
    /// Work that goes on after the API has answered.
    #[serde(default)]
    pub long_running: Vec<Spanned<LongRunning>>,
    /// Operations that change nothing.
    #[serde(default)]
    pub safe: Vec<Spanned<Safe>>,
    /// Members that are missing though a page requires them.
    #[serde(default)]
    pub optional: Vec<Spanned<Optional>>,
    /// What the API sends by itself.
    pub webhook: Option<Spanned<Webhook>>,
}

impl Overrides {
    /// Parses the file.
    pub fn read(file: &SourceFile) -> (Self, Vec<Diagnostic>) {
        match toml::from_str::<Self>(file.text()) {
            Ok(mut overrides) => {
                overrides.path = Some(Arc::clone(file.path()));
                (overrides, Vec::new())
            }
            Err(error) => {
                let range = error.span().unwrap_or(0..0);
                let message = "`overrides.toml` cannot be parsed";
                let diagnostic = Diagnostic::new(Code::InvalidOverrides, message)
                    .at(Location::span(file.path(), range), error.message());
                (Self::default(), vec![diagnostic])
            }
        }
    }

    /// Where an entry stands.
    pub fn location(&self, range: Range<usize>) -> Location {
        Location::Span {
            path: self.path.clone().unwrap_or_default(),
            range,
        }
    }

    /// The error for an entry about something that the pages do not have, unless that
    /// is fine with the entry.
    pub(crate) fn absent(
        &self,
        entry: &Spanned<impl About>,
        what: impl Into<String>,
    ) -> Option<Diagnostic> {
        let is_fine = entry.get_ref().if_present();
        (!is_fine).then(|| self.unmatched(entry.span(), what))
    }

    /// The error for an entry that matches nothing.
    pub fn unmatched(&self, range: Range<usize>, what: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Code::StaleOverride, "this entry matches nothing")
            .at(self.location(range), what)
            .help("correct the entry, or delete it if the pages changed")
    }

    /// The note for an entry that decides what the pages say by themselves.
    pub(crate) fn needless(&self, range: Range<usize>) -> Diagnostic {
        Diagnostic::new(Code::RedundantOverride, "this entry decides nothing")
            .at(self.location(range), "the pages say the same by themselves")
            .help("delete it")
    }

    /// Which pages to believe, in the order of the file.
    pub fn merge_choices(&self) -> Vec<MergeChoice> {
        let entries = self.merge.iter().map(Spanned::get_ref);
        entries
            .map(|entry| MergeChoice {
                schema: entry.schema.clone(),
                take: entry.take.clone(),
            })
            .collect()
    }

    /// Errors for `[[merge]]` entries whose number is not among `used`.
    pub fn stale_merges(&self, used: &[usize]) -> Vec<Diagnostic> {
        let stale = self
            .merge
            .iter()
            .enumerate()
            .filter(|(number, _)| !used.contains(number));
        stale
            .map(|(_, entry)| {
                self.unmatched(
                    entry.span(),
                    "no pages differ in this, or none of them is this one",
                )
            })
            .collect()
    }

    /// The wire names of ids that were declared to be of another name's kind.
    pub fn id_kinds(&self) -> BTreeMap<&str, &str> {
        self.id
            .iter()
            .map(Spanned::get_ref)
            .flat_map(|entry| {
                entry
                    .members
                    .iter()
                    .map(|member| (member.as_str(), entry.kind.as_str()))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    fn read(text: &str) -> (Overrides, Vec<Diagnostic>) {
        Overrides::read(SourceMap::default().insert("overrides.toml", text.to_owned()))
    }

    #[test]
    fn an_entry_without_a_reason_is_refused_with_its_place() {
        let text = "[[merge]]\nschema = \"a\"\ntake = \"b\"\n";
        let (_, diagnostics) = read(text);
        assert_eq!(diagnostics.len(), 1);
        assert!(
            diagnostics[0].labels[0].text.contains("because"),
            "{diagnostics:?}"
        );
    }

    #[test]
    fn a_reason_that_says_nothing_is_refused() {
        let text = "[[merge]]\nschema = \"a\"\ntake = \"b\"\nbecause = \" \"\n";
        let (_, diagnostics) = read(text);
        assert!(
            diagnostics[0].labels[0].text.contains("says nothing"),
            "{diagnostics:?}"
        );
    }

    #[test]
    fn an_unknown_key_is_refused() {
        let (_, diagnostics) = read("[[mrege]]\nschema = 1\n");
        assert_eq!(diagnostics[0].code, Code::InvalidOverrides);
    }
}
