//! The constant that describes an operation to the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::{bindings::bindings, body::body, responses::responses};
use crate::{
    emit::{Context, server},
    ir::{Api, Operation, Security},
};

/// `static CREATE: OperationSpec = OperationSpec::post("/user_identities/create").json_body();`
pub(super) fn spec(cx: Context<'_>, operation: &Operation) -> TokenStream {
    let Context { api, names } = cx;
    let name = names.operation_constant(&operation.key);
    let path = operation.key.request_target();
    let new = match operation.key.method.as_str() {
        "GET" => quote! { get(#path) },
        "POST" => quote! { post(#path) },
        "PUT" => quote! { put(#path) },
        "PATCH" => quote! { patch(#path) },
        "DELETE" => quote! { delete(#path) },
        other => {
            let method = match other {
                "HEAD" => quote! { HEAD },
                "OPTIONS" => quote! { OPTIONS },
                // A path item has no other method.
                _ => quote! { TRACE },
            };
            quote! { new(seamstress_runtime::http::Method::#method, #path) }
        }
    };
    let bindings = bindings(operation);
    let server = operation.servers.first().map(|it| {
        let server = server::server(it);
        quote! { .server(#server) }
    });
    let body = body(&operation.input);
    let responses = responses(operation);
    let accept = operation.accept().map(|accept| quote! { .accept(#accept) });
    let security = security(api, &operation.security);
    let safe = operation.behavior.safe.then(|| quote! { .safe() });
    let idempotency_key = operation.behavior.idempotency_key.as_ref();
    let idempotency_key = idempotency_key.map(|header| quote! { .idempotency_key(#header) });
    let pages = operation.behavior.paging.as_ref().map(|field| {
        let paging = names.convention(field);
        quote! { .pages(&crate::conventions::#paging) }
    });
    let long_running = operation.behavior.long_running.as_ref().map(|field| {
        let long_running = names.convention(field);
        quote! { .long_running(&crate::conventions::#long_running) }
    });
    let visible = api.is_poll(&operation.key).then(|| quote! { pub(crate) });
    quote! {
        #visible static #name: OperationSpec =
            OperationSpec::#new #bindings #server #body #responses #accept #security #safe
            #idempotency_key #pages #long_running;
    }
}

/// `.security(&[&["api_key"], &["pat_with_workspace"]])`
fn security(api: &Api, security: &Security) -> Option<TokenStream> {
    let Security::AnyOf(alternatives) = security else {
        return None;
    };
    let alternatives = alternatives.iter().map(|alternative| {
        let sent = alternative.iter().filter(|it| api.is_sent(it));
        let mut schemes: Vec<&str> = sent.map(|it| it.scheme.as_str()).collect();
        schemes.sort_unstable();
        schemes.dedup();
        schemes
    });
    let mut alternatives: Vec<_> = alternatives.collect();
    alternatives.sort_unstable();
    alternatives.dedup();
    let alternatives = alternatives
        .iter()
        .map(|schemes| quote! { &[#(#schemes),*] });
    Some(quote! { .security(&[#(#alternatives),*]) })
}
