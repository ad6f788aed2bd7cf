//! After this pass, inline types that are equal on the wire and have the same role are one
//! type, and so is what is inside of them.
//!
//! Equal are the names, shapes, presence and values, and which fields only requests have; not
//! the documentation. The role is the field that a type is the value of, in the singular.
//! Parameters of operations stay types of their own. A place that joined a type stays, as long
//! as it is equal to most places that joined, and one that is equal later joins, unless the lock
//! has a name for it. `[[share]]` and `[[separate]]` decide otherwise.

mod apply;
mod form;
mod locked;
mod name;
mod overridden;
mod plan;
mod propose;
mod role;

use std::collections::BTreeMap;

use self::{
    form::Forms,
    locked::Locked,
    overridden::Overridden,
    plan::{Plan, Rules},
};
use super::{Decisions, envelope, grouping, name::role_name};
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Root, Shape, TypeKey, Usage},
};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let usages = usages(api);
    let forms = Forms::new(&api.types, &usages);
    let locked = Locked::new(&api.types, &forms, decisions.lock);
    let mut overridden = Overridden::new(decisions.overrides);
    let components = components(api);
    let mut rules = Rules {
        forms: &forms,
        usages: &usages,
        components: &components,
        locked: &locked,
        overridden: &mut overridden,
    };
    let unwrapped = envelope::unwrapped(api, decisions);
    let mut plan = Plan::new(api, &rules, |key| unwrapped.contains(key));
    plan.join(&mut rules);
    let grouping = grouping::decided(api, decisions);
    let new = name::addresses(api, grouping, &plan, locked.addresses());
    let addresses = plan.addresses(&new);
    let absent = locked.absent(api);
    let mut diagnostics = overridden.diagnostics();
    diagnostics.extend(propose::propose(api, &plan));
    apply::apply(api, &plan, &addresses);
    api.shares.absent = absent;
    diagnostics
}

/// The components by their names in Rust.
fn components(api: &Api) -> BTreeMap<String, Vec<TypeKey>> {
    let mut components: BTreeMap<String, Vec<TypeKey>> = BTreeMap::new();
    for key in api.types.keys() {
        if let (Root::Component(name), []) = (key.root(), key.steps()) {
            components
                .entry(role_name(name))
                .or_default()
                .push(key.clone());
        }
    }
    components
}

/// The direction in which values of each type are sent, whether or not a call returns them.
fn usages(api: &Api) -> BTreeMap<TypeKey, Usage> {
    let mut open: Vec<(&TypeKey, bool)> = Vec::new();
    for operation in api.operations.values() {
        let input = &operation.input;
        let bodies = input.body.iter().flat_map(|body| &body.contents);
        let bodies = bodies.filter_map(|it| Some(&it.type_ref()?.shape));
        let sent = bodies.chain(&input.params).filter_map(Shape::named);
        open.extend(sent.map(|key| (key, true)));
        let responses = operation.responses.iter().chain(&operation.errors);
        let contents = responses.flat_map(|response| &response.contents);
        let received = contents.filter_map(|it| Some(&it.type_ref()?.shape));
        open.extend(received.filter_map(Shape::named).map(|key| (key, false)));
    }
    let mut usages: BTreeMap<TypeKey, Usage> = BTreeMap::new();
    while let Some((key, is_sent)) = open.pop() {
        let usage = usages.entry(key.clone()).or_default();
        let known = if is_sent {
            &mut usage.sent
        } else {
            &mut usage.received
        };
        if std::mem::replace(known, true) {
            continue;
        }
        let inside = api.type_at(key).into_iter().flat_map(|def| def.shapes());
        open.extend(inside.filter_map(Shape::named).map(|key| (key, is_sent)));
    }
    usages
}
