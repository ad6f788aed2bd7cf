//! The hand-written core of every client that Seamstress generates.
//!
//! What a specification decides (names, types, paths, documentation) is generated; everything else
//! is here. Generated code imports [`codegen`], and nothing else.
//!
//! The modules are layers. Each imports only modules above it in this table, and the files of a
//! folder import their siblings by the same rule:
//!
//! | module | contents |
//! |---|---|
//! | `spec` | an API and its operations as data ([`Api`], [`OperationSpec`]) |
//! | `transport` | the [`Transport`] trait, bodies, [`Upload`]s and [`FormPart`]s, responses before they are decoded |
//! | `value` | JSON: the traits of types with a JSON form ([`wire`]), the decoder ([`decode()`]), the encoder ([`encode()`]), scalar types, [`Drift`] |
//! | `secret` | strings that are never displayed |
//! | `error` | [`Error`] |
//! | `validate` | values against the constraints of their documentation (feature `validate`) |
//! | `request` | requests as HTTP: from parameters and [`Binding`]s to URLs, headers and bodies |
//! | `response` | what a [`Call`] returns: values, [`Page`]s, streams ([`ByteStream`], [`Events`], [`Lines`]), [`Response`]s |
//! | `reqwest_transport` | the transport of the feature `reqwest` |
//! | `client` | [`Client`]s and [`Call`]s: credentials, sending, retries, [`RequestHook`]s, [`Pages`], polling of [`LongRunning`] operations |
//! | `blocking` | calls without an async runtime (feature `blocking`) |
//! | `webhook` | signatures of events (feature `webhooks`) |
//! | [`testing`] | fixtures, and transports without a network |
//! | [`codegen`] | what generated code imports |
//!
//! Generated types describe how they meet JSON in tables; the decoder and the encoder work on these
//! tables and are not generic.
//!
//! What a server returns beyond its documentation is kept, and what it leaves out is corrected: a
//! required field that is missing or `null` is empty, and a value of a union that is not as its
//! branch is documented is kept as JSON. Both are reported as [`Drift`], see [`DriftKind`], and
//! encoding writes what was received. A [strict](ClientBuilder::strict) client corrects nothing.
//! Other responses that cannot be decoded are errors, of which
//! [`Error::is_unreadable_success`] tells that the operation has been carried out.

#[cfg(feature = "blocking")]
pub mod blocking;
mod client;
pub mod codegen;
mod error;
mod request;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod response;
mod secret;
mod spec;
pub mod testing;
mod transport;
#[cfg(feature = "validate")]
mod validate;
mod value;
#[cfg(feature = "webhooks")]
mod webhook;

pub use client::{
    Attempt, AttemptOutcome, Call, Client, ClientBuilder, Credential, Items, OAuthFlow, Pages,
    Pending, RequestHook, Token, TokenProvider, TokenSource,
};
pub use error::{Error, ErrorKind, ParameterError, TokenError};
#[cfg(feature = "reqwest")]
pub use reqwest_transport::ReqwestTransport;
#[doc(hidden)]
pub use response::Reception;
pub use response::{
    ByteStream, Event, Events, Lines, NextPage, Output, Page, Response, SuccessResponse,
};
pub use secret::Secret;
pub use spec::{
    Api, Binding, BodySpec, LongRunning, Operation, OperationSpec, Paging, PartSpec, PathStyle,
    QueryStyle, ResponseSpec, Scheme, Server, ServerVariable,
};
pub use transport::{
    Body, BodyStream, BoxError, BoxFuture, CollectError, FormPart, Transport, TransportError,
    Upload,
};
#[cfg(feature = "validate")]
pub use validate::{Validate, ValidationError, Violation};
pub use value::{
    DateTime, DateTimeError, DecodeError, Drift, DriftKind, EncodeError, ErasedBox, Extra,
    ExtraIter, FromHeader, HeaderError, Id, IntoF64, IntoI64, Nullable, UnknownValue,
    UnknownVariant, decode, decode_observed, encode, wire,
};
#[cfg(feature = "webhooks")]
pub use webhook::{Webhook, WebhookError};

#[cfg(feature = "reqwest")]
pub use reqwest;
pub use {bytes, http, serde_json};
