//! Tokens that expire: where they come from, and until when they are used.

mod cache;
mod oauth;
mod provider;
mod source;

pub(super) use cache::{HeldToken, TokenCache};
pub use oauth::OAuthFlow;
pub use provider::{Token, TokenProvider};
pub(super) use source::Source;
pub use source::TokenSource;
