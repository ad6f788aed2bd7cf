//! Clients and calls: credentials, sending, retries, pages, and polling.

mod builder;
mod call;
mod credential;
mod endpoint;
mod environment;
mod handle;
mod page;
mod policy;
mod retry;
mod security;
mod send;
mod wait;

pub use builder::ClientBuilder;
pub use call::{Call, Pending};
pub use credential::Credential;
pub use handle::Client;
pub use page::{Items, Pages};
