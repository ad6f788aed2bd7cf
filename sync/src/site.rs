//! A site, requested as its `robots.txt` allows.

use std::{
    sync::{Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use url::Url;

use crate::{
    candidate::Candidate,
    error::Error,
    fetch::{Cause, Expected, Fetch, FetchError, Request, Response},
    robots::Robots,
};

/// The longest time between two requests that is waited. With more, a site of a hundred pages
/// would take hours.
const MAX_DELAY: Duration = Duration::from_secs(60);

/// Fetches from a site what `robots.txt` allows. Where it asks for time between requests, one
/// file is requested at a time.
pub(crate) struct Site<'a> {
    fetch: &'a dyn Fetch,
    robots: Robots,
    /// When the next request may start, where the site asks for time between requests.
    next: Mutex<Instant>,
}

impl<'a> Site<'a> {
    /// Reads `robots.txt` of the site of `url`. A site without one allows everything.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, because nothing may be requested then (RFC 9309, 2.3.1.4), and
    /// where the site asks for more time than is waited.
    pub(crate) fn open(
        fetch: &'a dyn Fetch,
        url: &Url,
        candidates: &mut Vec<Candidate>,
    ) -> Result<Self, Error> {
        let mut place = url.clone();
        place.set_path("/robots.txt");
        place.set_query(None);
        place.set_fragment(None);
        let robots = match fetch.fetch(&Request::new(&place, Expected::Robots)) {
            Ok(response) => {
                let robots = match &response {
                    Response::Text { text, .. } => Robots::parse(text),
                    Response::NotModified => Robots::default(),
                };
                candidates.push(Candidate::used(&place, &response, &pace(&robots)));
                robots
            }
            Err(error) if error.cause == Cause::Transient => {
                return Err(Error::Input(format!(
                    "{place}: {}\nuntil this file can be read, nothing else may be requested; try again later",
                    error.reason
                )));
            }
            Err(error) => {
                candidates.push(Candidate::failed(&place, &error));
                Robots::default()
            }
        };
        if let Some(delay) = robots.delay.filter(|delay| *delay > MAX_DELAY) {
            return Err(Error::Input(format!(
                "{place}: `Crawl-delay` asks for {} s between requests; the maximum is {} s",
                delay.as_secs(),
                MAX_DELAY.as_secs()
            )));
        }
        let next = Instant::now() + robots.delay.unwrap_or_default();
        Ok(Self {
            fetch,
            robots,
            next: Mutex::new(next),
        })
    }

    /// The sitemaps that `robots.txt` lists, as it writes them.
    pub(crate) fn sitemaps(&self) -> &[String] {
        &self.robots.sitemaps
    }
}

impl Fetch for Site<'_> {
    fn fetch(&self, request: &Request) -> Result<Response, FetchError> {
        if !self.robots.allows(&request.url) {
            return Err(FetchError::new("`robots.txt` disallows it"));
        }
        let Some(delay) = self.robots.delay else {
            return self.fetch.fetch(request);
        };
        // Held until the response is complete, so that there is one request at a time.
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        thread::sleep(next.saturating_duration_since(Instant::now()));
        let response = self.fetch.fetch(request);
        *next = Instant::now() + delay;
        response
    }
}

/// What a `robots.txt` asks for, for the report.
fn pace(robots: &Robots) -> String {
    match robots.delay {
        Some(delay) => format!("one request at a time, {} s apart", delay.as_secs_f64()),
        None => "no `Crawl-delay`".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::Validator;

    /// A site with this `robots.txt`.
    struct Scripted(Result<&'static str, FetchError>);

    impl Fetch for Scripted {
        fn fetch(&self, _: &Request) -> Result<Response, FetchError> {
            let text = |text: &str| Response::Text {
                text: text.to_owned(),
                validator: Validator::default(),
            };
            self.0.clone().map(text)
        }
    }

    fn open<'a>(scripted: &'a Scripted, url: &Url) -> Result<Site<'a>, Error> {
        Site::open(scripted, url, &mut Vec::new())
    }

    #[test]
    fn what_the_site_disallows_is_not_requested() {
        let scripted = Scripted(Ok("User-agent: *\nDisallow: /a\nCrawl-delay: 0.05\n"));
        let url = |path| {
            Url::parse("https://docs.example.com")
                .unwrap()
                .join(path)
                .unwrap()
        };
        let site = open(&scripted, &url("/llms.txt")).unwrap();
        let fetch = |path| site.fetch(&Request::new(&url(path), Expected::Page));
        assert_eq!(
            fetch("/a.md").unwrap_err().reason,
            "`robots.txt` disallows it"
        );
        let start = Instant::now();
        for _ in 0..3 {
            fetch("/b.md").unwrap();
        }
        assert!(start.elapsed() >= Duration::from_millis(100));
    }

    #[test]
    fn a_site_whose_rules_are_unknown_is_not_requested() {
        let url = Url::parse("https://docs.example.com/llms.txt").unwrap();
        let unknown = Scripted(Err(FetchError::transient("503")));
        assert!(open(&unknown, &url).is_err());
        let absent = Scripted(Err(FetchError::absent("404")));
        assert!(open(&absent, &url).is_ok());
        let slow = Scripted(Ok("User-agent: *\nCrawl-delay: 3600\n"));
        let Err(Error::Input(message)) = open(&slow, &url) else {
            panic!("the delay is accepted");
        };
        assert!(message.contains("3600 s"), "{message}");
    }
}
