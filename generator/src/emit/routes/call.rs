//! One operation: its facts, its method, and the builder that the method returns.

use proc_macro2::TokenStream;
use quote::quote;

use super::argument;
use crate::{
    emit::{
        Context,
        doc::text,
        example,
        setter::{allow_deprecated, deprecated, setters},
        ty::{Scope, answer_ty, ty},
    },
    ir::Operation,
};

/// Everything that one operation adds to its group.
pub(super) fn block(cx: Context<'_>, operation: &Operation) -> Vec<TokenStream> {
    let mut items = vec![
        facts(cx, operation),
        method(cx, operation),
        builder(cx, operation),
    ];
    items.extend(argument::by_name(cx, operation));
    items.push(methods(cx, operation));
    items.push(future(cx, operation));
    items
}

/// `static CREATE: OperationSpec = Op::post("/user_identities/create").auth(&["api_key"]);`
fn facts(cx: Context<'_>, operation: &Operation) -> TokenStream {
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
    let beside = operation
        .success()
        .map_or(&[][..], |response| &response.siblings);
    let beside = (!beside.is_empty()).then(|| quote! { .siblings(&[#(#beside),*]) });
    let safe = operation.behavior.safe.then(|| quote! { .safe() });
    let paging = operation.behavior.paging.as_ref();
    let pages = paging.and_then(|member| api.paging.get(member)).map(|it| {
        let paging = names.convention(&it.member);
        quote! { .pages(&crate::conventions::#paging) }
    });
    let long_running = operation.behavior.long_running.as_ref();
    let long_running = long_running
        .and_then(|member| api.long_running.get(member))
        .map(|it| {
            let long_running = names.convention(&it.member);
            quote! { .long_running(&crate::conventions::#long_running) }
        });
    let visible = api.is_poll(&operation.key).then(|| quote! { pub(crate) });
    quote! {
        #visible static #name: OperationSpec =
            OperationSpec::#new #auth #envelope #optional #beside #safe #pages #long_running;
    }
}

/// The method of the group that begins the call.
fn method(cx: Context<'_>, operation: &Operation) -> TokenStream {
    let names = cx.names;
    let handle = names.handle(&operation.namespace);
    let name = names.method(&operation.key);
    let builder = names.request_builder(&operation.key);
    let docs = text(&example::docs(cx, operation));
    let deprecated = deprecated(operation.lifecycle.deprecated.as_deref());
    let allow = allow_deprecated(operation.lifecycle.deprecated.is_some());
    let (parameters, params) = argument::given(cx, operation);
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
fn builder(cx: Context<'_>, operation: &Operation) -> TokenStream {
    let name = cx.names.request_builder(&operation.key);
    let docs = text(&format!(
        "A call of `{}` that is being put together.",
        operation.key
    ));
    let params = operation.input.params().map(|params| {
        let ty = ty(cx.names, params, Scope::Models);
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
fn methods(cx: Context<'_>, operation: &Operation) -> TokenStream {
    let name = cx.names.request_builder(&operation.key);
    let facts = cx.names.operation_constant(&operation.key);
    let answer = answer_ty(cx.names, operation, Scope::Models);
    let setters = argument::members(cx, operation)
        .into_iter()
        .flat_map(|(key, members)| {
            members
                .fields
                .iter()
                .filter(|field| {
                    !field.presence.is_required() && operation.one_of_with(&field.wire).is_none()
                })
                .map(move |field| setters(cx, key, field, &quote! { self.params }, Scope::Models))
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
    let streams = operation.page_item().map(|item| {
        let item = ty(cx.names, item, Scope::Models);
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

fn future(cx: Context<'_>, operation: &Operation) -> TokenStream {
    let name = cx.names.request_builder(&operation.key);
    let answer = answer_ty(cx.names, operation, Scope::Models);
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
