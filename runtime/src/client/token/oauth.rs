//! The flows of OAuth 2 that need no user.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use http::{
    HeaderValue, Method, Request, Response, Uri,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE},
};
use serde_json::Value;

use super::provider::{Token, TokenProvider};
use crate::{
    request::{BaseUrl, percent_encode},
    secret::Secret,
    spec::Scheme,
    transport::{Body, BoxError, BoxFuture, Transport},
};

/// Largest response of a token URL.
const MAX_BODY: usize = 1 << 20;

/// Gets tokens from an OAuth 2 server, with the transport of the client.
///
/// The token URL is that of the documentation, unless [`OAuthFlow::token_url`] sets another.
#[derive(Clone)]
pub struct OAuthFlow {
    /// `None` for client credentials.
    refresh_token: Option<Secret>,
    client: Option<(String, Secret)>,
    client_in_body: bool,
    token_url: Option<String>,
    parameters: Vec<(String, String)>,
}

impl OAuthFlow {
    /// The flow `client_credentials`: the client acts for itself.
    #[must_use]
    pub fn client_credentials(id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self::new(None).client(id, secret)
    }

    /// The flow `refresh_token`: the client acts for a user who has allowed it before.
    ///
    /// A server may replace the refresh token; the client then uses the new one while it exists.
    #[must_use]
    pub fn refresh_token(token: impl Into<Secret>) -> Self {
        Self::new(Some(token.into()))
    }

    fn new(refresh_token: Option<Secret>) -> Self {
        Self {
            refresh_token,
            client: None,
            client_in_body: false,
            token_url: None,
            parameters: Vec::new(),
        }
    }

    /// The client's id and its secret, which is empty for public clients.
    #[must_use]
    pub fn client(mut self, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.client = Some((id.into(), secret.into()));
        self
    }

    /// Sends the client's id and secret in the body, for servers that do not support basic
    /// authentication.
    #[must_use]
    pub fn client_in_body(mut self) -> Self {
        self.client_in_body = true;
        self
    }

    /// The scopes to ask for, separated by spaces; by default, the server decides.
    #[must_use]
    pub fn scope(self, scopes: impl Into<String>) -> Self {
        self.parameter("scope", scopes)
    }

    /// Another parameter of the token request, such as `audience`.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// The token URL: `https`, or on this machine; or relative to the base URL of the API.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// The provider of tokens of `scheme`, whose API has this base URL.
    ///
    /// # Errors
    ///
    /// What is wrong with the token URL.
    pub(in crate::client) fn provider(
        self,
        scheme: &Scheme,
        base_url: &BaseUrl,
        transport: &Arc<dyn Transport>,
    ) -> Result<Arc<dyn TokenProvider>, String> {
        let refresh_url = scheme.refresh_url.filter(|_| self.refresh_token.is_some());
        let documented = refresh_url.or(scheme.token_url);
        let url = self.token_url.as_deref().or(documented).ok_or_else(|| {
            format!(
                "`{}` documents no token URL: set one with `token_url`",
                scheme.name
            )
        })?;
        let url = base_url
            .resolve(url)
            .map_err(|why| format!("the token URL of `{}` {why}", scheme.name))?;
        Ok(Arc::new(Provider(Arc::new(Bound {
            url,
            refresh_token: RefreshToken(Mutex::new(self.refresh_token.clone())),
            flow: self,
            transport: Arc::clone(transport),
        }))))
    }
}

/// Shows no secrets.
impl fmt::Debug for OAuthFlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuthFlow")
            .field("token_url", &self.token_url)
            .finish_non_exhaustive()
    }
}

/// A flow with the URL and the transport that it uses.
struct Bound {
    flow: OAuthFlow,
    url: Uri,
    /// The last one that the server returned.
    refresh_token: RefreshToken,
    transport: Arc<dyn Transport>,
}

/// The refresh token that is sent next, if the flow has one.
struct RefreshToken(Mutex<Option<Secret>>);

impl RefreshToken {
    fn get(&self) -> Option<Secret> {
        self.held().clone()
    }

    fn replace(&self, token: Secret) {
        *self.held() = Some(token);
    }

    /// A thread that has panicked leaves one token or the other, both whole.
    fn held(&self) -> MutexGuard<'_, Option<Secret>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Provider(Arc<Bound>);

impl TokenProvider for Provider {
    fn token(&self) -> BoxFuture<Result<Token, BoxError>> {
        let bound = Arc::clone(&self.0);
        Box::pin(async move { bound.token().await })
    }
}

impl Bound {
    async fn token(&self) -> Result<Token, BoxError> {
        let response = self.transport.send(self.request()?).await?;
        let (head, body) = response.into_parts();
        let body = body.collect(MAX_BODY).await?;
        let json = serde_json::from_slice(&body).unwrap_or_default();
        self.read(&Response::from_parts(head, json))
    }

    fn request(&self) -> Result<Request<Body>, BoxError> {
        let held = self.refresh_token.get();
        let mut form = match &held {
            None => vec![("grant_type", "client_credentials")],
            Some(token) => vec![
                ("grant_type", "refresh_token"),
                ("refresh_token", token.expose()),
            ],
        };
        let parameters = self.flow.parameters.iter();
        form.extend(parameters.map(|(name, value)| (name.as_str(), value.as_str())));
        let mut authorization = None;
        if let Some((id, secret)) = &self.flow.client {
            let secret = secret.expose();
            if secret.is_empty() {
                form.push(("client_id", id));
            } else if self.flow.client_in_body {
                form.extend([("client_id", id.as_str()), ("client_secret", secret)]);
            } else {
                // RFC 6749, 2.3.1: both are encoded as in a form first.
                let pair = format!("{}:{}", percent_encode(id), percent_encode(secret));
                let mut value = HeaderValue::from_str(&format!("Basic {}", STANDARD.encode(pair)))?;
                value.set_sensitive(true);
                authorization = Some(value);
            }
        }
        let pairs = form.into_iter();
        let pairs = pairs
            .map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value)));
        let mut request = Request::new(Body::from(pairs.collect::<Vec<_>>().join("&")));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.url.clone();
        let headers = request.headers_mut();
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, form);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.extend(authorization.map(|value| (AUTHORIZATION, value)));
        Ok(request)
    }

    /// The token in a response as RFC 6749 describes it in 5.1 and 5.2.
    fn read(&self, response: &Response<Value>) -> Result<Token, BoxError> {
        let text = |name: &str| response.body().get(name).and_then(Value::as_str);
        let status = response.status();
        if !status.is_success() {
            let mut reason = format!("the token URL responded with {status}");
            for part in ["error", "error_description"].into_iter().filter_map(text) {
                reason = format!("{reason}: {part}");
            }
            return Err(self.without_secrets(reason).into());
        }
        let token = text("access_token").ok_or("the token URL returned no `access_token`")?;
        if text("token_type").is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
            return Err("the token URL returned a token that is not a bearer token".into());
        }
        if let Some(next) = text("refresh_token").filter(|_| self.flow.refresh_token.is_some()) {
            self.refresh_token.replace(Secret::from(next));
        }
        let token = Token::new(token);
        let lifetime = response.body().get("expires_in");
        // Some servers return the number as a string, or with a fraction.
        let seconds = lifetime.and_then(|it| it.as_f64().or_else(|| it.as_str()?.parse().ok()));
        let lifetime = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        Ok(match lifetime {
            Some(lifetime) => token.expires_in(lifetime),
            None => token,
        })
    }

    /// `text` of a server, which could repeat what it received.
    fn without_secrets(&self, mut text: String) -> String {
        let held = self.refresh_token.get();
        let client = self.flow.client.as_ref().map(|(_, secret)| secret);
        for secret in held.iter().chain(client) {
            if !secret.expose().is_empty() {
                text = text.replace(secret.expose(), &secret.to_string());
            }
        }
        text
    }
}
