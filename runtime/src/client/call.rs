//! Calls as values, and their futures.

use std::{
    fmt,
    future::ready,
    marker::PhantomData,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
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
    response::{ByteStream, Events, Output, Reception, Response, SuccessResponse},
    spec::OperationSpec,
    transport::BoxFuture,
    value::wire::Wire,
};

/// One call of an operation: its parameters and its options. Nothing is sent before it is awaited.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T> {
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
    output: PhantomData<fn() -> T>,
}

impl<T> Clone for Call<T> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
            request: self.request.clone(),
            headers: self.headers.clone(),
            deferred_error: self.deferred_error.clone(),
            ..*self
        }
    }
}

impl<T> Call<T> {
    /// A call of `spec` without parameters.
    pub fn new(client: Client, spec: &'static OperationSpec) -> Self {
        Self {
            retry: client.settings().retry,
            wait: client.settings().wait,
            strict: client.settings().strict,
            client,
            request: PreparedRequest::new(spec),
            headers: Vec::new(),
            timeout: None,
            accept: None,
            reconnects: false,
            deferred_error: None,
            output: PhantomData,
        }
    }

    /// The parameters. Those that cannot be encoded are an error when the call is sent.
    pub fn params(mut self, params: impl Wire) -> Self {
        self.request.params = Some(Arc::new(params));
        self
    }

    /// A parameter that no page lists, by the name that the API has for it: a field of the JSON
    /// object that is the body, or a query parameter where the operation has no such body.
    ///
    /// It replaces a parameter of the same name, except for those of the path: that is an error
    /// when the call is sent.
    pub fn param(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.request.param(name, value.into());
        self
    }

    /// How long an attempt may take, from connecting to the last byte of the body.
    ///
    /// Of a call that returns a stream: to the head of the response, and from there from chunk to
    /// chunk.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How often the request is retried where that is possible, see [`Error::is_retryable`].
    pub fn retries(mut self, retries: u32) -> Self {
        self.retry.retries = retries;
        self
    }

    /// How long the call may take in all, with every attempt and every pause between them.
    ///
    /// Waiting for a long-running operation does not count, see [`Call::wait_timeout`], and neither
    /// does what follows the head of a response that is a stream.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.retry.deadline = Some(deadline);
        self
    }

    /// Returns the first response of a long-running operation, without waiting for its end.
    pub fn no_wait(mut self) -> Self {
        self.wait.enabled = false;
        self
    }

    /// How long to wait for the end of a long-running operation.
    ///
    /// It is polled at least once. A poll is a call with the headers, the timeout, the retries and
    /// the deadline of this one; a poll that is under way when the time is up is still awaited.
    pub fn wait_timeout(mut self, timeout: Duration) -> Self {
        self.wait.enabled = true;
        self.wait.timeout = timeout;
        self
    }

    /// How often a long-running operation is polled.
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.wait.interval = interval;
        self
    }

    /// Whether a response that lacks what the documentation requires is an error, see
    /// [`ClientBuilder::strict`](crate::ClientBuilder::strict).
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// A header for this call. Headers of the credential override it.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match check_header(name, value) {
            Ok(header) => self.headers.push(header),
            Err(error) => {
                self.deferred_error = self.deferred_error.or(Some(error));
            }
        }
        self
    }

    /// Returns the value together with the status, headers and body of its response.
    pub fn with_response(self) -> Call<Response<T>> {
        self.returning()
    }

    /// The same call, which returns another value.
    #[doc(hidden)]
    pub fn returning<U>(self) -> Call<U> {
        Call {
            client: self.client,
            request: self.request,
            headers: self.headers,
            timeout: self.timeout,
            retry: self.retry,
            wait: self.wait,
            strict: self.strict,
            accept: self.accept,
            reconnects: self.reconnects,
            deferred_error: self.deferred_error,
            output: PhantomData,
        }
    }

    /// The same call, which asks for another media type than the operation does.
    #[doc(hidden)]
    pub fn accept(mut self, media_type: &'static str) -> Self {
        self.accept = Some(media_type);
        self
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

    fn begin(self, reception: Reception) -> BoxFuture<Result<SuccessResponse, Error>> {
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

impl Call<Bytes> {
    /// Returns the body as a stream, which is received while it is read.
    pub fn stream(self) -> Call<ByteStream> {
        self.returning()
    }
}

impl<T> Call<Events<T>> {
    /// Connects again where the connection ends before the documented last event, as the HTML
    /// standard says: with the header `last-event-id`, after the pause that the server has asked
    /// for with `retry`. A response with the status 204 ends the stream.
    ///
    /// The request is sent again, so that the operation has to be `GET` or declared as safe: any
    /// other is an error when the call is sent. A server that ignores the header sends events
    /// again. The stream ends after as many connections in a row without an event as the call has
    /// retries, and where the server asks for a pause of more than a minute.
    pub fn reconnect(mut self) -> Self {
        self.reconnects = true;
        self
    }
}

impl<T: Output> Call<T> {
    /// The call as a future of a named type, which can be stored, and spawned on another thread.
    pub fn send(self) -> Pending<T> {
        Pending {
            response: self.begin(T::RECEPTION),
            output: PhantomData,
        }
    }
}

impl<T: Output> IntoFuture for Call<T> {
    type Output = Result<T, Error>;
    type IntoFuture = Pending<T>;

    fn into_future(self) -> Pending<T> {
        self.send()
    }
}

impl<T> fmt::Debug for Call<T> {
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

/// The future of a call. Dropping it cancels the call, though the server may have received the
/// request already.
#[must_use = "a call does nothing until it is awaited"]
pub struct Pending<T> {
    response: BoxFuture<Result<SuccessResponse, Error>>,
    output: PhantomData<fn() -> T>,
}

impl<T: Output> Future for Pending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.response
            .as_mut()
            .poll(cx)
            .map(|response| T::read(&response?))
    }
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pending")
    }
}

const _: () = {
    const fn shared<T: Send + Sync>() {}
    const fn spawned<T: Send + Unpin + 'static>() {}
    shared::<Client>();
    shared::<Call<()>>();
    shared::<Error>();
    spawned::<Pending<()>>();
};
