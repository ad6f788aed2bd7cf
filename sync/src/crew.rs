//! Several requests at a time, and no more.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use url::Url;

use super::fetch::{Answer, Failure, Fetch, Validator};

/// How many pages are asked for at the same time.
const HANDS: usize = 4;

/// After so many faults of the site in a row it is left alone.
const MOST_FAULTS_IN_A_ROW: usize = 8;

/// The most bytes of all pages together.
const MOST_BYTES: usize = 512 << 20;

/// Asks for every page; the answers are in the order of `asked`.
pub(super) fn fetch_all(
    fetch: &dyn Fetch,
    asked: &[(Url, Option<Validator>)],
    told: &(dyn Fn(usize, usize) + Sync),
) -> Vec<Result<Answer, Failure>> {
    let answers: Mutex<Vec<Option<Result<Answer, Failure>>>> = Mutex::new(vec![None; asked.len()]);
    let [next, done, bytes, faults] = [const { AtomicUsize::new(0) }; 4];
    let work = || loop {
        let turn = next.fetch_add(1, Ordering::Relaxed);
        let Some((url, seen)) = asked.get(turn) else {
            return;
        };
        let answer = if faults.load(Ordering::Relaxed) >= MOST_FAULTS_IN_A_ROW {
            Err(Failure::new("not asked: the site fails all the time"))
        } else if bytes.load(Ordering::Relaxed) > MOST_BYTES {
            Err(Failure::new("not asked: the pages before it are too large"))
        } else {
            fetch.fetch(url, seen.as_ref())
        };
        match &answer {
            // Whoever asked last tells how the site is now.
            Err(failure) if failure.is_passing => {
                faults.fetch_add(1, Ordering::Relaxed);
            }
            Err(_) => {}
            Ok(answer) => {
                faults.store(0, Ordering::Relaxed);
                if let Answer::Page { text, .. } = answer {
                    bytes.fetch_add(text.len(), Ordering::Relaxed);
                }
            }
        }
        answers.lock().unwrap_or_else(PoisonError::into_inner)[turn] = Some(answer);
        told(done.fetch_add(1, Ordering::Relaxed) + 1, asked.len());
    };
    thread::scope(|scope| {
        for _ in 0..HANDS.min(asked.len()) {
            scope.spawn(work);
        }
    });
    let answers = answers.into_inner().unwrap_or_else(PoisonError::into_inner);
    answers
        .into_iter()
        .map(|answer| answer.unwrap_or_else(|| Err(Failure::new("it was not asked for"))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers with the path, or fails, and counts.
    struct Echo {
        fails: bool,
        asked: AtomicUsize,
        at_once: AtomicUsize,
        most_at_once: AtomicUsize,
    }

    impl Echo {
        fn new(fails: bool) -> Self {
            Self {
                fails,
                asked: AtomicUsize::new(0),
                at_once: AtomicUsize::new(0),
                most_at_once: AtomicUsize::new(0),
            }
        }
    }

    impl Fetch for Echo {
        fn fetch(&self, url: &Url, _: Option<&Validator>) -> Result<Answer, Failure> {
            self.asked.fetch_add(1, Ordering::SeqCst);
            let now = self.at_once.fetch_add(1, Ordering::SeqCst) + 1;
            self.most_at_once.fetch_max(now, Ordering::SeqCst);
            thread::sleep(std::time::Duration::from_millis(1));
            self.at_once.fetch_sub(1, Ordering::SeqCst);
            if self.fails {
                return Err(Failure::passing("503"));
            }
            Ok(Answer::Page {
                text: url.path().to_owned(),
                validator: Validator::default(),
            })
        }
    }

    fn asked() -> Vec<(Url, Option<Validator>)> {
        let url = |number| Url::parse(&format!("https://docs.example.com/{number}")).unwrap();
        (0..100).map(|number| (url(number), None)).collect()
    }

    #[test]
    fn answers_keep_the_order_and_few_are_asked_at_once() {
        let echo = Echo::new(false);
        let last = AtomicUsize::new(0);
        let answers = fetch_all(&echo, &asked(), &|done, _| {
            last.fetch_max(done, Ordering::SeqCst);
        });
        for (number, answer) in answers.into_iter().enumerate() {
            let Ok(Answer::Page { text, .. }) = answer else {
                panic!("{answer:?}");
            };
            assert_eq!(text, format!("/{number}"));
        }
        assert!(echo.most_at_once.into_inner() <= HANDS);
        assert_eq!(last.into_inner(), 100);
    }

    #[test]
    fn a_site_that_is_down_is_left_alone() {
        let echo = Echo::new(true);
        let answers = fetch_all(&echo, &asked(), &|_, _| {});
        assert!(answers.iter().all(Result::is_err));
        assert!(echo.asked.into_inner() < MOST_FAULTS_IN_A_ROW + HANDS);
    }
}
