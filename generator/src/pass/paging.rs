//! After this pass, every operation knows whether it answers a page at a time.
//!
//! Its answer decides: three lists of this API accept a cursor and never tell
//! one. An operation pages if it answers the member that `[[pagination]]` names,
//! beside a list that is what its callers want.

use super::{Decisions, name::words::snake};
use crate::{
    diagnostic::Diagnostic,
    ident::RustIdent,
    ir::{Api, Kind, Operation, Paging, Presence, Shape, Struct},
    overrides::Pagination,
};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for entry in &decisions.overrides.pagination {
        let wanted = entry.get_ref();
        let mut operations = std::mem::take(&mut api.operations);
        let mut is_met = false;
        for operation in &mut operations {
            if operation.paging.is_none() && pages(api, operation, wanted) {
                operation.paging = Some(wanted.member.clone());
                is_met = true;
            }
        }
        api.operations = operations;
        if is_met {
            api.paging.insert(wanted.member.clone(), paging(wanted));
        } else {
            diagnostics.extend(decisions.overrides.absent(
                entry,
                "no operation answers such a member beside a list, and takes such a parameter",
            ));
        }
    }
    diagnostics
}

fn paging(wanted: &Pagination) -> Paging {
    Paging {
        rust: RustIdent::new(&snake(&wanted.member)).unwrap_or_default(),
        member: wanted.member.clone(),
        parameter: wanted.parameter.clone(),
        next: wanted.next.clone(),
        more: wanted.more.clone(),
    }
}

fn pages(api: &Api, operation: &Operation, wanted: &Pagination) -> bool {
    let is_list = operation.response.value.as_ref().is_some_and(|value| {
        value.presence == Presence::Required
            && matches!(&value.shape, Shape::List(item) if !item.nullable)
    });
    let tells = || {
        let about = operation
            .response
            .body
            .as_ref()
            .and_then(|body| struct_of(api, &body.shape))
            .and_then(|body| struct_of(api, &body.field(&wanted.member)?.shape));
        about.is_some_and(|about| {
            let more = wanted.more.as_ref();
            about.field(&wanted.next).is_some()
                && more.is_none_or(|more| about.field(more).is_some())
        })
    };
    let takes = || {
        let parameters = api.parameters_of(operation);
        parameters.is_some_and(|parameters| parameters.field(&wanted.parameter).is_some())
    };
    operation.response.envelope.is_some() && is_list && tells() && takes()
}

fn struct_of<'a>(api: &'a Api, shape: &Shape) -> Option<&'a Struct> {
    let Shape::Type(key) = shape else { return None };
    match &api.type_at(key)?.kind {
        Kind::Struct(inner) => Some(inner),
        _ => None,
    }
}
