//! The call that returns a stream, of an operation that returns something else by default.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{
        Context,
        doc::text,
        ty::{Scope, item_ty},
    },
    ir::{Operation, Payload, Presence, Switch},
};

/// `.events()` or `.lines()`: asks for the stream, and returns it.
pub(super) fn method(cx: Context<'_>, operation: &Operation) -> Option<TokenStream> {
    let names = cx.names;
    let content = operation.stream()?;
    let mut accept = None;
    let (name, kind, item, docs) = match &content.payload {
        Payload::Events(item) => (
            quote! { events },
            quote! { Events },
            item,
            "The call, which returns events as they arrive.",
        ),
        Payload::Lines(item) => {
            let media = content.media.to_string();
            accept = Some(quote! { .accept(#media) });
            (
                quote! { lines },
                quote! { Lines },
                item,
                "The call, which returns values as they arrive.",
            )
        }
        _ => return None,
    };
    let docs = text(docs);
    let item = item_ty(names, item, Scope::Models);
    let switch = operation.switch(&cx.api.types).map(|switch| {
        let Switch {
            outer,
            owner,
            field,
        } = switch;
        let outer = outer
            .map(|(key, field)| names.field(key, &field.wire))
            .into_iter();
        let target = names.field(owner, &field.wire);
        let value = match field.presence {
            Presence::Required => quote! { true },
            Presence::RequiredNullable | Presence::Optional => quote! { Some(true) },
            Presence::OptionalNullable => quote! { Nullable::Value(true) },
        };
        quote! {
            let mut params = self.params;
            params #(.#outer)* .#target = #value;
        }
    });
    let params = match (&switch, operation.input.params()) {
        (Some(_), _) => quote! { .params(params) },
        (None, Some(_)) => quote! { .params(self.params) },
        (None, None) => quote! {},
    };
    Some(quote! {
        #docs
        pub fn #name(self) -> Call<seamstress_runtime::#kind<#item>> {
            #switch
            self.call.returning() #params #accept
        }
    })
}
