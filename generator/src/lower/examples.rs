//! What pages show of an operation: calls as code, and the JSON in them.

use openapiv3::Operation as Source;
use serde_json::Value;

use super::Lowering;
use crate::{
    diagnostic::Location,
    extract::{self, Basis, Page},
    ir::{Examples, OperationKey},
    sample::{Curl, Form, Sample, Side, Snippet},
    source::Pointer,
};

impl Lowering<'_> {
    /// What the document shows of the operation at `at`.
    pub(super) fn examples(&self, source: &Source, at: &Pointer) -> Examples {
        let snippets = self.snippets(source, at);
        Examples {
            samples: samples(&snippets),
            snippets,
        }
    }

    fn snippets(&self, source: &Source, at: &Pointer) -> Vec<Snippet> {
        let Some(Value::Array(entries)) = source.extensions.get("x-codeSamples") else {
            return Vec::new();
        };
        let at = at.child("x-codeSamples");
        let snippets = entries.iter().enumerate().filter_map(|(index, entry)| {
            let source = entry["source"].as_str()?;
            Some(Snippet {
                form: Form::of(entry["label"].as_str().unwrap_or_default(), source)?,
                source: source.to_owned(),
                location: Location::Node(self.origin(&at.index(index).child("source"))),
            })
        });
        snippets.collect()
    }
}

/// The JSON that snippets send and show as responses. `conformance` reports what cannot
/// be read.
fn samples(snippets: &[Snippet]) -> Vec<Sample> {
    let mut samples = Vec::new();
    for snippet in snippets.iter().filter(|snippet| snippet.form == Form::Curl) {
        let Ok(curl) = Curl::read(&snippet.source) else {
            continue;
        };
        for (side, json) in [(Side::Request, curl.body), (Side::Response, curl.response)] {
            samples.extend(json.and_then(Result::ok).map(|json| Sample {
                side,
                json,
                location: snippet.location.clone(),
                inferred: false,
            }));
        }
    }
    samples
}

/// Samples that pages without a schema show for the operation at `key`, which may be known from
/// them alone.
pub(super) fn of_pages(key: &OperationKey, is_inferred: bool, pages: &[Page]) -> Vec<Sample> {
    let mut samples = Vec::new();
    for evidence in extract::evidence(pages) {
        // Guides abbreviate the responses of the commands that they show.
        let is_call = evidence.basis == Basis::Calls;
        if !evidence.is_of(&key.method, &key.path) || (is_call && !is_inferred) {
            continue;
        }
        let responses = evidence.success().map(|response| &response.samples);
        let responses = responses
            .into_iter()
            .flatten()
            .map(|it| (Side::Response, it));
        let requests = evidence.requests.iter().map(|it| (Side::Request, it));
        samples.extend(requests.chain(responses).map(|(side, sample)| Sample {
            side,
            json: sample.json.clone(),
            location: Location::span(&evidence.page, sample.range.clone()),
            inferred: true,
        }));
    }
    samples
}
