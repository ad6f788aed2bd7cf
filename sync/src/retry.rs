//! Asking again, and not too soon.

use std::{
    sync::{Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use backon::{BackoffBuilder as _, ExponentialBuilder};

use super::fetch::Failure;

/// How long a site may ask us to wait. Someone is watching the run.
const LONGEST_ASKED_WAIT: Duration = Duration::from_secs(60);

/// How patient to be with a site.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For a connection.
    pub connect: Duration,
    /// For a whole answer, from the first byte sent.
    pub answer: Duration,
    /// How many times to ask again after a fault that may pass.
    pub retries: usize,
    /// Before the first of them, with jitter; doubled each time.
    pub first_wait: Duration,
    /// At most.
    pub longest_wait: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(60),
            retries: 3,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(8),
        }
    }
}

/// When the site may be asked again; one for all who ask it.
#[derive(Debug, Default)]
pub(super) struct Pause {
    until: Mutex<Option<Instant>>,
}

impl Pause {
    /// Nobody asks for so long.
    fn ask_for(&self, wait: Duration) {
        let end = Instant::now() + wait;
        let mut until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        *until = (*until).max(Some(end));
    }

    /// Returns when the pause is over.
    fn sit_out(&self) {
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

/// Asks until there is an answer, a failure that stays, or no patience left.
pub(super) fn persist<T>(
    patience: &Patience,
    pause: &Pause,
    mut ask: impl FnMut() -> Result<T, Failure>,
) -> Result<T, Failure> {
    let mut waits = ExponentialBuilder::new()
        .with_jitter()
        .with_min_delay(patience.first_wait)
        .with_max_delay(patience.longest_wait)
        .with_max_times(patience.retries)
        .build();
    loop {
        pause.sit_out();
        let mut failure = match ask() {
            Err(failure) if failure.is_passing => failure,
            done => return done,
        };
        if let Some(wait) = failure.wait {
            if wait > LONGEST_ASKED_WAIT {
                let seconds = wait.as_secs();
                failure.reason = format!("{}; it asks us to wait {seconds} s", failure.reason);
                return Err(failure);
            }
            pause.ask_for(wait);
        }
        match waits.next() {
            Some(wait) => thread::sleep(wait),
            None => {
                let times = patience.retries + 1;
                failure.reason = format!("{} (asked {times} times)", failure.reason);
                return Err(failure);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUICK: Patience = Patience {
        connect: Duration::from_secs(1),
        answer: Duration::from_secs(1),
        retries: 2,
        first_wait: Duration::from_millis(1),
        longest_wait: Duration::from_millis(4),
    };

    #[test]
    fn what_passes_is_asked_again_and_what_stays_is_not() {
        let asked = |failure: Failure| {
            let mut times = 0;
            let done: Result<(), _> = persist(&QUICK, &Pause::default(), || {
                times += 1;
                Err(failure.clone())
            });
            (times, done.unwrap_err().reason)
        };
        assert_eq!(
            asked(Failure::passing("x")),
            (3, "x (asked 3 times)".into())
        );
        assert_eq!(asked(Failure::new("x")), (1, "x".into()));
    }

    #[test]
    fn a_wait_beyond_patience_ends_it() {
        let mut times = 0;
        let failure = Failure {
            wait: Some(Duration::from_secs(3600)),
            ..Failure::passing("x")
        };
        let done: Result<(), _> = persist(&QUICK, &Pause::default(), || {
            times += 1;
            Err(failure.clone())
        });
        assert_eq!(times, 1);
        assert_eq!(done.unwrap_err().reason, "x; it asks us to wait 3600 s");
    }

    #[test]
    fn what_the_site_asks_for_is_waited() {
        let pause = Pause::default();
        let start = Instant::now();
        let mut times = 0;
        let done = persist(&QUICK, &pause, || {
            times += 1;
            if times == 2 {
                return Ok(start.elapsed());
            }
            Err(Failure {
                wait: Some(Duration::from_millis(80)),
                ..Failure::passing("x")
            })
        });
        assert!(done.unwrap() >= Duration::from_millis(80));
    }
}
