//! What an operation's method takes, and how it becomes what is sent.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{
        Context, argument, debug, doc,
        parameter::{Parameter, parameter},
        ty::{Scope, named},
    },
    ident::RustIdent,
    ir::{Argument, FieldSignature, Operation, Shape, Signature},
};

/// The parameters of a method, and the value of `params` that is made of them, where there are
/// some.
pub(super) struct Parameters {
    pub(super) list: Vec<TokenStream>,
    pub(super) params: Option<TokenStream>,
}

pub(super) fn parameters(cx: Context<'_>, operation: &Operation) -> Parameters {
    match &operation.signature {
        Signature::Empty => Parameters {
            list: Vec::new(),
            params: None,
        },
        Signature::Body(shape) => whole(cx, operation, shape),
        Signature::Fields(signature) => fields(cx, operation, signature),
    }
}

/// `body: impl IntoIterator<Item = …>`
fn whole(cx: Context<'_>, operation: &Operation, body: &Shape) -> Parameters {
    let name = cx.names.body_argument(&operation.key);
    let Parameter { ty, value } = parameter(cx, body, name, Scope::Models);
    Parameters {
        list: vec![quote! { #name: #ty }],
        params: Some(value),
    }
}

/// `id: impl Into<…>, args: CreateArgs`
fn fields(cx: Context<'_>, operation: &Operation, signature: &FieldSignature) -> Parameters {
    let names = cx.names;
    let params = &signature.params;
    let args = args_name(cx, signature);
    let positional = signature.positional.iter();
    let positional = positional.map(|it| argument::parameter(cx, params, it, Scope::Models));
    let arguments = names.arguments(&operation.key);
    let arguments = arguments.map(|ty| quote! { #args: #ty });
    let is_named = |argument: &Argument| {
        let mut named = signature.named.iter();
        named.any(|other| other.wire() == argument.wire())
    };
    let values = signature.constructor.iter().map(|it| {
        let name = argument::name(names, params, it);
        if is_named(it) {
            quote! { #args.#name }
        } else {
            quote! { #name }
        }
    });
    let ty = named(names, params, Scope::Models);
    Parameters {
        list: positional.chain(arguments).collect(),
        params: Some(quote! { #ty::new(#(#values),*) }),
    }
}

/// The name of the argument that holds those that are given by name: one that none beside
/// it has.
fn args_name(cx: Context<'_>, signature: &FieldSignature) -> RustIdent {
    let is_free = |candidate: &&str| {
        let mut positional = signature.positional.iter();
        !positional.any(|it| argument::name(cx.names, &signature.params, it).plain() == *candidate)
    };
    let candidates = ["args", "arguments", "named_arguments"];
    RustIdent::literal(candidates.into_iter().find(is_free).unwrap_or("args"))
}

/// The struct of the arguments that are given by name, where there are some.
pub(super) fn named_arguments(cx: Context<'_>, operation: &Operation) -> Option<TokenStream> {
    let names = cx.names;
    let name = names.arguments(&operation.key)?;
    let signature = operation.signature.fields()?;
    let fields = signature.named.iter().map(|argument| {
        let docs = match argument {
            Argument::Field(field) => doc::doc(&field.docs, &doc::wire(&field.wire)),
            Argument::OneOf(_) => doc::text("Exactly one of several alternatives."),
        };
        let name = argument::name(names, &signature.params, argument);
        let ty = argument::field_ty(names, argument, Scope::Models);
        quote! { #docs pub #name: #ty, }
    });
    let builder = names.request_builder(&operation.key);
    let docs = doc::text(&format!("Required arguments of [`{builder}`]."));
    let parts = signature.named.iter().map(|argument| debug::Part {
        name: argument::name(names, &signature.params, argument),
        secret: argument.is_secret(),
    });
    let has_secrets = signature.named.iter().any(Argument::is_secret);
    let derive = debug::derive(has_secrets);
    let debug = has_secrets.then(|| debug::structure(name, parts));
    Some(quote! {
        #docs
        #[derive(Clone #derive, PartialEq)]
        pub struct #name {
            #(#fields)*
        }
        #debug
    })
}
