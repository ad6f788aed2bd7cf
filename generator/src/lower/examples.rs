//! What pages show of an operation: calls as code, and the JSON in them.

use openapiv3::Operation as Source;
use serde_json::Value;

use super::Lowering;
use crate::{
    diagnostic::Location,
    extract::{self, Basis, Evidence, OperationIndex, Page},
    ir::{Api, Examples},
    sample::{Curl, Form, Sample, Side, Snippet},
    source::Pointer,
};

impl Lowering<'_> {
    /// What the document shows of the operation at `at`.
    pub(super) fn examples(&self, source: &Source, at: &Pointer) -> Examples {
        let snippets = self.snippets(source, at);
        let mut samples = samples(&snippets);
        samples.extend(self.samples_of_bodies(source, at));
        Examples { samples, snippets }
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

/// Adds the samples that pages without a schema show to the examples of the operations that they
/// are about, which may be known from them alone.
pub(super) fn add_those_of_pages(api: &mut Api, pages: &[Page]) {
    let mut index = OperationIndex::default();
    for key in api.examples.keys() {
        index.insert(&key.method, &key.path, key.clone());
    }
    for evidence in extract::evidence(pages) {
        for key in index.all(evidence) {
            let operation = api.operations.get(key);
            let is_inferred = operation.is_some_and(|it| it.lifecycle.inferred);
            // Guides abbreviate the responses of the commands that they show.
            if evidence.basis == Basis::Calls && !is_inferred {
                continue;
            }
            if let Some(examples) = api.examples.get_mut(key) {
                examples.samples.extend(samples_of(evidence));
            }
        }
    }
}

fn samples_of(evidence: &Evidence) -> impl Iterator<Item = Sample> {
    let responses = evidence.success().map(|response| &response.samples);
    let responses = responses
        .into_iter()
        .flatten()
        .map(|it| (Side::Response, it));
    let requests = evidence.requests.iter().map(|it| (Side::Request, it));
    requests.chain(responses).map(|(side, sample)| Sample {
        side,
        json: sample.json.clone(),
        location: Location::span(&evidence.page, sample.range.clone()),
        inferred: true,
    })
}
