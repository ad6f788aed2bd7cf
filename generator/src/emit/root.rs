//! `src/lib.rs`: what the crate shows.

use quote::quote;

use super::{Content, File};
use crate::{ir::Api, pretty::Source};

pub(super) fn emit(api: &Api) -> Vec<File> {
    let (client, builder) = (&api.client.rust, &api.client.builder);
    let mut docs = vec![format!(
        "A typed client of the `{}` API.",
        api.title.replace(|c: char| c.is_control() || c == '`', " ")
    )];
    docs.push(String::new());
    docs.push(format!(
        "Begin with [`{client}`]; what calls send and receive is in [`models`]."
    ));
    let routes = (!api.namespaces.is_empty()).then(|| quote! { pub use routes::*; });
    let source = Source {
        docs,
        head: vec![quote! {
            mod client;
            pub mod models;
            mod routes;
            mod wire;
            pub use client::{#client, #builder};
            #routes
            pub use seamstress_runtime as runtime;
            pub use seamstress_runtime::{
                Call, DateTime, Drift, DriftKind, Error, ErrorKind, Extra, Id, Nullable, Operation, Pending, Response, Secret,
                Transport, UnknownValue, UnknownVariant, testing,
            };
        }],
        items: Vec::new(),
    };
    vec![("src/lib.rs".to_owned(), Content::Rust(source))]
}
