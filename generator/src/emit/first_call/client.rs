//! How the first call gets its client.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::Context,
    ir::{Credential, CredentialLocation, Operation, Security},
};

/// In place of the host that a document does not name.
const BASE_URL: &str = "https://api.example.com";

/// The client with what `operation` needs: from the environment where that can have all of it,
/// else from a builder. With it, the imports of the expression.
pub(super) fn client(cx: Context<'_>, operation: &Operation) -> (TokenStream, TokenStream) {
    let Context { api, names } = cx;
    let client = names.client();
    let has_server = api.servers.first().is_some_and(|it| it.is_absolute());
    let given = match api
        .client
        .credentials
        .iter()
        .any(|it| it.variable.is_some())
    {
        true => Vec::new(),
        false => credentials(cx, operation),
    };
    let variables = unset_variables(cx);
    if has_server && given.is_empty() && variables.is_empty() {
        return (quote! { #client::from_env()? }, TokenStream::new());
    }
    let base_url = (!has_server).then(|| quote! { .base_url(#BASE_URL) });
    let imports = (!given.is_empty()).then(|| quote! { use std::env; });
    let given = given.into_iter().map(|credential| {
        let method = names.credential(credential);
        let arguments = arguments(cx, credential);
        quote! { .#method(#(env::var(#arguments)?),*) }
    });
    let made = quote! { #client::builder() #base_url #(#variables)* #(#given)* .build()? };
    (made, imports.unwrap_or_default())
}

/// The calls that set what the URL of the server has no default for.
fn unset_variables(cx: Context<'_>) -> Vec<TokenStream> {
    let server = cx.api.servers.first().filter(|it| it.is_absolute());
    let variables = server.iter().flat_map(|server| &server.variables);
    let unset = variables.filter(|it| it.default.is_none());
    let calls = unset.map(|variable| {
        let name = cx.names.server_variable(variable);
        let value = variable.values.first().unwrap_or(&variable.name);
        quote! { .#name(#value) }
    });
    calls.collect()
}

/// The credentials of the first alternative that clients can satisfy; else the first credential,
/// without which a client cannot be built.
fn credentials<'a>(cx: Context<'a>, operation: &Operation) -> Vec<&'a Credential> {
    let all = &cx.api.client.credentials;
    let alternatives = match &operation.security {
        Security::AnyOf(alternatives) => &alternatives[..],
        Security::Unspecified => &[],
    };
    let mut found = alternatives.iter().filter_map(|alternative| {
        let found = alternative.iter().map(|needed| {
            all.iter()
                .find(|it| it.scheme == needed.scheme || it.also.contains(&needed.scheme))
        });
        found
            .collect::<Option<Vec<_>>>()
            .filter(|it| !it.is_empty())
    });
    found.next().unwrap_or_else(|| all.iter().take(1).collect())
}

/// The variables that the example reads the arguments of the builder's method from.
fn arguments(cx: Context<'_>, credential: &Credential) -> Vec<String> {
    let names = cx.names;
    let client = names.client_variable().plain();
    let variable = |name: &str| format!("{client}_{name}").to_uppercase();
    let mut all = match &credential.location {
        CredentialLocation::Basic => vec![variable("username"), variable("password")],
        _ => vec![variable(names.credential(credential).plain())],
    };
    let companion = names.companion(credential);
    all.extend(companion.map(|it| variable(it.plain())));
    all
}
