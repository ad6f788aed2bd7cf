//! Retries of transient errors, with backoff.

use std::{
    sync::{Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use backon::{BackoffBuilder as _, ExponentialBuilder};

use crate::fetch::{Cause, FetchError};

/// The longest `Retry-After` that is waited for. A user is waiting for the run to end.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(60);

/// Timeouts and retries of requests to a site.
#[derive(Clone, Copy, Debug)]
pub struct RetryPolicy {
    /// Timeout of connecting.
    pub connect_timeout: Duration,
    /// Timeout of a whole request, up to the last byte of the response.
    pub request_timeout: Duration,
    /// Number of retries after transient errors.
    pub max_retries: usize,
    /// Delay before the first retry, with jitter; doubles with each retry.
    pub min_delay: Duration,
    /// Upper bound of the delay.
    pub max_delay: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(60),
            max_retries: 3,
            min_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(8),
        }
    }
}

/// A pause that the site asked for with `Retry-After`; all workers share it.
#[derive(Debug, Default)]
pub(crate) struct Pause {
    until: Mutex<Option<Instant>>,
}

impl Pause {
    /// Extends the pause to at least `duration` from now.
    fn extend(&self, duration: Duration) {
        let end = Instant::now() + duration;
        let mut until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        *until = (*until).max(Some(end));
    }

    /// Blocks until the pause is over.
    fn wait(&self) {
        loop {
            let until = *self.until.lock().unwrap_or_else(PoisonError::into_inner);
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            match left {
                Some(left) if !left.is_zero() => thread::sleep(left),
                _ => return,
            }
        }
    }
}

/// Calls `request` until it succeeds, fails permanently, or the policy allows no further
/// retry.
pub(crate) fn retry<T>(
    policy: &RetryPolicy,
    pause: &Pause,
    mut request: impl FnMut() -> Result<T, FetchError>,
) -> Result<T, FetchError> {
    let mut delays = ExponentialBuilder::new()
        .with_jitter()
        .with_min_delay(policy.min_delay)
        .with_max_delay(policy.max_delay)
        .with_max_times(policy.max_retries)
        .build();
    loop {
        pause.wait();
        let mut error = match request() {
            Err(error) if error.cause == Cause::Transient => error,
            result => return result,
        };
        if let Some(delay) = error.retry_after {
            if delay > MAX_RETRY_AFTER {
                let seconds = delay.as_secs();
                error.reason = format!("{} (Retry-After: {seconds} s)", error.reason);
                return Err(error);
            }
            pause.extend(delay);
        }
        match delays.next() {
            Some(delay) => thread::sleep(delay),
            None => {
                let attempts = policy.max_retries + 1;
                error.reason = format!("{} ({attempts} attempts)", error.reason);
                return Err(error);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUICK: RetryPolicy = RetryPolicy {
        connect_timeout: Duration::from_secs(1),
        request_timeout: Duration::from_secs(1),
        max_retries: 2,
        min_delay: Duration::from_millis(1),
        max_delay: Duration::from_millis(4),
    };

    #[test]
    fn only_transient_errors_are_retried() {
        let attempts = |error: FetchError| {
            let mut count = 0;
            let result: Result<(), _> = retry(&QUICK, &Pause::default(), || {
                count += 1;
                Err(error.clone())
            });
            (count, result.unwrap_err().reason)
        };
        assert_eq!(
            attempts(FetchError::transient("x")),
            (3, "x (3 attempts)".into())
        );
        assert_eq!(attempts(FetchError::new("x")), (1, "x".into()));
    }

    #[test]
    fn a_long_retry_after_ends_the_retries() {
        let mut count = 0;
        let error = FetchError {
            retry_after: Some(Duration::from_secs(3600)),
            ..FetchError::transient("x")
        };
        let result: Result<(), _> = retry(&QUICK, &Pause::default(), || {
            count += 1;
            Err(error.clone())
        });
        assert_eq!(count, 1);
        assert_eq!(result.unwrap_err().reason, "x (Retry-After: 3600 s)");
    }

    #[test]
    fn retry_after_is_waited_for() {
        let pause = Pause::default();
        let start = Instant::now();
        let mut count = 0;
        let result = retry(&QUICK, &pause, || {
            count += 1;
            if count == 2 {
                return Ok(start.elapsed());
            }
            Err(FetchError {
                retry_after: Some(Duration::from_millis(80)),
                ..FetchError::transient("x")
            })
        });
        assert!(result.unwrap() >= Duration::from_millis(80));
    }
}
