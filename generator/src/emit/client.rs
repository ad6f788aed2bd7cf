//! `src/client.rs`: the client, its builder, and the constants that describe the API.

mod builder;
mod credential;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Content, Context, File, doc::text, feature, operations, samples, server};
use crate::{
    ir::{Credential, CredentialLocation},
    pretty::Source,
};

pub(super) fn emit(cx: Context<'_>) -> Vec<File<'_>> {
    let mut items: Vec<TokenStream> = cx
        .api
        .client
        .credentials
        .iter()
        .map(|credential| scheme(cx, credential))
        .collect();
    items.push(api_constant(cx));
    items.push(client(cx));
    items.push(builder::builder(cx));
    let source = Source {
        docs: Vec::new(),
        head: vec![quote! { use seamstress_runtime::codegen::*; }],
        items,
    };
    vec![("src/client.rs".to_owned(), Content::Rust(source))]
}

/// `const API_KEY: Scheme = Scheme::bearer("api_key").env("SEAM_API_KEY");`
fn scheme(cx: Context<'_>, credential: &Credential) -> TokenStream {
    let Context { api, names } = cx;
    let name = names.credential_constant(credential);
    let wire = &credential.scheme;
    let new = match &credential.location {
        CredentialLocation::Basic => quote! { basic(#wire) },
        CredentialLocation::Header(header) => quote! { header(#wire, #header) },
        CredentialLocation::Query(parameter) => quote! { query(#wire, #parameter) },
        CredentialLocation::Cookie(cookie) => quote! { cookie(#wire, #cookie) },
        // `pass::client` makes no credentials of the last two.
        CredentialLocation::Bearer
        | CredentialLocation::Certificate
        | CredentialLocation::Unsupported(_) => quote! { bearer(#wire) },
    };
    let also = &credential.also;
    let also = (!also.is_empty()).then(|| quote! { .satisfies(&[#(#also),*]) });
    let prefix = credential.prefix.as_ref();
    let prefix = prefix.map(|prefix| quote! { .prefix(#prefix) });
    let repeated_in = credential.repeated_in.as_ref();
    let repeated_in = repeated_in.map(|header| quote! { .repeated_in(#header) });
    let variable = credential
        .variable
        .as_ref()
        .map(|variable| quote! { .env(#variable) });
    let companion = credential.companion.as_ref().map(|companion| {
        let (header, variable) = (&companion.header, &companion.variable);
        quote! { .companion(#header, #variable) }
    });
    // Only the environment has to know.
    let together = (variable.is_some() && !credential.together.is_empty()).then(|| {
        let together = &credential.together;
        quote! { .together(&[#(#together),*]) }
    });
    let declared = api.scheme(wire).filter(|_| credential.takes_provider);
    let token_url = declared.and_then(|it| it.token_url());
    let token_url = token_url.map(|url| quote! { .token_url(#url) });
    let refresh_url = declared.and_then(|it| it.refresh_url());
    let refresh_url = refresh_url.map(|url| quote! { .refresh_url(#url) });
    quote! {
        const #name: Scheme = Scheme::#new #also #prefix #repeated_in #variable #companion
            #together #token_url #refresh_url;
    }
}

fn api_constant(cx: Context<'_>) -> TokenStream {
    let Context { api, names } = cx;
    let client = &api.client;
    let title = names.client().plain();
    let endpoint = api.endpoint().unwrap_or_default();
    let variables = api.servers.first().and_then(server::variables);
    let variable = client
        .endpoint_variable
        .as_ref()
        .map(|variable| quote! { .endpoint_env(#variable) });
    let request_id = client
        .request_id_header
        .as_ref()
        .map(|header| quote! { .request_id_header(#header) });
    let steps = |steps: &[String]| {
        if steps.is_empty() {
            None
        } else {
            Some(quote! { &[#(#steps),*] })
        }
    };
    let code = steps(&client.error_code).map(|steps| quote! { .error_code(#steps) });
    let message = steps(&client.error_message).map(|steps| quote! { .error_message(#steps) });
    let parameters =
        steps(&client.parameter_errors).map(|steps| quote! { .parameter_errors(#steps) });
    let credentials = client.credentials.iter();
    let schemes: Vec<_> = credentials
        .map(|it| names.credential_constant(it))
        .collect();
    let optional = (!schemes.is_empty() && !api.needs_credential())
        .then(|| quote! { .credential_is_optional() });
    let schemes = (!schemes.is_empty()).then(|| quote! { .schemes(&[#(#schemes),*]) });
    quote! { static API: Api = Api::new(#title, #endpoint) #variables #variable #request_id #code #message #parameters #schemes #optional; }
}

fn client(cx: Context<'_>) -> TokenStream {
    let Context { api, names } = cx;
    let (name, builder) = (names.client(), names.client_builder());
    let docs = text(&format!(
        "A client of {}. Cheap to clone.",
        super::doc::the_api(&api.title, super::doc::wire)
    ));
    let prefix = quote! { crate:: };
    let accessors = operations::accessors(cx, &[], &prefix);
    let allow = match api.operations.is_empty() {
        true => Some(quote! { #[allow(dead_code, reason = "no operation can be called")] }),
        false => feature::used_by_groups(cx, &quote! { dead_code }),
    };
    let mock = samples::exist(api).then(|| {
        quote! {
            /// Creates a transport for tests, which responds with the samples of the documentation.
            #[cfg(feature = "samples")]
            pub fn mock() -> seamstress_runtime::testing::Mock {
                seamstress_runtime::testing::Mock::from_samples(include_str!("samples.json"))
            }
        }
    });
    let errors = match api.needs_credential() {
        true => quote! {
            /// If the environment has no credential, several, or one that cannot be sent.
        },
        false => quote! {
            /// If the environment has several credentials, or one that cannot be sent.
        },
    };
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name {
            #allow
            pub(crate) client: Client,
        }
        impl #name {
            /// Creates a client with the credential of the environment.
            ///
            /// # Errors
            ///
            #errors
            pub fn from_env() -> Result<Self, Error> {
                Self::builder().build()
            }
            /// Returns a builder for a client.
            pub fn builder() -> #builder {
                #builder { inner: ClientBuilder::new(&API) }
            }
            #mock
            #(#accessors)*
        }
    }
}
