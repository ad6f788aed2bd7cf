//! The network.

use std::{
    io::Read as _,
    time::{Duration, SystemTime},
};

use ureq::{
    Agent, Body, Error,
    http::{HeaderMap, HeaderName, Response, StatusCode, header},
    tls::{RootCerts, TlsConfig},
};
use url::Url;

use super::{
    check,
    fetch::{self, Answer, Failure, Fetch, Validator},
    retry::{self, Pause},
};

pub use super::retry::Patience;

/// The most bytes of a page. The largest that we know has 200 kB.
const MOST_BYTES: u64 = 4 << 20;

/// How often a page may be somewhere else.
const MOST_REDIRECTS: usize = 5;

/// The most bytes of a validator that is worth keeping.
const LONGEST_VALIDATOR: usize = 256;

/// Who we are.
const USER_AGENT: &str = concat!("seamstress/", env!("CARGO_PKG_VERSION"), " (sync)");

/// What we read, the best first.
const ACCEPT: &str = "text/markdown, text/plain;q=0.9, */*;q=0.1";

/// Asks sites over HTTP.
///
/// Nothing is taken that another could have written on the way, or that another
/// site answers: `https` only, but for this machine, and redirects stay on the
/// site that was asked. Bodies come as they are (no compression), whole, and
/// with a limit.
#[derive(Debug)]
pub struct Web {
    agent: Agent,
    patience: Patience,
    pause: Pause,
}

impl Web {
    /// Asks with so much patience.
    pub fn new(patience: Patience) -> Self {
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .user_agent(USER_AGENT)
            .accept(ACCEPT)
            .accept_encoding("identity")
            // Both are ours to look at.
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(patience.connect))
            .timeout_global(Some(patience.answer))
            .build();
        Self {
            agent: config.new_agent(),
            patience,
            pause: Pause::default(),
        }
    }

    /// Asks once, and wherever the site says that the page is now.
    fn ask(&self, url: &Url, seen: Option<&Validator>) -> Result<Answer, Failure> {
        let mut here = url.clone();
        for _ in 0..=MOST_REDIRECTS {
            // Redirects stay on the site, so that this holds for all or none.
            fetch::address(here.as_str())
                .map_err(|reason| Failure::new(format!("`{here}` {reason}")))?;
            let mut request = self.agent.get(here.as_str());
            for (name, value) in conditions(seen) {
                request = request.header(name, value);
            }
            if fetch::is_this_machine(&here) {
                // A proxy of the environment has another idea of what this machine is.
                request = request.config().proxy(None).build();
            }
            let response = request.call().map_err(|error| fault(&error))?;
            match redirect(&here, &response)? {
                Some(next) => here = next,
                None => return read(response, seen.is_some()),
            }
        }
        Err(Failure::new(format!(
            "it is redirected more than {MOST_REDIRECTS} times"
        )))
    }
}

impl Fetch for Web {
    fn fetch(&self, url: &Url, seen: Option<&Validator>) -> Result<Answer, Failure> {
        retry::persist(&self.patience, &self.pause, || self.ask(url, seen))
    }
}

/// The headers that ask for a page only if it is another one.
fn conditions(seen: Option<&Validator>) -> impl Iterator<Item = (HeaderName, &str)> {
    let etag = seen.and_then(|seen| seen.etag.as_deref());
    let modified = seen.and_then(|seen| seen.modified.as_deref());
    etag.map(|etag| (header::IF_NONE_MATCH, etag))
        .into_iter()
        .chain(modified.map(|time| (header::IF_MODIFIED_SINCE, time)))
}

/// Where the page is now, if it is not here.
fn redirect(here: &Url, response: &Response<Body>) -> Result<Option<Url>, Failure> {
    let status = response.status();
    if !status.is_redirection() || status == StatusCode::NOT_MODIFIED {
        return Ok(None);
    }
    let target = text_of(response.headers(), &header::LOCATION);
    let Some(next) = target.and_then(|target| here.join(target).ok()) else {
        return Err(Failure::new(format!("it is redirected ({status}) nowhere")));
    };
    let is_here = next.origin() == here.origin() && next.username().is_empty();
    if !is_here {
        return Err(Failure::new(format!(
            "it is redirected to another site: `{next}`"
        )));
    }
    Ok(Some(next))
}

/// What the response says.
fn read(mut response: Response<Body>, was_seen: bool) -> Result<Answer, Failure> {
    let status = response.status();
    if status == StatusCode::NOT_MODIFIED && was_seen {
        return Ok(Answer::Same);
    }
    if status != StatusCode::OK {
        return Err(refusal(status, response.headers()));
    }
    let headers = response.headers();
    if let Some(coding) = text_of(headers, &header::CONTENT_ENCODING)
        && !coding.eq_ignore_ascii_case("identity")
    {
        return Err(Failure::new(format!(
            "it comes as `{coding}`, which was not asked for"
        )));
    }
    let validator = validator(headers);
    let content_type = text_of(headers, &header::CONTENT_TYPE).map(str::to_owned);

    let mut body = Vec::new();
    let mut reader = response.body_mut().as_reader().take(MOST_BYTES + 1);
    if let Err(error) = reader.read_to_end(&mut body) {
        return Err(fault(&Error::from(error)));
    }
    if body.len() as u64 > MOST_BYTES {
        return Err(Failure::new(format!(
            "it has more than {} MiB",
            MOST_BYTES >> 20
        )));
    }
    let text = check::text(content_type.as_deref(), body).map_err(Failure::new)?;
    Ok(Answer::Page { text, validator })
}

/// A status that is no answer.
fn refusal(status: StatusCode, headers: &HeaderMap) -> Failure {
    let failure = Failure::new(format!("the site answers {status}"));
    let is_passing = status.is_server_error()
        || [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_MANY_REQUESTS].contains(&status);
    if !is_passing {
        return failure;
    }
    let wait = text_of(headers, &header::RETRY_AFTER).and_then(|text| wait(text, headers));
    Failure {
        is_passing,
        wait,
        ..failure
    }
}

/// What `Retry-After` asks for: seconds, or a date by the site's own clock.
fn wait(text: &str, headers: &HeaderMap) -> Option<Duration> {
    if let Ok(seconds) = text.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    let now = text_of(headers, &header::DATE)
        .and_then(|date| httpdate::parse_http_date(date).ok())
        .unwrap_or_else(SystemTime::now);
    Some(until.duration_since(now).unwrap_or_default())
}

fn validator(headers: &HeaderMap) -> Validator {
    let kept = |name| {
        text_of(headers, &name)
            .filter(|text| text.len() <= LONGEST_VALIDATOR)
            .map(str::to_owned)
    };
    match kept(header::ETAG) {
        Some(etag) => Validator {
            etag: Some(etag),
            modified: None,
        },
        None => Validator {
            etag: None,
            modified: kept(header::LAST_MODIFIED),
        },
    }
}

/// A header in visible ASCII; others say nothing that we could repeat.
fn text_of<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// A request or a body that did not get through.
fn fault(error: &Error) -> Failure {
    let reason = match error {
        Error::Timeout(_) => "the site does not answer in time".to_owned(),
        Error::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            "the answer ends too early".to_owned()
        }
        Error::Io(error) => error.to_string(),
        other => other.to_string(),
    };
    match error {
        Error::Io(_)
        | Error::Timeout(_)
        | Error::HostNotFound
        | Error::ConnectionFailed
        | Error::Protocol(_) => Failure::passing(reason),
        _ => Failure::new(reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn a_date_to_wait_for_is_by_the_clock_of_the_site() {
        let at = |text| {
            let date = "Sun, 06 Nov 1994 08:49:37 GMT";
            wait(text, &headers(&[(header::DATE, date)]))
        };
        assert_eq!(at("3"), Some(Duration::from_secs(3)));
        assert_eq!(
            at("Sun, 06 Nov 1994 08:49:40 GMT"),
            Some(Duration::from_secs(3))
        );
        assert_eq!(at("Sun, 06 Nov 1994 08:00:00 GMT"), Some(Duration::ZERO));
        assert_eq!([at("-1"), at("NaN"), at("1.5")], [None; 3]);
    }

    #[test]
    fn only_faults_of_the_site_pass() {
        let passes = |code: u16| {
            let status = StatusCode::from_u16(code).unwrap();
            refusal(status, &HeaderMap::new()).is_passing
        };
        assert!([408, 429, 500, 502, 503, 504].into_iter().all(passes));
        assert!(![204, 304, 401, 403, 404, 410].into_iter().any(passes));
    }

    #[test]
    fn an_etag_says_more_than_a_date() {
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        let both = headers(&[(header::ETAG, "\"1\""), (header::LAST_MODIFIED, date)]);
        assert_eq!(validator(&both).etag.as_deref(), Some("\"1\""));
        assert_eq!(validator(&both).modified, None);
        let long = "x".repeat(LONGEST_VALIDATOR + 1);
        let long = headers(&[(header::ETAG, &long), (header::LAST_MODIFIED, date)]);
        assert_eq!(validator(&long).modified.as_deref(), Some(date));
    }
}
