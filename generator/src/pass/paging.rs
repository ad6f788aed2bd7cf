//! After this pass, every operation knows whether it returns its results in pages.
//!
//! The response decides: there are lists that accept a cursor and never return one. An
//! operation has pages if its response has the field that `[[pagination]]` names, next to
//! the list that its callers get.

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Field, Operation, Paging, Presence, Scalar, Shape, Struct, Types},
    overrides::Pagination,
};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for entry in &decisions.overrides.pagination {
        let wanted = &entry.value;
        if api.paging.contains_key(&wanted.member) {
            let what = format!("an entry above is about `{}` already", wanted.member);
            diagnostics.push(decisions.overrides.unmatched(entry, what));
            continue;
        }
        let (mut with_field, mut paged) = (0, 0);
        for operation in api.operations.values_mut() {
            let Some(about) = about(&api.types, operation, wanted) else {
                continue;
            };
            with_field += 1;
            if operation.behavior.paging.is_none() && pages(&api.types, operation, about, wanted) {
                operation.behavior.paging = Some(wanted.member.clone());
                paged += 1;
            }
        }
        match (with_field, paged) {
            (0, _) => diagnostics.extend(
                decisions
                    .overrides
                    .absent(entry, "no response has this field"),
            ),
            (_, 0) => {
                let what = "no operation with this field returns a list, has this parameter, and returns the next cursor as a string";
                diagnostics.push(decisions.overrides.unmatched(entry, what));
            }
            _ => {
                api.paging.insert(wanted.member.clone(), paging(wanted));
            }
        }
    }
    diagnostics
}

fn paging(wanted: &Pagination) -> Paging {
    Paging {
        field: wanted.member.clone(),
        parameter: wanted.parameter.clone(),
        next: wanted.next.clone(),
        more: wanted.more.clone(),
    }
}

/// The object of the response that describes the next page.
fn about<'a>(types: &'a Types, operation: &Operation, wanted: &Pagination) -> Option<&'a Struct> {
    let body = types.struct_of(&operation.response_body()?.shape)?;
    types.struct_of(&body.field(&wanted.member)?.shape)
}

fn pages(types: &Types, operation: &Operation, about: &Struct, wanted: &Pagination) -> bool {
    let is_list = operation.output().is_some_and(|value| {
        value.presence == Presence::Required
            && matches!(&value.shape, Shape::List(item) if !item.nullable)
    });
    let is_string =
        |field: &Field| matches!(&field.shape, Shape::Scalar(scalar) if scalar.takes_any_string());
    let is_bool = |field: &Field| matches!(field.shape, Shape::Scalar(Scalar::Bool { .. }));
    let has_cursor = about.field(&wanted.next).is_some_and(is_string)
        && wanted
            .more
            .as_ref()
            .is_none_or(|more| about.field(more).is_some_and(is_bool));
    let parameter = operation
        .input
        .params()
        .and_then(|params| types.struct_of(params))
        .and_then(|parameters| parameters.field(&wanted.parameter));
    operation.envelope().is_some() && is_list && has_cursor && parameter.is_some_and(is_string)
}
