//! Conventions that hold for the whole API, as declared in `overrides.toml`; for those of lists,
//! see [`Paging`](super::Paging).

use super::{OperationKey, TypeKey};

/// How the API reports jobs that continue after the response.
#[derive(Clone, Debug)]
pub struct LongRunning {
    /// The field of a response with the state of the job.
    pub field: String,
    /// The operation that returns the current state.
    pub poll: OperationKey,
    /// The field of `field`, and the parameter of `poll`, with the id of the job.
    pub id: String,
    /// The field of `field` with the status of the job.
    pub status: String,
    /// The statuses of a running job.
    pub pending: Vec<String>,
    /// The statuses of a job that has succeeded.
    pub succeeded: Vec<String>,
    /// The statuses of a job that has failed.
    pub failed: Vec<String>,
    /// The path of field names in `field` to the code of a failure.
    pub failure_code: Vec<String>,
    /// The path of field names in `field` to the message of a failure.
    pub failure_message: Vec<String>,
}

/// The events that the API sends by itself.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The type of an event.
    pub event: TypeKey,
    /// The prefix of the headers with the signature.
    pub headers: String,
}
