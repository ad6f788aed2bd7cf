//! A pool of workers that fetches pages concurrently, within limits.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use crate::fetch::{Cause, Fetch, FetchError, Request, Response};

/// Number of concurrent requests.
const WORKERS: usize = 4;

/// After this many transient errors in a row, no further page is requested.
const MAX_CONSECUTIVE_ERRORS: usize = 8;

/// Maximum size of all pages together, in bytes.
const MAX_TOTAL_BYTES: usize = 512 << 20;

/// Fetches every page. The results are in the order of `requests`; `on_progress` gets the
/// number of finished requests and of all requests.
pub(crate) fn fetch_all(
    fetch: &dyn Fetch,
    requests: &[Request],
    on_progress: &(dyn Fn(usize, usize) + Sync),
) -> Vec<Result<Response, FetchError>> {
    let results: Mutex<Vec<Option<Result<Response, FetchError>>>> =
        Mutex::new(vec![None; requests.len()]);
    let [next, done, bytes, errors] = [const { AtomicUsize::new(0) }; 4];
    let work = || loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(request) = requests.get(index) else {
            return;
        };
        let result = if errors.load(Ordering::Relaxed) >= MAX_CONSECUTIVE_ERRORS {
            Err(FetchError::new("not requested: the site keeps failing"))
        } else if bytes.load(Ordering::Relaxed) > MAX_TOTAL_BYTES {
            Err(FetchError::new(
                "not requested: the other pages are too large",
            ))
        } else {
            fetch.fetch(request)
        };
        match &result {
            Err(error) if error.cause == Cause::Transient => {
                errors.fetch_add(1, Ordering::Relaxed);
            }
            Err(_) => {}
            Ok(response) => {
                errors.store(0, Ordering::Relaxed);
                if let Response::Text { text, .. } = response {
                    bytes.fetch_add(text.len(), Ordering::Relaxed);
                }
            }
        }
        results.lock().unwrap_or_else(PoisonError::into_inner)[index] = Some(result);
        on_progress(done.fetch_add(1, Ordering::Relaxed) + 1, requests.len());
    };
    thread::scope(|scope| {
        for _ in 0..WORKERS.min(requests.len()) {
            scope.spawn(work);
        }
    });
    let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results
        .into_iter()
        .map(|result| result.unwrap_or_else(|| Err(FetchError::new("not requested"))))
        .collect()
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;
    use crate::fetch::{Expected, Validator};

    /// Responds with the path, or fails; counts requests.
    struct Echo {
        fails: bool,
        requests: AtomicUsize,
        concurrent: AtomicUsize,
        max_concurrent: AtomicUsize,
    }

    impl Echo {
        fn new(fails: bool) -> Self {
            Self {
                fails,
                requests: AtomicUsize::new(0),
                concurrent: AtomicUsize::new(0),
                max_concurrent: AtomicUsize::new(0),
            }
        }
    }

    impl Fetch for Echo {
        fn fetch(&self, request: &Request) -> Result<Response, FetchError> {
            self.requests.fetch_add(1, Ordering::SeqCst);
            let now = self.concurrent.fetch_add(1, Ordering::SeqCst) + 1;
            self.max_concurrent.fetch_max(now, Ordering::SeqCst);
            thread::sleep(std::time::Duration::from_millis(1));
            self.concurrent.fetch_sub(1, Ordering::SeqCst);
            if self.fails {
                return Err(FetchError::transient("503"));
            }
            Ok(Response::Text {
                text: request.url.path().to_owned(),
                validator: Validator::default(),
            })
        }
    }

    fn requests() -> Vec<Request> {
        let url = |number| Url::parse(&format!("https://docs.example.com/{number}")).unwrap();
        let request = |number| Request::new(&url(number), Expected::Page);
        (0..100).map(request).collect()
    }

    #[test]
    fn results_are_in_order_and_concurrency_is_limited() {
        let echo = Echo::new(false);
        let last = AtomicUsize::new(0);
        let results = fetch_all(&echo, &requests(), &|done, _| {
            last.fetch_max(done, Ordering::SeqCst);
        });
        for (number, result) in results.into_iter().enumerate() {
            let Ok(Response::Text { text, .. }) = result else {
                panic!("{result:?}");
            };
            assert_eq!(text, format!("/{number}"));
        }
        assert!(echo.max_concurrent.into_inner() <= WORKERS);
        assert_eq!(last.into_inner(), 100);
    }

    #[test]
    fn a_site_that_is_down_is_not_requested_further() {
        let echo = Echo::new(true);
        let results = fetch_all(&echo, &requests(), &|_, _| {});
        assert!(results.iter().all(Result::is_err));
        assert!(echo.requests.into_inner() < MAX_CONSECUTIVE_ERRORS + WORKERS);
    }
}
