//! After this pass, every type knows whether users send it, receive it, or both.
//!
//! A type that only an unwrapped envelope holds is neither, and is not emitted.
//! A component that no operation reaches is taken as received, which is marked as an assumption:
//! the API's authors gave it a name.

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Root, Shape, TypeKey, Usage},
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let sent = Usage {
        sent: true,
        ..Usage::default()
    };
    let received = Usage {
        received: true,
        ..Usage::default()
    };
    let assumed = Usage {
        assumed: true,
        ..received
    };
    let mut roots = Vec::new();
    for operation in api.operations.values() {
        roots.extend(
            operation
                .input
                .params()
                .into_iter()
                .filter_map(Shape::named)
                .map(|key| (key.clone(), sent)),
        );
        roots.extend(
            operation
                .received()
                .filter_map(Shape::named)
                .map(|key| (key.clone(), received)),
        );
    }
    let payloads = api.incoming.iter().map(|it| &it.payload.shape);
    let payloads = payloads.filter_map(Shape::named);
    roots.extend(payloads.map(|key| (key.clone(), received)));
    mark(api, roots);
    let unreached = api
        .types
        .iter()
        .filter(|(key, def)| {
            !def.usage.is_emitted() && matches!((key.root(), key.steps()), (Root::Component(_), []))
        })
        .map(|(key, _)| (key.clone(), assumed))
        .collect();
    mark(api, unreached);
    Vec::new()
}

/// Marks types, and those inside of them. What is assumed is marked last.
fn mark(api: &mut Api, mut open: Vec<(TypeKey, Usage)>) {
    while let Some((key, usage)) = open.pop() {
        let Some(def) = api.types.get_mut(&key) else {
            continue;
        };
        let more = Usage {
            sent: def.usage.sent || usage.sent,
            received: def.usage.received || usage.received,
            assumed: match def.usage.received {
                true => def.usage.assumed,
                false => usage.assumed,
            },
        };
        if more == def.usage {
            continue;
        }
        def.usage = more;
        let inside = def.shapes().filter_map(Shape::named);
        open.extend(inside.map(|key| (key.clone(), usage)));
    }
}
