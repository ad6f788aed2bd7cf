//! What the documentation marks as deprecated.

use proc_macro2::TokenStream;
use quote::quote;

/// `#[deprecated]` with the documentation's words, where it deprecates something.
pub(super) fn deprecated(deprecated: Option<&str>) -> TokenStream {
    match deprecated {
        None => quote! {},
        Some("") => {
            quote! { #[deprecated = "the API's documentation marks it as deprecated"] }
        }
        Some(why) => quote! { #[deprecated = #why] },
    }
}

/// Lets our own code touch what it marks as deprecated.
pub(super) fn allow_deprecated(is_deprecated: bool) -> TokenStream {
    if is_deprecated {
        quote! { #[allow(deprecated)] }
    } else {
        quote! {}
    }
}
