//! What discovery tried, and what became of it.

use std::fmt;

use serde_json::{Value, json};

use crate::fetch::{FetchError, Response};

/// A file that discovery tried or could have tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its URL.
    pub url: String,
    /// The status of the response; `None` where there was none.
    pub status: Option<u16>,
    /// Whether it is used.
    pub decision: Decision,
    /// What was found in it, or why it is not used.
    pub note: String,
}

/// What became of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Its content is used.
    Used,
    /// The site does not have it, or it has no content that is used.
    NotUsed,
    /// It was not requested.
    NotRequested,
}

impl Decision {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Used => "used",
            Self::NotUsed => "not used",
            Self::NotRequested => "not requested",
        }
    }
}

impl Candidate {
    /// A file whose content is used.
    pub(crate) fn used(url: impl fmt::Display, response: &Response, note: &str) -> Self {
        Self {
            decision: Decision::Used,
            ..Self::not_used(url, response, note)
        }
    }

    /// A file that the site has, and whose content is not used.
    pub(crate) fn not_used(url: impl fmt::Display, response: &Response, note: &str) -> Self {
        let status = match response {
            Response::NotModified => 304,
            Response::Text { .. } => 200,
        };
        Self {
            url: url.to_string(),
            status: Some(status),
            decision: Decision::NotUsed,
            note: note.to_owned(),
        }
    }

    /// A file that could not be fetched.
    pub(crate) fn failed(url: impl fmt::Display, error: &FetchError) -> Self {
        Self {
            url: url.to_string(),
            status: error.status,
            decision: Decision::NotUsed,
            note: error.reason.clone(),
        }
    }

    /// A file that is not requested.
    pub(crate) fn not_requested(url: impl fmt::Display, note: &str) -> Self {
        Self {
            url: url.to_string(),
            status: None,
            decision: Decision::NotRequested,
            note: note.to_owned(),
        }
    }

    /// The candidate as JSON.
    pub(crate) fn json(&self) -> Value {
        json!({
            "url": self.url,
            "status": self.status,
            "decision": self.decision.as_str(),
            "note": self.note,
        })
    }
}

impl fmt::Display for Candidate {
    /// `https://docs.example.com/llms.txt: used (200): lists 30 pages`
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.url, self.decision.as_str())?;
        if let Some(status) = self.status {
            write!(formatter, " ({status})")?;
        }
        write!(formatter, ": {}", self.note)
    }
}
