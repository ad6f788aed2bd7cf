//! The hand-written core of every client that Seamstress generates.
//!
//! What a specification decides (names, types, paths, documentation) is generated; everything else lives here.
//! Generated code imports [`codegen`], and nothing else.
//!
//! - The wire layer: generated types say by tables how they meet JSON ([`wire`]); one encoder and one decoder, which
//!   are no generic code, do the rest. [`decode()`] and [`encode()`] are their front doors, and `serde`'s traits others.
//!   Whatever a server answers beyond its documentation is kept where it can be, and told as [`Drift`].
//! - The client layer: an [`Api`] and its [`Op`]erations are data, a [`Call`] is a value, and one function sends it
//!   through a [`Transport`]. Lists go on over their [`Pages`]; work that goes on after an answer ([`LongRunning`]) is
//!   waited for.
//! - [`testing`]: values without servers, and servers without networks.

mod api;
mod auth;
mod body;
mod call;
mod client;
pub mod codegen;
mod date_time;
mod decode;
mod drift;
mod encode;
mod error;
mod extra;
mod id;
mod nullable;
mod operation;
mod output;
mod page;
mod path;
mod plain;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod retry;
mod secret;
mod send;
pub mod testing;
mod transport;
mod unknown;
mod url;
mod wait;
#[cfg(feature = "webhooks")]
mod webhook;
pub mod wire;

pub use api::{Api, Op, Scheme};
pub use auth::Credential;
pub use body::{Body, BodyStream, BoxError, CollectError};
pub use call::{Call, Pending, Response};
pub use client::{Client, ClientBuilder};
pub use date_time::{DateTime, DateTimeError};
pub use decode::{DecodeError, decode, decode_observed};
pub use drift::{Drift, DriftKind};
pub use encode::{EncodeError, encode};
pub use error::{Error, ErrorKind, ParameterError};
pub use extra::{Extra, ExtraIter};
pub use id::Id;
pub use nullable::Nullable;
pub use operation::Operation;
pub use output::{Output, Received};
pub use page::{Items, Page, Pages, Paging};
#[cfg(feature = "reqwest")]
pub use reqwest_transport::ReqwestTransport;
pub use secret::Secret;
pub use transport::{BoxFuture, Transport, TransportError};
pub use unknown::{UnknownValue, UnknownVariant};
pub use wait::LongRunning;
#[cfg(feature = "webhooks")]
pub use webhook::{Webhook, WebhookError};

#[cfg(feature = "reqwest")]
pub use reqwest;
pub use {bytes, http, serde_json};
