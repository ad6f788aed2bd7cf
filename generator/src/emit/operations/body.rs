//! How the runtime writes a body.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Input, PartEncoding, Payload, QueryStyle};

/// `.json_body()`, `.body(BodySpec::multipart(&[]))`
pub(super) fn body(input: &Input) -> Option<TokenStream> {
    let content = input.content()?;
    let optional = input.omits_empty_body().then(|| quote! { .optional() });
    let media = content.sent_media();
    Some(match &content.payload {
        Payload::Json(_) if media == "application/json" && optional.is_none() => {
            quote! { .json_body() }
        }
        Payload::Json(_) if content.media.is_lines() => {
            quote! { .body(BodySpec::lines(#media) #optional) }
        }
        Payload::Json(_) | Payload::Events(_) | Payload::Lines(_) => {
            quote! { .body(BodySpec::json(#media) #optional) }
        }
        Payload::Form(_, parts) => {
            let parts = parts.iter().map(part);
            quote! { .body(BodySpec::form(&[#(#parts),*]) #optional) }
        }
        Payload::Multipart(_, parts) => {
            let parts = parts.iter().filter(|it| is_written(it)).map(part);
            quote! { .body(BodySpec::multipart(&[#(#parts),*]) #optional) }
        }
        Payload::Text | Payload::Bytes => quote! { .body(BodySpec::raw(#media)) },
    })
}

/// Whether the runtime has to know the encoding: callers set headers that have several values.
fn is_written(part: &PartEncoding) -> bool {
    let mut headers = part.headers.iter();
    part.style.is_some() || part.media.is_some() || headers.any(|it| it.constant.is_some())
}

/// `PartSpec::new("metadata").style(QueryStyle::DeepObject, true)`
fn part(part: &PartEncoding) -> TokenStream {
    let field = &part.field;
    let style = part.style.map(|(style, explode)| {
        let style = match style {
            QueryStyle::Form => quote! { Form },
            QueryStyle::SpaceDelimited => quote! { SpaceDelimited },
            QueryStyle::PipeDelimited => quote! { PipeDelimited },
            QueryStyle::DeepObject => quote! { DeepObject },
            QueryStyle::Json => quote! { Json },
        };
        quote! { .style(QueryStyle::#style, #explode) }
    });
    let media = part.media.as_ref().map(|media| {
        let media = media.to_string();
        quote! { .media_type(#media) }
    });
    let headers = part.headers.iter().filter_map(|it| {
        let (name, value) = (&it.header.name, it.constant.as_ref()?);
        Some(quote! { (#name, #value) })
    });
    let headers: Vec<_> = headers.collect();
    let headers = (!headers.is_empty()).then(|| quote! { .headers(&[#(#headers),*]) });
    quote! { PartSpec::new(#field) #style #media #headers }
}
