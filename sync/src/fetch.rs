//! Fetching a file of a site: the trait, the request, its response and its error.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::{Host, Url};

/// Fetches files of a site. [`HttpFetcher`](crate::http::HttpFetcher) does so over the network.
pub trait Fetch: Sync {
    /// Fetches a file. Where the request has a validator, the response may be
    /// [`Response::NotModified`].
    ///
    /// # Errors
    ///
    /// Where the file cannot be fetched, or is not what the request expects.
    fn fetch(&self, request: &Request) -> Result<Response, FetchError>;
}

/// A file to fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Where it is.
    pub url: Url,
    /// What it should be.
    pub expected: Expected,
    /// The validator of the local copy, if there is one.
    pub cached: Option<Validator>,
}

impl Request {
    /// A request that is not conditional.
    pub fn new(url: &Url, expected: Expected) -> Self {
        Self {
            url: url.clone(),
            expected,
            cached: None,
        }
    }
}

/// What a file should be. A response with anything else is an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A page or an index, in Markdown.
    Page,
    /// All pages of a site, in Markdown.
    FullText,
    /// `robots.txt`.
    Robots,
    /// A sitemap in XML; it may be compressed with gzip.
    Sitemap,
    /// An OpenAPI document in JSON or YAML.
    Document,
}

impl Expected {
    /// What a file of the kind is called in messages.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Page | Self::FullText => "Markdown",
            Self::Robots => "`robots.txt`",
            Self::Sitemap => "a sitemap",
            Self::Document => "an OpenAPI document",
        }
    }

    /// What one of the kind is called in messages about it: a page or a file.
    pub(crate) const fn noun(self) -> &'static str {
        match self {
            Self::Page => "page",
            _ => "file",
        }
    }

    /// The value of `Accept`.
    pub(crate) const fn accept(self) -> &'static str {
        match self {
            Self::Page | Self::FullText => "text/markdown, text/plain;q=0.9, */*;q=0.1",
            Self::Robots => "text/plain, */*;q=0.1",
            Self::Sitemap => "application/xml, text/xml, */*;q=0.1",
            Self::Document => "application/json, application/yaml, */*;q=0.1",
        }
    }

    /// Maximum size in bytes, also of what is compressed. The largest known page has 200 kB, the
    /// largest known document 12 MB.
    pub(crate) const fn max_bytes(self) -> u64 {
        match self {
            Self::Page => 4 << 20,
            Self::Robots => 500 << 10,
            Self::Sitemap => 16 << 20,
            Self::Document | Self::FullText => 32 << 20,
        }
    }
}

/// A successful response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// The local copy is current.
    NotModified,
    /// The file.
    Text {
        /// As it was sent; a compressed file is decompressed.
        text: String,
        /// What identifies this version in the next request.
        validator: Validator,
    },
}

/// What identifies a version of a file in a conditional request; empty where the site sent
/// neither header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Validator {
    /// `ETag`, with its quotes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// `Last-Modified`; also the date that `--prefer newest` compares.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
}

impl Validator {
    /// The validator, unless the site sent none.
    pub(crate) fn if_any(&self) -> Option<&Self> {
        (*self != Self::default()).then_some(self)
    }
}

/// Why a file could not be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchError {
    /// A message for the user.
    pub reason: String,
    /// What the failure means for the next request.
    pub cause: Cause,
    /// The status of the response, if there was one.
    pub status: Option<u16>,
    /// The value of `Retry-After`.
    pub retry_after: Option<Duration>,
}

/// What a failure means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A retry may succeed.
    Transient,
    /// The site has no such file: it says so, or sends something else in its place, as many sites
    /// do with status 200.
    Absent,
    /// A retry does not resolve it.
    Permanent,
}

impl FetchError {
    /// An error that a retry does not resolve.
    pub fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            cause: Cause::Permanent,
            status: None,
            retry_after: None,
        }
    }

    /// An error that a retry may resolve.
    pub fn transient(reason: impl Into<String>) -> Self {
        Self {
            cause: Cause::Transient,
            ..Self::new(reason)
        }
    }

    /// A file that the site does not have.
    pub fn absent(reason: impl Into<String>) -> Self {
        Self {
            cause: Cause::Absent,
            ..Self::new(reason)
        }
    }

    /// The error of a response with this status.
    pub(crate) fn with_status(self, status: u16) -> Self {
        Self {
            status: Some(status),
            ..self
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
