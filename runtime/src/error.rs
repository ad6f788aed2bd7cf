//! What can go wrong with a call.

mod display;
mod parameters;
mod retryable;

pub use parameters::ParameterError;

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::api::{Api, Op};
use crate::decode::{DecodeError, Decoding, Envelope};
use crate::encode::EncodeError;
use crate::operation::Operation;
use crate::transport::TransportError;
use crate::wire::Wire;

/// A call that failed, or a client that could not be built.
///
/// `Display` is one line, and complete; neither it nor `Debug` shows a secret or a whole body.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    op: Option<&'static Op>,
    /// What the API documents of its errors, where the body is one.
    api: Option<&'static Api>,
    reply: Option<Reply>,
    /// The member of the reply that holds the answer.
    envelope: Option<&'static str>,
    attempts: u32,
    code: Option<String>,
    message: Option<String>,
}

/// A response, read to its end.
#[derive(Clone)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) request_id: Option<String>,
    pub(crate) body: Bytes,
    /// How many requests were sent to get it.
    pub(crate) attempts: u32,
}

/// What went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The server answered with a status that says no.
    Api,
    /// The server said yes, but its body could not be read.
    Decode(DecodeError),
    /// The server said yes, but its body is of a type that is not read; the type as the server names it.
    ContentType(String),
    /// The request got no response, or the response broke off.
    Transport(TransportError),
    /// The response took longer than this: the time of an attempt, or what the whole call had.
    Timeout(Duration),
    /// The body of the response is larger than this many bytes.
    BodyTooLarge(usize),
    /// The server sent us elsewhere, which the client does not follow; the host, if it names one.
    Redirect(Option<String>),
    /// The operation went on after the server had answered, and then failed.
    Failed,
    /// The operation went on after the server had answered, and had not ended after this time.
    StillRunning(Duration),
    /// The operation went on after the server had answered, and how it stands could not be asked; why.
    PollFailed(Error),
    /// The operation went on after the server had answered, and has a status that nobody knows.
    UnknownStatus(String),
    /// The server named a page as the next one that it had named before.
    RepeatedCursor,
    /// The server said that a page follows, and did not name it.
    MissingCursor,
    /// A parameter has no JSON form.
    Encode(EncodeError),
    /// The client has no credential that the operation takes; what is wanted.
    NoCredential(String),
    /// A client or a call was set up wrongly; how.
    Config(String),
}

impl Error {
    pub(crate) fn config(what: impl Into<String>) -> Self {
        Self::from_kind(ErrorKind::Config(what.into()), None)
    }

    pub(crate) fn new(kind: ErrorKind, op: &'static Op) -> Self {
        Self::from_kind(kind, Some(op))
    }

    /// An error about a response.
    pub(crate) fn reply(kind: ErrorKind, op: &'static Op, reply: Reply) -> Self {
        let mut error = Self::from_kind(kind, Some(op));
        error.0.envelope = op.envelope;
        error.0.attempts = reply.attempts;
        error.0.reply = Some(reply);
        error
    }

    /// An error about how an operation ended, or did not, after the server had said yes.
    ///
    /// `envelope` is the member of `reply` that holds the answer, which need not be the one of `op`; code and message
    /// are those of the failure.
    pub(crate) fn ended(
        kind: ErrorKind,
        op: &'static Op,
        reply: Reply,
        envelope: Option<&'static str>,
        code: Option<String>,
        message: Option<String>,
    ) -> Self {
        let mut error = Self::reply(kind, op, reply);
        error.0.envelope = envelope;
        error.0.code = code;
        error.0.message = message;
        error
    }

    /// The same error, after so many requests.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// The answer of a server that says no; code and message are read as `api` documents them.
    pub(crate) fn api(api: &'static Api, op: &'static Op, reply: Reply) -> Self {
        let mut error = Self::reply(ErrorKind::Api, op, reply);
        error.0.api = Some(api);
        if let Some(body) = error.body_as::<Value>() {
            error.0.code = text_at(&body, api.error_code);
            error.0.message = text_at(&body, api.error_message);
        }
        error
    }

    fn from_kind(kind: ErrorKind, op: Option<&'static Op>) -> Self {
        Self(Box::new(Inner {
            kind,
            op,
            api: None,
            reply: None,
            envelope: None,
            attempts: 0,
            code: None,
            message: None,
        }))
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The operation, if it came to a call.
    #[must_use]
    pub fn operation(&self) -> Option<Operation> {
        self.0.op.map(Operation::from)
    }

    /// The status of the response, if there was one; it can be a success whose body could not be read.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.reply.as_ref().map(|reply| reply.status)
    }

    /// The headers of the response, if there was one.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.reply.as_ref().map(|reply| &reply.headers)
    }

    /// What the server calls the request; its support asks for it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.reply.as_ref()?.request_id.as_deref()
    }

    /// The body of the response, whatever it is; cut where it is too large, or broke off.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.0.reply.as_ref().map(|reply| &reply.body)
    }

    /// The body of the response as a `T`; `None` if there is no response or its JSON is no `T`.
    #[must_use]
    pub fn body_as<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(self.body()?).ok()
    }

    /// The answer in the response, as of an operation that went on and then failed; what is missing in it is blank.
    ///
    /// `None` if there is no response, it holds no answer, or that is no `T`.
    #[must_use]
    pub fn answer_as<T: Wire>(&self) -> Option<T> {
        let mut value = T::blank();
        let decoding = Decoding {
            lenient: true,
            envelope: self.0.envelope.map(|member| Envelope {
                member,
                beside: None,
                optional: false,
            }),
            ..Decoding::default()
        };
        decoding.fill(value.to_mut(), self.body()?).ok()?;
        Some(value)
    }

    /// The server's code for what is wrong, as in `device_not_found`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The server's words for what is wrong.
    #[must_use]
    pub fn api_message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// Where in a body, of the response or of the request, the trouble is; as in `$.warnings[0].created_at`.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match &self.0.kind {
            ErrorKind::Decode(error) => Some(error.path()),
            ErrorKind::Encode(error) => Some(error.path()),
            _ => None,
        }
    }

    /// Whether the server does not accept the credential (401).
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.is_api(&[StatusCode::UNAUTHORIZED])
    }

    /// Whether what was asked for does not exist (404).
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.is_api(&[StatusCode::NOT_FOUND])
    }

    /// Whether the server does not accept the parameters (400 or 422).
    #[must_use]
    pub fn is_invalid_input(&self) -> bool {
        self.is_api(&[StatusCode::BAD_REQUEST, StatusCode::UNPROCESSABLE_ENTITY])
    }

    /// Whether the response took too long.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Timeout(_))
    }

    /// Whether the operation went on after the server had answered, and then failed.
    #[must_use]
    pub fn is_failed(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Failed)
    }

    /// Whether the operation went on after the server had answered, for longer than the call waited.
    #[must_use]
    pub fn is_still_running(&self) -> bool {
        matches!(self.0.kind, ErrorKind::StillRunning(_))
    }

    fn is_api(&self, statuses: &[StatusCode]) -> bool {
        matches!(self.0.kind, ErrorKind::Api)
            && self
                .status()
                .is_some_and(|status| statuses.contains(&status))
    }
}

/// The text or number that `keys` lead to.
pub(crate) fn text_at(body: &Value, keys: &[&str]) -> Option<String> {
    match value_at(body, keys)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// What `keys` lead to; nothing where there are none.
fn value_at<'a>(body: &'a Value, keys: &[&str]) -> Option<&'a Value> {
    if keys.is_empty() {
        return None;
    }
    keys.iter().try_fold(body, |value, key| value.get(key))
}

const _: () = assert!(size_of::<Error>() == size_of::<usize>());
