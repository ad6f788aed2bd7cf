//! What an API does everywhere in the same way, as decided in `overrides.toml`.

use super::{OperationKey, TypeKey};

/// How lists are cut into pages.
#[derive(Clone, Debug)]
pub struct Paging {
    /// The member of an answer that tells of the next page.
    pub member: String,
    /// The parameter that asks for a page.
    pub parameter: String,
    /// The member of `member` that holds the next page's cursor.
    pub next: String,
    /// The member of `member` that says whether there is a next page.
    pub more: Option<String>,
}

/// How the API tells of work that goes on after it has answered.
#[derive(Clone, Debug)]
pub struct LongRunning {
    /// The member of answers that tells how the work stands.
    pub member: String,
    /// The operation that tells it anew.
    pub poll: OperationKey,
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
    pub failure_code: Vec<String>,
    /// Member names that lead, in `member`, to the message of a failure.
    pub failure_message: Vec<String>,
}

/// What the API sends by itself.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// What is sent.
    pub event: TypeKey,
    /// What the names of the headers with the signature begin with.
    pub headers: String,
}
