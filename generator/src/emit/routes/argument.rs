//! What an operation's method takes, and how it becomes what is sent.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{
        Context, doc,
        setter::{Parameter, parameter, required},
        ty::{Scope, named, ty},
    },
    ir::{Argument, Field, Names, Operation, Shape, Struct, TypeKey},
};

/// The method's parameters, and the statement that makes `params` of them.
pub(super) fn given(
    cx: Context<'_>,
    operation: &Operation,
) -> (Vec<TokenStream>, Option<TokenStream>) {
    let Some(params) = operation.input.params() else {
        return (Vec::new(), None);
    };
    let names = cx.names;
    let Some((key, members)) = members(cx, operation) else {
        return whole(cx, operation, params);
    };
    let path = named(names, key, Scope::Models);
    let name_of = |argument: &Argument| match argument {
        Argument::Member(wire) => Some(names.field(key, wire)),
        Argument::Choice(wire) => Some(names.one_of_argument(&operation.key, wire)),
        Argument::Body => None,
    };
    let type_of = |argument: &Argument| match argument {
        Argument::Member(wire) => members
            .field(wire)
            .map(|field| required(cx, key, field, Scope::Models).ty),
        Argument::Choice(wire) => {
            let ty = names.one_of(&operation.key, wire);
            Some(quote! { impl Into<models::#ty> })
        }
        Argument::Body => None,
    };
    // `new` has an order of its own where several operations are sent the type.
    let arguments = cx.api.arguments_of(key);
    let values = arguments.iter().filter_map(name_of);
    if let Some(args) = names.arguments(operation) {
        return (
            vec![quote! { args: #args }],
            Some(quote! { let params = #path::new(#(args.#values),*); }),
        );
    }
    let parameters = operation.arguments.iter().filter_map(|argument| {
        let (name, ty) = (name_of(argument)?, type_of(argument)?);
        Some(quote! { #name: #ty })
    });
    (
        parameters.collect(),
        Some(quote! { let params = #path::new(#(#values),*); }),
    )
}

/// As [`given`], for a body that is not a struct.
fn whole(
    cx: Context<'_>,
    operation: &Operation,
    body: &Shape,
) -> (Vec<TokenStream>, Option<TokenStream>) {
    let name = cx.names.body_argument(&operation.key);
    let Parameter { ty, value } = parameter(cx, body, name, Scope::Models);
    (
        vec![quote! { #name: #ty }],
        Some(quote! { let params = #value; }),
    )
}

/// The struct of the body, and its key.
pub(super) fn members<'a>(
    cx: Context<'a>,
    operation: &'a Operation,
) -> Option<(&'a TypeKey, &'a Struct)> {
    let key = operation.input.params_key()?;
    Some((key, cx.api.struct_at(key)?))
}

/// What is given by name, where there is too much to tell apart by place.
pub(super) fn by_name(cx: Context<'_>, operation: &Operation) -> Option<TokenStream> {
    let names = cx.names;
    let name = names.arguments(operation)?;
    let (key, members) = members(cx, operation)?;
    let fields = operation
        .arguments
        .iter()
        .filter_map(|argument| match argument {
            Argument::Member(wire) => {
                let field = members.field(wire)?;
                let docs = doc::doc(&field.docs, &doc::wire(wire));
                let (name, ty) = (names.field(key, wire), argument_ty(names, field));
                Some(quote! { #docs pub #name: #ty, })
            }
            Argument::Choice(wire) => {
                let name = names.one_of_argument(&operation.key, wire);
                let ty = names.one_of(&operation.key, wire);
                let docs = doc::text("Exactly one of several.");
                Some(quote! { #docs pub #name: models::#ty, })
            }
            Argument::Body => None,
        });
    let builder = names.request_builder(&operation.key);
    let docs = doc::text(&format!("What [`{builder}`] must be given."));
    Some(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name {
            #(#fields)*
        }
    })
}

fn argument_ty(names: &Names, field: &Field) -> TokenStream {
    let inner = ty(names, &field.shape, Scope::Models);
    if field.presence.is_nullable() {
        quote! { Option<#inner> }
    } else {
        inner
    }
}
