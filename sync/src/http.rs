//! Fetching files over HTTP.

use std::{
    io::{self, Read as _},
    time::{Duration, SystemTime},
};

use ureq::{
    Agent, Body, Error,
    http::{HeaderMap, HeaderName, Response as HttpResponse, StatusCode, header},
    tls::{RootCerts, TlsConfig},
};
use url::Url;

use crate::{
    decode::decode,
    fetch::{self, Cause, Expected, Fetch, FetchError, Request, Response, Validator},
    retry::{Pause, RetryPolicy, retry},
};

/// Maximum number of redirects per file.
const MAX_REDIRECTS: usize = 5;

/// Maximum length of a validator in bytes; longer ones are not kept.
const MAX_VALIDATOR_BYTES: usize = 256;

const USER_AGENT: &str = concat!("seamstress/", env!("CARGO_PKG_VERSION"), " (sync)");

/// Fetches files over HTTP.
///
/// Nothing is accepted that a third party could have written: requests use `https`, except
/// to a loopback address, and redirects must stay on the same origin. Bodies are read
/// uncompressed, completely, and up to a maximum size.
#[derive(Debug)]
pub struct HttpFetcher {
    agent: Agent,
    policy: RetryPolicy,
    pause: Pause,
}

impl HttpFetcher {
    /// Creates a fetcher with these timeouts and retries.
    pub fn new(policy: RetryPolicy) -> Self {
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .user_agent(USER_AGENT)
            .accept_encoding("identity")
            // Statuses and redirects are handled below.
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(policy.connect_timeout))
            .timeout_global(Some(policy.request_timeout))
            .build();
        Self {
            agent: config.new_agent(),
            policy,
            pause: Pause::default(),
        }
    }

    /// Requests a file once, following redirects.
    fn request(&self, wanted: &Request) -> Result<Response, FetchError> {
        let mut current = wanted.url.clone();
        for _ in 0..=MAX_REDIRECTS {
            fetch::parse_url(current.as_str())
                .map_err(|reason| FetchError::new(format!("`{current}` {reason}")))?;
            let mut request = self.agent.get(current.as_str());
            request = request.header(header::ACCEPT, wanted.expected.accept());
            for (name, value) in conditional_headers(wanted.cached.as_ref()) {
                request = request.header(name, value);
            }
            if fetch::is_loopback(&current) {
                // Through a proxy, the request would leave this machine.
                request = request.config().proxy(None).build();
            }
            let response = request.call().map_err(|error| transport_error(&error))?;
            match redirect_target(&current, &response)? {
                Some(target) => current = target,
                None => return read_response(response, wanted),
            }
        }
        Err(FetchError::new(format!(
            "more than {MAX_REDIRECTS} redirects"
        )))
    }
}

impl Fetch for HttpFetcher {
    fn fetch(&self, request: &Request) -> Result<Response, FetchError> {
        retry(&self.policy, &self.pause, || self.request(request))
    }
}

/// The headers of a conditional request.
fn conditional_headers(cached: Option<&Validator>) -> impl Iterator<Item = (HeaderName, &str)> {
    let etag = cached.and_then(|cached| cached.etag.as_deref());
    let modified = cached.and_then(|cached| cached.modified.as_deref());
    etag.map(|etag| (header::IF_NONE_MATCH, etag))
        .into_iter()
        .chain(modified.map(|date| (header::IF_MODIFIED_SINCE, date)))
}

/// Where the response redirects to, if it is a redirect.
fn redirect_target(
    current: &Url,
    response: &HttpResponse<Body>,
) -> Result<Option<Url>, FetchError> {
    let status = response.status();
    if !status.is_redirection() || status == StatusCode::NOT_MODIFIED {
        return Ok(None);
    }
    let location = header_value(response.headers(), &header::LOCATION);
    let Some(target) = location.and_then(|location| current.join(location).ok()) else {
        let reason = format!("redirect ({status}) without a valid `Location`");
        return Err(FetchError::new(reason).with_status(status.as_u16()));
    };
    if target.origin() != current.origin() || !target.username().is_empty() {
        let reason = format!("redirect to another site: `{target}`");
        return Err(FetchError::new(reason).with_status(status.as_u16()));
    }
    Ok(Some(target))
}

/// Reads a response that is not a redirect.
fn read_response(
    mut response: HttpResponse<Body>,
    wanted: &Request,
) -> Result<Response, FetchError> {
    let status = response.status();
    if status == StatusCode::NOT_MODIFIED && wanted.cached.is_some() {
        return Ok(Response::NotModified);
    }
    if status != StatusCode::OK {
        return Err(status_error(status, response.headers()));
    }
    let error = |error: FetchError| error.with_status(status.as_u16());
    let headers = response.headers();
    check_encoding(headers, wanted.expected).map_err(error)?;
    let validator = validator(headers);
    let content_type = header_value(headers, &header::CONTENT_TYPE).map(str::to_owned);

    let max_bytes = wanted.expected.max_bytes();
    let mut body = Vec::new();
    let mut reader = response.body_mut().as_reader().take(max_bytes + 1);
    if let Err(error) = reader.read_to_end(&mut body) {
        return Err(transport_error(&Error::from(error)));
    }
    if body.len() as u64 > max_bytes {
        let noun = wanted.expected.noun();
        let reason = format!("the {noun} is larger than {}", size(max_bytes));
        return Err(error(FetchError::new(reason)));
    }
    let text = decode(wanted.expected, content_type.as_deref(), body).map_err(error)?;
    Ok(Response::Text { text, validator })
}

/// A content encoding was not requested; only of a compressed sitemap, many sites say that it has
/// one.
fn check_encoding(headers: &HeaderMap, expected: Expected) -> Result<(), FetchError> {
    match header_value(headers, &header::CONTENT_ENCODING) {
        None | Some("identity") => Ok(()),
        Some("gzip") if expected == Expected::Sitemap => Ok(()),
        Some(encoding) => Err(FetchError::new(format!(
            "the content encoding is `{encoding}`, which was not requested"
        ))),
    }
}

/// `4 MiB`, `500 KiB`
fn size(bytes: u64) -> String {
    match bytes >> 20 {
        0 => format!("{} KiB", bytes >> 10),
        mebibytes => format!("{mebibytes} MiB"),
    }
}

/// The error for a status other than 200.
fn status_error(status: StatusCode, headers: &HeaderMap) -> FetchError {
    let cause = match status {
        StatusCode::NOT_FOUND | StatusCode::GONE => Cause::Absent,
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => Cause::Transient,
        _ if status.is_server_error() => Cause::Transient,
        _ => Cause::Permanent,
    };
    let retry_after = header_value(headers, &header::RETRY_AFTER)
        .and_then(|value| retry_after(value, headers))
        .filter(|_| cause == Cause::Transient);
    FetchError {
        cause,
        retry_after,
        ..FetchError::new(format!("the site responded {status}")).with_status(status.as_u16())
    }
}

/// The delay that `Retry-After` asks for: seconds, or a date by the clock of the site.
fn retry_after(value: &str, headers: &HeaderMap) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = httpdate::parse_http_date(value).ok()?;
    let now = header_value(headers, &header::DATE)
        .and_then(|date| httpdate::parse_http_date(date).ok())
        .unwrap_or_else(SystemTime::now);
    Some(until.duration_since(now).unwrap_or_default())
}

fn validator(headers: &HeaderMap) -> Validator {
    let value = |name| {
        header_value(headers, &name)
            .filter(|value| value.len() <= MAX_VALIDATOR_BYTES)
            .map(str::to_owned)
    };
    Validator {
        etag: value(header::ETAG),
        modified: value(header::LAST_MODIFIED),
    }
}

/// The value of a header, where it is visible ASCII.
fn header_value<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// The error for a request or a body that was not transferred.
fn transport_error(error: &Error) -> FetchError {
    let reason = match error {
        Error::Timeout(_) => "the site did not respond in time".to_owned(),
        Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            "the response ended early".to_owned()
        }
        Error::Io(error) => error.to_string(),
        other => other.to_string(),
    };
    match error {
        Error::Io(_)
        | Error::Timeout(_)
        | Error::HostNotFound
        | Error::ConnectionFailed
        | Error::Protocol(_) => FetchError::transient(reason),
        _ => FetchError::new(reason),
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
    fn a_retry_date_is_relative_to_the_date_of_the_response() {
        let delay = |value| {
            let date = "Sun, 06 Nov 1994 08:49:37 GMT";
            retry_after(value, &headers(&[(header::DATE, date)]))
        };
        assert_eq!(delay("3"), Some(Duration::from_secs(3)));
        assert_eq!(
            delay("Sun, 06 Nov 1994 08:49:40 GMT"),
            Some(Duration::from_secs(3))
        );
        assert_eq!(delay("Sun, 06 Nov 1994 08:00:00 GMT"), Some(Duration::ZERO));
        assert_eq!([delay("-1"), delay("NaN"), delay("1.5")], [None; 3]);
    }

    #[test]
    fn only_server_errors_are_transient() {
        let is_transient = |code: u16| {
            let status = StatusCode::from_u16(code).unwrap();
            status_error(status, &HeaderMap::new()).cause == Cause::Transient
        };
        assert!([408, 429, 500, 502, 503, 504].into_iter().all(is_transient));
        assert!(![204, 304, 401, 403, 404, 410].into_iter().any(is_transient));
    }

    #[test]
    fn an_etag_and_a_date_are_both_kept() {
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        let both = headers(&[(header::ETAG, "\"1\""), (header::LAST_MODIFIED, date)]);
        assert_eq!(validator(&both).etag.as_deref(), Some("\"1\""));
        assert_eq!(validator(&both).modified.as_deref(), Some(date));
        let long = "x".repeat(MAX_VALIDATOR_BYTES + 1);
        let long = headers(&[(header::ETAG, &long), (header::LAST_MODIFIED, date)]);
        assert_eq!(validator(&long).etag, None);
        assert_eq!(validator(&long).modified.as_deref(), Some(date));
    }
}
