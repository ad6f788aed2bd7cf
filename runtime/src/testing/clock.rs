//! A clock that advances only when every task waits for it.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    time::{Duration, Instant},
};

/// Virtual time. It jumps to the next timer once every timer of the same poll is known.
#[derive(Clone, Default)]
pub(super) struct Clock(Arc<Mutex<State>>);

struct State {
    /// The start of the clock; any time will do.
    began: Instant,
    /// How much time has passed since then.
    now: Duration,
    /// How many timers were ever created; orders those of the same time.
    count: u64,
    timers: Vec<Timer>,
}

struct Timer {
    due: Duration,
    id: u64,
    waker: Waker,
}

impl Default for State {
    fn default() -> Self {
        Self {
            began: Instant::now(),
            now: Duration::ZERO,
            count: 0,
            timers: Vec::new(),
        }
    }
}

impl Clock {
    pub(super) fn elapsed(&self) -> Duration {
        self.state().now
    }

    /// The same as an `Instant`; the start of the clock if that overflows.
    pub(super) fn now(&self) -> Instant {
        let state = self.state();
        state.began.checked_add(state.now).unwrap_or(state.began)
    }

    pub(super) fn sleep(&self, duration: Duration) -> Sleep {
        Sleep {
            clock: self.clone(),
            duration,
            id: None,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn next(&self) -> Option<&Timer> {
        self.timers.iter().min_by_key(|timer| (timer.due, timer.id))
    }
}

/// A wait in virtual time, which begins with the first poll.
pub(super) struct Sleep {
    clock: Clock,
    duration: Duration,
    id: Option<u64>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let clock = self.clock.clone();
        let mut state = clock.state();
        let Some(id) = self.id else {
            state.count += 1;
            let id = state.count;
            let timer = Timer {
                due: state.now.saturating_add(self.duration),
                id,
                waker: cx.waker().clone(),
            };
            state.timers.push(timer);
            self.id = Some(id);
            // A task that is polled after this one may have an earlier timer.
            cx.waker().wake_by_ref();
            return Poll::Pending;
        };
        match state.next() {
            Some(next) if next.id == id => {
                state.now = next.due;
                Poll::Ready(())
            }
            _ => {
                for timer in state.timers.iter_mut().filter(|timer| timer.id == id) {
                    timer.waker = cx.waker().clone();
                }
                Poll::Pending
            }
        }
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        let mut state = self.clock.state();
        state.timers.retain(|timer| Some(timer.id) != self.id);
        if let Some(next) = state.next() {
            next.waker.wake_by_ref();
        }
    }
}
