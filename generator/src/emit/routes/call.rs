//! One operation: its facts, its method, and the builder that the method returns.

use proc_macro2::TokenStream;
use quote::quote;

use super::argument;
use crate::{
    emit::{
        conventions::constant,
        doc::text,
        example,
        setter::{allow_deprecated, deprecated, setters},
        ty::{Scope, answer_ty, ty},
    },
    ident::RustIdent,
    ir::{Api, Operation},
};

/// Everything that one operation adds to its group.
pub(super) fn block(api: &Api, operation: &Operation, handle: &RustIdent) -> Vec<TokenStream> {
    let mut items = vec![
        facts(api, operation),
        method(api, operation, handle),
        builder(api, operation),
    ];
    items.extend(argument::by_name(api, operation));
    items.push(methods(api, operation));
    items.push(future(api, operation));
    items
}

/// `static CREATE: Op = Op::post("/user_identities/create").auth(&["api_key"]);`
fn facts(api: &Api, operation: &Operation) -> TokenStream {
    let name = operation.constant();
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
    let beside = operation
        .success()
        .map_or(&[][..], |response| &response.siblings);
    let beside = (!beside.is_empty()).then(|| quote! { .beside(&[#(#beside),*]) });
    let safe = operation.behavior.safe.then(|| quote! { .safe() });
    let paging = operation.behavior.paging.as_ref();
    let pages = paging.and_then(|member| api.paging.get(member)).map(|it| {
        let paging = constant(&it.rust);
        quote! { .pages(&crate::conventions::#paging) }
    });
    let long_running = operation.behavior.long_running.as_ref();
    let long_running = long_running
        .and_then(|member| api.long_running.get(member))
        .map(|it| {
            let long_running = constant(&it.rust);
            quote! { .long_running(&crate::conventions::#long_running) }
        });
    let visible = api.is_poll(&operation.key).then(|| quote! { pub(crate) });
    quote! {
        #visible static #name: Op =
            Op::#new #auth #envelope #optional #beside #safe #pages #long_running;
    }
}

/// The method of the group that begins the call.
fn method(api: &Api, operation: &Operation, handle: &RustIdent) -> TokenStream {
    let (name, builder) = (&operation.rust, &operation.builder);
    let docs = text(&example::docs(api, operation));
    let deprecated = deprecated(operation.lifecycle.deprecated.as_deref());
    let allow = allow_deprecated(operation.lifecycle.deprecated.is_some());
    let (parameters, params) = argument::given(api, operation);
    let client = quote! { client: self.client.clone() };
    let body = match (operation.input.params(), params) {
        (None, _) | (_, None) => quote! { #builder { #client } },
        (Some(_), Some(params)) => quote! { #params #builder { #client, params } },
    };
    quote! {
        impl #handle {
            #docs
            #deprecated
            #allow
            pub fn #name(&self, #(#parameters),*) -> #builder {
                #body
            }
        }
    }
}

/// The builder.
fn builder(api: &Api, operation: &Operation) -> TokenStream {
    let name = &operation.builder;
    let docs = text(&format!(
        "A call of `{}` that is being put together.",
        operation.key
    ));
    let params = operation.input.params().map(|params| {
        let ty = ty(api, params, Scope::Models);
        quote! {
            /// What is sent.
            pub params: #ty,
        }
    });
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[must_use = "a call does nothing until it is awaited"]
        pub struct #name {
            client: Client,
            #params
        }
    }
}

/// Setters, and the ways to send the call.
fn methods(api: &Api, operation: &Operation) -> TokenStream {
    let name = &operation.builder;
    let facts = operation.constant();
    let answer = answer_ty(api, operation, Scope::Models);
    let setters = argument::members(api, operation)
        .into_iter()
        .flat_map(|(_, members)| {
            members
                .fields
                .iter()
                .filter(|field| {
                    !field.presence.is_required() && operation.one_of_with(&field.wire).is_none()
                })
                .map(|field| setters(api, field, &quote! { self.params }, Scope::Models))
        });
    let body = operation
        .input
        .params()
        .map(|_| quote! { .json(self.params) });
    let no_wait = operation.behavior.long_running.as_ref().map(|_| {
        quote! {
            /// The call itself, which answers at once, though the work goes on.
            pub fn no_wait(self) -> Call<#answer> {
                self.call().no_wait()
            }
        }
    });
    let streams = api.page_item(operation).map(|item| {
        let item = ty(api, item, Scope::Models);
        quote! {
            /// This page and all that follow, one after another.
            pub fn pages(self) -> Pages<#item> {
                self.call().pages()
            }
            /// What this page lists and all that follow, one after another.
            pub fn items(self) -> Items<#item> {
                self.call().items()
            }
        }
    });
    quote! {
        impl #name {
            #(#setters)*
            #no_wait
            #streams
            /// The call itself, where its options are.
            pub fn call(self) -> Call<#answer> {
                Call::new(self.client, &#facts) #body
            }
            /// Sends the call.
            pub fn send(self) -> Pending<#answer> {
                self.call().send()
            }
        }
    }
}

fn future(api: &Api, operation: &Operation) -> TokenStream {
    let name = &operation.builder;
    let answer = answer_ty(api, operation, Scope::Models);
    quote! {
        impl IntoFuture for #name {
            type Output = Result<#answer, Error>;
            type IntoFuture = Pending<#answer>;
            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    }
}
