//! The enum that an operation returns where the status decides what that is.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::{
    emit::{
        Context,
        doc::{text, wire},
        ty::{Scope, value_ty},
    },
    ir::{Operation, Response, ReturnedValue, StatusPattern},
};

/// The enum, and how a response becomes one; nothing where all responses are of one type.
pub(super) fn items(cx: Context<'_>, operation: &Operation) -> Vec<TokenStream> {
    let responses = operation.responses_by_status();
    if responses.is_empty() {
        return Vec::new();
    }
    let names = cx.names;
    let name = names.output(&operation.key);
    let docs = text(&format!(
        "What {} returns, by the status of the response.",
        wire(&operation.key.to_string())
    ));
    let variant = |response: &Response| names.output_variant(&operation.key, response.status);
    let variants = responses.iter().map(|response| {
        let variant = variant(response);
        let docs = text(&wire(&response.status.to_string()));
        match ReturnedValue::of(response) {
            ReturnedValue::Nothing => quote! { #docs #variant, },
            value => {
                let ty = value_ty(names, operation, value, Scope::Models);
                quote! { #docs #variant(#ty), }
            }
        }
    });
    // The most specific pattern comes first.
    let mut sorted: Vec<&Response> = responses.iter().collect();
    sorted.sort_by_key(|response| response.status);
    let arms = sorted.into_iter().map(|response| {
        let variant = variant(response);
        let pattern = match response.status {
            StatusPattern::Code(code) => {
                let code = Literal::u16_unsuffixed(code);
                quote! { #code }
            }
            // Of successes, there is no other class.
            StatusPattern::Range(_) | StatusPattern::Default => quote! { 200..=299 },
        };
        match ReturnedValue::of(response) {
            ReturnedValue::Nothing => quote! { #pattern => Self::#variant },
            _ => quote! { #pattern => Self::#variant(response.read()?) },
        }
    });
    let is_stream = |response: &Response| {
        let value = ReturnedValue::of(response);
        matches!(value, ReturnedValue::Events(_) | ReturnedValue::Lines(_))
    };
    let clone = (!responses.iter().any(is_stream)).then(|| quote! { Clone, });
    vec![
        quote! {
            #docs
            #[derive(#clone Debug)]
            #[allow(clippy::large_enum_variant)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants)*
                /// A status that the documentation does not list.
                Unknown(seamstress_runtime::Response<seamstress_runtime::bytes::Bytes>),
            }
        },
        quote! {
            impl seamstress_runtime::Output for #name {
                fn read(response: &seamstress_runtime::SuccessResponse) -> Result<Self, Error> {
                    Ok(match response.status() {
                        #(#arms,)*
                        _ => Self::Unknown(response.read()?),
                    })
                }
            }
        },
    ]
}
