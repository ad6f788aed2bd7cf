//! The method of an operation, and the request builder that it returns.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    signature::{self, Parameters},
    stream,
};
use crate::{
    emit::{
        Context,
        deprecation::{allow_deprecated, deprecated},
        doc::{text, wire},
        operation_docs, setter,
        ty::{Scope, response_ty, ty},
    },
    ident::RustIdent,
    ir::{Operation, ReturnedValue, Returns},
    reserved,
};

/// The method of the group that returns the request builder.
pub(super) fn method(cx: Context<'_>, operation: &Operation) -> TokenStream {
    let names = cx.names;
    let handle = names.handle(&operation.namespace);
    let name = names.method(&operation.key);
    let builder = names.request_builder(&operation.key);
    let docs = text(&operation_docs::docs(cx, operation));
    let deprecated = deprecated(operation.lifecycle.deprecated.as_deref());
    let allow = allow_deprecated(operation.lifecycle.deprecated.is_some());
    let Parameters { list, params } = signature::parameters(cx, operation);
    // `self` is one of the seven that clippy allows.
    let many = (list.len() > 6).then(|| quote! { #[allow(clippy::too_many_arguments)] });
    let body = match params {
        None => quote! { #builder::new(&self.client) },
        Some(params) => quote! { #builder::new(&self.client, #params) },
    };
    quote! {
        impl #handle {
            #docs
            #deprecated
            #allow
            #many
            pub fn #name(&self, #(#list),*) -> #builder {
                #body
            }
        }
    }
}

/// The setters of the parameters.
pub(super) fn setters(cx: Context<'_>, operation: &Operation) -> Option<TokenStream> {
    let name = cx.names.request_builder(&operation.key);
    let rows = operation.signature.fields().into_iter();
    let rows = rows.flat_map(|signature| {
        let fields = signature.setters.iter();
        fields.map(|field| setter::row(cx, &signature.params, field, Scope::Models))
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| quote! { setters! { #name params; #(#rows;)* } })
}

/// Ways to send the request that not every operation has.
pub(super) fn methods(cx: Context<'_>, operation: &Operation) -> Option<TokenStream> {
    let name = cx.names.request_builder(&operation.key);
    let response = response_ty(cx.names, operation, Scope::Models);
    let no_wait = operation.behavior.long_running.as_ref().map(|_| {
        quote! {
            /// The call, which returns without waiting for the work to finish.
            pub fn no_wait(self) -> Call<#response> {
                self.call().no_wait()
            }
        }
    });
    let streams = operation.page_item().map(|item| {
        let item = ty(cx.names, item, Scope::Models);
        quote! {
            /// This page and all following pages, one after another.
            pub fn pages(self) -> Pages<#item> {
                self.call().pages()
            }
            /// The items of this page and of all following pages, one after another.
            pub fn items(self) -> Items<#item> {
                self.call().items()
            }
        }
    });
    let bytes = matches!(
        operation.returns(),
        Returns {
            value: ReturnedValue::Bytes,
            is_optional: false,
        }
    );
    let bytes = bytes.then(|| {
        quote! {
            /// The call, which returns the body as a stream.
            pub fn stream(self) -> Call<seamstress_runtime::ByteStream> {
                self.call().stream()
            }
        }
    });
    let stream = stream::method(cx, operation);
    let methods = quote! { #no_wait #streams #bytes #stream };
    (!methods.is_empty()).then(|| quote! { impl #name { #methods } })
}

/// The request builder: its type and what every one has, with the options of the call that this one
/// has by itself.
pub(super) fn builder(cx: Context<'_>, operation: &Operation) -> TokenStream {
    let name = cx.names.request_builder(&operation.key);
    let docs = text(&format!(
        "Request builder for {}.",
        wire(&operation.key.to_string())
    ));
    let spec = cx.names.operation_constant(&operation.key);
    let params = operation.input.params().map(|params| {
        let ty = ty(cx.names, params, Scope::Models);
        quote! { , params: #ty }
    });
    let response = response_ty(cx.names, operation, Scope::Models);
    let options = options(cx, operation);
    quote! {
        request_builder! {
            #docs pub struct #name(#spec #params) -> #response; #(#options;)*
        }
    }
}

/// `header = false`: the options of the call that the request builder has other than most, in the
/// order of the macro, which is that of their names.
fn options(cx: Context<'_>, operation: &Operation) -> Vec<TokenStream> {
    let own: Vec<_> = cx.names.request_options(&operation.key).collect();
    let most = reserved::OPTIONS.iter().map(|name| (name, true));
    let others = reserved::LONG_RUNNING_OPTIONS.iter();
    let options: BTreeMap<_, _> = most.chain(others.map(|name| (name, false))).collect();
    let rows = options.into_iter().filter_map(|(name, of_most)| {
        let is_own = own.iter().any(|it| it.plain() == *name);
        let name = RustIdent::new(name);
        (is_own != of_most).then(|| quote! { #name = #is_own })
    });
    rows.collect()
}
