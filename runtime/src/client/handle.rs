//! The client as calls use it.

use std::{fmt, sync::Arc, time::Duration};

use http::HeaderMap;

use super::{
    credential::PreparedCredential,
    endpoint::Endpoint,
    hook::Hooks,
    policy::{RetryPolicy, WaitPolicy},
};
use crate::{response::DriftHook, spec::Api, transport::Transport};

/// What every generated client contains: a handle, cheap to clone, to one transport and its
/// settings.
#[derive(Clone)]
pub struct Client(Arc<Settings>);

pub(super) struct Settings {
    pub(super) api: &'static Api,
    pub(super) endpoint: Endpoint,
    pub(super) credentials: Vec<PreparedCredential>,
    pub(super) headers: HeaderMap,
    pub(super) timeout: Duration,
    pub(super) retry: RetryPolicy,
    pub(super) wait: WaitPolicy,
    pub(super) max_body: usize,
    pub(super) drift_hook: DriftHook,
    pub(super) hooks: Hooks,
    pub(super) strict: bool,
    pub(super) transport: Arc<dyn Transport>,
}

impl Client {
    pub(super) fn new(settings: Settings) -> Self {
        Self(Arc::new(settings))
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.0
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let credentials = self.0.credentials.iter();
        let schemes: Vec<_> = credentials.map(|held| held.scheme.name).collect();
        f.debug_struct("Client")
            .field("api", &self.0.api.name)
            .field("base_url", &format_args!("{}", self.0.endpoint.base()))
            .field("credentials", &schemes)
            .finish_non_exhaustive()
    }
}
