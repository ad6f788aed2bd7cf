//! How often a request is retried, and how long a long-running operation is waited for.

use std::time::Duration;

/// How often a request is retried, and for how long in all.
#[derive(Clone, Copy, Debug)]
pub(super) struct RetryPolicy {
    /// Attempts after the first one.
    pub(super) retries: u32,
    /// How long all attempts and the pauses between them may take.
    pub(super) deadline: Option<Duration>,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            retries: 2,
            deadline: None,
        }
    }
}

/// Whether, how long and how often a long-running operation is polled.
#[derive(Clone, Copy, Debug)]
pub(super) struct WaitPolicy {
    pub(super) enabled: bool,
    pub(super) timeout: Duration,
    pub(super) interval: Duration,
}

impl Default for WaitPolicy {
    fn default() -> Self {
        Self {
            enabled: true,
            timeout: Duration::from_secs(10),
            interval: Duration::from_secs(1),
        }
    }
}
