//! `src/webhook.rs`: what the API sends by itself, behind the feature `webhooks`.

use quote::quote;

use super::{
    Content, Context, File,
    doc::text,
    ty::{Scope, named},
};
use crate::pretty::Source;

pub(super) fn emit(cx: Context<'_>) -> Vec<File<'_>> {
    let Context { api, names } = cx;
    let Some(webhook) = &api.webhook else {
        return Vec::new();
    };
    let name = names.webhook();
    let event = named(names, &webhook.event, Scope::Models);
    let headers = &webhook.headers;
    let docs = text(&format!(
        "Verifies and reads what {} sends to a webhook.",
        super::doc::wire(&api.title)
    ));
    let item = quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name {
            inner: Webhook,
        }
        impl #name {
            /// Creates a verifier. `secret` is the signing secret of the webhook.
            ///
            /// # Errors
            ///
            /// If the secret is malformed.
            pub fn new(secret: impl Into<Secret>) -> Result<Self, WebhookError> {
                Ok(Self { inner: Webhook::new(#headers, secret)? })
            }
            /// Verifies the signature in the headers of a request and returns the event in its body.
            ///
            /// # Errors
            ///
            /// If a header is missing, the signature is not that of this body, it was not
            /// made within five minutes of now, or the body is not an event.
            pub fn verify(
                &self,
                body: &[u8],
                headers: &seamstress_runtime::http::HeaderMap,
            ) -> Result<#event, WebhookError> {
                self.inner.verify(body, headers)
            }
        }
    };
    let source = Source {
        docs: Vec::new(),
        head: vec![quote! { use crate::models; use seamstress_runtime::codegen::*; }],
        items: vec![item],
    };
    vec![("src/webhook.rs".to_owned(), Content::Rust(source))]
}
