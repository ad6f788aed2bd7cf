//! The error of a call, and its kinds.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

use super::{keys::string_at, token_error::TokenError};
use crate::{
    spec::{Api, Operation, OperationSpec},
    transport::{RawResponse, TransportError},
    value::{
        DecodeError, Decoding, EncodeError, Envelope, FromHeader, HeaderError, decode, header_as,
        wire::Wire,
    },
};

/// A call that failed, or a client that could not be built.
///
/// `Display` is a complete message on one line; neither it nor `Debug` contains a secret or a whole
/// body.
pub struct Error(pub(super) Box<Inner>);

pub(super) struct Inner {
    pub(super) kind: ErrorKind,
    pub(super) spec: Option<&'static OperationSpec>,
    /// What the API documents about its errors, where the body is one.
    pub(super) api: Option<&'static Api>,
    pub(super) response: Option<RawResponse>,
    /// The field of the response that holds the value.
    envelope: Option<&'static str>,
    pub(super) attempts: u32,
    pub(super) code: Option<String>,
    message: Option<String>,
}

/// What went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The server responded with an error status.
    Api,
    /// The body of a successful response could not be decoded.
    Decode(DecodeError),
    /// The body of a successful response is empty where a value is documented.
    EmptyBody,
    /// The body of a successful response is encoded in this way, mostly compressed, which the
    /// transport does not decode.
    ContentEncoding(String),
    /// The body of a successful response has an unexpected content type, which this is.
    ContentType(String),
    /// The body of a successful response is not a stream of server-sent events, but has this
    /// content type.
    NotEvents(String),
    /// The body of a successful response is text, or a string in a stream, that is not UTF-8; its
    /// charset, if the response names one.
    NotUtf8(Option<String>),
    /// There was no response, or the connection failed before its end.
    Transport(TransportError),
    /// There was no response, or not the end of its body, within this time: the timeout of an
    /// attempt, or the deadline of the call.
    Timeout(Duration),
    /// The body of the response is larger than this number of bytes.
    BodyTooLarge(usize),
    /// The server responded with a redirect, which the client does not follow; its host, if it has
    /// one.
    Redirect(Option<String>),
    /// The long-running operation failed.
    Failed,
    /// The long-running operation was still running after this time.
    StillRunning(Duration),
    /// The status of the long-running operation could not be polled.
    PollFailed(Error),
    /// The long-running operation has a status that the documentation does not list.
    UnknownStatus(String),
    /// A page has the cursor of an earlier page.
    RepeatedCursor,
    /// A page announces a next page without a cursor.
    MissingCursor,
    /// A page has the same body as the page before it, so that the server ignores which one is
    /// requested.
    RepeatedPage,
    /// This many pages in a row had no items, and each announces a next page.
    EmptyPages(u32),
    /// The URL of the next page cannot be followed; why.
    NextUrl(String),
    /// A parameter cannot be encoded.
    Encode(EncodeError),
    /// The client has no credential that the operation accepts; what is needed.
    NoCredential(String),
    /// The provider of the client's tokens failed.
    Token(TokenError),
    /// The client or the call is not set up correctly; how.
    Config(String),
}

impl Error {
    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self::from_kind(ErrorKind::Config(message.into()), None)
    }

    pub(crate) fn new(kind: ErrorKind, spec: &'static OperationSpec) -> Self {
        Self::from_kind(kind, Some(spec))
    }

    /// An error about a response.
    pub(crate) fn with_response(
        kind: ErrorKind,
        spec: &'static OperationSpec,
        response: RawResponse,
    ) -> Self {
        let mut error = Self::from_kind(kind, Some(spec));
        error.0.envelope = spec
            .response(response.status)
            .and_then(|documented| documented.envelope);
        error.0.attempts = response.attempts;
        error.0.response = Some(response);
        error
    }

    /// An error about a long-running operation, after the server has accepted it.
    ///
    /// `envelope` is the field of `response` that holds the object, which need not be the one of
    /// `spec`; code and message are those of the failure.
    pub(crate) fn long_running(
        kind: ErrorKind,
        spec: &'static OperationSpec,
        response: RawResponse,
        envelope: Option<&'static str>,
        code: Option<String>,
        message: Option<String>,
    ) -> Self {
        let mut error = Self::with_response(kind, spec, response);
        error.0.envelope = envelope;
        error.0.code = code;
        error.0.message = message;
        error
    }

    /// The same error, after this number of requests.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// A response with an error status; its code and message are found as `api` documents.
    pub(crate) fn api(
        api: &'static Api,
        spec: &'static OperationSpec,
        response: RawResponse,
    ) -> Self {
        let mut error = Self::with_response(ErrorKind::Api, spec, response);
        error.0.api = Some(api);
        if let Some(body) = error.body_as::<Value>() {
            error.0.code = string_at(&body, api.error_code);
            error.0.message = string_at(&body, api.error_message);
        }
        error
    }

    fn from_kind(kind: ErrorKind, spec: Option<&'static OperationSpec>) -> Self {
        Self(Box::new(Inner {
            kind,
            spec,
            api: None,
            response: None,
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

    /// The operation that was called; `None` if the client could not be built.
    #[must_use]
    pub fn operation(&self) -> Option<Operation> {
        self.0.spec.map(OperationSpec::identity)
    }

    /// The status of the response, if there was one; it can be a success whose body could not be
    /// decoded.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.response.as_ref().map(|response| response.status)
    }

    /// The headers of the response, if there was one.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.response.as_ref().map(|response| &response.headers)
    }

    /// The value of a header of the response as a `T`; `None` if there was no response, or it has
    /// no such header.
    ///
    /// # Errors
    ///
    /// If the header is not a `T`. [`Error::headers`] has what was received.
    pub fn header_as<T: FromHeader>(&self, name: &str) -> Result<Option<T>, HeaderError> {
        match self.headers() {
            Some(headers) => header_as(headers, name),
            None => Ok(None),
        }
    }

    /// The server's id of the request, which its support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.response.as_ref()?.request_id.as_deref()
    }

    /// The body of the response, whatever it is; incomplete where it is too large or the connection
    /// failed, and empty where it took too long.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.0.response.as_ref().map(|response| &response.body)
    }

    /// The body of the response as a `T`; `None` if there is no response or its body is not the
    /// JSON of a `T`. Types of your own are decoded from [`body`](Self::body).
    #[must_use]
    pub fn body_as<T: Wire>(&self) -> Option<T> {
        decode(self.body()?).ok()
    }

    /// The value in the response, such as that of a long-running operation that failed; missing
    /// fields are empty.
    ///
    /// `None` if there is no response, it contains no value, or the value is not a `T`.
    #[must_use]
    pub fn output_as<T: Wire>(&self) -> Option<T> {
        let mut value = T::empty();
        let decoding = Decoding {
            lenient: true,
            envelope: self.0.envelope.map(|field| Envelope {
                field,
                alternatives: &[],
                siblings: None,
                optional: false,
            }),
            ..Decoding::default()
        };
        decoding.fill(value.to_mut(), self.body()?).ok()?;
        Some(value)
    }

    /// The server's error code, as in `device_not_found`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The server's error message.
    #[must_use]
    pub fn api_message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The path of the value at fault in the body of the response or of the request, as in
    /// `$.warnings[0].created_at`.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match &self.0.kind {
            ErrorKind::Decode(error) => Some(error.path()),
            ErrorKind::Encode(error) => Some(error.path()),
            ErrorKind::EmptyBody => Some("$"),
            _ => None,
        }
    }

    /// Whether the server rejects the credential (401).
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.is_api(&[StatusCode::UNAUTHORIZED])
    }

    /// Whether the requested object does not exist (404).
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.is_api(&[StatusCode::NOT_FOUND])
    }

    /// Whether the server rejects the parameters (400 or 422).
    #[must_use]
    pub fn is_invalid_input(&self) -> bool {
        self.is_api(&[StatusCode::BAD_REQUEST, StatusCode::UNPROCESSABLE_ENTITY])
    }

    /// Whether the response took too long.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Timeout(_))
    }

    /// Whether the server reported success, but its response could not be read: the body cannot be
    /// decoded, is empty, compressed or of another content type, is too large, or ended early.
    ///
    /// The operation has been carried out, so that repeating the call would do its work twice.
    /// [`Error::status`], [`Error::headers`] and [`Error::body`] have what was received.
    #[must_use]
    pub fn is_unreadable_success(&self) -> bool {
        let is_unreadable = matches!(
            self.0.kind,
            ErrorKind::Decode(_)
                | ErrorKind::EmptyBody
                | ErrorKind::ContentEncoding(_)
                | ErrorKind::ContentType(_)
                | ErrorKind::BodyTooLarge(_)
                | ErrorKind::NotEvents(_)
                | ErrorKind::NotUtf8(_)
                | ErrorKind::Timeout(_)
                | ErrorKind::Transport(_)
        );
        is_unreadable && self.status().is_some_and(|status| status.is_success())
    }

    /// Whether a long-running operation failed.
    #[must_use]
    pub fn is_failed(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Failed)
    }

    /// Whether a long-running operation was still running when the call stopped waiting.
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

const _: () = assert!(size_of::<Error>() == size_of::<usize>());
