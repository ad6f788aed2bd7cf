//! The samples of documentation pages as responses.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{
    error::string_at,
    spec::{LongRunning, OperationSpec},
};

/// The bodies that the pages show for successful responses, by operation.
pub(super) struct SampleResponses(BTreeMap<String, Vec<Value>>);

impl SampleResponses {
    /// The responses in a file that the generator wrote. Those that the generated types can decode
    /// come first.
    ///
    /// # Panics
    ///
    /// If `text` is not such a file.
    pub(super) fn read(text: &str) -> Self {
        let file: BTreeMap<String, Value> =
            serde_json::from_str(text).expect("the samples are a JSON object");
        let operations = file.into_iter().map(|(operation, samples)| {
            let samples = samples.as_array().map(Vec::as_slice).unwrap_or_default();
            let mut samples: Vec<_> = samples
                .iter()
                .filter(|sample| sample["side"] == "response")
                .collect();
            samples.sort_by_key(|sample| sample.get("refused").is_some());
            let bodies = samples.into_iter().map(|sample| sample["json"].clone());
            (operation, bodies.collect())
        });
        Self(operations.collect())
    }

    /// The response of `spec`; where it reports on `job`, one that has
    /// succeeded if the pages show one.
    pub(super) fn body(
        &self,
        spec: &'static OperationSpec,
        job: Option<&LongRunning>,
    ) -> Option<Value> {
        let bodies = self.bodies(spec);
        let envelope = spec.success().and_then(|documented| documented.envelope);
        let keys = |job: &LongRunning| -> Vec<&str> {
            envelope.into_iter().chain([job.fields[1].wire]).collect()
        };
        let has_succeeded = |body: &&Value| {
            job.is_some_and(|job| {
                let status = string_at(body, &keys(job));
                status.is_some_and(|status| job.succeeded.contains(&&*status))
            })
        };
        let succeeded = bodies.iter().find(has_succeeded);
        succeeded.or(bodies.first()).cloned()
    }

    /// The fields of the body next to the value of `spec`, as far as the pages show them: those of
    /// its own sample, or the booleans that other operations have there.
    pub(super) fn siblings(&self, spec: &'static OperationSpec) -> Map<String, Value> {
        let documented = spec.success().and_then(|documented| documented.siblings);
        let own = self.bodies(spec).first();
        let all = || self.0.values().flatten();
        let value = |name: &str| {
            let own = own.and_then(|body| body.get(name));
            own.or_else(|| all().find_map(|body| body.get(name).filter(|value| value.is_boolean())))
        };
        let siblings = documented.unwrap_or_default().iter();
        siblings
            .filter_map(|name| Some(((*name).to_owned(), value(name)?.clone())))
            .collect()
    }

    fn bodies(&self, spec: &'static OperationSpec) -> &[Value] {
        let bodies = self.0.get(&spec.identity().to_string());
        bodies.map(Vec::as_slice).unwrap_or_default()
    }
}
