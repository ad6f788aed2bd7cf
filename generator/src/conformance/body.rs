//! The body of a sample, against its operation.

use std::collections::BTreeSet;

use super::{Decoding, Finding, Mismatch, json};
use crate::{
    ir::{Api, Operation, Payload, Presence},
    json_type::JsonType,
    sample::{Sample, Side},
    source::Origin,
};

/// What the runtime makes of `sample`.
pub fn decoding(api: &Api, operation: &Operation, sample: &Sample) -> Decoding {
    walk(api, operation, sample).decoding
}

/// The mismatches of `sample`, in the order in which the runtime decodes it.
pub(super) fn findings(api: &Api, operation: &Operation, sample: &Sample) -> Vec<Finding> {
    walk(api, operation, sample).findings
}

/// The mismatches of the names of the fields of a form, or of the parts of a multipart body;
/// `None` where the operation is not sent as either.
pub(super) fn form_findings(
    api: &Api,
    operation: &Operation,
    names: &[String],
) -> Option<Vec<Finding>> {
    let input = &operation.input;
    let content = input.content()?;
    if !matches!(content.payload, Payload::Form(..) | Payload::Multipart(..)) {
        return None;
    }
    let object = match (input.body_shape(), api.parameters_of(operation)) {
        (Some(shape), _) => api.types.struct_of(shape)?.clone(),
        (None, params) => input.body_object(params?),
    };
    // `items[0][price]` and `tags[]` are of the fields `items` and `tags`.
    let given: BTreeSet<&str> = names
        .iter()
        .filter_map(|name| name.split(['[', '%']).next())
        .collect();
    let found = |name: &str, mismatch, origin: &Origin| Finding {
        path: json::field_path("$", name),
        mismatch,
        origin: origin.clone(),
    };
    let undeclared = given.iter().filter(|name| object.field(name).is_none());
    let undeclared = undeclared.map(|name| found(name, Mismatch::Undeclared, &content.origin));
    let missing = object.fields.iter().filter(|field| {
        field.presence == Presence::Required && !given.contains(field.wire.as_str())
    });
    let missing = missing.map(|field| found(&field.wire, Mismatch::Missing, &field.origin));
    Some(undeclared.chain(missing).collect())
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
