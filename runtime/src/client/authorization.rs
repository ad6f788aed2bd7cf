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
    uses: Vec<Use<'a>>,
    /// Whether the server has rejected a token before.
    renewed: bool,
}

/// A credential, with the token that the next attempt carries if it has tokens.
struct Use<'a> {
    credential: &'a PreparedCredential,
    token: Option<Arc<HeldToken>>,
}

impl<'a> Authorization<'a> {
    /// Selects the credentials of a call.
    ///
    /// # Errors
    ///
    /// If the client lacks what the operation needs.
    pub(super) fn select(settings: &'a Settings, spec: &OperationSpec) -> Result<Self, ErrorKind> {
        let selected = security::select(&settings.credentials, spec)?;
        let uses = selected.into_iter().map(|credential| Use {
            credential,
            token: None,
        });
        Ok(Self {
            uses: uses.collect(),
            renewed: false,
        })
    }

    /// Whether [`Authorization::get_tokens`] has something to do.
    pub(super) fn has_tokens(&self) -> bool {
        let mut secrets = self.uses.iter().map(|it| &it.credential.secret);
        secrets.any(|secret| matches!(secret, PreparedSecret::Tokens(_)))
    }

    /// Gets the tokens of the next attempt.
    ///
    /// # Errors
    ///
    /// If a provider fails.
    pub(super) async fn get_tokens(&mut self) -> Result<(), ErrorKind> {
        for it in &mut self.uses {
            if let PreparedSecret::Tokens(cache) = &it.credential.secret {
                it.token = Some(cache.get().await.map_err(ErrorKind::Token)?);
            }
        }
        Ok(())
    }

    /// Adds all credentials to the request of an attempt.
    ///
    /// # Errors
    ///
    /// If the request cannot carry them.
    pub(super) fn add_to<B>(&self, request: &mut Request<B>) -> Result<(), ErrorKind> {
        for it in &self.uses {
            let added = it.credential.add_to(request, it.token.as_deref());
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
        for it in &mut self.uses {
            if let (PreparedSecret::Tokens(cache), Some(token)) =
                (&it.credential.secret, it.token.take())
            {
                cache.reject(&token);
            }
        }
        true
    }
}
