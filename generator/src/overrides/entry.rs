//! The kinds of entries.

use serde::{Deserialize, Deserializer, de::Error as _};

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
    /// Member names that lead, in an error body, to what is wrong with each parameter.
    #[serde(default)]
    pub parameter_errors: Vec<String>,
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
    /// Other schemes that it satisfies, where the pages name them.
    #[serde(default)]
    pub also: Vec<String>,
    /// What every secret of this kind begins with.
    pub prefix: Option<String>,
    /// A header that carries the bare secret too.
    pub repeated_in: Option<String>,
    /// Environment variable that holds it.
    pub variable: Option<String>,
    /// A header that must travel along.
    pub companion: Option<Companion>,
    /// Whether it is fine that the pages do not have what this is about: such an entry
    /// applies as soon as they do.
    #[serde(default)]
    pub if_present: bool,
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
    /// Whether it is fine that the pages do not have what this is about: such an entry
    /// applies as soon as they do.
    #[serde(default)]
    pub if_present: bool,
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
    /// Whether it is fine that the pages do not have what this is about: such an entry
    /// applies as soon as they do.
    #[serde(default)]
    pub if_present: bool,
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
    /// Whether it is fine that the pages do not have what this is about: such an entry
    /// applies as soon as they do.
    #[serde(default)]
    pub if_present: bool,
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
    /// Whether it is fine that the pages do not have what this is about: such an entry
    /// applies as soon as they do.
    #[serde(default)]
    pub if_present: bool,
    /// Why.
    #[serde(deserialize_with = "reason")]
    pub because: String,
}

/// How lists are cut into pages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pagination {
    /// The member of an answer that tells of the next page. An operation pages if it
    /// answers this, and a list as its value.
    pub member: String,
    /// The parameter that asks for a page.
    pub parameter: String,
    /// The member of `member` that holds the next page's cursor.
    pub next: String,
    /// The member of `member` that says whether there is a next page.
    pub more: Option<String>,
    /// Whether it is fine that no operation pages so.
    #[serde(default)]
    pub if_present: bool,
    /// Why.
    #[serde(deserialize_with = "reason")]
    pub because: String,
}

/// How the API tells of work that goes on after it has answered.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LongRunning {
    /// The member of answers that tells how the work stands. An operation is a
    /// long-running one if this is what its callers want of its answer.
    pub member: String,
    /// The operation that tells it anew: `POST /action_attempts/get`.
    pub poll: String,
    /// The member of `member`, and the parameter of `poll`, that says which work.
    pub id: String,
    /// The member of `member` that says how the work stands.
    pub status: String,
    /// Its texts for work that goes on.
    pub pending: Vec<String>,
    /// Its texts for work that has succeeded.
    pub succeeded: Vec<String>,
    /// Its texts for work that has failed.
    pub failed: Vec<String>,
    /// Member names that lead, in `member`, to the code of a failure.
    #[serde(default)]
    pub failure_code: Vec<String>,
    /// Member names that lead, in `member`, to the message of a failure.
    #[serde(default)]
    pub failure_message: Vec<String>,
    /// Whether it is fine that no operation answers so.
    #[serde(default)]
    pub if_present: bool,
    /// Why.
    #[serde(deserialize_with = "reason")]
    pub because: String,
}

/// Operations that change nothing, so that they may be sent again.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Safe {
    /// `POST /devices/get`; `*` stands for any text: `POST */list*`.
    pub operations: Vec<String>,
    /// Whether it is fine that there is none.
    #[serde(default)]
    pub if_present: bool,
    /// Why.
    #[serde(deserialize_with = "reason")]
    pub because: String,
}

/// Members that a page requires and that are missing all the same.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Optional {
    /// The type's address, as `names.lock` writes it.
    pub r#type: String,
    /// JSON names of the members.
    pub members: Vec<String>,
    /// Whether it is fine that the pages do not have them.
    #[serde(default)]
    pub if_present: bool,
    /// Why.
    #[serde(deserialize_with = "reason")]
    pub because: String,
}

/// What the API sends by itself, and how it is signed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// The component that describes what is sent.
    pub event: String,
    /// What the names of the headers with the signature begin with: `svix` or `webhook`.
    pub headers: String,
    /// Whether it is fine that there is no such component.
    #[serde(default)]
    pub if_present: bool,
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

/// An entry that is about something on the pages.
pub trait About {
    /// Whether it is fine that the pages do not have it.
    fn if_present(&self) -> bool;
}

macro_rules! about {
    ($($entry:ty),*) => {
        $(impl About for $entry {
            fn if_present(&self) -> bool {
                self.if_present
            }
        })*
    };
}

about!(
    Credential,
    OneOf,
    Envelope,
    Id,
    Name,
    Pagination,
    LongRunning,
    Safe,
    Optional,
    Webhook
);
