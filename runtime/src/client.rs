//! Clients and calls: credentials, sending, retries, pages, and polling.

mod authorization;
mod builder;
mod call;
mod call_setup;
mod carrier;
mod credential;
mod endpoint;
mod environment;
mod handle;
mod hook;
mod idempotency;
mod observation;
mod options;
mod page;
mod policy;
mod reconnect;
mod redact;
mod retry;
mod security;
mod send;
#[cfg(feature = "tracing")]
mod spans;
mod token;
mod wait;

pub use builder::ClientBuilder;
pub use call::{Call, Pending};
pub use credential::Credential;
pub use handle::Client;
pub use hook::{Attempt, AttemptOutcome, RequestHook};
pub use page::{Items, Pages};
pub use token::{OAuthFlow, Token, TokenProvider, TokenSource};
