//! An API as data: what generated code declares about it before any call.

mod api;
mod identity;
mod operation;
mod paging;
mod scheme;

pub use api::Api;
pub use identity::Operation;
pub use operation::{LongRunning, OperationSpec};
pub use paging::Paging;
pub(crate) use scheme::CredentialLocation;
pub use scheme::Scheme;
