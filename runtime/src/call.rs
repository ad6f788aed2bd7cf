//! Calls as values, and the futures that they become.

use std::fmt;
use std::future::ready;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::api::Op;
use crate::client::{Client, check_header};
use crate::encode::{EncodeError, encode};
use crate::error::{Error, ErrorKind};
use crate::output::{Output, Received};
use crate::retry::Retry;
use crate::send::Outgoing;
use crate::transport::BoxFuture;
use crate::wait::{Wait, send_and_wait};
use crate::wire::Wire;

/// One call of an operation: its parameters and its options. Nothing is sent before it is awaited.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T> {
    client: Client,
    op: &'static Op,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Option<Bytes>,
    timeout: Option<Duration>,
    retry: Retry,
    wait: Wait,
    /// The first mistake in the calls above, told when the call is sent.
    mistake: Option<ErrorKind>,
    output: PhantomData<fn() -> T>,
}

impl<T> Call<T> {
    /// A call of `op` without parameters.
    pub fn new(client: Client, op: &'static Op) -> Self {
        Self {
            retry: client.settings().retry,
            wait: client.settings().wait,
            client,
            op,
            headers: Vec::new(),
            body: None,
            timeout: None,
            mistake: None,
            output: PhantomData,
        }
    }

    /// Sends `params` as the JSON body.
    pub fn json(self, params: impl Wire) -> Self {
        self.encoded(encode(&params))
    }

    fn encoded(mut self, body: Result<Vec<u8>, EncodeError>) -> Self {
        match body {
            Ok(body) => self.body = Some(body.into()),
            Err(error) => self.mistake = self.mistake.or(Some(ErrorKind::Encode(error))),
        }
        self
    }

    /// How long an attempt may take, from connecting to the last byte of the body.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How often the request is sent again if it may be, see [`Error::is_retryable`].
    pub fn retries(mut self, retries: u32) -> Self {
        self.retry.retries = retries;
        self
    }

    /// How long the call may take in all, with every attempt and every pause between them.
    ///
    /// What a long-running operation does after it has answered does not count, see [`Call::wait_timeout`].
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.retry.deadline = Some(deadline);
        self
    }

    /// Answers at once, though the operation may go on after the server has answered.
    pub fn no_wait(mut self) -> Self {
        self.wait.wanted = false;
        self
    }

    /// How long to wait for the operation to end, if it is one that goes on after the server has answered.
    ///
    /// It is asked after at least once. Asking is a call with the headers, the timeout, the retries and the deadline of
    /// this one; where the time is up meanwhile, its answer is still waited for.
    pub fn wait_timeout(mut self, timeout: Duration) -> Self {
        self.wait.wanted = true;
        self.wait.timeout = timeout;
        self
    }

    /// How long to wait before asking again how the operation stands.
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.wait.interval = interval;
        self
    }

    /// A header for this call. Headers of the credential win over it.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match check_header(name, value) {
            Ok(header) => self.headers.push(header),
            Err(why) => self.mistake = self.mistake.or(Some(ErrorKind::Config(why))),
        }
        self
    }

    /// Answers the value together with the status, headers and body that it came with.
    pub fn with_response(self) -> Call<Response<T>> {
        Call {
            client: self.client,
            op: self.op,
            headers: self.headers,
            body: self.body,
            timeout: self.timeout,
            retry: self.retry,
            wait: self.wait,
            mistake: self.mistake,
            output: PhantomData,
        }
    }

    /// The request, or the first mistake that was made in setting it up.
    pub(crate) fn settle(self) -> Result<Outgoing, Error> {
        if let Some(mistake) = self.mistake {
            return Err(Error::new(mistake, self.op));
        }
        let timeout = self.timeout.unwrap_or(self.client.settings().timeout);
        Ok(Outgoing {
            client: self.client,
            op: self.op,
            headers: self.headers,
            body: self.body,
            timeout,
            retry: self.retry,
            wait: self.wait,
        })
    }

    fn begin(self) -> BoxFuture<Result<Received, Error>> {
        match self.settle() {
            Ok(outgoing) => Box::pin(send_and_wait(outgoing)),
            Err(mistake) => Box::pin(ready(Err(mistake))),
        }
    }
}

impl<T: Output> Call<T> {
    /// The call as a future with a name, that can be stored, and spawned on another thread.
    pub fn send(self) -> Pending<T> {
        Pending {
            received: self.begin(),
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
            .field("method", &self.op.method)
            .field("path", &self.op.path)
            .field("headers", &names)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// A call under way. Dropping it gives the call up, though the server may have it already.
#[must_use = "a call does nothing until it is awaited"]
pub struct Pending<T> {
    received: BoxFuture<Result<Received, Error>>,
    output: PhantomData<fn() -> T>,
}

impl<T: Output> Future for Pending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.received
            .as_mut()
            .poll(cx)
            .map(|received| T::read(&received?))
    }
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pending")
    }
}

/// A value, and the response that it came in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Response<T> {
    /// What the call answers.
    pub value: T,
    /// The status, which is a success.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// What the server calls the request; its support asks for it.
    pub request_id: Option<String>,
    /// The whole body, as it came.
    pub body: Bytes,
}

const _: () = {
    const fn shared<T: Send + Sync>() {}
    const fn spawned<T: Send + Unpin + 'static>() {}
    shared::<Client>();
    shared::<Call<()>>();
    shared::<Error>();
    spawned::<Pending<()>>();
};
