//! After this pass, every operation knows whether its work goes on after it has
//! responded, as `[[long_running]]` declares it.

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, LongRunning, Operation, Shape, TypeKind},
    overrides,
};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for entry in &decisions.overrides.long_running {
        let wanted = &entry.value;
        if api.paging.contains_key(&wanted.member) || api.long_running.contains_key(&wanted.member)
        {
            let what = format!("an entry above is about `{}` already", wanted.member);
            diagnostics.push(decisions.overrides.unmatched(entry, what));
            continue;
        }
        let Some(poll) = api.operation(&wanted.poll) else {
            let what = format!("no page describes `{}`", wanted.poll);
            diagnostics.extend(decisions.overrides.absent(entry, what));
            continue;
        };
        if let Err(what) = can_poll(api, poll, wanted) {
            diagnostics.push(decisions.overrides.unmatched(entry, what));
            continue;
        }
        let found = LongRunning {
            field: wanted.member.clone(),
            poll: poll.key.clone(),
            id: wanted.id.clone(),
            status: wanted.status.clone(),
            pending: wanted.pending.clone(),
            succeeded: wanted.succeeded.clone(),
            failed: wanted.failed.clone(),
            failure_code: wanted.failure_code.clone(),
            failure_message: wanted.failure_message.clone(),
        };
        for operation in api.operations.values_mut() {
            if operation.envelope() == Some(&wanted.member) {
                operation.behavior.long_running = Some(wanted.member.clone());
            }
        }
        api.long_running.insert(wanted.member.clone(), found);
    }
    diagnostics
}

/// Whether `poll` can be polled for the status of the work; else why not.
fn can_poll(api: &Api, poll: &Operation, wanted: &overrides::LongRunning) -> Result<(), String> {
    let overrides::LongRunning {
        member, id, status, ..
    } = wanted;
    if poll.envelope() != Some(member) {
        return Err(format!("`{}` does not return `{member}`", poll.key));
    }
    let parameters = api.parameters_of(poll);
    let others = parameters.map(|parameters| {
        let mut fields = parameters.fields.iter();
        let takes = fields.any(|field| field.wire == *id);
        let mut required = parameters
            .fields
            .iter()
            .filter(|field| field.presence.is_required() && field.wire != *id);
        (takes, required.next().map(|field| field.wire.clone()))
    });
    match others {
        Some((true, None)) => {}
        Some((true, Some(other))) => {
            return Err(format!("`{}` also needs `{other}`", poll.key));
        }
        _ => return Err(format!("`{}` takes no `{id}`", poll.key)),
    }
    // Branches of a union are not checked: the runtime reads the fields itself.
    let output = poll
        .output()
        .and_then(|output| api.types.struct_of(&output.shape));
    let is_string = |shape: &Shape| match shape {
        Shape::Scalar(scalar) => scalar.takes_any_string(),
        Shape::Type(key) => {
            let kind = api.type_at(key).map(|def| &def.kind);
            matches!(kind, Some(TypeKind::Enum(_)))
        }
        _ => false,
    };
    let missing = [id, status].into_iter().find(|wire| {
        output.is_some_and(|output| !output.field(wire).is_some_and(|it| is_string(&it.shape)))
    });
    match missing {
        None => Ok(()),
        Some(wire) => Err(format!("`{member}` has no string field `{wire}`")),
    }
}
