//! The examples of bodies that a document has next to their schemas.

use indexmap::IndexMap;
use openapiv3::{Example, MediaType as Source, Operation, ReferenceOr};
use serde_json::Value;

use super::{Lowering, component, media::BodyFormat};
use crate::{
    diagnostic::Location,
    ir::MediaType,
    sample::{Sample, Side},
    source::Pointer,
};

impl Lowering<'_> {
    /// The examples of the JSON that is sent and of the first response of a success.
    pub(super) fn samples_of_bodies(&self, source: &Operation, at: &Pointer) -> Vec<Sample> {
        let mut samples = Vec::new();
        let body = source.request_body.as_ref();
        let body = body.and_then(|it| self.documented_body(it, at.child("requestBody")));
        if let Some((body, at)) = body {
            samples.extend(self.samples_in(Side::Request, &body.content, &at));
        }
        let successes = self.successes(source, &at.child("responses"));
        let success = successes.into_iter().next();
        let success = success.and_then(|(_, response, at)| match response {
            ReferenceOr::Item(response) => Some((response, at)),
            ReferenceOr::Reference { reference } => self
                .shared_response(reference)
                .map(|(response, _, at)| (response, at)),
        });
        if let Some((response, at)) = success {
            samples.extend(self.samples_in(Side::Response, &response.content, &at));
        }
        samples
    }

    /// The examples of the JSON that is used: `application/json`, else the first.
    fn samples_in(
        &self,
        side: Side,
        content: &IndexMap<String, Source>,
        at: &Pointer,
    ) -> Vec<Sample> {
        let json = content.iter().filter(|(name, source)| {
            let media = name.parse::<MediaType>();
            media.is_ok_and(|media| {
                let format = match side {
                    Side::Request => self.body_format(&media, source),
                    Side::Response => self.received_format(&media, source),
                };
                format == BodyFormat::Json
            })
        });
        let used = json.min_by_key(|(name, _)| *name != "application/json");
        let Some((name, source)) = used else {
            return Vec::new();
        };
        let at = at.child("content").child(name);
        let mut found = Vec::new();
        found.extend(source.example.as_ref().map(|it| (it, at.child("example"))));
        for (name, example) in &source.examples {
            let here = at.child("examples").child(name);
            let value = self.example(example).and_then(|it| it.value.as_ref());
            found.extend(value.map(|it| (it, here)));
        }
        let samples = found.into_iter().map(|(value, at)| Sample {
            side,
            json: parsed(value),
            location: Location::Node(self.origin(&at)),
            inferred: false,
        });
        samples.collect()
    }

    fn example<'s>(&'s self, example: &'s ReferenceOr<Example>) -> Option<&'s Example> {
        match example {
            ReferenceOr::Item(example) => Some(example),
            ReferenceOr::Reference { reference } => {
                let (_, name) = component(reference, "examples")?;
                let components = self.api.components.as_ref()?;
                components.examples.get(&name)?.as_item()
            }
        }
    }
}

/// The value of a text that is an object or a list in JSON, as which some tools write examples.
fn parsed(value: &Value) -> Value {
    let text = value.as_str().map(str::trim_start);
    let text = text.filter(|text| text.starts_with(['{', '[']));
    let parsed = text.and_then(|text| serde_json::from_str(text).ok());
    parsed.unwrap_or_else(|| value.clone())
}
