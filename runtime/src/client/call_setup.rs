//! What is set up for a call, whatever it returns.

use std::{fmt, future::ready, sync::Arc, time::Duration};

use http::{HeaderName, HeaderValue};
use serde_json::Value;

use super::{
    handle::Client,
    policy::{RetryPolicy, WaitPolicy},
    reconnect::send_and_reconnect,
    send::PreparedCall,
    wait::send_and_wait,
};
use crate::{
    error::{Error, ErrorKind},
    request::{PreparedRequest, check_header},
    response::{Reception, SuccessResponse},
    spec::OperationSpec,
    transport::BoxFuture,
    value::wire::Wire,
};

/// A [`Call`](super::Call) without the type that it returns, so that its methods, which say what
/// each of these means, are compiled once and not for every operation.
#[derive(Clone)]
pub struct CallSetup {
    client: Client,
    request: PreparedRequest,
    headers: Vec<(HeaderName, HeaderValue)>,
    timeout: Option<Duration>,
    retry: RetryPolicy,
    wait: WaitPolicy,
    strict: bool,
    /// The header `accept`, in place of that of what the call returns.
    accept: Option<&'static str>,
    /// Whether a stream of events continues after its connection has ended.
    reconnects: bool,
    /// The first error in setting up the call, returned when the call is sent.
    deferred_error: Option<String>,
}

impl CallSetup {
    pub(super) fn new(client: Client, spec: &'static OperationSpec) -> Self {
        let settings = client.settings();
        Self {
            retry: settings.retry,
            wait: settings.wait,
            strict: settings.strict,
            client,
            request: PreparedRequest::new(spec),
            headers: Vec::new(),
            timeout: None,
            accept: None,
            reconnects: false,
            deferred_error: None,
        }
    }

    pub(super) fn params(&mut self, params: Arc<dyn Wire>) {
        self.request.params = Some(params);
    }

    /// Sets a parameter that no page lists.
    pub fn param(&mut self, name: &str, value: Value) {
        self.request.param(name, value);
    }

    /// Sets how long an attempt may take.
    pub fn timeout(&mut self, timeout: Duration) {
        self.timeout = Some(timeout);
    }

    /// Sets how often the request is retried.
    pub fn retries(&mut self, retries: u32) {
        self.retry.retries = retries;
    }

    /// Sets how long the call may take in all.
    pub fn deadline(&mut self, deadline: Duration) {
        self.retry.deadline = Some(deadline);
    }

    pub(super) fn no_wait(&mut self) {
        self.wait.enabled = false;
    }

    /// Sets how long to wait for the end of a long-running operation.
    pub fn wait_timeout(&mut self, timeout: Duration) {
        self.wait.enabled = true;
        self.wait.timeout = timeout;
    }

    pub(super) fn poll_interval(&mut self, interval: Duration) {
        self.wait.interval = interval;
    }

    pub(super) fn strict(&mut self, strict: bool) {
        self.strict = strict;
    }

    /// Adds a header.
    pub fn header(&mut self, name: &str, value: &str) {
        match check_header(name, value) {
            Ok(header) => self.headers.push(header),
            Err(error) => {
                self.deferred_error.get_or_insert(error);
            }
        }
    }

    pub(super) fn accept(&mut self, media_type: &'static str) {
        self.accept = Some(media_type);
    }

    pub(super) fn reconnect(&mut self) {
        self.reconnects = true;
    }

    /// The call with all options resolved, or the first error in setting it up.
    pub(super) fn prepare(self) -> Result<PreparedCall, Error> {
        if let Some(error) = self.deferred_error {
            return Err(Error::new(ErrorKind::Config(error), self.request.spec));
        }
        let timeout = self.timeout.unwrap_or(self.client.settings().timeout);
        Ok(PreparedCall {
            client: self.client,
            request: self.request,
            headers: self.headers,
            timeout,
            retry: self.retry,
            wait: self.wait,
            strict: self.strict,
            reception: Reception::WHOLE,
        })
    }

    /// Sends the request.
    pub(super) fn send(self, reception: Reception) -> BoxFuture<Result<SuccessResponse, Error>> {
        let reception = Reception {
            accept: self.accept.or(reception.accept),
            ..reception
        };
        let reconnects = self.reconnects;
        match self.prepare() {
            Ok(call) if reconnects => {
                Box::pin(send_and_reconnect(PreparedCall { reception, ..call }))
            }
            Ok(call) => Box::pin(send_and_wait(PreparedCall { reception, ..call })),
            Err(error) => Box::pin(ready(Err(error))),
        }
    }
}

/// As the call.
impl fmt::Debug for CallSetup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("Call")
            .field("method", &self.request.spec.method)
            .field("path", &self.request.spec.path)
            .field("headers", &names)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
