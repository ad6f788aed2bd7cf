//! `Debug` of types with secrets: what the derive would write, without their values.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ident::RustIdent;

/// A field, or the payload of a variant.
pub(super) struct Part<'a> {
    pub(super) name: &'a RustIdent,
    pub(super) secret: bool,
}

/// `, Debug` among the derives of a type, unless it has secrets.
pub(super) fn derive(has_secrets: bool) -> Option<TokenStream> {
    (!has_secrets).then(|| quote! { , Debug })
}

/// `Debug` of a struct whose secrets are parameters.
pub(super) fn structure<'a>(
    name: &RustIdent,
    fields: impl Iterator<Item = Part<'a>>,
) -> TokenStream {
    let ty = name.plain();
    let fields = fields.map(|Part { name, secret }| {
        let label = name.plain();
        let value = quote! { &self.#name };
        let value = if secret {
            quote! { &Redacted(#value) }
        } else {
            value
        };
        quote! { .field(#label, #value) }
    });
    implementation(name, &quote! { f.debug_struct(#ty) #(#fields)* .finish() })
}

/// `Debug` of an enum whose variants have one payload each.
pub(super) fn choice<'a>(
    name: &RustIdent,
    variants: impl Iterator<Item = Part<'a>>,
) -> TokenStream {
    let arms = variants.map(|Part { name, secret }| {
        let label = name.plain();
        let value = if secret {
            quote! { &Redacted(value) }
        } else {
            quote! { value }
        };
        quote! { Self::#name(value) => f.debug_tuple(#label).field(#value).finish() }
    });
    implementation(name, &quote! { match self { #(#arms,)* } })
}

fn implementation(name: &RustIdent, body: &TokenStream) -> TokenStream {
    quote! {
        impl ::std::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                #body
            }
        }
    }
}
