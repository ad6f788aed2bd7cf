//! Tokens, and the trait of what provides them.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use crate::{
    secret::Secret,
    transport::{BoxError, BoxFuture},
};

/// A token, and how long it is valid.
#[derive(Clone, Debug)]
pub struct Token {
    pub(super) secret: Secret,
    pub(super) lifetime: Option<Duration>,
}

impl Token {
    /// A token that is valid until the server rejects it.
    #[must_use]
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self {
            secret: secret.into(),
            lifetime: None,
        }
    }

    /// How long it is valid from now on, as in OAuth's `expires_in`.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }

    /// Until when it is valid, on the clock of the system.
    #[must_use]
    pub fn expires_at(self, time: SystemTime) -> Self {
        let lifetime = time.duration_since(SystemTime::now());
        self.expires_in(lifetime.unwrap_or_default())
    }
}

/// Provides the tokens of a client.
///
/// The client keeps a token until shortly before it expires, or until the server rejects it, and
/// asks for one at a time: all calls that need it wait for the same future. It is dropped when no
/// call waits for it any more, and fails when it takes longer than the timeout of an attempt.
///
/// [`TokenSource::from_fn`](crate::TokenSource::from_fn) makes a provider of a closure, and
/// [`OAuthFlow`](crate::OAuthFlow) has the flows of OAuth 2 that need no user.
pub trait TokenProvider: Send + Sync + 'static {
    /// A new token. An error fails all calls that wait for it; the next call asks again. Errors are
    /// displayed, so they should not contain secrets.
    fn token(&self) -> BoxFuture<Result<Token, BoxError>>;
}

impl<P: TokenProvider + ?Sized> TokenProvider for Arc<P> {
    fn token(&self) -> BoxFuture<Result<Token, BoxError>> {
        (**self).token()
    }
}
