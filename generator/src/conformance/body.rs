//! The body of a sample, against its operation.

use super::{Decoding, Finding, Mismatch, json};
use crate::{
    ir::{Api, Operation},
    json_type::JsonType,
    sample::{Sample, Side},
};

/// What the runtime makes of `sample`.
pub fn decoding(api: &Api, operation: &Operation, sample: &Sample) -> Decoding {
    walk(api, operation, sample).decoding
}

/// The mismatches of `sample`, in the order in which the runtime decodes it.
pub(super) fn findings(api: &Api, operation: &Operation, sample: &Sample) -> Vec<Finding> {
    walk(api, operation, sample).findings
}

fn walk<'a>(api: &'a Api, operation: &Operation, sample: &Sample) -> json::Walk<'a> {
    let mut walk = json::Walk::new(api);
    match sample.side {
        Side::Request => {
            let input = &operation.input;
            let content = input.content().filter(|it| it.type_ref().is_some());
            let Some(content) = content else {
                return walk;
            };
            match (input.body_shape(), api.parameters_of(operation)) {
                (Some(shape), _) => walk.shape(shape, &sample.json, "$", &content.origin),
                (None, Some(params)) => {
                    walk.object(&input.body_object(params), &sample.json, &content.origin);
                }
                (None, None) => {}
            }
        }
        Side::Response => {
            // Samples leave out `ok`, and so may a response of nothing else.
            let Some((response, output)) = operation.success().zip(operation.output()) else {
                return walk;
            };
            match &response.envelope {
                None => walk.output(output, Some(&sample.json), "$", &response.origin),
                Some(field) if sample.json.is_object() => {
                    let path = json::field_path("$", field);
                    walk.output(output, sample.json.get(field), &path, &response.origin);
                }
                Some(_) => {
                    walk.refuse(
                        "$".to_owned(),
                        Mismatch::WrongType(JsonType::Object),
                        &response.origin,
                    );
                }
            }
        }
    }
    walk
}
