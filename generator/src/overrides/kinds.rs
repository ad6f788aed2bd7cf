//! What the entries of each kind decide.

use serde::Deserialize;

use super::entry::{header, operation};
use crate::ir::{self, OperationKey};

/// About the client as a whole.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Client {
    /// Name of the client type.
    pub name: String,
    /// Name of the package; made from the name of the API if it is left out.
    pub package: Option<String>,
    /// Environment variable that overrides the endpoint.
    pub endpoint_variable: Option<String>,
    /// Response header that carries the request's id.
    pub request_id_header: Option<String>,
    /// Field names that lead to the error code in an error body. If neither this nor
    /// `error_message` is given, both are those of most documented errors.
    #[serde(default)]
    pub error_code: Vec<String>,
    /// Field names that lead to the message in an error body.
    #[serde(default)]
    pub error_message: Vec<String>,
    /// Field names that lead, in an error body, to the errors of each parameter.
    #[serde(default)]
    pub parameter_errors: Vec<String>,
    /// Fields of responses that describe the call rather than its result; `ok` and
    /// `pagination` if this is left out.
    pub about_the_call: Option<Vec<String>>,
    /// Whether `…_id` fields have types of their own; true if this is left out.
    pub typed_ids: Option<bool>,
}

/// How operations are grouped.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grouping {
    /// `rpc`, `path` or `tag`.
    pub by: ir::Grouping,
}

/// A credential that the client's builder accepts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credential {
    /// Name of the builder's method.
    pub name: String,
    /// The security scheme that it is for.
    pub scheme: String,
    /// Other schemes that it satisfies, if the pages declare them.
    #[serde(default)]
    pub also: Vec<String>,
    /// The prefix of every secret of this kind.
    pub prefix: Option<String>,
    /// A header that repeats the secret without a scheme.
    pub repeated_in: Option<String>,
    /// Environment variable that holds it.
    pub variable: Option<String>,
    /// A header that must be sent together with it.
    pub companion: Option<Companion>,
}

/// A header that a credential needs in addition to the secret.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Companion {
    /// Name of the argument with its value.
    pub name: String,
    /// The header's name.
    #[serde(deserialize_with = "header")]
    pub header: String,
    /// Environment variable that holds it.
    pub variable: String,
}

/// Fields of a request of which exactly one is set.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneOf {
    /// `POST /acs/credentials/assign`
    #[serde(deserialize_with = "operation")]
    pub operation: OperationKey,
    /// JSON names of the fields.
    pub members: Vec<String>,
    /// Name of the argument that replaces them.
    pub argument: String,
}

/// Which page is used where pages differ.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Merge {
    /// A component's name, `POST /path`, or a field of the document such as `servers`.
    pub schema: String,
    /// The path of the page.
    pub take: String,
}

/// A server that operations of some pages have in place of the client's.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Its URL, as pages name it.
    pub url: String,
}

/// The result of a call.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// `POST /acs/credentials/assign`
    #[serde(deserialize_with = "operation")]
    pub operation: OperationKey,
    /// The field with the result; the whole body if it is left out.
    pub member: Option<String>,
}

/// Fields whose ids are of the same kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Id {
    /// The field name that names the kind: `acs_entrance_id`.
    pub kind: String,
    /// Other field names, in the singular, for ids of this kind.
    #[serde(default)]
    pub members: Vec<String>,
}

/// A name in place of the derived one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// The type's address, as `names.lock` writes it.
    pub r#type: String,
    /// Its name in Rust.
    pub rust: String,
}

/// Equal types that are one type, although they have different roles or were given different
/// names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// The types' addresses, as `names.lock` writes them.
    pub types: Vec<String>,
    /// What their type is: `location` is called `Location`.
    pub role: String,
}

/// A type that is a type of its own, although another one is equal and has the same role.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Separate {
    /// The type's address in the place that declares it, as `names.lock` writes it in `shared`.
    pub r#type: String,
}

/// How the API reports work that continues after its response.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LongRunning {
    /// The field of responses with the state of the work. An operation is long-running if this
    /// field is its result.
    pub member: String,
    /// The operation that returns its current state: `POST /action_attempts/get`.
    #[serde(deserialize_with = "operation")]
    pub poll: OperationKey,
    /// The field of `member`, and the parameter of `poll`, with the id of the work.
    pub id: String,
    /// The field of `member` with the status of the work.
    pub status: String,
    /// Values of the status for work that continues.
    pub pending: Vec<String>,
    /// Values of the status for work that succeeded.
    pub succeeded: Vec<String>,
    /// Values of the status for work that failed.
    pub failed: Vec<String>,
    /// Field names that lead, in `member`, to the code of a failure.
    #[serde(default)]
    pub failure_code: Vec<String>,
    /// Field names that lead, in `member`, to the message of a failure.
    #[serde(default)]
    pub failure_message: Vec<String>,
}

/// Operations that return events, and what the document does not say about them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stream {
    /// `POST /chat/completions`; `*` matches any characters.
    pub operations: Vec<String>,
    /// The data of the event that ends the stream, such as `[DONE]`.
    pub last_event: Option<String>,
    /// The boolean field of the query or the body that asks for the stream, where the response can
    /// be something else; `stream` if this is left out.
    pub switch: Option<String>,
}

/// Operations without side effects, which may be retried.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Safe {
    /// `POST /devices/get`; `*` matches any characters: `POST */list*`.
    pub operations: Vec<String>,
}

/// Operations whose requests have a key by which the server recognizes one that is sent again.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Idempotency {
    /// The header with the key.
    #[serde(deserialize_with = "header")]
    pub header: String,
    /// `POST /charges`; `*` matches any characters.
    pub operations: Vec<String>,
}

/// Fields that responses may omit although a page requires them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Optional {
    /// The type's address, as `names.lock` writes it.
    pub r#type: String,
    /// JSON names of the fields.
    pub members: Vec<String>,
}

/// Whether a field or a branch of a union is boxed, in place of what its size decides.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Boxed {
    /// Its address, as the table `boxed` of `names.lock` writes it.
    pub member: String,
    /// Whether it is boxed.
    pub boxed: bool,
}

/// Fields whose values `Debug` hides.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secret {
    /// The type's address, as `names.lock` writes it.
    pub r#type: String,
    /// JSON names of the fields.
    pub members: Vec<String>,
    /// Whether `Debug` shows the fields although their format or name is that of a secret.
    #[serde(default)]
    pub shown: bool,
}

/// The payload of the webhooks that the API sends, and their signature.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// The component that describes the payload.
    pub event: String,
    /// The prefix of the headers with the signature: `svix` or `webhook`.
    pub headers: String,
}
