//! Polls a long-running operation until it ends.

use serde_json::Value;

use super::job_status::JobStatus;
use crate::{
    client::send::{PreparedCall, send},
    error::{Error, ErrorKind, string_at},
    request::PreparedRequest,
    response::SuccessResponse,
    spec::{LongRunning, OperationSpec},
};

/// Sends the request, and polls the operation until it ends if it is a long-running one.
///
/// Returns the response that has the final status; the drift of the responses before it is not
/// reported.
pub(in crate::client) async fn send_and_wait(call: PreparedCall) -> Result<SuccessResponse, Error> {
    let wait = call.wait;
    let Some(job) = call.request.spec.long_running.filter(|_| wait.enabled) else {
        return send(call).await;
    };
    let spec = call.request.spec;
    let mut poll = call.clone();
    poll.request = PreparedRequest::new(job.poll);
    let mut response = send(call).await?;
    let transport = &poll.client.settings().transport;
    let mut started = None;
    let mut polled = false;
    loop {
        let Some(found) = JobStatus::of(&response, job)? else {
            return Ok(response);
        };
        let status = found.status.as_str();
        if job.succeeded.contains(&status) {
            return Ok(response);
        }
        if job.failed.contains(&status) {
            return Err(failure(spec, job, response));
        }
        if !job.pending.contains(&status) {
            let kind = ErrorKind::UnknownStatus(found.status);
            return Err(error(kind, spec, response));
        }
        let now = transport.now();
        let elapsed = now.saturating_duration_since(*started.get_or_insert(now));
        let left = wait.timeout.saturating_sub(elapsed);
        if polled && left.is_zero() {
            let kind = ErrorKind::StillRunning(wait.timeout);
            return Err(error(kind, spec, response));
        }
        transport.sleep(wait.interval.min(left)).await;
        poll.request.set(job.parameter, found.id);
        response = match send(poll.clone()).await {
            Ok(response) => response,
            // The call has taken effect: repeating it would do the work twice. So this is not a
            // retryable error.
            Err(poll_error) => {
                return Err(error(ErrorKind::PollFailed(poll_error), spec, response));
            }
        };
        polled = true;
    }
}

/// The error of an operation that failed, with the code and message of the object.
fn failure(spec: &'static OperationSpec, job: &LongRunning, response: SuccessResponse) -> Error {
    let object: Option<Value> = JobStatus::object(&response);
    let text = |keys| string_at(object.as_ref()?, keys);
    let (code, message) = (text(job.failure_code), text(job.failure_message));
    let envelope = response.envelope();
    Error::long_running(
        ErrorKind::Failed,
        spec,
        response.raw,
        envelope,
        code,
        message,
    )
}

fn error(kind: ErrorKind, spec: &'static OperationSpec, response: SuccessResponse) -> Error {
    let envelope = response.envelope();
    Error::long_running(kind, spec, response.raw, envelope, None, None)
}
