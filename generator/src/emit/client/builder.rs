//! The client's builder: one method for each credential, and the runtime's own
//! settings.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{
        Context,
        client::credential::credential,
        doc::{text, wire},
        server::server as constant,
    },
    ir::{Api, Names, Scheme, Server, ServerVariable},
};

/// The builder's type and methods.
pub(super) fn builder(cx: Context<'_>) -> TokenStream {
    let Context { api, names } = cx;
    let (name, builder) = (names.client(), names.client_builder());
    let credentials = api.client.credentials.iter();
    let credentials = credentials.map(|it| credential(cx, it));
    let docs = text(&format!(
        "Builder for [`{name}`]. Invalid settings are reported by [`build`](Self::build)."
    ));
    let servers = api.other_servers().map(|it| server(names, it));
    let variables = api.server_variables().into_values();
    let variables = variables.map(|it| server_variable(names, it));
    let settings = settings(api);
    let errors = match api.needs_credential() {
        true => quote! {
            /// If a setting is invalid, or if there is no credential or more
            /// than one. Nothing is sent.
        },
        false => quote! {
            /// If a setting is invalid, or if the environment has more than one
            /// credential. Nothing is sent.
        },
    };
    quote! {
        #docs
        #[derive(Debug)]
        #[must_use = "the client is created by `build`"]
        pub struct #builder {
            inner: ClientBuilder,
        }
        impl #builder {
            #(#credentials)*
            #(#servers)*
            #(#variables)*
            #settings
            /// Creates the client.
            ///
            /// # Errors
            ///
            #errors
            pub fn build(self) -> Result<#name, Error> {
                Ok(#name { client: self.inner.build()? })
            }
        }
    }
}

/// The settings of the runtime, which every client has.
fn settings(api: &Api) -> TokenStream {
    let waits = !api.long_running.is_empty();
    let waiting = waits.then(|| {
        quote! {
            /// Returns without waiting for work that continues after the response.
            pub fn no_wait(self) -> Self {
                Self { inner: self.inner.no_wait() }
            }
            /// How long to wait for work that continues after the response; 10 seconds by default.
            pub fn wait_timeout(self, timeout: Duration) -> Self {
                Self { inner: self.inner.wait_timeout(timeout) }
            }
            /// How often to poll work that continues after the response; every second by default.
            pub fn poll_interval(self, interval: Duration) -> Self {
                Self { inner: self.inner.poll_interval(interval) }
            }
        }
    });
    let certificate = (!api.schemes.iter().all(Scheme::is_sent)).then(|| {
        quote! {
            ///
            /// Where the API needs a client certificate, it is the identity of this client.
        }
    });
    quote! {
        /// Sends no credential: calls that need one fail before they are sent.
        pub fn anonymous(self) -> Self {
            Self { inner: self.inner.anonymous() }
        }
        /// The URL that paths follow, in place of every documented server: absolute, and `https`
        /// unless it leads to this machine.
        pub fn base_url(self, url: impl Into<String>) -> Self {
            Self { inner: self.inner.base_url(url) }
        }
        /// Allows an `http` base URL, over which anyone on the way can read the credential.
        pub fn allow_http(self, allow: bool) -> Self {
            Self { inner: self.inner.allow_http(allow) }
        }
        /// The transport, instead of the default one.
        pub fn transport(self, transport: impl Transport) -> Self {
            Self { inner: self.inner.transport(transport) }
        }
        /// The HTTP client to send with, instead of one made for this client.
        #certificate
        #[cfg(feature = "reqwest")]
        pub fn reqwest(self, client: seamstress_runtime::reqwest::Client) -> Self {
            Self { inner: self.inner.reqwest(client) }
        }
        /// How long one attempt may take, from connecting to the last byte of the body; of a
        /// stream, to the head of the response, and from there from chunk to chunk.
        pub fn timeout(self, timeout: Duration) -> Self {
            Self { inner: self.inner.timeout(timeout) }
        }
        /// How long a call may take in all, with every attempt and every pause between them.
        pub fn deadline(self, deadline: Duration) -> Self {
            Self { inner: self.inner.deadline(deadline) }
        }
        /// How often a request is retried where that is safe; twice by default.
        pub fn retries(self, retries: u32) -> Self {
            Self { inner: self.inner.retries(retries) }
        }
        #waiting
        /// How many bytes the body of a response may have; of a stream, the largest event or line.
        pub fn max_body_size(self, bytes: usize) -> Self {
            Self { inner: self.inner.max_body_size(bytes) }
        }
        /// A header for every request. Headers of the credential win over it.
        pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
            Self { inner: self.inner.header(name, value) }
        }
        /// Calls `hook` for everything in responses that the documentation does not list.
        pub fn on_drift(self, hook: impl Fn(&Drift) + Send + Sync + 'static) -> Self {
            Self { inner: self.inner.on_drift(hook) }
        }
        /// Whether the hook gets unknown strings themselves, which can be personal data.
        pub fn drift_contents(self, contents: bool) -> Self {
            Self { inner: self.inner.drift_contents(contents) }
        }
        /// Whether responses that lack what the documentation requires are errors. By default,
        /// their missing fields are empty, and the hook for drift gets them.
        pub fn strict(self, strict: bool) -> Self {
            Self { inner: self.inner.strict(strict) }
        }
        /// Adds a hook that observes each request, without secrets and bodies.
        pub fn request_hook(self, hook: impl seamstress_runtime::RequestHook) -> Self {
            Self { inner: self.inner.request_hook(hook) }
        }
        /// Where environment variables are read; by default, the environment of the process.
        pub fn env(self, read: impl Fn(&str) -> Option<String> + 'static) -> Self {
            Self { inner: self.inner.env(read) }
        }
    }
}

/// `pub fn sandbox(self) -> Self`
fn server(names: &Names, server: &Server) -> TokenStream {
    let name = names.server(server);
    let docs = text(&format!("Sends requests to {}.", wire(&server.url)));
    let server = constant(server);
    quote! {
        #docs
        pub fn #name(self) -> Self {
            const SERVER: Server = #server;
            Self { inner: self.inner.server(SERVER) }
        }
    }
}

/// `pub fn region(self, region: impl Into<String>) -> Self`
fn server_variable(names: &Names, variable: &ServerVariable) -> TokenStream {
    let name = names.server_variable(variable);
    let ServerVariable {
        name: wire_name,
        default,
        values,
        docs,
    } = variable;
    let mut docs = docs.0.clone();
    if docs.is_empty() {
        docs = format!("Sets {} in the URL of the server.", wire(wire_name));
    }
    let listed: Vec<String> = values.iter().map(|value| wire(value)).collect();
    let listed = match listed[..] {
        [] => String::new(),
        _ => format!("One of {}; ", listed.join(", ")),
    };
    let default = match default {
        Some(default) => format!("{} by default.", wire(default)),
        None if listed.is_empty() => "It has no default.".to_owned(),
        None => "it has no default.".to_owned(),
    };
    let docs = text(&format!("{docs}\n\n{listed}{default}"));
    quote! {
        #docs
        pub fn #name(self, #name: impl Into<String>) -> Self {
            Self { inner: self.inner.server_variable(#wire_name, #name) }
        }
    }
}
