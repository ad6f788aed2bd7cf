//! `overrides.toml`: decisions that the pages do not contain, each with its reason.
//!
//! An entry that matches nothing is an error, so that the file never contains what is not true.

mod entry;
mod kinds;
mod pagination;

use std::{collections::BTreeMap, sync::Arc};

use serde::Deserialize;

pub use self::entry::Entry;
pub use self::kinds::{
    Boxed, Client, Companion, Credential, Envelope, Grouping, Id, Idempotency, LongRunning, Merge,
    Name, OneOf, Optional, Safe, Secret, Separate, Server, Share, Stream, Webhook,
};
pub use self::pagination::{Pagination, Style};

use crate::{
    diagnostic::{Code, Diagnostic, Location},
    merge::{Decisions, Document, MergeChoice, Preference},
    normalise::Tolerance,
    source::SourceFile,
};

/// Fields of responses that describe the call, unless `about_the_call` lists others.
const ABOUT_THE_CALL: &[&str] = &["ok", "pagination"];

/// All decisions, by kind.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overrides {
    /// The path of the file in diagnostics.
    #[serde(skip)]
    pub path: Option<Arc<str>>,
    /// About the client as a whole.
    pub client: Option<Entry<Client>>,
    /// How operations are grouped.
    pub grouping: Option<Entry<Grouping>>,
    /// Credentials that the client's builder accepts.
    #[serde(default)]
    pub credential: Vec<Entry<Credential>>,
    /// Fields of which exactly one is set.
    #[serde(default)]
    pub one_of: Vec<Entry<OneOf>>,
    /// Which page is used where pages differ.
    #[serde(default)]
    pub merge: Vec<Entry<Merge>>,
    /// Servers that operations may have in place of the client's.
    #[serde(default)]
    pub server: Vec<Entry<Server>>,
    /// The results of calls.
    #[serde(default)]
    pub envelope: Vec<Entry<Envelope>>,
    /// Fields whose ids are of the same kind.
    #[serde(default)]
    pub id: Vec<Entry<Id>>,
    /// Names in place of derived ones.
    #[serde(default)]
    pub name: Vec<Entry<Name>>,
    /// Equal types that are one type.
    #[serde(default)]
    pub share: Vec<Entry<Share>>,
    /// Types that are no other type's.
    #[serde(default)]
    pub separate: Vec<Entry<Separate>>,
    /// How lists are paginated.
    #[serde(default)]
    pub pagination: Vec<Entry<Pagination>>,
    /// Work that continues after the response.
    #[serde(default)]
    pub long_running: Vec<Entry<LongRunning>>,
    /// Operations without side effects.
    #[serde(default)]
    pub safe: Vec<Entry<Safe>>,
    /// Operations that return events.
    #[serde(default)]
    pub stream: Vec<Entry<Stream>>,
    /// Operations whose requests have a key that identifies them.
    #[serde(default)]
    pub idempotency: Vec<Entry<Idempotency>>,
    /// Fields that responses may omit although a page requires them.
    #[serde(default)]
    pub optional: Vec<Entry<Optional>>,
    /// Which fields and branches of unions are boxed.
    #[serde(default)]
    pub boxed: Vec<Entry<Boxed>>,
    /// Fields that are secrets, or are not, where formats and names are wrong about it.
    #[serde(default)]
    pub secret: Vec<Entry<Secret>>,
    /// The webhooks that the API sends.
    pub webhook: Option<Entry<Webhook>>,
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

    /// The position of an entry.
    pub fn location<T>(&self, entry: &Entry<T>) -> Location {
        Location::Span {
            path: self.path.clone().unwrap_or_default(),
            range: entry.span.clone(),
        }
    }

    /// The error for an entry whose subject the pages do not have; `None` if the entry allows that.
    pub(crate) fn absent<T>(
        &self,
        entry: &Entry<T>,
        reason: impl Into<String>,
    ) -> Option<Diagnostic> {
        (!entry.if_present).then(|| self.unmatched(entry, reason))
    }

    /// The error for an entry that matches nothing.
    pub(crate) fn unmatched<T>(&self, entry: &Entry<T>, reason: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Code::StaleOverride, "this entry matches nothing")
            .at(self.location(entry), reason)
            .help("correct the entry, or delete it if the pages changed")
    }

    /// The note for an entry whose decision follows from the pages.
    pub(crate) fn redundant<T>(&self, entry: &Entry<T>) -> Diagnostic {
        Diagnostic::new(Code::RedundantOverride, "this entry has no effect")
            .at(self.location(entry), "the pages lead to the same result")
            .help("delete it")
    }

    /// What decides where pages differ: the entries of the file in their order, and else the
    /// `preference`.
    pub fn merge_decisions<'a>(
        &self,
        preference: Option<&'a Preference>,
        tolerance: Tolerance,
    ) -> Decisions<'a> {
        let choices = self.merge.iter().map(|entry| MergeChoice {
            schema: entry.value.schema.clone(),
            take: entry.value.take.clone(),
        });
        let servers = self.server.iter().map(|entry| entry.value.url.clone());
        Decisions {
            choices: choices.collect(),
            servers: servers.collect(),
            preference,
            tolerance,
        }
    }

    /// Errors for entries about differences between pages that decided nothing in `document`.
    pub fn stale_merges(&self, document: &Document) -> Vec<Diagnostic> {
        let choices = stale(&self.merge, &document.used_choices).filter_map(|entry| {
            let reason = "pages do not differ in this, or this page does not have it";
            self.absent(entry, reason)
        });
        let servers = stale(&self.server, &document.used_servers).filter_map(|entry| {
            let reason = "no operation has this server in place of the client's";
            self.absent(entry, reason)
        });
        choices.chain(servers).collect()
    }

    /// Fields of responses that describe the call rather than its result.
    pub fn about_the_call(&self) -> Vec<String> {
        let client = self.client.as_ref();
        let decided = client.and_then(|client| client.value.about_the_call.clone());
        let default = || ABOUT_THE_CALL.iter().map(|&wire| wire.to_owned()).collect();
        let mut about = decided.unwrap_or_else(default);
        let pagings = self.pagination.iter();
        about.extend(pagings.filter_map(|entry| entry.value.member.clone()));
        about
    }

    /// The names of the `[[pagination]]` entries in the order of the file: what each is about, with
    /// a number where several are about the same.
    pub fn paging_names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for entry in &self.pagination {
            let subject = entry.value.subject();
            let mut name = subject.clone();
            let mut number = 2;
            while names.contains(&name) {
                name = format!("{subject}_{number}");
                number += 1;
            }
            names.push(name);
        }
        names
    }

    /// Field names of ids with the name of their kind, as far as `[[id]]` entries decide it.
    pub fn id_kinds(&self) -> BTreeMap<&str, &str> {
        self.id
            .iter()
            .flat_map(|Entry { value, .. }| {
                let fields = value.members.iter();
                fields.map(|field| (field.as_str(), value.kind.as_str()))
            })
            .collect()
    }
}

/// The entries whose number is not among `used`.
fn stale<'a, T>(entries: &'a [Entry<T>], used: &'a [usize]) -> impl Iterator<Item = &'a Entry<T>> {
    let entries = entries.iter().enumerate();
    let stale = entries.filter(|(number, _)| !used.contains(number));
    stale.map(|(_, entry)| entry)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    fn read(text: &str) -> (Overrides, Vec<Diagnostic>) {
        Overrides::read(SourceMap::default().insert("overrides.toml", text.to_owned()))
    }

    #[test]
    fn an_entry_without_a_reason_is_an_error_with_its_position() {
        let text = "[[merge]]\nschema = \"a\"\ntake = \"b\"\n";
        let (_, diagnostics) = read(text);
        assert_eq!(diagnostics.len(), 1);
        assert!(
            diagnostics[0].labels[0].text.contains("because"),
            "{diagnostics:?}"
        );
    }

    #[test]
    fn an_empty_reason_is_an_error() {
        let text = "[[merge]]\nschema = \"a\"\ntake = \"b\"\nbecause = \" \"\n";
        let (_, diagnostics) = read(text);
        assert!(
            diagnostics[0].labels[0].text.contains("is empty"),
            "{diagnostics:?}"
        );
    }

    #[test]
    fn an_unknown_kind_is_an_error() {
        let (_, diagnostics) = read("[[mrege]]\nschema = 1\n");
        assert_eq!(diagnostics[0].code, Code::InvalidOverrides);
    }

    #[test]
    fn an_unknown_key_is_shown_where_it_stands() {
        let text = "[[safe]]\nbecause = \"why\"\noperatons = []\n";
        let (_, diagnostics) = read(text);
        let label = &diagnostics[0].labels[0];
        assert!(label.text.contains("operatons"), "{label:?}");
        let Location::Span { range, .. } = &label.location else {
            panic!("{label:?}");
        };
        assert_eq!(&text[range.clone()], "operatons");
    }

    #[test]
    fn an_entry_is_read_with_its_reason_and_position() {
        let text = "[[safe]]\noperations = [\"GET *\"]\nif_present = true\nbecause = \"why\"\n";
        let (overrides, diagnostics) = read(text);
        assert_eq!(diagnostics, []);
        let entry = &overrides.safe[0];
        assert_eq!(entry.value.operations, ["GET *"]);
        assert_eq!((entry.if_present, entry.because.as_str()), (true, "why"));
        assert_eq!(&text[entry.span.clone()], "[[safe]]");
    }

    #[test]
    fn the_header_of_a_key_is_one_that_the_client_does_not_set() {
        for (header, wanted) in [
            ("Idempotency Key", "is not a name of a header"),
            ("", "is not a name of a header"),
            ("Key:\\r\\n", "is not a name of a header"),
            ("Content-Type", "the client sets the header"),
            ("user-agent", "the client sets the header"),
        ] {
            let text = format!(
                "[[idempotency]]\noperations = [\"POST *\"]\nheader = \"{header}\"\nbecause = \"why\"\n"
            );
            let (_, diagnostics) = read(&text);
            let label = &diagnostics[0].labels[0];
            assert!(label.text.contains(wanted), "{label:?}");
            let Location::Span { range, .. } = &label.location else {
                panic!("{label:?}");
            };
            assert_eq!(text[range.clone()], format!("\"{header}\""));
        }
    }

    #[test]
    fn a_malformed_operation_is_an_error() {
        let (_, diagnostics) = read("[[envelope]]\noperation = \"doors\"\nbecause = \"why\"\n");
        let text = &diagnostics[0].labels[0].text;
        assert!(text.contains("`doors` is not an operation"), "{text}");
    }
}
