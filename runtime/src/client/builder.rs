//! The builder of clients.

use std::{fmt, sync::Arc, time::Duration};

use http::{
    HeaderMap, HeaderValue,
    header::{ACCEPT, USER_AGENT},
};

use super::{
    credential::{Credential, PreparedCredential, Target},
    endpoint::EndpointSettings,
    environment::{self, Environment},
    handle::{Client, Settings},
    hook::{Hooks, RequestHook},
    policy::{RetryPolicy, WaitPolicy},
};
use crate::{
    error::Error,
    request::check_header,
    response::DriftHook,
    spec::{Api, Server},
    transport::Transport,
    value::Drift,
};

const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);
const DEFAULT_MAX_BODY: usize = 32 << 20;
const DEFAULT_USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

impl Client {
    /// The builder of a client of `api`.
    pub fn builder(api: &'static Api) -> ClientBuilder {
        ClientBuilder::new(api)
    }
}

/// The builder of a [`Client`]. Invalid settings are errors of [`ClientBuilder::build`].
#[must_use = "`build` makes the client"]
pub struct ClientBuilder {
    api: &'static Api,
    endpoint: EndpointSettings,
    anonymous: bool,
    credentials: Vec<Credential>,
    headers: Vec<(String, String)>,
    timeout: Duration,
    retry: RetryPolicy,
    wait: WaitPolicy,
    max_body: usize,
    drift_hook: DriftHook,
    hooks: Hooks,
    strict: bool,
    env: Box<Environment>,
    transport: Option<Arc<dyn Transport>>,
}

impl ClientBuilder {
    /// The defaults: the API's own URL, 60 seconds for an attempt, 32 MiB for a body, and the
    /// credential in the environment.
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            endpoint: EndpointSettings::default(),
            anonymous: false,
            credentials: Vec::new(),
            headers: Vec::new(),
            timeout: DEFAULT_TIMEOUT,
            retry: RetryPolicy::default(),
            wait: WaitPolicy::default(),
            max_body: DEFAULT_MAX_BODY,
            drift_hook: DriftHook::default(),
            #[cfg(not(feature = "tracing"))]
            hooks: Hooks::new(),
            #[cfg(feature = "tracing")]
            hooks: vec![Arc::new(super::spans::Spans::default())],
            strict: false,
            env: Box::new(|variable| std::env::var(variable).ok()),
            transport: None,
        }
    }

    /// Adds a credential; the environment is then not searched for one.
    ///
    /// With several, a call uses the first that its operation accepts.
    pub fn credential(mut self, credential: Credential) -> Self {
        self.credentials.push(credential);
        self
    }

    /// Uses no credential; calls that need one fail before they are sent.
    pub fn anonymous(mut self) -> Self {
        self.anonymous = true;
        self
    }

    /// The URL that paths are appended to: absolute, `https`, without query or fragment.
    ///
    /// It replaces every documented server, also those of single operations.
    ///
    /// `http` is allowed for servers on this machine only, see [`ClientBuilder::allow_http`].
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.endpoint.url = Some(url.into());
        self
    }

    /// Another documented server, in place of the default one.
    pub fn server(mut self, server: Server) -> Self {
        self.endpoint.server = Some(server);
        self
    }

    /// The value of a variable of the server's URL.
    pub fn server_variable(mut self, name: &str, value: impl Into<String>) -> Self {
        let value = (name.to_owned(), value.into());
        self.endpoint.variables.push(value);
        self
    }

    /// Allows base URLs of `http`, which sends the credential unencrypted.
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.endpoint.allow_http = allow;
        self
    }

    /// The transport, instead of the one of the feature `reqwest`.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// A client of `reqwest` as the transport, see [`ReqwestTransport`](crate::ReqwestTransport).
    #[cfg(feature = "reqwest")]
    pub fn reqwest(self, client: reqwest::Client) -> Self {
        self.transport(crate::reqwest_transport::ReqwestTransport::from(client))
    }

    /// How long one attempt may take, from connecting to the last byte of the body; of a stream, to
    /// the head of the response, and from there from chunk to chunk.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How often a request is retried where that is possible, see [`Error::is_retryable`]; 2 by
    /// default.
    pub fn retries(mut self, retries: u32) -> Self {
        self.retry.retries = retries;
        self
    }

    /// How long a call may take in all, with every attempt and every pause between them; no limit
    /// by default.
    ///
    /// Waiting for a long-running operation does not count, see [`ClientBuilder::wait_timeout`].
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.retry.deadline = Some(deadline);
        self
    }

    /// Returns the first response of long-running operations, without waiting for their end.
    pub fn no_wait(mut self) -> Self {
        self.wait.enabled = false;
        self
    }

    /// How long to wait for a long-running operation to end; 10 seconds by default.
    pub fn wait_timeout(mut self, timeout: Duration) -> Self {
        self.wait.enabled = true;
        self.wait.timeout = timeout;
        self
    }

    /// How often a long-running operation is polled; every second by default.
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.wait.interval = interval;
        self
    }

    /// Largest body of a response, in bytes; of a stream, largest event or line.
    pub fn max_body_size(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// A header of every request. Headers of the credential override it.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Calls `hook` for every difference between a response and its documentation.
    ///
    /// It runs while the response is decoded, so it should be quick.
    pub fn on_drift(mut self, hook: impl Fn(&Drift) + Send + Sync + 'static) -> Self {
        self.drift_hook.install(hook);
        self
    }

    /// Whether drift contains the undocumented strings themselves, which may be personal data.
    pub fn drift_contents(mut self, contents: bool) -> Self {
        self.drift_hook.set_contents(contents);
        self
    }

    /// Adds a hook that observes each request; hooks are called in the order in which they were
    /// added.
    pub fn request_hook(mut self, hook: impl RequestHook) -> Self {
        self.hooks.push(Arc::new(hook));
        self
    }

    /// Whether a response that lacks what the documentation requires is an error.
    ///
    /// By default, a required field that is missing or `null` is decoded as the empty value of its
    /// type, and a value of a union that is not as its branch is documented is kept as JSON. All of
    /// it is reported to [`ClientBuilder::on_drift`] and in [`Response::corrections`]. A strict
    /// client fails instead; then no value that the server did not send is mistaken for one that it
    /// did, such as an empty string. Lists, maps and `Option`s that are missing are empty in both.
    ///
    /// [`Response::corrections`]: crate::Response::corrections
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Reads environment variables; by default, those of the process.
    pub fn env(mut self, read: impl Fn(&str) -> Option<String> + 'static) -> Self {
        self.env = Box::new(read);
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// If a setting is invalid, the environment has no credential or more than one, or there is no
    /// transport.
    pub fn build(self) -> Result<Client, Error> {
        let endpoint = self.endpoint.resolve(self.api, &self.env);
        let endpoint = endpoint.map_err(Error::config)?;
        let credentials = self.find_credentials().map_err(Error::config)?;
        let headers = self.check_headers().map_err(Error::config)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport()?,
        };
        let target = Target {
            api: self.api,
            base_url: endpoint.base(),
            transport: &transport,
            timeout: self.timeout,
        };
        let credentials = credentials.iter().map(|it| it.prepare(&target));
        let credentials: Vec<PreparedCredential> = credentials
            .collect::<Result<_, _>>()
            .map_err(Error::config)?;
        Ok(Client::new(Settings {
            api: self.api,
            endpoint,
            credentials,
            headers,
            timeout: self.timeout,
            retry: self.retry,
            wait: self.wait,
            max_body: self.max_body,
            drift_hook: self.drift_hook,
            hooks: self.hooks,
            strict: self.strict,
            transport,
        }))
    }

    fn find_credentials(&self) -> Result<Vec<Credential>, String> {
        if !self.credentials.is_empty() {
            return Ok(self.credentials.clone());
        }
        if self.anonymous || self.api.schemes.is_empty() {
            return Ok(Vec::new());
        }
        environment::credentials(self.api, &self.env)
    }

    fn check_headers(&self) -> Result<HeaderMap, String> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
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
            .field("base_url", &self.endpoint.url)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    Ok(Arc::new(crate::reqwest_transport::ReqwestTransport::new()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    Err(Error::config(
        "the client has no transport: set one, or turn on the feature `reqwest`",
    ))
}
