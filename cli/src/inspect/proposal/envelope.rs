//! Which fields of responses are about the call, so that callers get the result alone.

use std::collections::BTreeSet;

use seamstress_codegen::{
    Output,
    ir::{Names, Operation, Shape, Struct},
};

use super::{Proposal, text};

/// Names of the field with the result.
const RESULTS: [&str; 6] = ["data", "result", "results", "items", "payload", "response"];

/// Names of fields about the call, in lower case and without underscores.
const ABOUT_THE_CALL: [&str; 15] = [
    "code",
    "error",
    "errorcode",
    "errormessage",
    "message",
    "msg",
    "ok",
    "path",
    "requestid",
    "status",
    "statuscode",
    "success",
    "timestamp",
    "took",
    "traceid",
];

/// An entry for all responses, else one for each response that has an envelope.
pub(super) fn proposals(output: &Output, names: &Names) -> Vec<Proposal> {
    let is_decided = output.overrides.client.is_some();
    if let Some(proposal) = of_client(output, names).filter(|_| !is_decided) {
        return vec![proposal];
    }
    let decided = output.overrides.envelope.iter();
    let decided: BTreeSet<_> = decided.map(|entry| &entry.value.operation).collect();
    let operations = output.api.operations.values();
    let open = operations.filter(|it| !decided.contains(&it.key));
    open.filter_map(|it| of_operation(output, it)).collect()
}

/// The envelope of a response with a field for the result, and otherwise fields about the call
/// alone. One that the pages or the client already decide on is not proposed.
fn of_operation(output: &Output, operation: &Operation) -> Option<Proposal> {
    let success = operation.success()?;
    if success.envelope.is_some() {
        return None;
    }
    let shape = &operation.response_body()?.shape;
    let body: &Struct = output.api.types.struct_of(shape)?;
    let is_result = |wire: &str| RESULTS.contains(&wire);
    let (results, others): (Vec<_>, Vec<_>) =
        body.fields.iter().partition(|field| is_result(&field.wire));
    let [result] = results[..] else {
        return None;
    };
    let mut fields = others.iter();
    if others.is_empty() || !fields.all(|field| is_about(&field.wire)) {
        return None;
    }
    let quoted: Vec<String> = others.iter().map(|it| format!("`{}`", it.wire)).collect();
    let reason = format!(
        "the response has `{}`, and next to it only {}",
        result.wire,
        quoted.join(", ")
    );
    let entry = format!(
        "[[envelope]]\noperation = {}\nmember = {}\nbecause = {}",
        text(&operation.key.to_string()),
        text(&result.wire),
        text(&reason),
    );
    let place = success.origin.clone();
    Some(Proposal::new(entry, reason, &place.into(), output))
}

/// Whether a field of this name is about the call rather than part of the result.
fn is_about(wire: &str) -> bool {
    let plain = wire.replace('_', "").to_ascii_lowercase();
    ABOUT_THE_CALL.contains(&plain.as_str())
}

/// Fields that are next to the result in every response, such as a status code and a message.
fn of_client(output: &Output, names: &Names) -> Option<Proposal> {
    let api = &output.api;
    let bodies: Vec<(&Operation, &Struct)> = api
        .operations
        .values()
        .filter_map(|it| Some((it, api.types.struct_of(&it.response_body()?.shape)?)))
        .collect();
    let (first, body) = bodies.first().filter(|_| bodies.len() > 1)?;
    let scalars = |body: &Struct| -> BTreeSet<String> {
        let fields = body.fields.iter();
        let scalars = fields.filter(|field| matches!(field.shape, Shape::Scalar(_)));
        scalars.map(|field| field.wire.clone()).collect()
    };
    let mut common = scalars(body);
    common.retain(|field| is_about(field));
    for (_, body) in &bodies {
        let own = scalars(body);
        common.retain(|field| own.contains(field));
    }
    // The result is what is left.
    let has_result = |body: &Struct| body.fields.len() <= common.len() + 1;
    let has_envelope = bodies.iter().all(|(_, body)| has_result(body));
    let results = bodies
        .iter()
        .filter(|(_, body)| body.fields.len() > common.len());
    if common.is_empty() || !has_envelope || results.count() < 2 {
        return None;
    }
    let fields: Vec<String> = common.iter().map(|field| text(field)).collect();
    let quoted: Vec<String> = common.iter().map(|field| format!("`{field}`")).collect();
    let reason = format!(
        "all {} responses have {} and at most one other field",
        bodies.len(),
        quoted.join(", ")
    );
    let entry = format!(
        "[client]\nname = {}\nabout_the_call = [{}]\nbecause = {}",
        text(&names.client().to_string()),
        fields.join(", "),
        text(&reason),
    );
    let place = first.success()?.origin.clone();
    Some(Proposal::new(entry, reason, &place.into(), output))
}
