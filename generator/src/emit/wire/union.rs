//! The tables of unions. Their code grows with the number of branches, never with
//! its square.

mod branch;

use proc_macro2::TokenStream;
use quote::quote;

use self::branch::Row;
use crate::{
    emit::{
        Context,
        doc::{text, wire},
    },
    ident::RustIdent,
    ir::{Branch, Names, Tagging, TypeKey, Union},
};

/// The tables of a union.
pub(super) fn tables(cx: Context<'_>, key: &TypeKey, inner: &Union) -> TokenStream {
    match &inner.tagging {
        Tagging::Tagged(member) => tagged(cx.names, key, inner, member),
        Tagging::Untagged(discriminators) => untagged(cx, key, inner, discriminators),
        Tagging::Undecided(_) => untagged(cx, key, inner, &[]),
    }
}

fn tagged(names: &Names, key: &TypeKey, inner: &Union, member: &str) -> TokenStream {
    let name = names.ty(key);
    let variant = |branch: &Branch| names.variant(key, &branch.label);
    let refs = inner.branches.iter().map(|branch| {
        let (variant, tag) = (variant(branch), branch.tag.as_deref().unwrap_or_default());
        quote! { Self::#variant(value) => ValueRef::Tagged(#member, #tag, value) }
    });
    let selects = inner.branches.iter().map(|branch| {
        let (variant, tag) = (variant(branch), branch.tag.as_deref().unwrap_or_default());
        quote! { #tag => Self::#variant(Wire::empty()) }
    });
    let places = inner.branches.iter().map(|branch| {
        let variant = variant(branch);
        quote! { Self::#variant(value) => value.to_mut() }
    });
    let tags = inner.branches.iter().map(|branch| {
        let (variant, tag) = (variant(branch), branch.tag.as_deref().unwrap_or_default());
        quote! { Self::#variant(_) => #tag }
    });
    let wire_impl = wire_impl(name, refs, &quote! { TaggedUnion });
    let others = inner
        .allows_others
        .then(|| quote! { fn allows_others(&self) -> bool { true } });
    let docs = text(&format!(
        "The value of {}, whether the documentation lists it or not.",
        wire(member)
    ));
    let method = names.tag_method(key);
    quote! {
        impl #name {
            #docs
            pub fn #method(&self) -> &str {
                match self {
                    #(#tags,)*
                    Self::Unknown(value) => value.field_str(#member),
                }
            }
        }
        #wire_impl
        impl TaggedUnion for #name {
            fn tag_key(&self) -> &'static str {
                #member
            }
            #others
            #[inline(never)]
            fn select(&mut self, tag: &str) -> ValueMut<'_> {
                *self = match tag {
                    #(#selects,)*
                    _ => Self::empty(),
                };
                match self {
                    #(#places,)*
                    Self::Unknown(value) => value.to_mut(),
                }
            }
        }
    }
}

/// What every union is to the runtime; `place` is how a value finds its branch.
fn wire_impl(
    name: &RustIdent,
    refs: impl Iterator<Item = TokenStream>,
    place: &TokenStream,
) -> TokenStream {
    quote! {
        impl Wire for #name {
            #[inline(never)]
            fn empty() -> Self {
                Self::Unknown(UnknownVariant::empty())
            }
            #[inline(never)]
            fn to_ref(&self) -> ValueRef<'_> {
                match self {
                    #(#refs,)*
                    Self::Unknown(value) => value.to_ref(),
                }
            }
            #[inline(never)]
            fn to_mut(&mut self) -> ValueMut<'_> {
                ValueMut::#place(self)
            }
            #[inline(never)]
            fn structure(&self) -> WireStructure<'_> {
                WireStructure::Own(self)
            }
        }
    }
}

fn untagged(
    cx: Context<'_>,
    key: &TypeKey,
    inner: &Union,
    discriminators: &[String],
) -> TokenStream {
    let Context { api, names } = cx;
    let name = names.ty(key);
    let variant = |branch: &Branch| names.variant(key, &branch.label);
    let fields = branch::Distinguishing::of(api, inner, discriminators);
    // A branch that is a union itself has a row for each of its branches.
    let rows: Vec<Vec<Row<'_>>> = inner
        .branches
        .iter()
        .map(|branch| branch::rows(api, key, &branch.shape, fields))
        .collect();
    let others = inner.allows_others.then(branch::any);
    let branch_rows = branch::constructors(api, rows.iter().flatten().chain(&others));
    let refs = inner.branches.iter().map(|branch| {
        let variant = variant(branch);
        quote! { Self::#variant(value) => value.to_ref() }
    });
    let mut first = 0;
    let mut selects = Vec::new();
    for (branch, rows) in inner.branches.iter().zip(&rows) {
        let variant = variant(branch);
        let places = first..first + rows.len();
        first = places.end;
        if !rows.is_empty() {
            let places = match (places.start, places.end - 1) {
                (start, last) if last - start > 1 => quote! { #start..=#last },
                _ => quote! { #(#places)|* },
            };
            selects.push(quote! { Some(#places) => Self::#variant(Wire::empty()) });
        }
    }
    let places = inner.branches.iter().map(|branch| {
        let variant = variant(branch);
        quote! { Self::#variant(value) => value.to_mut() }
    });
    let wire_impl = wire_impl(name, refs, &quote! { UntaggedUnion });
    quote! {
        #wire_impl
        impl UntaggedUnion for #name {
            fn branches(&self) -> &'static [Branch] {
                const { &[#(#branch_rows),*] }
            }
            #[inline(never)]
            fn select(&mut self, branch: Option<usize>) -> ValueMut<'_> {
                *self = match branch {
                    #(#selects,)*
                    _ => Self::empty(),
                };
                match self {
                    #(#places,)*
                    Self::Unknown(value) => value.to_mut(),
                }
            }
        }
    }
}
