//! When, and how often, a request is retried.

use std::time::{Duration, Instant};

use backon::{BackoffBuilder, ExponentialBuilder};

use super::policy::RetryPolicy;
use crate::{error::Error, transport::Transport};

/// The pause before the second attempt, without jitter; it doubles with each attempt.
const MIN_DELAY: Duration = Duration::from_millis(500);

/// The longest pause without jitter. Jitter adds up to as much again, so that no pause is longer
/// than 8 seconds.
const MAX_DELAY: Duration = Duration::from_secs(4);

/// The longest pause that a server can ask for.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(60);

/// The pauses between the attempts of one call.
pub(super) struct Backoff<B>(B);

impl RetryPolicy {
    /// At most as many pauses as there are retries; their lengths are random for each call.
    pub(super) fn backoff(self) -> Backoff<impl Iterator<Item = Duration>> {
        let times = usize::try_from(self.retries).unwrap_or(usize::MAX);
        let backoff = ExponentialBuilder::new()
            .with_min_delay(MIN_DELAY)
            .with_max_delay(MAX_DELAY)
            .with_max_times(times)
            .with_jitter();
        Backoff(backoff.build())
    }

    /// The pause after the failure with the number `nth`, the first being 0; `None` where it is the
    /// last one.
    pub(super) fn pause(self, nth: usize) -> Option<Duration> {
        self.backoff().0.nth(nth)
    }
}

impl<B: Iterator<Item = Duration>> Backoff<B> {
    /// The pause between `error` and the next attempt; `None` if there is no next attempt.
    ///
    /// A request that `has_key` takes effect once, however often it is sent.
    pub(super) fn after(&mut self, error: &Error, has_key: bool) -> Option<Duration> {
        if !error.is_retryable_with(has_key) {
            return None;
        }
        let pause = self.0.next()?;
        match error.retry_after() {
            Some(requested) if requested > MAX_RETRY_AFTER => None,
            // Zero is not obeyed: all clients would retry at the same moment.
            Some(requested) if !requested.is_zero() => Some(requested),
            _ => Some(pause),
        }
    }
}

/// The deadline of a call, if it has one.
pub(super) struct Deadline<'a> {
    transport: &'a dyn Transport,
    /// When the time began, and how long it is. Without a deadline the clock is not read: some
    /// platforms have none.
    deadline: Option<(Instant, Duration)>,
}

impl<'a> Deadline<'a> {
    /// A deadline that begins now.
    pub(super) fn new(transport: &'a dyn Transport, deadline: Option<Duration>) -> Self {
        Self {
            transport,
            deadline: deadline.map(|length| (transport.now(), length)),
        }
    }

    /// Whether the deadline has passed.
    pub(super) fn has_passed(&self) -> bool {
        !self.allows(Duration::ZERO)
    }

    /// Whether time is left after a pause.
    pub(super) fn allows(&self, pause: Duration) -> bool {
        self.left().is_none_or(|(left, _)| pause < left)
    }

    /// How long an attempt may take, and which limit it exceeds if it takes longer.
    pub(super) fn limit(&self, timeout: Duration) -> (Duration, Duration) {
        match self.left() {
            Some((left, deadline)) if left <= timeout => (left, deadline),
            _ => (timeout, timeout),
        }
    }

    /// The time that is left, and the whole of it.
    fn left(&self) -> Option<(Duration, Duration)> {
        let (began, length) = self.deadline?;
        let passed = self.transport.now().saturating_duration_since(began);
        Some((length.saturating_sub(passed), length))
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, time::Duration};

    use super::RetryPolicy;

    fn pauses() -> Vec<Duration> {
        let retry = RetryPolicy {
            retries: 7,
            deadline: None,
        };
        retry.backoff().0.collect()
    }

    #[test]
    fn pauses_double_up_to_eight_seconds_and_are_random() {
        let all: Vec<_> = (0..200).map(|_| pauses()).collect();
        for (nth, shortest) in [500, 1000, 2000, 4000, 4000, 4000, 4000]
            .into_iter()
            .enumerate()
        {
            let these: BTreeSet<_> = all.iter().map(|pauses| pauses[nth].as_millis()).collect();
            let (least, most) = (*these.first().unwrap(), *these.last().unwrap());
            assert!(shortest <= least && most <= 2 * shortest, "{these:?}");
            assert!(most - least > shortest / 2, "{these:?}");
        }
    }
}
