//! What an operation's method takes, and how it becomes what is sent.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{
        doc,
        setter::{Parameter, parameter, required},
        ty::{Scope, named, ty},
    },
    ident::RustIdent,
    ir::{Api, Argument, Field, Operation, Shape, Struct},
};

/// The method's parameters, and the statement that makes `params` of them.
pub(super) fn given(api: &Api, operation: &Operation) -> (Vec<TokenStream>, Option<TokenStream>) {
    let Some(params) = operation.input.params() else {
        return (Vec::new(), None);
    };
    let Some((path, members)) = members(api, operation) else {
        return whole(api, params);
    };
    let name_of = |argument: &Argument| match argument {
        Argument::Member(wire) => members.field(wire).map(|field| &field.rust),
        Argument::Choice(wire) => operation.one_of(wire).map(|choice| &choice.rust),
        Argument::Body => None,
    };
    let type_of = |argument: &Argument| match argument {
        Argument::Member(wire) => members
            .field(wire)
            .map(|field| required(api, field, Scope::Models).ty),
        Argument::Choice(wire) => operation.one_of(wire).map(|choice| {
            let ty = &choice.type_rust;
            quote! { impl Into<models::#ty> }
        }),
        Argument::Body => None,
    };
    // `new` has an order of its own where several operations are sent the type.
    let arguments = operation
        .input
        .params_key()
        .map_or_else(Vec::new, |key| api.arguments_of(key));
    let names = arguments.iter().filter_map(name_of);
    if !operation.arguments_struct.is_empty() {
        let args = &operation.arguments_struct;
        return (
            vec![quote! { args: #args }],
            Some(quote! { let params = #path::new(#(args.#names),*); }),
        );
    }
    let parameters = operation.arguments.iter().filter_map(|argument| {
        let (name, ty) = (name_of(argument)?, type_of(argument)?);
        Some(quote! { #name: #ty })
    });
    (
        parameters.collect(),
        Some(quote! { let params = #path::new(#(#names),*); }),
    )
}

/// As [`given`], for a body that is no struct.
fn whole(api: &Api, body: &Shape) -> (Vec<TokenStream>, Option<TokenStream>) {
    let Some(name) = RustIdent::new("body") else {
        return (Vec::new(), None);
    };
    let Parameter { ty, value } = parameter(api, body, &name, Scope::Models);
    (
        vec![quote! { #name: #ty }],
        Some(quote! { let params = #value; }),
    )
}

/// The struct of the body, and its type.
pub(super) fn members<'a>(
    api: &'a Api,
    operation: &Operation,
) -> Option<(TokenStream, &'a Struct)> {
    let key = operation.input.params_key()?;
    Some((named(api, key, Scope::Models), api.struct_at(key)?))
}

/// What is given by name, where there is too much to tell apart by place.
pub(super) fn by_name(api: &Api, operation: &Operation) -> Option<TokenStream> {
    if operation.arguments_struct.is_empty() {
        return None;
    }
    let (_, members) = members(api, operation)?;
    let name = &operation.arguments_struct;
    let fields = operation
        .arguments
        .iter()
        .filter_map(|argument| match argument {
            Argument::Member(wire) => {
                let field = members.field(wire)?;
                let docs = doc::doc(&field.docs, &doc::wire(wire));
                let (name, ty) = (&field.rust, argument_ty(api, field));
                Some(quote! { #docs pub #name: #ty, })
            }
            Argument::Choice(wire) => {
                let choice = operation.one_of(wire)?;
                let (name, ty) = (&choice.rust, &choice.type_rust);
                let docs = doc::text("Exactly one of several.");
                Some(quote! { #docs pub #name: models::#ty, })
            }
            Argument::Body => None,
        });
    let docs = doc::text(&format!("What [`{}`] must be given.", operation.builder));
    Some(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name {
            #(#fields)*
        }
    })
}

fn argument_ty(api: &Api, field: &Field) -> TokenStream {
    let inner = ty(api, &field.shape, Scope::Models);
    if field.presence.is_nullable() {
        quote! { Option<#inner> }
    } else {
        inner
    }
}
