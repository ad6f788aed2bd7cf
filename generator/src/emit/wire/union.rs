//! Tables of unions. Their code grows with the number of branches, never with
//! its square.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, Kind, Shape, Tagging, TypeDef, Union};

/// How a union meets JSON.
pub(super) fn tables(api: &Api, def: &TypeDef, inner: &Union) -> TokenStream {
    match &inner.tagging {
        Tagging::Member(member) => tagged(def, inner, member),
        Tagging::Form | Tagging::Undecided(_) => by_form(api, def, inner),
    }
}

fn tagged(def: &TypeDef, inner: &Union, member: &str) -> TokenStream {
    let name = &def.rust;
    let refs = inner.branches.iter().map(|branch| {
        let (variant, tag) = (&branch.rust, branch.tag.as_deref().unwrap_or_default());
        quote! { Self::#variant(value) => Ref::Tagged(#member, #tag, value) }
    });
    let selects = inner.branches.iter().map(|branch| {
        let (variant, tag) = (&branch.rust, branch.tag.as_deref().unwrap_or_default());
        quote! { #tag => Self::#variant(Wire::blank()) }
    });
    let places = inner.branches.iter().map(|branch| {
        let variant = &branch.rust;
        quote! { Self::#variant(value) => value.to_mut() }
    });
    quote! {
        impl Wire for #name {
            fn blank() -> Self {
                Self::Unknown(UnknownVariant::blank())
            }
            fn to_ref(&self) -> Ref<'_> {
                match self {
                    #(#refs,)*
                    Self::Unknown(value) => value.to_ref(),
                }
            }
            fn to_mut(&mut self) -> Mut<'_> {
                Mut::Union(self)
            }
        }
        impl Union for #name {
            fn tag_key(&self) -> &'static str {
                #member
            }
            fn select(&mut self, tag: &str) -> Mut<'_> {
                *self = match tag {
                    #(#selects,)*
                    _ => Self::blank(),
                };
                match self {
                    #(#places,)*
                    Self::Unknown(value) => value.to_mut(),
                }
            }
        }
    }
}

fn by_form(api: &Api, def: &TypeDef, inner: &Union) -> TokenStream {
    let name = &def.rust;
    let forms = inner.branches.iter().map(|branch| form(api, &branch.shape));
    let refs = inner.branches.iter().map(|branch| {
        let variant = &branch.rust;
        quote! { Self::#variant(value) => value.to_ref() }
    });
    let selects = inner.branches.iter().enumerate().map(|(index, branch)| {
        let variant = &branch.rust;
        quote! { Some(#index) => Self::#variant(Wire::blank()) }
    });
    let places = inner.branches.iter().map(|branch| {
        let variant = &branch.rust;
        quote! { Self::#variant(value) => value.to_mut() }
    });
    quote! {
        impl Wire for #name {
            fn blank() -> Self {
                Self::Unknown(UnknownVariant::blank())
            }
            fn to_ref(&self) -> Ref<'_> {
                match self {
                    #(#refs,)*
                    Self::Unknown(value) => value.to_ref(),
                }
            }
            fn to_mut(&mut self) -> Mut<'_> {
                Mut::Choice(self)
            }
        }
        impl Choice for #name {
            fn branches(&self) -> &'static [Branch] {
                const { &[#(#forms),*] }
            }
            fn select(&mut self, branch: Option<usize>) -> Mut<'_> {
                *self = match branch {
                    #(#selects,)*
                    _ => Self::blank(),
                };
                match self {
                    #(#places,)*
                    Self::Unknown(value) => value.to_mut(),
                }
            }
        }
    }
}

/// What a value of this shape looks like.
fn form(api: &Api, shape: &Shape) -> TokenStream {
    match shape {
        Shape::Bool { .. } => quote! { Branch::boolean() },
        Shape::Integer => quote! { Branch::integer() },
        Shape::Number => quote! { Branch::number() },
        Shape::Text | Shape::DateTime | Shape::Id(_) => quote! { Branch::string() },
        Shape::List(_) => quote! { Branch::array() },
        Shape::Map(_) | Shape::Inline(_) => quote! { Branch::object(&[], &[]) },
        Shape::Json(_) => quote! { Branch::any() },
        Shape::Type(key) => match api.type_at(key).map(|def| &def.kind) {
            Some(Kind::Struct(inner)) => {
                let required = inner
                    .fields
                    .iter()
                    .filter(|field| field.presence.is_required())
                    .map(|field| &field.wire);
                let known = inner.fields.iter().map(|field| &field.wire);
                quote! { Branch::object(&[#(#required),*], &[#(#known),*]) }
            }
            Some(Kind::Enum(inner)) => {
                let values = inner.values.iter().map(|value| &value.wire);
                quote! { Branch::values(&[#(#values),*]) }
            }
            Some(Kind::Union(inner)) => union_form(inner),
            Some(Kind::Alias(_)) | None => quote! { Branch::any() },
        },
    }
}

/// A union inside a union is an object that has its tag, or anything.
fn union_form(inner: &Union) -> TokenStream {
    match &inner.tagging {
        Tagging::Member(member) => quote! { Branch::object(&[#member], &[#member]) },
        _ => quote! { Branch::any() },
    }
}
