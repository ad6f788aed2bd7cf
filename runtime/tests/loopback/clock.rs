//! Time that passes only while both the client and the server wait for it.
//!
//! The connections between them are real, so that the clock of `tokio`, paused, would run ahead of
//! what they carry.

use std::{
    collections::BTreeMap,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard},
    task::{Context, Poll, Waker},
    time::{Duration, Instant},
};

use bytes::Bytes;
use futures_core::Stream;
use seamstress_runtime::{
    Body, BodyStream, BoxError, BoxFuture, ReqwestTransport, Transport, TransportError,
};

/// How often it is checked, in real time, whether time can pass.
const TICK: Duration = Duration::from_millis(1);

/// A clock; clones share it.
#[derive(Clone)]
pub(crate) struct Clock(Arc<Mutex<State>>);

struct State {
    began: Instant,
    now: Duration,
    /// How many requests and responses are on their way.
    in_transit: usize,
    /// How many servers send nothing for now.
    stalled: usize,
    timers: BTreeMap<(Duration, u64), Waker>,
    /// How often any of the above changed.
    changes: u64,
    /// How long the client has waited between requests, each time.
    pauses: Vec<Duration>,
}

impl Clock {
    /// A clock on which no time passes.
    pub(crate) fn stopped() -> Self {
        Self(Arc::new(Mutex::new(State {
            began: Instant::now(),
            now: Duration::ZERO,
            in_transit: 0,
            stalled: 0,
            timers: BTreeMap::new(),
            changes: 0,
            pauses: Vec::new(),
        })))
    }

    /// A clock that runs on the current runtime.
    pub(crate) fn start() -> Self {
        let clock = Self::stopped();
        let weak = Arc::downgrade(&clock.0);
        tokio::spawn(async move {
            let mut seen = u64::MAX;
            loop {
                // Meanwhile, whatever a socket has to say is read.
                tokio::time::sleep(TICK).await;
                let Some(state) = weak.upgrade() else {
                    return;
                };
                let mut state = state.lock().unwrap();
                if state.changes == seen {
                    state.advance();
                }
                seen = state.changes;
            }
        });
        clock
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.state().now
    }

    /// How long the client has waited between requests, each time.
    pub(crate) fn pauses(&self) -> Vec<Duration> {
        self.state().pauses.clone()
    }

    pub(crate) fn sleep(&self, duration: Duration) -> Sleep {
        Sleep {
            clock: self.clone(),
            duration,
            key: None,
        }
    }

    /// A server sends nothing until this is dropped, so that time can pass.
    pub(crate) fn stall(&self) -> Changed {
        self.change(|state| state.stalled += 1);
        Changed(self.clone(), |state| state.stalled -= 1)
    }

    /// A request or its response is on its way until this is dropped.
    fn transit(&self) -> Changed {
        self.change(|state| state.in_transit += 1);
        Changed(self.clone(), |state| state.in_transit -= 1)
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.state();
        state.changes += 1;
        change(&mut state)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }
}

impl State {
    /// Jumps to the next timer, unless something is on its way.
    fn advance(&mut self) {
        if self.in_transit > 0 && self.stalled == 0 {
            return;
        }
        if let Some(((due, _), waker)) = self.timers.pop_first() {
            self.now = due;
            self.changes += 1;
            waker.wake();
        }
    }
}

/// Reverts a change of the state when it is dropped.
pub(crate) struct Changed(Clock, fn(&mut State));

impl Drop for Changed {
    fn drop(&mut self) {
        self.0.change(self.1);
    }
}

pub(crate) struct Sleep {
    clock: Clock,
    duration: Duration,
    /// The timer, from the first poll on.
    key: Option<(Duration, u64)>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let (key, duration) = (self.key, self.duration);
        let set = self.clock.change(|state| {
            let key = key.unwrap_or((state.now + duration, state.changes));
            let is_due = key.0 <= state.now;
            (!is_due).then(|| {
                state.timers.insert(key, cx.waker().clone());
                key
            })
        });
        self.key = set.or(self.key);
        match set {
            Some(_) => Poll::Pending,
            None => Poll::Ready(()),
        }
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            self.clock.change(|state| state.timers.remove(&key));
        }
    }
}

/// `reqwest` with this clock, which counts the requests.
#[derive(Clone)]
pub(crate) struct Clocked {
    pub(crate) clock: Clock,
    inner: ReqwestTransport,
    pub(crate) sent: Arc<Mutex<u32>>,
}

impl Clocked {
    pub(crate) fn new(inner: ReqwestTransport) -> Self {
        Self {
            clock: Clock::start(),
            inner,
            sent: Arc::default(),
        }
    }
}

impl Transport for Clocked {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        *self.sent.lock().unwrap() += 1;
        let transit = self.clock.transit();
        let response = self.inner.send(request);
        Box::pin(async move {
            let response = response.await?;
            Ok(response.map(|body| {
                Body::stream(Received {
                    body: body.into_stream(),
                    transit: Some(transit),
                })
            }))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        let clock = self.clock.clone();
        Box::pin(async move {
            // The limit of a request is waited for after the request was sent.
            let is_pause = clock.state().in_transit == 0;
            clock.sleep(duration).await;
            if is_pause {
                clock.state().pauses.push(duration);
            }
        })
    }

    fn now(&self) -> Instant {
        let state = self.clock.state();
        state.began + state.now
    }
}

/// A body that is on its way until it ends.
struct Received {
    body: BodyStream,
    transit: Option<Changed>,
}

impl Stream for Received {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let polled = Pin::new(&mut self.body).poll_next(cx);
        if matches!(polled, Poll::Ready(None | Some(Err(_)))) {
            self.transit = None;
        }
        polled
    }
}
