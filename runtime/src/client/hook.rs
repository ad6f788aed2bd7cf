//! What a client reports about the requests that it sends.

use std::{sync::Arc, time::Duration};

use http::{HeaderMap, Method, StatusCode, Uri};

use crate::{error::ErrorKind, spec::Operation};

/// Observes the requests of a client, for logs and metrics.
///
/// A call is one attempt or, where it is retried, several; polls of a long-running operation and
/// the pages of a list are calls of their own. Both methods run inside of the call, so they should
/// be quick. They cannot change the request: that is what a [`Transport`](crate::Transport) is for.
/// A panic in them is caught, and changes neither the call nor what other hooks observe. With a
/// hook, or with the feature `tracing`, the client reads [`Transport::now`](crate::Transport::now).
///
/// No hook sees a body or a secret, see [`Attempt::url`] and [`Attempt::headers`].
///
/// A closure with the parameters of [`RequestHook::ended`] is a hook:
///
/// ```
/// # use seamstress_runtime::{Attempt, AttemptOutcome, ClientBuilder};
/// # fn example(builder: ClientBuilder) -> ClientBuilder {
/// builder.request_hook(|attempt: &Attempt, outcome: &AttemptOutcome<'_>| {
///     let status = outcome.status().map_or(0, |status| status.as_u16());
///     println!("{} {status} {:?}", attempt.operation(), outcome.duration());
/// })
/// # }
/// ```
pub trait RequestHook: Send + Sync + 'static {
    /// An attempt begins.
    fn started(&self, attempt: &Attempt) {
        let _ = attempt;
    }

    /// An attempt has ended. Called once for each attempt, also where the call is cancelled.
    fn ended(&self, attempt: &Attempt, outcome: &AttemptOutcome<'_>) {
        let _ = (attempt, outcome);
    }
}

impl<F: Fn(&Attempt, &AttemptOutcome<'_>) + Send + Sync + 'static> RequestHook for F {
    fn ended(&self, attempt: &Attempt, outcome: &AttemptOutcome<'_>) {
        self(attempt, outcome);
    }
}

/// The hooks of a client, in the order in which they were added.
pub(super) type Hooks = Vec<Arc<dyn RequestHook>>;

/// One request, as it is sent once.
#[derive(Clone, Debug)]
pub struct Attempt {
    pub(super) id: u64,
    pub(super) number: u32,
    pub(super) operation: Operation,
    pub(super) url: Uri,
    pub(super) headers: HeaderMap,
}

impl Attempt {
    /// A number that no other attempt of this process has; connects its start and its end.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// Which attempt of its call this is; the first is 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The operation: its method, and its path with placeholders, as in `/pets/{pet_id}`.
    #[must_use]
    pub fn operation(&self) -> Operation {
        self.operation
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &'static Method {
        self.operation.method
    }

    /// The whole URL. Query parameters that contain a credential of the client, or whose names are
    /// those of credentials or signatures, have the value `REDACTED`.
    #[must_use]
    pub fn url(&self) -> &Uri {
        &self.url
    }

    /// The headers. Those that carry a credential, cookies, and all marked as
    /// [sensitive](http::HeaderValue::is_sensitive) have the value `REDACTED`.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }
}

/// How an attempt ended.
#[derive(Clone, Debug)]
pub struct AttemptOutcome<'a> {
    pub(super) status: Option<StatusCode>,
    pub(super) error: Option<&'a ErrorKind>,
    pub(super) request_id: Option<&'a str>,
    pub(super) duration: Duration,
    pub(super) retry_after: Option<Duration>,
}

impl<'a> AttemptOutcome<'a> {
    /// The status of the response, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// Why the attempt failed; `None` if it succeeded or was cancelled. Whether the body can be
    /// decoded is not known yet.
    #[must_use]
    pub fn error(&self) -> Option<&'a ErrorKind> {
        self.error
    }

    /// Whether the call was dropped before the attempt ended.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.status.is_none() && self.error.is_none()
    }

    /// The server's id of the request, if the response has one.
    #[must_use]
    pub fn request_id(&self) -> Option<&'a str> {
        self.request_id
    }

    /// From the start to the last byte of the body, on the clock of the transport.
    #[must_use]
    pub fn duration(&self) -> Duration {
        self.duration
    }

    /// The pause before the next attempt; `None` if this was the last one.
    ///
    /// The next attempt is still left out if the call is cancelled during the pause, or the pause
    /// takes longer than its deadline allows.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }
}
