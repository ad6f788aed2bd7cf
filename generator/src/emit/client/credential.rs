//! The builder's methods that take credentials.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{
        Context,
        doc::{text, wire},
    },
    ir::{Credential, CredentialLocation, Scheme, Tokens},
};

/// `pub fn api_key(self, api_key: impl Into<Secret>) -> Self`
pub(super) fn credential(cx: Context<'_>, credential: &Credential) -> TokenStream {
    let Context { api, names } = cx;
    let name = names.credential(credential);
    let scheme = names.credential_constant(credential);
    let docs = text(&docs(credential, api.scheme(&credential.scheme)));
    let (parameters, new) = match &credential.location {
        CredentialLocation::Basic => (
            quote! { username: impl Into<String>, password: impl Into<Secret>, },
            quote! { basic(&#scheme, username, password) },
        ),
        _ if credential.takes_provider => (
            quote! { #name: impl Into<seamstress_runtime::TokenSource>, },
            quote! { tokens(&#scheme, #name) },
        ),
        _ => (
            quote! { #name: impl Into<Secret>, },
            quote! { new(&#scheme, #name) },
        ),
    };
    let (parameter, companion) = match names.companion(credential) {
        None => (None, None),
        Some(name) => (
            Some(quote! { #name: impl Into<String> }),
            Some(quote! { .companion(#name) }),
        ),
    };
    quote! {
        #docs
        pub fn #name(self, #parameters #parameter) -> Self {
            Self { inner: self.inner.credential(Credential::#new #companion) }
        }
    }
}

fn docs(credential: &Credential, scheme: Option<&Scheme>) -> String {
    let own = wire(&credential.scheme);
    let mut paragraphs = match &credential.location {
        _ if credential.takes_provider => vec![
            format!("Authenticates by {own}."),
            format!(
                "Takes a token, or what provides tokens: {}.",
                providers(scheme)
            ),
        ],
        CredentialLocation::Basic => {
            vec![format!(
                "Authenticates by {own}: a user name and a password."
            )]
        }
        _ => vec![format!("Authenticates by {own}.")],
    };
    if let Some(scheme) = scheme {
        if !scheme.docs.0.is_empty() {
            paragraphs.insert(1, scheme.docs.0.clone());
        }
        if let Tokens::OpenId(url) = &scheme.tokens {
            paragraphs.push(format!(
                "{} describes the server of tokens. An `OAuthFlow` needs its token URL.",
                wire(url)
            ));
        }
        let scopes = scheme.scopes();
        let scopes: Vec<String> = scopes
            .iter()
            .map(|(name, docs)| format!("- {}{}", wire(name), meaning(&docs.0)))
            .collect();
        if !scopes.is_empty() {
            paragraphs.push(format!("Scopes:\n\n{}", scopes.join("\n")));
        }
    }
    paragraphs.join("\n\n")
}

/// What implements `Into<TokenSource>` other than strings.
fn providers(scheme: Option<&Scheme>) -> &'static str {
    let has_token_url = scheme.is_some_and(|it| it.token_url().is_some());
    let is_open_id = scheme.is_some_and(|it| matches!(it.tokens, Tokens::OpenId(_)));
    match has_token_url || is_open_id {
        true => {
            "a [`TokenProvider`](seamstress_runtime::TokenProvider), or an \
             [`OAuthFlow`](seamstress_runtime::OAuthFlow)"
        }
        false => "a [`TokenProvider`](seamstress_runtime::TokenProvider)",
    }
}

/// What a scope allows, on the line of its name.
fn meaning(docs: &str) -> String {
    let words: Vec<&str> = docs.split_whitespace().collect();
    match words.is_empty() {
        true => String::new(),
        false => format!(": {}", words.join(" ")),
    }
}
