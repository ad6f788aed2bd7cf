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
    let arms = sorted.iter().map(|response| {
        let variant = variant(response);
        let pattern = match response.status {
            StatusPattern::Code(code) => {
                let code = Literal::u16_unsuffixed(code);
                quote! { #code }
            }
            // Of successes, there is no other class.
            StatusPattern::Range(_) | StatusPattern::Default => quote! { _ },
        };
        match ReturnedValue::of(response) {
            ReturnedValue::Nothing => quote! { #pattern => Self::#variant },
            _ => quote! { #pattern => Self::#variant(response.read()?) },
        }
    });
    let is_code = |it: &&Response| matches!(it.status, StatusPattern::Code(_));
    let unknown = sorted
        .iter()
        .all(is_code)
        .then(|| quote! { _ => Self::Unknown(response.read()?), });
    let streams = streams(&sorted);
    let clone = streams.is_empty().then(|| quote! { Clone, });
    let reception = (!streams.is_empty()).then(|| {
        quote! {
            const RECEPTION: seamstress_runtime::Reception =
                seamstress_runtime::Reception::by_status(&[#(#streams),*]);
        }
    });
    vec![
        quote! {
            #docs
            #[derive(#clone Debug)]
            #[allow(clippy::large_enum_variant, reason = "one is made for each call, and read at once")]
            #[non_exhaustive]
            pub enum #name {
                #(#variants)*
                /// A status that the documentation does not list.
                Unknown(seamstress_runtime::Response<seamstress_runtime::bytes::Bytes>),
            }
        },
        quote! {
            impl seamstress_runtime::Output for #name {
                #reception
                fn read(response: &seamstress_runtime::SuccessResponse) -> Result<Self, Error> {
                    Ok(match response.status() {
                        #(#arms,)*
                        #unknown
                    })
                }
            }
        },
    ]
}

/// The ranges of statuses whose response is a stream; `sorted` has the most specific response
/// first.
fn streams(sorted: &[&Response]) -> Vec<TokenStream> {
    let is_stream = |status: u16| {
        let mut responses = sorted.iter();
        let found = responses.find(|response| match response.status {
            StatusPattern::Code(code) => code == status,
            StatusPattern::Range(_) | StatusPattern::Default => true,
        });
        let value = found.map(|response| ReturnedValue::of(response));
        matches!(
            value,
            Some(ReturnedValue::Events(_) | ReturnedValue::Lines(_))
        )
    };
    let successes: Vec<u16> = (200..=299).collect();
    let runs = successes.chunk_by(|one, other| is_stream(*one) == is_stream(*other));
    let runs = runs.filter(|run| is_stream(run[0]));
    let ranges = runs.map(|run| {
        let [first, last] = [run[0], run[run.len() - 1]].map(Literal::u16_unsuffixed);
        quote! { (#first, #last) }
    });
    ranges.collect()
}
