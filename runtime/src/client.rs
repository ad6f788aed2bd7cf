//! Clients, and how they are set up.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::api::Api;
use crate::auth::{self, Credential, Prepared};
use crate::drift::Drift;
use crate::error::Error;
use crate::retry::Retry;
use crate::transport::Transport;
use crate::url::BaseUrl;
use crate::wait::Wait;

const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);
const DEFAULT_MAX_BODY: usize = 32 << 20;
const DEFAULT_USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// Reads an environment variable.
type Environment = dyn Fn(&str) -> Option<String>;

pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");

pub(crate) type DriftHook = Arc<dyn Fn(&Drift) + Send + Sync>;

/// What every generated client holds: a handle, cheap to clone, to one transport and its settings.
#[derive(Clone)]
pub struct Client(Arc<Settings>);

pub(crate) struct Settings {
    pub(crate) api: &'static Api,
    pub(crate) base_url: BaseUrl,
    pub(crate) credentials: Vec<Prepared>,
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Duration,
    pub(crate) retry: Retry,
    pub(crate) wait: Wait,
    pub(crate) max_body: usize,
    pub(crate) on_drift: Option<DriftHook>,
    pub(crate) drift_contents: bool,
    pub(crate) transport: Arc<dyn Transport>,
}

impl Client {
    /// Begins to set up a client of `api`.
    pub fn builder(api: &'static Api) -> ClientBuilder {
        ClientBuilder::new(api)
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes = self.0.credentials.iter();
        let schemes: Vec<_> = schemes.map(|held| held.scheme.name).collect();
        f.debug_struct("Client")
            .field("api", &self.0.api.name)
            .field("base_url", &format_args!("{}", self.0.base_url))
            .field("credentials", &schemes)
            .finish_non_exhaustive()
    }
}

/// Sets up a [`Client`]. Mistakes are told by [`ClientBuilder::build`].
#[must_use = "a client is made by `build`"]
pub struct ClientBuilder {
    api: &'static Api,
    base_url: Option<String>,
    allow_http: bool,
    anonymous: bool,
    credentials: Vec<Credential>,
    headers: Vec<(String, String)>,
    timeout: Duration,
    retry: Retry,
    wait: Wait,
    max_body: usize,
    on_drift: Option<DriftHook>,
    drift_contents: bool,
    env: Box<Environment>,
    transport: Option<Arc<dyn Transport>>,
}

impl ClientBuilder {
    /// The defaults: the API's own URL, 60 seconds for an attempt, 32 MiB for a body, and the credential that the
    /// environment holds.
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            base_url: None,
            allow_http: false,
            anonymous: false,
            credentials: Vec::new(),
            headers: Vec::new(),
            timeout: DEFAULT_TIMEOUT,
            retry: Retry::default(),
            wait: Wait::default(),
            max_body: DEFAULT_MAX_BODY,
            on_drift: None,
            drift_contents: false,
            env: Box::new(|variable| std::env::var(variable).ok()),
            transport: None,
        }
    }

    /// Adds a credential; the environment is then not asked for any.
    ///
    /// With several, a call takes the first whose scheme its operation accepts.
    pub fn credential(mut self, credential: Credential) -> Self {
        self.credentials.push(credential);
        self
    }

    /// Does without a credential; operations that need one fail before they are sent.
    pub fn anonymous(mut self) -> Self {
        self.anonymous = true;
        self
    }

    /// The URL that paths follow: absolute, `https`, without query or fragment.
    ///
    /// `http` is for servers on this machine, see [`ClientBuilder::allow_http`].
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Allows base URLs of `http`, over which anyone on the way can read the credential.
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// The transport, instead of the one that comes with the feature `reqwest`.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// A client of `reqwest` as the transport, see [`ReqwestTransport`](crate::ReqwestTransport).
    #[cfg(feature = "reqwest")]
    pub fn reqwest(self, client: reqwest::Client) -> Self {
        self.transport(crate::ReqwestTransport::from(client))
    }

    /// How long one attempt may take, from connecting to the last byte of the body.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How often a request is sent again that may be, see [`Error::is_retryable`]; twice unless this says otherwise.
    pub fn retries(mut self, retries: u32) -> Self {
        self.retry.retries = retries;
        self
    }

    /// How long a call may take in all, with every attempt and every pause between them; no limit unless this sets one.
    ///
    /// What a long-running operation does after it has answered does not count, see [`ClientBuilder::wait_timeout`].
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.retry.deadline = Some(deadline);
        self
    }

    /// Answers at once where an operation goes on after the server has answered.
    pub fn no_wait(mut self) -> Self {
        self.wait.wanted = false;
        self
    }

    /// How long to wait for a long-running operation to end; 10 seconds unless this says otherwise.
    pub fn wait_timeout(mut self, timeout: Duration) -> Self {
        self.wait.timeout = timeout;
        self
    }

    /// How long to wait before asking again how a long-running operation stands; a second unless this says otherwise.
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.wait.interval = interval;
        self
    }

    /// How many bytes the body of a response may have.
    pub fn max_body_size(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// A header for every request. Headers of the credential win over it.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Tells `hook` of everything in responses that the documentation does not have.
    ///
    /// It runs while the response is read, so it should be quick.
    pub fn on_drift(mut self, hook: impl Fn(&Drift) + Send + Sync + 'static) -> Self {
        self.on_drift = Some(Arc::new(hook));
        self
    }

    /// Whether the drift hook is also told the unknown texts themselves, which can be anyone's data.
    pub fn drift_contents(mut self, tell: bool) -> Self {
        self.drift_contents = tell;
        self
    }

    /// Where environment variables are read; by default, the environment of the process.
    pub fn env(mut self, read: impl Fn(&str) -> Option<String> + 'static) -> Self {
        self.env = Box::new(read);
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// If a setting is not what it should be, no credential is found or more than one, or there is no transport.
    /// Nothing is sent.
    pub fn build(self) -> Result<Client, Error> {
        let base_url = self.find_base_url().map_err(Error::config)?;
        let credentials = self.find_credentials().map_err(Error::config)?;
        let headers = self.check_headers().map_err(Error::config)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport()?,
        };
        Ok(Client(Arc::new(Settings {
            api: self.api,
            base_url,
            credentials,
            headers,
            timeout: self.timeout,
            retry: self.retry,
            wait: self.wait,
            max_body: self.max_body,
            on_drift: self.on_drift,
            drift_contents: self.drift_contents,
            transport,
        })))
    }

    fn find_base_url(&self) -> Result<BaseUrl, String> {
        let from_env = |variable: &str| (self.env)(variable).filter(|url| !url.is_empty());
        if let Some(url) = &self.base_url {
            return BaseUrl::parse(url, self.allow_http);
        }
        if let Some(variable) = self.api.endpoint_env
            && let Some(url) = from_env(variable)
        {
            return BaseUrl::parse(&url, self.allow_http)
                .map_err(|why| format!("{why} (it is the value of {variable})"));
        }
        BaseUrl::parse(self.api.base_url, self.allow_http)
    }

    fn find_credentials(&self) -> Result<Vec<Prepared>, String> {
        if self.credentials.is_empty() {
            if self.anonymous || self.api.schemes.is_empty() {
                return Ok(Vec::new());
            }
            return Ok(vec![auth::from_env(self.api, &self.env)?]);
        }
        let credentials = self.credentials.iter();
        credentials.map(|held| held.prepare(self.api)).collect()
    }

    fn check_headers(&self) -> Result<HeaderMap, String> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, JSON);
        headers.insert(USER_AGENT, HeaderValue::from_static(DEFAULT_USER_AGENT));
        for (name, value) in &self.headers {
            let (name, value) = check_header(name, value)?;
            headers.insert(name, value);
        }
        Ok(headers)
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api", &self.api.name)
            .field("base_url", &self.base_url)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}

/// A header of the user's, checked; never shown, since it may be a secret.
pub(crate) fn check_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let name = auth::header_name(name)?;
    if [CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING].contains(&name) {
        return Err(format!("the header `{name}` is the transport's own"));
    }
    let mut value = auth::header_value(&name, value)?;
    value.set_sensitive(true);
    Ok((name, value))
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    Ok(Arc::new(crate::ReqwestTransport::new()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    Err(Error::config(
        "the client has no transport: give it one, or turn on the feature `reqwest`",
    ))
}
