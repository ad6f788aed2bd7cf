//! `overrides.toml`: what a human decided, and why.
//!
//! Every entry says `because`, and an entry that matches nothing is an error,
//! so that the file never claims what is not so.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use serde::{Deserialize, Deserializer, de::Error as _};
use toml::Spanned;

use crate::{
    diagnostic::{Diagnostic, Spot},
    merge::MergeChoice,
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
}

/// About the client as a whole.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Client {
    /// Name of the client type.
    pub name: String,
    /// Name of the package; made from the API's title if it is left out.
    pub package: Option<String>,
    /// Environment variable that overrides the endpoint.
    pub endpoint_variable: Option<String>,
    /// Response header that carries the request's id.
    pub request_id_header: Option<String>,
    /// Member names that lead to the error code in an error body.
    #[serde(default)]
    pub error_code: Vec<String>,
    /// Member names that lead to the message in an error body.
    #[serde(default)]
    pub error_message: Vec<String>,
    /// Members of answers that say how a call went, not what it returned; `ok` and
    /// `pagination` if this is left out.
    pub about_the_call: Option<Vec<String>>,
    /// Whether `…_id` members have types of their own; they do unless this says no.
    pub typed_ids: Option<bool>,
    /// Why.
    #[serde(deserialize_with = "reason")]
    pub because: String,
}

/// A credential that the client's builder accepts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credential {
    /// Name of the builder's method.
    pub name: String,
    /// The security scheme that it satisfies.
    pub scheme: String,
    /// Environment variable that holds it.
    pub variable: Option<String>,
    /// A header that must travel along.
    pub companion: Option<Companion>,
    /// Why.
    #[serde(deserialize_with = "reason")]
    pub because: String,
}

/// A header that a credential needs beside the secret.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Companion {
    /// Name of the argument that fills it.
    pub name: String,
    /// The header's name.
    pub header: String,
    /// Environment variable that holds it.
    pub variable: String,
}

/// Members of which exactly one is given.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneOf {
    /// `POST /acs/credentials/assign`
    pub operation: String,
    /// JSON names of the members.
    pub members: Vec<String>,
    /// Name of the argument.
    pub argument: String,
    /// Why.
    #[serde(deserialize_with = "reason")]
    pub because: String,
}

/// Which page to believe where pages differ.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Merge {
    /// A component's name, or `POST /path`.
    pub schema: String,
    /// The page to believe.
    pub take: String,
    /// Why.
    #[serde(deserialize_with = "reason")]
    pub because: String,
}

/// What a call returns.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// `POST /acs/credentials/assign`
    pub operation: String,
    /// The member that callers want; the whole body if it is left out.
    pub member: Option<String>,
    /// Why.
    #[serde(deserialize_with = "reason")]
    pub because: String,
}

/// Which ids are of one kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Id {
    /// The member name that gives the kind: `acs_entrance_id`.
    pub kind: String,
    /// Other member names, in the singular, that hold ids of this kind.
    #[serde(default)]
    pub members: Vec<String>,
    /// Why.
    #[serde(deserialize_with = "reason")]
    pub because: String,
}

/// A name that people prefer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// The type's address, as `names.lock` writes it.
    pub r#type: String,
    /// Its name in Rust.
    pub rust: String,
    /// Why.
    #[serde(deserialize_with = "reason")]
    pub because: String,
}

/// A reason, which says something.
fn reason<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.trim().is_empty() {
        return Err(D::Error::custom(
            "`because` says nothing: say why this was decided",
        ));
    }
    Ok(text)
}

impl Overrides {
    /// Reads the file called `path`.
    pub fn read(path: &str, text: &str) -> (Self, Vec<Diagnostic>) {
        let page: Arc<str> = path.into();
        match toml::from_str::<Self>(text) {
            Ok(mut overrides) => {
                overrides.path = Some(page);
                (overrides, Vec::new())
            }
            Err(error) => {
                let range = error.span().unwrap_or(0..0);
                let diagnostic = Diagnostic::error("overrides-syntax", "this file cannot be read")
                    .at(Spot::Span { page, range }, error.message());
                (Self::default(), vec![diagnostic])
            }
        }
    }

    /// Where an entry stands.
    pub fn spot(&self, range: Range<usize>) -> Spot {
        Spot::Span {
            page: self.path.clone().unwrap_or_default(),
            range,
        }
    }

    /// The error for an entry that matches nothing.
    pub fn unmatched(&self, range: Range<usize>, what: impl Into<String>) -> Diagnostic {
        Diagnostic::error("stale-override", "this entry matches nothing")
            .at(self.spot(range), what)
            .help("correct the entry, or delete it if the pages changed")
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

    #[test]
    fn an_entry_without_a_reason_is_refused_with_its_place() {
        let text = "[[merge]]\nschema = \"a\"\ntake = \"b\"\n";
        let (_, diagnostics) = Overrides::read("overrides.toml", text);
        assert_eq!(diagnostics.len(), 1);
        assert!(
            diagnostics[0].labels[0].text.contains("because"),
            "{diagnostics:?}"
        );
    }

    #[test]
    fn a_reason_that_says_nothing_is_refused() {
        let text = "[[merge]]\nschema = \"a\"\ntake = \"b\"\nbecause = \" \"\n";
        let (_, diagnostics) = Overrides::read("overrides.toml", text);
        assert!(
            diagnostics[0].labels[0].text.contains("says nothing"),
            "{diagnostics:?}"
        );
    }

    #[test]
    fn an_unknown_key_is_refused() {
        let (_, diagnostics) = Overrides::read("overrides.toml", "[[mrege]]\nschema = 1\n");
        assert_eq!(diagnostics[0].code, "overrides-syntax");
    }
}
