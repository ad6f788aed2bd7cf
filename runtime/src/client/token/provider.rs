//! Where tokens come from.

use std::{
    fmt,
    sync::Arc,
    time::{Duration, SystemTime},
};

use super::oauth::OAuthFlow;
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
/// [`TokenSource::from_fn`] makes a provider of a closure, and [`OAuthFlow`] has the flows of
/// OAuth 2 that need no user.
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

/// A token, or what provides tokens: a [`TokenProvider`] or an [`OAuthFlow`].
#[derive(Clone)]
pub struct TokenSource(pub(in crate::client) Source);

/// The kinds of [`TokenSource`].
#[derive(Clone)]
pub(in crate::client) enum Source {
    Secret(Secret),
    Provider(Arc<dyn TokenProvider>),
    Flow(OAuthFlow),
}

impl TokenSource {
    /// Calls a closure for each token.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use seamstress_runtime::{BoxError, Token, TokenSource};
    /// # async fn sign_in() -> Result<String, BoxError> { Ok("t".to_owned()) }
    /// let tokens = TokenSource::from_fn(|| async {
    ///     let token = sign_in().await?;
    ///     Ok(Token::new(token).expires_in(Duration::from_secs(3600)))
    /// });
    /// ```
    pub fn from_fn<F, R>(provide: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<Token, BoxError>> + Send + 'static,
    {
        Self::from(Function(provide))
    }
}

struct Function<F>(F);

impl<F, R> TokenProvider for Function<F>
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<Token, BoxError>> + Send + 'static,
{
    fn token(&self) -> BoxFuture<Result<Token, BoxError>> {
        Box::pin((self.0)())
    }
}

impl<P: TokenProvider> From<P> for TokenSource {
    fn from(provider: P) -> Self {
        Self(Source::Provider(Arc::new(provider)))
    }
}

impl From<OAuthFlow> for TokenSource {
    fn from(flow: OAuthFlow) -> Self {
        Self(Source::Flow(flow))
    }
}

impl From<Secret> for TokenSource {
    fn from(secret: Secret) -> Self {
        Self(Source::Secret(secret))
    }
}

impl From<&str> for TokenSource {
    fn from(text: &str) -> Self {
        Self::from(Secret::from(text))
    }
}

impl From<String> for TokenSource {
    fn from(text: String) -> Self {
        Self::from(Secret::from(text))
    }
}

impl From<&String> for TokenSource {
    fn from(text: &String) -> Self {
        Self::from(Secret::from(text))
    }
}

impl fmt::Debug for TokenSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.0 {
            Source::Secret(_) => "[redacted]",
            Source::Provider(_) => "TokenProvider",
            Source::Flow(_) => "OAuthFlow",
        })
    }
}
