//! The constant that describes an operation to the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{emit::Context, ir::Operation};

/// `static CREATE: OperationSpec = OperationSpec::post("/user_identities/create").auth(&["api_key"]);`
pub(super) fn spec(cx: Context<'_>, operation: &Operation) -> TokenStream {
    let Context { api, names } = cx;
    let name = names.operation_constant(&operation.key);
    let path = &operation.key.path;
    let new = match operation.key.method.as_str() {
        "GET" => quote! { get(#path) },
        "POST" => quote! { post(#path) },
        "PUT" => quote! { put(#path) },
        "PATCH" => quote! { patch(#path) },
        "DELETE" => quote! { delete(#path) },
        method => quote! { new(#method, #path) },
    };
    let auth = operation
        .security
        .single_schemes()
        .map(|schemes| quote! { .auth(&[#(#schemes),*]) });
    let envelope = operation
        .envelope()
        .map(|member| quote! { .envelope(#member) });
    let is_optional = operation.envelope().is_some()
        && operation
            .output()
            .is_some_and(|value| !value.presence.is_required());
    let optional = is_optional.then(|| quote! { .optional() });
    let siblings = operation
        .success()
        .map_or(&[][..], |response| &response.siblings);
    let siblings = (!siblings.is_empty()).then(|| quote! { .siblings(&[#(#siblings),*]) });
    let safe = operation.behavior.safe.then(|| quote! { .safe() });
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
            OperationSpec::#new #auth #envelope #optional #siblings #safe #pages #long_running;
    }
}
