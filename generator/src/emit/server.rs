//! Servers as constants of the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Server, ServerVariable};

/// `Server::new("https://{region}.example.com").variables(&[…])`
pub(super) fn server(server: &Server) -> TokenStream {
    let url = &server.url;
    let variables = variables(server);
    quote! { Server::new(#url) #variables }
}

/// `.variables(&[ServerVariable::new("region", "eu").values(&["eu", "us"])])`
pub(super) fn variables(server: &Server) -> Option<TokenStream> {
    let variables = server.variables.iter().map(|variable| {
        let ServerVariable { name, default, .. } = variable;
        let values = &variable.values;
        let values = (!values.is_empty()).then(|| quote! { .values(&[#(#values),*]) });
        let variable = match default {
            Some(default) => quote! { ServerVariable::new(#name, #default) },
            None => quote! { ServerVariable::required(#name) },
        };
        quote! { #variable #values }
    });
    (!server.variables.is_empty()).then(|| quote! { .variables(&[#(#variables),*]) })
}
