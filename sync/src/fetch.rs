//! Fetching a page: the trait, its response and its error.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::{Host, Url};

/// Fetches pages. [`HttpFetcher`](crate::http::HttpFetcher) does so over the network.
pub trait Fetch: Sync {
    /// Fetches the page at `url`. `cached` is the validator of the local copy, if there is
    /// one; the response may then be [`Response::NotModified`].
    ///
    /// # Errors
    ///
    /// Where the page cannot be fetched, or is not a Markdown page.
    fn fetch(&self, url: &Url, cached: Option<&Validator>) -> Result<Response, FetchError>;
}

/// A successful response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// The local copy is current.
    NotModified,
    /// The page.
    Page {
        /// As it was sent.
        text: String,
        /// What identifies this version in the next request.
        validator: Validator,
    },
}

/// What identifies a version of a page in a conditional request; empty where the site sent
/// neither header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Validator {
    /// `ETag`, with its quotes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// `Last-Modified`. Kept only where there is no `ETag`, which is more precise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
}

/// Why a page could not be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchError {
    /// A message for the user.
    pub reason: String,
    /// Whether a retry may succeed.
    pub is_transient: bool,
    /// The value of `Retry-After`.
    pub retry_after: Option<Duration>,
}

impl FetchError {
    /// An error that a retry does not resolve.
    pub fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            is_transient: false,
            retry_after: None,
        }
    }

    /// An error that a retry may resolve.
    pub fn transient(reason: impl Into<String>) -> Self {
        Self {
            is_transient: true,
            ..Self::new(reason)
        }
    }
}

/// Parses a URL to fetch from: `https`, or `http` on a loopback address.
///
/// # Errors
///
/// Where the text is not such a URL, or contains credentials. The message reads on from the
/// URL.
pub fn parse_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| format!("is not a URL: {error}"))?;
    let is_secure = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url));
    if !is_secure {
        return Err("is not an https URL, so pages could be altered in transit".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("contains credentials, which would be written to the lock file".to_owned());
    }
    Ok(url)
}

/// Whether requests to `url` stay on this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_secure_and_loopback_urls_are_accepted() {
        for accepted in [
            "https://docs.example.com/llms.txt",
            "http://127.0.0.1:8080/llms.txt",
            "http://localhost/llms.txt",
            "http://[::1]/llms.txt",
        ] {
            parse_url(accepted).unwrap();
        }
        for rejected in [
            "http://docs.example.com/llms.txt",
            "http://localhost.example.com/llms.txt",
            "http://10.0.0.1/llms.txt",
            "https://me:secret@docs.example.com/llms.txt",
            "file:///etc/passwd",
            "llms.txt",
        ] {
            parse_url(rejected).unwrap_err();
        }
    }
}
