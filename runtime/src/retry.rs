//! When, and how often, a request is sent again.

mod asked;

pub(crate) use asked::asked;

use std::time::{Duration, Instant};

use backon::{BackoffBuilder, ExponentialBuilder};

use crate::error::Error;
use crate::transport::Transport;

/// The pause before the second attempt, without jitter; it doubles with each attempt.
const SHORTEST: Duration = Duration::from_millis(500);

/// The longest pause without jitter. Jitter adds up to as much again, so that no pause is longer than 8 seconds.
const LONGEST: Duration = Duration::from_secs(4);

/// The longest pause that a server can ask for.
const LONGEST_ASKED: Duration = Duration::from_secs(60);

/// How often to send again, and for how long in all.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Retry {
    /// Attempts after the first one.
    pub(crate) retries: u32,
    /// How long all attempts and the pauses between them may take.
    pub(crate) deadline: Option<Duration>,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            retries: 2,
            deadline: None,
        }
    }
}

/// The pauses between the attempts of one call.
pub(crate) struct Pauses<B>(B);

impl Retry {
    /// At most as many pauses as there are retries, each of another length for each call.
    pub(crate) fn pauses(self) -> Pauses<impl Iterator<Item = Duration>> {
        let times = usize::try_from(self.retries).unwrap_or(usize::MAX);
        let backoff = ExponentialBuilder::new()
            .with_min_delay(SHORTEST)
            .with_max_delay(LONGEST)
            .with_max_times(times)
            .with_jitter();
        Pauses(backoff.build())
    }
}

impl<B: Iterator<Item = Duration>> Pauses<B> {
    /// How long to wait after `error` before the request is sent again; `None` if it is not to be.
    pub(crate) fn after(&mut self, error: &Error) -> Option<Duration> {
        if !error.is_retryable() {
            return None;
        }
        let pause = self.0.next()?;
        match error.retry_after() {
            Some(asked) if asked > LONGEST_ASKED => None,
            // The server's word counts, but where it says "at once" all its clients would come back at once.
            Some(asked) if !asked.is_zero() => Some(asked),
            _ => Some(pause),
        }
    }
}

/// What is left of the time that a call has; without a deadline, no end of it.
pub(crate) struct Budget<'a> {
    transport: &'a dyn Transport,
    /// When the time began, and how much it was. Without a deadline no clock is asked: some platforms have none.
    deadline: Option<(Instant, Duration)>,
}

impl<'a> Budget<'a> {
    /// The time that begins now.
    pub(crate) fn new(transport: &'a dyn Transport, deadline: Option<Duration>) -> Self {
        Self {
            transport,
            deadline: deadline.map(|length| (transport.now(), length)),
        }
    }

    /// Whether there is no time left.
    pub(crate) fn is_spent(&self) -> bool {
        !self.allows(Duration::ZERO)
    }

    /// Whether there is time left after a pause.
    pub(crate) fn allows(&self, pause: Duration) -> bool {
        self.left().is_none_or(|(left, _)| pause < left)
    }

    /// How long an attempt may take, and which limit it has exceeded if it takes longer.
    pub(crate) fn limit(&self, timeout: Duration) -> (Duration, Duration) {
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
    use std::collections::BTreeSet;
    use std::time::Duration;

    use super::Retry;

    fn pauses() -> Vec<Duration> {
        let retry = Retry {
            retries: 7,
            deadline: None,
        };
        retry.pauses().0.collect()
    }

    #[test]
    fn pauses_double_up_to_eight_seconds_and_are_spread() {
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
