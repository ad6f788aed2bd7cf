//! Operations that go on after the server has answered.

mod standing;

use std::time::Duration;

use serde_json::{Value, json};

use crate::api::Op;
use crate::error::{Error, ErrorKind, text_at};
use crate::output::Received;
use crate::send::{Outgoing, send};

use standing::Standing;

/// How an API tells of work that goes on after it has answered: the answer is an object with an id and a status, and
/// another operation tells how it stands.
#[derive(Debug)]
pub struct LongRunning {
    pub(crate) poll: &'static Op,
    pub(crate) id: &'static str,
    pub(crate) status: &'static str,
    pub(crate) pending: &'static [&'static str],
    pub(crate) succeeded: &'static [&'static str],
    pub(crate) failed: &'static [&'static str],
    pub(crate) failure_code: &'static [&'static str],
    pub(crate) failure_message: &'static [&'static str],
}

impl LongRunning {
    /// `poll` answers, in its envelope, the same object anew. Its only parameter is the member `id` of that object, which
    /// is a text.
    #[must_use]
    pub const fn new(poll: &'static Op, id: &'static str) -> Self {
        Self {
            poll,
            id,
            status: "status",
            pending: &[],
            succeeded: &[],
            failed: &[],
            failure_code: &[],
            failure_message: &[],
        }
    }

    /// The member that holds the status, and its texts: the work goes on, has succeeded, has failed.
    #[must_use]
    pub const fn status(
        mut self,
        member: &'static str,
        pending: &'static [&'static str],
        succeeded: &'static [&'static str],
        failed: &'static [&'static str],
    ) -> Self {
        self.status = member;
        self.pending = pending;
        self.succeeded = succeeded;
        self.failed = failed;
        self
    }

    /// The keys that lead, in the object, to the code and to the message of a failure.
    #[must_use]
    pub const fn failure(
        mut self,
        code: &'static [&'static str],
        message: &'static [&'static str],
    ) -> Self {
        self.failure_code = code;
        self.failure_message = message;
        self
    }
}

/// Whether, how long and how often to ask after work that goes on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wait {
    pub(crate) wanted: bool,
    pub(crate) timeout: Duration,
    pub(crate) interval: Duration,
}

impl Default for Wait {
    fn default() -> Self {
        Self {
            wanted: true,
            timeout: Duration::from_secs(10),
            interval: Duration::from_secs(1),
        }
    }
}

/// Sends the request, and waits for the operation to end if it is one that goes on.
///
/// Answers the response that tells how it ended; how it stood before is told to nobody.
pub(crate) async fn send_and_wait(outgoing: Outgoing) -> Result<Received, Error> {
    let wait = outgoing.wait;
    let Some(job) = outgoing.op.long_running.filter(|_| wait.wanted) else {
        return send(outgoing).await;
    };
    let op = outgoing.op;
    let mut poll = outgoing.clone();
    poll.op = job.poll;
    let mut received = send(outgoing).await?;
    let transport = &poll.client.settings().transport;
    let mut started = None;
    let mut polled = false;
    loop {
        let Some(standing) = Standing::of(&received, job)? else {
            return Ok(received);
        };
        let status = standing.status.as_str();
        if job.succeeded.contains(&status) {
            return Ok(received);
        }
        if job.failed.contains(&status) {
            return Err(failure(op, job, received));
        }
        if !job.pending.contains(&status) {
            let kind = ErrorKind::UnknownStatus(standing.status);
            return Err(ended(kind, op, received, None, None));
        }
        let now = transport.now();
        let elapsed = now.saturating_duration_since(*started.get_or_insert(now));
        let left = wait.timeout.saturating_sub(elapsed);
        if polled && left.is_zero() {
            let kind = ErrorKind::StillRunning(wait.timeout);
            return Err(ended(kind, op, received, None, None));
        }
        transport.sleep(wait.interval.min(left)).await;
        poll.body = Some(json!({ job.id: standing.id }).to_string().into());
        received = match send(poll.clone()).await {
            Ok(received) => received,
            // The call has taken effect: whoever makes it again does the work twice.
            Err(error) => {
                return Err(ended(
                    ErrorKind::PollFailed(error),
                    op,
                    received,
                    None,
                    None,
                ));
            }
        };
        polled = true;
    }
}

/// That the operation failed, with what the object says of it.
fn failure(op: &'static Op, job: &LongRunning, received: Received) -> Error {
    let object: Option<Value> = Standing::object(&received);
    let text = |keys| text_at(object.as_ref()?, keys);
    let (code, message) = (text(job.failure_code), text(job.failure_message));
    ended(ErrorKind::Failed, op, received, code, message)
}

fn ended(
    kind: ErrorKind,
    op: &'static Op,
    received: Received,
    code: Option<String>,
    message: Option<String>,
) -> Error {
    let envelope = received.op.envelope;
    Error::ended(kind, op, received.reply, envelope, code, message)
}
