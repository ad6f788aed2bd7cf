//! The tables of unions. Their code grows with the number of branches, never with
//! its square.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{
        Context,
        doc::{text, wire},
    },
    ident::RustIdent,
    ir::{Api, Branch, Names, Shape, Struct, Tagging, TypeKey, TypeKind, Union},
    json_type::JsonType,
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
    // A branch that is an untagged union itself has a row for each of its branches.
    let rows: Vec<Vec<TokenStream>> = inner
        .branches
        .iter()
        .map(|branch| branch_rows(api, &branch.shape, discriminators, &mut Vec::new()))
        .collect();
    let branch_rows = rows.iter().flatten();
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

/// The rows of a branch of this shape; none where nothing identifies it.
fn branch_rows<'a>(
    api: &'a Api,
    shape: &'a Shape,
    discriminators: &[String],
    enclosing: &mut Vec<&'a TypeKey>,
) -> Vec<TokenStream> {
    vec![match shape {
        Shape::Scalar(scalar) => match scalar.info().json {
            JsonType::Boolean => quote! { Branch::boolean() },
            JsonType::Integer => quote! { Branch::integer() },
            JsonType::Number => quote! { Branch::number() },
            JsonType::String => quote! { Branch::string() },
            // No scalar has such a type.
            JsonType::Null | JsonType::Array | JsonType::Object => return Vec::new(),
        },
        Shape::List(_) => quote! { Branch::array() },
        Shape::Map(_) => quote! { Branch::object(&[], &[]) },
        Shape::Json(_) | Shape::Inline(_) => return Vec::new(),
        Shape::Type(key) => match api.type_at(key).map(|def| &def.kind) {
            Some(TypeKind::Struct(inner)) => {
                let required = inner
                    .fields
                    .iter()
                    .filter(|field| field.presence.is_required())
                    .map(|field| &field.wire);
                let known = inner.fields.iter().map(|field| &field.wire);
                let discriminated = discriminated_by(api, inner, discriminators);
                quote! { Branch::object(&[#(#required),*], &[#(#known),*]) #discriminated }
            }
            Some(TypeKind::Enum(inner)) => {
                let values = &inner.values;
                quote! { Branch::values(&[#(#values),*]) }
            }
            Some(TypeKind::Union(Union {
                tagging: Tagging::Tagged(member),
                ..
            })) => {
                quote! { Branch::object(&[#member], &[#member]) }
            }
            // A union that contains itself adds no row that it does not have already.
            Some(TypeKind::Union(_)) if enclosing.contains(&key) => return Vec::new(),
            Some(TypeKind::Union(inner)) => {
                enclosing.push(key);
                let rows = inner
                    .branches
                    .iter()
                    .flat_map(|branch| branch_rows(api, &branch.shape, &[], enclosing));
                let rows = rows.collect();
                enclosing.pop();
                return rows;
            }
            Some(TypeKind::Alias(_)) | None => return Vec::new(),
        },
    }]
}

/// `.discriminated_by(&[("error_code", &["no_credential_on_encoder"])])`
fn discriminated_by(api: &Api, inner: &Struct, discriminators: &[String]) -> Option<TokenStream> {
    let members = discriminators.iter().filter_map(|member| {
        let Shape::Type(key) = &inner.field(member)?.shape else {
            return None;
        };
        match &api.type_at(key)?.kind {
            TypeKind::Enum(inner) => {
                let values = &inner.values;
                Some(quote! { (#member, &[#(#values),*]) })
            }
            _ => None,
        }
    });
    let members: Vec<_> = members.collect();
    (!members.is_empty()).then(|| quote! { .discriminated_by(&[#(#members),*]) })
}
