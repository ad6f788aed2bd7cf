//! Calls as values, and their futures.

use std::{
    fmt,
    marker::PhantomData,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use serde_json::Value;

use super::{call_setup::CallSetup, handle::Client, send::PreparedCall};
use crate::{
    error::Error,
    response::{ByteStream, Events, Output, Response, SuccessResponse},
    spec::OperationSpec,
    transport::BoxFuture,
    value::wire::Wire,
};

/// One call of an operation: its parameters and its options. Nothing is sent before it is awaited.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T> {
    setup: CallSetup,
    output: PhantomData<fn() -> T>,
}

impl<T> Clone for Call<T> {
    fn clone(&self) -> Self {
        Self::of(self.setup.clone())
    }
}

impl<T> Call<T> {
    /// A call of `spec` without parameters.
    pub fn new(client: Client, spec: &'static OperationSpec) -> Self {
        Self::of(CallSetup::new(client, spec))
    }

    fn of(setup: CallSetup) -> Self {
        Self {
            setup,
            output: PhantomData,
        }
    }

    /// What is set up so far. Request builders have setters of their own for it, which are
    /// compiled without the type of the output.
    #[doc(hidden)]
    pub fn setup(&mut self) -> &mut CallSetup {
        &mut self.setup
    }

    /// The parameters. Those that cannot be encoded are an error when the call is sent.
    pub fn params(mut self, params: impl Wire) -> Self {
        self.setup.params(Arc::new(params));
        self
    }

    /// A parameter that no page lists, by the name that the API has for it: a field of the JSON
    /// object that is the body, or a query parameter where the operation has no such body.
    ///
    /// It replaces a parameter of the same name, except for those of the path: that is an error
    /// when the call is sent.
    pub fn param(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.setup.param(name, value.into());
        self
    }

    /// How long an attempt may take, from connecting to the last byte of the body.
    ///
    /// Of a call that returns a stream: to the head of the response, and from there from chunk to
    /// chunk.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.setup.timeout(timeout);
        self
    }

    /// How often the request is retried where that is possible, see [`Error::is_retryable`].
    pub fn retries(mut self, retries: u32) -> Self {
        self.setup.retries(retries);
        self
    }

    /// How long the call may take in all, with every attempt and every pause between them.
    ///
    /// Waiting for a long-running operation does not count, see [`Call::wait_timeout`], and neither
    /// does what follows the head of a response that is a stream.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.setup.deadline(deadline);
        self
    }

    /// Returns the first response of a long-running operation, without waiting for its end.
    pub fn no_wait(mut self) -> Self {
        self.setup.no_wait();
        self
    }

    /// How long to wait for the end of a long-running operation.
    ///
    /// It is polled at least once. A poll is a call with the headers, the timeout, the retries and
    /// the deadline of this one; a poll that is under way when the time is up is still awaited.
    pub fn wait_timeout(mut self, timeout: Duration) -> Self {
        self.setup.wait_timeout(timeout);
        self
    }

    /// How often a long-running operation is polled.
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.setup.poll_interval(interval);
        self
    }

    /// Whether a response that lacks what the documentation requires is an error, see
    /// [`ClientBuilder::strict`](crate::ClientBuilder::strict).
    pub fn strict(mut self, strict: bool) -> Self {
        self.setup.strict(strict);
        self
    }

    /// A header for this call. Headers of the credential override it.
    ///
    /// `content-type` replaces that of the body, except of a multipart body, where it is an error.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.setup.header(name, value);
        self
    }

    /// Returns the value together with the status, headers and body of its response.
    pub fn with_response(self) -> Call<Response<T>> {
        self.returning()
    }

    /// The same call, which returns another value.
    #[doc(hidden)]
    pub fn returning<U>(self) -> Call<U> {
        Call::of(self.setup)
    }

    /// The same call, which asks for another media type than the operation does.
    #[doc(hidden)]
    pub fn accept(mut self, media_type: &'static str) -> Self {
        self.setup.accept(media_type);
        self
    }

    /// The call with all options resolved, or the first error in setting it up.
    pub(super) fn prepare(self) -> Result<PreparedCall, Error> {
        self.setup.prepare()
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
        self.setup.reconnect();
        self
    }
}

impl<T: Output> Call<T> {
    /// The call as a future of a named type, which can be stored, and spawned on another thread.
    pub fn send(self) -> Pending<T> {
        Pending {
            response: self.setup.send(T::RECEPTION),
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
        self.setup.fmt(f)
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
