//! What can go wrong with a call.

mod call_error;
mod display;
mod keys;
mod parameters;
mod retry_after;
mod retryable;
mod token_error;

pub use call_error::{Error, ErrorKind};
pub(crate) use keys::string_at;
pub use parameters::ParameterError;
pub use token_error::TokenError;
