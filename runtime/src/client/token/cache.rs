//! Keeps the token of a provider, and gets one at a time.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use futures_util::{
    FutureExt,
    future::{Either, Shared, WeakShared, select},
};

use super::provider::{Token, TokenProvider};
use crate::{
    client::carrier::Carrier,
    error::TokenError,
    secret::Secret,
    spec::Scheme,
    transport::{BoxError, BoxFuture, Transport},
};

/// How long before its end a token is replaced: the time that a request may need to arrive.
const MARGIN: Duration = Duration::from_secs(30);

/// The part of its lifetime that the margin of a token is at most.
const MARGIN_PART: u32 = 10;

/// Checks a secret before it is sent.
pub(in crate::client) type Check = Box<dyn Fn(&Secret) -> Result<(), String> + Send + Sync>;

/// A token as requests carry it.
pub(in crate::client) struct HeldToken {
    pub(in crate::client) carrier: Carrier,
    stale_at: Option<Instant>,
}

/// A refresh, which all calls that need the token wait for.
///
/// Any of them drives it, so that those which are cancelled do not stop it; it ends with the last.
type Refresh = BoxFuture<Result<Arc<HeldToken>, TokenError>>;

/// The tokens of one provider.
pub(in crate::client) struct TokenCache(Arc<Inner>);

struct Inner {
    scheme: &'static Scheme,
    provider: Arc<dyn TokenProvider>,
    check: Check,
    transport: Arc<dyn Transport>,
    timeout: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    current: Option<Arc<HeldToken>>,
    /// Not kept alive here: a refresh that no call waits for is not needed.
    refresh: Option<WeakShared<Refresh>>,
}

impl TokenCache {
    pub(in crate::client) fn new(
        scheme: &'static Scheme,
        provider: Arc<dyn TokenProvider>,
        check: Check,
        transport: &Arc<dyn Transport>,
        timeout: Duration,
    ) -> Self {
        Self(Arc::new(Inner {
            scheme,
            provider,
            check,
            transport: Arc::clone(transport),
            timeout,
            state: Mutex::default(),
        }))
    }

    /// The current token, or the next one if there is none or it is about to expire.
    ///
    /// # Errors
    ///
    /// If the provider fails, or its token cannot be sent.
    pub(in crate::client) async fn get(&self) -> Result<Arc<HeldToken>, TokenError> {
        let refresh = {
            let mut state = self.0.state();
            let fresh = state.current.as_ref().filter(|held| self.0.is_fresh(held));
            if let Some(held) = fresh {
                return Ok(Arc::clone(held));
            }
            let running = state.refresh.as_ref().and_then(WeakShared::upgrade);
            running.unwrap_or_else(|| {
                let refresh = Inner::refresh(Arc::clone(&self.0)).boxed().shared();
                state.refresh = Shared::downgrade(&refresh);
                refresh
            })
        };
        refresh.await
    }

    /// Forgets a token that the server rejects, unless there is another one already.
    pub(in crate::client) fn reject(&self, token: &Arc<HeldToken>) {
        let mut state = self.0.state();
        let is_current = |current: &Arc<HeldToken>| Arc::ptr_eq(current, token);
        if state.current.as_ref().is_some_and(is_current) {
            state.current = None;
        }
    }

    /// The current token, whether it is fresh or not.
    pub(in crate::client) fn current(&self) -> Option<Arc<HeldToken>> {
        self.0.state().current.clone()
    }
}

impl Inner {
    /// Gets a token, and keeps it.
    async fn refresh(self: Arc<Self>) -> Result<Arc<HeldToken>, TokenError> {
        let result = match self.request().await {
            Ok(token) => self.hold(token),
            Err(error) => Err(error),
        };
        let result = result.map_err(|reason| TokenError::new(self.scheme.name, reason));
        let mut state = self.state();
        // Whoever comes now starts another refresh, even while some wait for the end of this one.
        state.refresh = None;
        if let Ok(held) = &result {
            state.current = Some(Arc::clone(held));
        }
        result
    }

    async fn request(&self) -> Result<Token, BoxError> {
        let sleep = self.transport.sleep(self.timeout);
        match select(self.provider.token(), sleep).await {
            Either::Left((token, _)) => token,
            Either::Right(_) => Err(format!("no token within {:?}", self.timeout).into()),
        }
    }

    fn hold(&self, token: Token) -> Result<Arc<HeldToken>, BoxError> {
        (self.check)(&token.secret)?;
        let carrier = Carrier::new(self.scheme, &token.secret)?;
        let stale_at = token.lifetime.and_then(|lifetime| {
            let margin = MARGIN.min(lifetime / MARGIN_PART);
            self.transport.now().checked_add(lifetime - margin)
        });
        Ok(Arc::new(HeldToken { carrier, stale_at }))
    }

    /// The clock, which some platforms lack, is read for tokens that expire only.
    fn is_fresh(&self, held: &HeldToken) -> bool {
        let stale_at = held.stale_at;
        stale_at.is_none_or(|stale_at| self.transport.now() < stale_at)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
