//! Tokens that expire: where they come from, and until when they are used.

mod cache;
mod oauth;
mod provider;

pub(super) use cache::{HeldToken, TokenCache};
pub use oauth::OAuthFlow;
pub(super) use provider::Source;
pub use provider::{Token, TokenProvider, TokenSource};
