//! What asks a site for a page, and what it may answer.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::{Host, Url};

/// Asks for pages. [`Web`](super::web::Web) asks the network.
pub trait Fetch: Sync {
    /// The page at `url`; with what the site said of the text that we have, if
    /// we have it.
    ///
    /// # Errors
    ///
    /// Where the page does not come, or is no page.
    fn fetch(&self, url: &Url, seen: Option<&Validator>) -> Result<Answer, Failure>;
}

/// What comes of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The text that we have is still the page's.
    Same,
    /// The page.
    Page {
        /// As it came.
        text: String,
        /// What to say next time.
        validator: Validator,
    },
}

/// What a site calls a version of a page; empty if it calls it nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Validator {
    /// Its `ETag`, quotes and all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// Its `Last-Modified`; only where there is no `ETag`, which says more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
}

/// Why a page did not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// For people.
    pub reason: String,
    /// Whether asking again may help.
    pub is_passing: bool,
    /// How long the site asks us to wait before that.
    pub wait: Option<Duration>,
}

impl Failure {
    /// One that stays.
    pub fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            is_passing: false,
            wait: None,
        }
    }

    /// One that may be over the next time.
    pub fn passing(reason: impl Into<String>) -> Self {
        Self {
            is_passing: true,
            ..Self::new(reason)
        }
    }
}

/// Reads the URL of a site.
///
/// # Errors
///
/// Where it is no URL that we ask: only `https` is, and `http` on this machine.
pub fn address(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| format!("is no URL: {error}"))?;
    let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_this_machine(&url));
    if !is_safe {
        return Err("is no https URL: anyone on the way could write the pages".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("holds credentials, which would end up in the lock".to_owned());
    }
    Ok(url)
}

/// Whether nothing leaves this machine on the way there.
pub(super) fn is_this_machine(url: &Url) -> bool {
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
    fn only_what_nobody_can_change_on_the_way_is_asked() {
        for good in [
            "https://docs.example.com/llms.txt",
            "http://127.0.0.1:8080/llms.txt",
            "http://localhost/llms.txt",
            "http://[::1]/llms.txt",
        ] {
            address(good).unwrap();
        }
        for bad in [
            "http://docs.example.com/llms.txt",
            "http://localhost.example.com/llms.txt",
            "http://10.0.0.1/llms.txt",
            "https://me:secret@docs.example.com/llms.txt",
            "file:///etc/passwd",
            "llms.txt",
        ] {
            address(bad).unwrap_err();
        }
    }
}
