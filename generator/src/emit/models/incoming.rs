//! The documentation of `src/models.rs`: the types of the payloads of webhooks and callbacks.

use crate::{
    emit::{Context, doc::wire, type_text},
    ir::{Incoming, Shape},
};

/// What the module has, and the type of the payload of each request that the API sends.
pub(super) fn index(cx: Context<'_>) -> Vec<String> {
    let mut docs = vec!["Request and response types.".to_owned()];
    if !cx.api.incoming.is_empty() {
        let heading = "The payloads of what the API sends by itself:".to_owned();
        docs.extend([String::new(), heading, String::new()]);
        docs.extend(cx.api.incoming.iter().map(|it| entry(cx, it)));
    }
    docs
}

fn entry(cx: Context<'_>, incoming: &Incoming) -> String {
    let payload = &incoming.payload.shape;
    let ty = type_text::shape(cx.names, payload);
    let name = wire(&incoming.name);
    match payload {
        Shape::Type(_) => format!("- {} {name}: [`{ty}`]", incoming.kind),
        _ => format!("- {} {name}: `{ty}`", incoming.kind),
    }
}
