//! What users give in place of a token.

use std::{fmt, sync::Arc};

use super::{
    oauth::OAuthFlow,
    provider::{Token, TokenProvider},
};
use crate::{
    secret::Secret,
    transport::{BoxError, BoxFuture},
};

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
