//! The credentials of one call, and the tokens that its attempts carry.

use std::sync::Arc;

use http::Request;

use super::{
    credential::{PreparedCredential, PreparedSecret},
    handle::Settings,
    security,
    token::HeldToken,
};
use crate::{
    error::{Error, ErrorKind},
    spec::OperationSpec,
};

/// The credentials of one call.
pub(super) struct Authorization<'a> {
    credentials: Vec<&'a PreparedCredential>,
    /// The tokens that the next attempt carries, for each credential; empty if none has tokens.
    tokens: Vec<Option<Arc<HeldToken>>>,
    /// Whether the server has rejected a token before.
    renewed: bool,
}

impl<'a> Authorization<'a> {
    /// Selects the credentials of a call.
    ///
    /// # Errors
    ///
    /// If the client lacks what the operation needs.
    pub(super) fn select(settings: &'a Settings, spec: &OperationSpec) -> Result<Self, ErrorKind> {
        Ok(Self {
            credentials: security::select(&settings.credentials, spec)?,
            tokens: Vec::new(),
            renewed: false,
        })
    }

    /// Whether [`Authorization::get_tokens`] has something to do.
    pub(super) fn has_tokens(&self) -> bool {
        let mut secrets = self.credentials.iter().map(|it| &it.secret);
        secrets.any(|secret| matches!(secret, PreparedSecret::Tokens(_)))
    }

    /// Gets the tokens of the next attempt.
    ///
    /// # Errors
    ///
    /// If a provider fails.
    pub(super) async fn get_tokens(&mut self) -> Result<(), ErrorKind> {
        self.tokens.clear();
        for credential in &self.credentials {
            self.tokens.push(match &credential.secret {
                PreparedSecret::Tokens(cache) => Some(cache.get().await.map_err(ErrorKind::Token)?),
                PreparedSecret::Fixed(_) => None,
            });
        }
        Ok(())
    }

    /// Adds all credentials to the request of an attempt.
    ///
    /// # Errors
    ///
    /// If the request cannot carry them.
    pub(super) fn add_to<B>(&self, request: &mut Request<B>) -> Result<(), ErrorKind> {
        for (at, credential) in self.credentials.iter().enumerate() {
            let token = self.tokens.get(at).and_then(Option::as_deref);
            let added = credential.add_to(request, token);
            added.map_err(ErrorKind::Config)?;
        }
        Ok(())
    }

    /// Whether another attempt with new tokens may succeed: the server rejects (401) those that the
    /// last one carried, for the first time.
    pub(super) fn renew(&mut self, error: &Error) -> bool {
        if self.renewed || !self.has_tokens() || !error.is_unauthorized() {
            return false;
        }
        self.renewed = true;
        for (credential, token) in self.credentials.iter().zip(self.tokens.drain(..)) {
            if let (PreparedSecret::Tokens(cache), Some(token)) = (&credential.secret, token) {
                cache.reject(&token);
            }
        }
        true
    }
}
