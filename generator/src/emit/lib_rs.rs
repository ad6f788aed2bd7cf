//! `src/lib.rs`: the public modules and re-exports.

use std::collections::BTreeSet;

use quote::quote;

use super::{Content, Context, File, doc::the_api, feature};
use crate::{
    ir::{Api, Boxing, Operation, Scalar, Shape, TypeDef},
    pretty::Source,
};

pub(super) fn emit(cx: Context<'_>) -> Vec<File<'_>> {
    let Context { api, names } = cx;
    let (client, builder) = (names.client(), names.client_builder());
    let mut docs = vec![format!(
        "A typed client of {}.",
        the_api(&api.title, |title| {
            let title = title.replace(|c: char| c.is_control() || c == '`', " ");
            format!("`{title}`")
        })
    )];
    if !api.docs.0.is_empty() {
        docs.push(String::new());
        docs.extend(api.docs.0.lines().map(str::to_owned));
    }
    docs.push(String::new());
    docs.push(format!(
        "Start with [`{client}`]; request and response types are in [`models`]."
    ));
    let has_conventions = !api.paging.is_empty() || !api.long_running.is_empty();
    let unused = feature::used_by_groups(cx, &quote! { dead_code, unused_imports });
    let conventions = has_conventions.then(|| quote! { #unused mod conventions; });
    let gate = quote! { #[cfg(feature = "webhooks")] };
    let webhook = api.webhook.as_ref();
    let verifier = webhook.map(|_| {
        let (name, error) = (names.webhook(), names.webhook_error());
        quote! { #gate pub use webhook::#name; #gate pub use seamstress_runtime::WebhookError as #error; }
    });
    let webhook = webhook.map(|_| quote! { #gate mod webhook; });
    let unused = feature::used_by_groups(cx, &quote! { unreachable_pub, unused_imports });
    let routes = (!api.operations.is_empty()).then(|| quote! { #unused pub use routes::*; });
    let sent = sent_scalars(api);
    let parts = sent
        .contains(&Scalar::FormPart)
        .then(|| quote! { FormPart, });
    // Parts can be uploads.
    let upload = (!sent.is_empty()).then(|| quote! { Upload, });
    let erased = has_erased_boxes(api).then(|| quote! { ErasedBox, });
    let deep = has_deep_types(api).then(|| {
        quote! {
            #![allow(clippy::type_complexity, reason = "the API documents lists and maps of maps")]
        }
    });
    let source = Source {
        docs,
        head: vec![quote! {
            #deep
            #![cfg_attr(docsrs, feature(doc_cfg))]
            mod client;
            #conventions
            pub mod models;
            mod routes;
            #webhook
            pub use client::{#client, #builder};
            #routes
            #verifier
            #[cfg(feature = "blocking")]
            pub use seamstress_runtime::blocking;
            #[cfg(feature = "validate")]
            pub use seamstress_runtime::{Validate, ValidationError, Violation};
            pub use seamstress_runtime as runtime;
            pub use seamstress_runtime::{
                Call, DateTime, Drift, DriftKind, #erased Error, ErrorKind, Extra, #parts Id, Items, Nullable, Operation, Page, Pages,
                ParameterError, Pending, Response, Secret,
                Transport, UnknownValue, UnknownVariant, #upload testing,
            };
        }],
        items: Vec::new(),
    };
    vec![("src/lib.rs".to_owned(), Content::Rust(source))]
}

/// Whether some type has so many lists and maps inside of each other that clippy asks for an alias,
/// which nobody but the author of the API could name.
fn has_deep_types(api: &Api) -> bool {
    const DEEP: usize = 2;
    let types = api.types.values().flat_map(TypeDef::shapes);
    let received = api.operations.values().flat_map(Operation::received);
    let mut all = types.chain(received);
    all.any(|shape| shape.depth() > DEEP)
}

/// Whether some value is in a box without its auto traits.
fn has_erased_boxes(api: &Api) -> bool {
    let mut places = api.types.values().flat_map(TypeDef::places);
    places.any(|place| place.boxing == Boxing::Erased)
}

/// The types of the runtime that only requests have: bytes, and parts of forms.
fn sent_scalars(api: &Api) -> BTreeSet<Scalar> {
    let contents = api.operations.values().filter_map(|it| it.input.content());
    let bodies = contents.map(|content| content.sent_shape());
    let mut found = BTreeSet::new();
    for shape in bodies.chain(api.types.values().flat_map(TypeDef::shapes)) {
        shape.walk(&mut |shape| {
            if let Shape::Scalar(scalar @ (Scalar::Upload | Scalar::FormPart)) = shape {
                found.insert(scalar.clone());
            }
        });
    }
    found
}
