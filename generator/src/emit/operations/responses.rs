//! How the runtime reads the responses of an operation.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{Operation, Payload, Response, ReturnedValue, StatusPattern};

/// `.responses(&[ResponseSpec::code(200).envelope("user_identity").siblings(&["ok"])])`
///
/// A status without an entry is read as that of its class, and else as the first one: only
/// others that are read in another way need one. A redirect without an entry is an error.
pub(super) fn responses(operation: &Operation) -> Option<TokenStream> {
    let reading = |response: &Response| reading(operation, response).to_string();
    let (first, others) = operation.responses.split_first()?;
    let by_first = reading(first);
    let is_class = |it: &Response| matches!(it.status, StatusPattern::Range(_));
    let has_class = operation.responses.iter().any(is_class);
    let others = others.iter();
    let others = others
        .filter(|other| has_class || other.status.is_redirect() || reading(other) != by_first);
    let entries = std::iter::once(first).chain(others);
    let entries = entries.map(|response| {
        let new = status(response.status);
        let reading = self::reading(operation, response);
        quote! { ResponseSpec::#new #reading }
    });
    Some(quote! { .responses(&[#(#entries),*]) })
}

fn status(status: StatusPattern) -> TokenStream {
    match status {
        StatusPattern::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote! { code(#code) }
        }
        StatusPattern::Range(class) => {
            let class = Literal::u8_unsuffixed(class);
            quote! { range(#class) }
        }
        StatusPattern::Default => quote! { fallback() },
    }
}

/// `.envelope("user_identity").siblings(&["ok"])`
fn reading(operation: &Operation, response: &Response) -> TokenStream {
    let returns_nothing = matches!(operation.returns().value, ReturnedValue::Nothing);
    match response.contents.first().map(|content| &content.payload) {
        None if !returns_nothing => return quote! { .empty() },
        Some(Payload::Text) => return quote! { .text() },
        _ => {}
    }
    let last_event = operation.behavior.last_event.as_ref();
    let last_event = last_event.map(|data| quote! { .last_event(#data) });
    let envelope = response.envelope.as_ref();
    let output = response.output.as_ref();
    let is_optional =
        envelope.is_some() && output.is_some_and(|output| !output.presence.is_required());
    let envelope = envelope.map(|field| quote! { .envelope(#field) });
    let siblings = &response.siblings;
    let siblings = (!siblings.is_empty()).then(|| quote! { .siblings(&[#(#siblings),*]) });
    let alternatives = &response.alternatives;
    let alternatives =
        (!alternatives.is_empty()).then(|| quote! { .alternatives(&[#(#alternatives),*]) });
    let optional = is_optional.then(|| quote! { .optional() });
    let or_text = response.is_json_or_text().then(|| quote! { .or_text() });
    quote! { #envelope #alternatives #siblings #optional #or_text #last_event }
}
