//! One operation: its facts, its method, and the builder that the method returns.

use proc_macro2::TokenStream;
use quote::quote;

use super::choice;
use crate::{
    emit::{
        doc::text,
        example,
        setter::{Parameter, allow_deprecated, deprecated, parameter, required, setters},
        ty::{Scope, named, ty},
    },
    ident::RustIdent,
    ir::{Api, Argument, Field, Operation, Request, Struct},
};

/// Everything that one operation adds to its group.
pub(super) fn block(api: &Api, operation: &Operation, handle: &RustIdent) -> Vec<TokenStream> {
    let mut items = vec![
        facts(operation),
        method(api, operation, handle),
        builder(api, operation),
    ];
    items.extend(arguments_struct(api, operation));
    items.extend(
        operation
            .choices
            .iter()
            .flat_map(|choice| choice::argument(api, operation, choice)),
    );
    items.push(methods(api, operation));
    items.push(future(api, operation));
    items
}

/// `static CREATE: Op = Op::post("/user_identities/create").auth(&["api_key"]);`
fn facts(operation: &Operation) -> TokenStream {
    let name = facts_name(operation);
    let path = &operation.key.path;
    let new = match operation.key.method.as_str() {
        "GET" => quote! { get(#path) },
        "POST" => quote! { post(#path) },
        "PUT" => quote! { put(#path) },
        "PATCH" => quote! { patch(#path) },
        "DELETE" => quote! { delete(#path) },
        method => quote! { new(#method, #path) },
    };
    let auth = operation
        .auth
        .as_ref()
        .map(|schemes| quote! { .auth(&[#(#schemes),*]) });
    let envelope = operation
        .response
        .envelope
        .as_ref()
        .map(|member| quote! { .envelope(#member) });
    quote! { static #name: Op = Op::#new #auth #envelope; }
}

fn facts_name(operation: &Operation) -> RustIdent {
    RustIdent::new(&operation.rust.plain().to_uppercase())
        .unwrap_or_else(|| operation.builder.clone())
}

/// The method of the group that begins the call.
fn method(api: &Api, operation: &Operation, handle: &RustIdent) -> TokenStream {
    let (name, builder) = (&operation.rust, &operation.builder);
    let docs = text(&example::docs(api, operation));
    let deprecated = deprecated(operation.deprecated);
    let allow = allow_deprecated(operation.deprecated);
    let (parameters, params) = given(api, operation);
    let client = quote! { client: self.client.clone() };
    let body = match (&operation.request, params) {
        (None, _) | (_, None) => quote! { #builder { #client } },
        (Some(_), Some(params)) => quote! { #params #builder { #client, params } },
    };
    quote! {
        impl #handle {
            #docs
            #deprecated
            #allow
            pub fn #name(&self, #(#parameters),*) -> #builder {
                #body
            }
        }
    }
}

/// The method's parameters, and the statements that make `params` of them.
fn given(api: &Api, operation: &Operation) -> (Vec<TokenStream>, Option<TokenStream>) {
    let Some(request) = &operation.request else {
        return (Vec::new(), None);
    };
    let Some((ty, members)) = members(api, request) else {
        let Some(name) = RustIdent::new("body") else {
            return (Vec::new(), None);
        };
        let Parameter { ty, value } = parameter(api, &request.shape, &name, Scope::Models);
        return (
            vec![quote! { #name: #ty }],
            Some(quote! { let params = #value; }),
        );
    };
    let by_name = !operation.arguments_struct.is_empty();
    let mut parameters = Vec::new();
    // `new` has a locked order of its own.
    let mut for_new: Vec<(&str, TokenStream)> = Vec::new();
    let mut choices = Vec::new();
    for argument in &operation.arguments {
        match argument {
            Argument::Member(wire) => {
                let Some(field) = members.field(wire) else {
                    continue;
                };
                let name = &field.rust;
                let Parameter { ty, .. } = required(api, field, Scope::Models);
                parameters.push(quote! { #name: #ty });
                for_new.push((
                    wire,
                    if by_name {
                        quote! { args.#name }
                    } else {
                        quote! { #name }
                    },
                ));
            }
            Argument::Choice(wire) => {
                let Some(choice) = operation.choices.iter().find(|choice| choice.wire == *wire)
                else {
                    continue;
                };
                let (name, ty) = (&choice.rust, &choice.type_rust);
                parameters.push(quote! { #name: impl Into<#ty> });
                choices.push(choice::fill(members, choice, by_name));
            }
            Argument::Body => {}
        }
    }
    let order = |wire: &str| members.arguments.iter().position(|name| name == wire);
    for_new.sort_by_key(|(wire, _)| order(wire));
    let values = for_new.into_iter().map(|(_, value)| value);
    let mutable = if choices.is_empty() {
        quote! {}
    } else {
        quote! { mut }
    };
    if by_name {
        let args = &operation.arguments_struct;
        parameters = vec![quote! { args: #args }];
    }
    (
        parameters,
        Some(quote! { let #mutable params = #ty::new(#(#values),*); #(#choices)* }),
    )
}

/// The struct of the body, and its type.
fn members<'a>(api: &'a Api, request: &Request) -> Option<(TokenStream, &'a Struct)> {
    let key = request.type_key()?;
    Some((named(api, key, Scope::Models), api.struct_at(key)?))
}

/// What is given by name, where there is too much to tell apart by place.
fn arguments_struct(api: &Api, operation: &Operation) -> Option<TokenStream> {
    if operation.arguments_struct.is_empty() {
        return None;
    }
    let (_, members) = members(api, operation.request.as_ref()?)?;
    let name = &operation.arguments_struct;
    let fields = operation
        .arguments
        .iter()
        .filter_map(|argument| match argument {
            Argument::Member(wire) => {
                let field = members.field(wire)?;
                let docs = crate::emit::doc::doc(&field.docs, &crate::emit::doc::wire(wire));
                let (name, ty) = (&field.rust, argument_ty(api, field));
                Some(quote! { #docs pub #name: #ty, })
            }
            Argument::Choice(wire) => {
                let choice = operation
                    .choices
                    .iter()
                    .find(|choice| choice.wire == *wire)?;
                let (name, ty) = (&choice.rust, &choice.type_rust);
                let docs = text("Exactly one of several.");
                Some(quote! { #docs pub #name: #ty, })
            }
            Argument::Body => None,
        });
    let docs = text(&format!("What [`{}`] must be given.", operation.builder));
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

/// The builder.
fn builder(api: &Api, operation: &Operation) -> TokenStream {
    let name = &operation.builder;
    let docs = text(&format!(
        "A call of `{}` that is being put together.",
        operation.key
    ));
    let params = operation.request.as_ref().map(|request| {
        let ty = ty(api, &request.shape, Scope::Models);
        quote! {
            /// What is sent.
            pub params: #ty,
        }
    });
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[must_use = "a call does nothing until it is awaited"]
        pub struct #name {
            client: Client,
            #params
        }
    }
}

/// Setters, and the ways to send the call.
fn methods(api: &Api, operation: &Operation) -> TokenStream {
    let name = &operation.builder;
    let facts = facts_name(operation);
    let answer = answer(api, operation);
    let setters = operation
        .request
        .iter()
        .filter_map(|request| members(api, request))
        .flat_map(|(_, members)| {
            members
                .fields
                .iter()
                .filter(|field| {
                    !field.presence.is_required() && operation.choice_of(&field.wire).is_none()
                })
                .map(|field| setters(api, field, &quote! { self.params }, Scope::Models))
        });
    let body = operation
        .request
        .as_ref()
        .map(|_| quote! { .json(self.params) });
    quote! {
        impl #name {
            #(#setters)*
            /// The call itself, where its options are.
            pub fn call(self) -> Call<#answer> {
                Call::new(self.client, &#facts) #body
            }
            /// Sends the call.
            pub fn send(self) -> Pending<#answer> {
                self.call().send()
            }
        }
    }
}

fn future(api: &Api, operation: &Operation) -> TokenStream {
    let name = &operation.builder;
    let answer = answer(api, operation);
    quote! {
        impl IntoFuture for #name {
            type Output = Result<#answer, Error>;
            type IntoFuture = Pending<#answer>;
            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    }
}

/// What the call returns.
fn answer(api: &Api, operation: &Operation) -> TokenStream {
    match &operation.response.value {
        Some(shape) => ty(api, shape, Scope::Models),
        None => quote! { () },
    }
}
