//! What can go wrong with a call.

mod call_error;
mod display;
mod keys;
mod parameters;
mod retry_after;
mod retryable;

pub use call_error::{Error, ErrorKind};
pub(crate) use keys::string_at;
pub use parameters::ParameterError;
