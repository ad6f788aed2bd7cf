//! The table that tells the runtime where each parameter is sent.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Binding, Location, Operation, PathStyle, QueryStyle};

/// `.bindings(&[Binding::path("pet_id"), Binding::query("limit")])`
pub(super) fn bindings(operation: &Operation) -> Option<TokenStream> {
    let bindings = &operation.input.bindings;
    if bindings.is_empty() {
        return None;
    }
    let bindings = bindings.iter().map(binding);
    Some(quote! { .bindings(&[#(#bindings),*]) })
}

/// One binding. What the specification takes by default is not written.
fn binding(binding: &Binding) -> TokenStream {
    let field = &binding.field;
    let is_renamed = binding.location != Location::Body && binding.wire != *field;
    let wire = is_renamed.then(|| {
        let wire = &binding.wire;
        quote! { .wire(#wire) }
    });
    let explode =
        |explode: bool, default: bool| (explode != default).then(|| quote! { .explode(#explode) });
    let reserved_call = |reserved: bool| reserved.then(|| quote! { .reserved() });
    let json = binding.json.then(|| quote! { .json() });
    let bound = match binding.location {
        Location::Path {
            style,
            explode: exploded,
            reserved,
        } => {
            let style = match style {
                PathStyle::Simple => None,
                PathStyle::Label => Some(quote! { .path_style(PathStyle::Label) }),
                PathStyle::Matrix => Some(quote! { .path_style(PathStyle::Matrix) }),
            };
            let explode = explode(exploded, false);
            let reserved = reserved_call(reserved);
            quote! { Binding::path(#field) #wire #style #explode #reserved }
        }
        Location::Query {
            style,
            explode: exploded,
            reserved,
        } => {
            let (name, explode) = match style {
                QueryStyle::Form => (None, explode(exploded, true)),
                QueryStyle::SpaceDelimited => {
                    (Some(quote! { SpaceDelimited }), explode(exploded, false))
                }
                QueryStyle::PipeDelimited => {
                    (Some(quote! { PipeDelimited }), explode(exploded, false))
                }
                // They have one form only.
                QueryStyle::DeepObject => (Some(quote! { DeepObject }), None),
                QueryStyle::Json => (Some(quote! { Json }), None),
            };
            let style = name.map(|name| quote! { .query_style(QueryStyle::#name) });
            let reserved = reserved_call(reserved);
            quote! { Binding::query(#field) #wire #style #explode #reserved }
        }
        Location::Header { explode: exploded } => {
            let explode = explode(exploded, false);
            quote! { Binding::header(#field) #wire #explode }
        }
        Location::Cookie { explode: exploded } => {
            let explode = explode(exploded, true);
            quote! { Binding::cookie(#field) #wire #explode }
        }
        Location::BodyField => quote! { Binding::body_field(#field) #wire },
        Location::Body => quote! { Binding::body(#field) },
    };
    quote! { #bound #json }
}
