//! One operation: its facts, its method, and the builder that the method returns.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{
        doc::text,
        example,
        setter::{Parameter, allow_deprecated, deprecated, parameter, required, setters},
        ty::{Scope, named, returned_ty, ty},
    },
    ident::RustIdent,
    ir::{Api, Argument, Field, Operation, Request, Struct, TypeKey},
};

/// Everything that one operation adds to its group.
pub(super) fn block(api: &Api, operation: &Operation, handle: &RustIdent) -> Vec<TokenStream> {
    let mut items = vec![
        facts(operation),
        method(api, operation, handle),
        builder(api, operation),
    ];
    items.extend(arguments_struct(api, operation));
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
    let response = &operation.response;
    let envelope = response
        .envelope
        .as_ref()
        .map(|member| quote! { .envelope(#member) });
    let is_optional = response.envelope.is_some()
        && response
            .value
            .as_ref()
            .is_some_and(|value| !value.presence.is_required());
    let optional = is_optional.then(|| quote! { .optional() });
    let beside = &response.beside;
    let beside = (!beside.is_empty()).then(|| quote! { .beside(&[#(#beside),*]) });
    quote! { static #name: Op = Op::#new #auth #envelope #optional #beside; }
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
    let mut parameters = Vec::new();
    let mut names = Vec::new();
    for argument in &operation.arguments {
        let (name, ty) = match argument {
            Argument::Member(wire) => {
                let Some(field) = members.field(wire) else {
                    continue;
                };
                (&field.rust, required(api, field, Scope::Models).ty)
            }
            Argument::Choice(wire) => {
                let Some(choice) = operation.choice(wire) else {
                    continue;
                };
                let ty = &choice.type_rust;
                (&choice.rust, quote! { impl Into<models::#ty> })
            }
            Argument::Body => continue,
        };
        parameters.push(quote! { #name: #ty });
        names.push(name);
    }
    // Where `new` belongs to several operations, its order is its own.
    if operation.choices.is_empty() {
        let place = |name: &&RustIdent| {
            let wire = members
                .fields
                .iter()
                .find(|field| field.rust == **name)
                .map(|field| &field.wire);
            members
                .arguments
                .iter()
                .position(|argument| Some(argument) == wire)
        };
        if !is_own(request, operation) {
            names.sort_by_key(place);
        }
    }
    if operation.arguments_struct.is_empty() {
        return (
            parameters,
            Some(quote! { let params = #ty::new(#(#names),*); }),
        );
    }
    let args = &operation.arguments_struct;
    (
        vec![quote! { args: #args }],
        Some(quote! { let params = #ty::new(#(args.#names),*); }),
    )
}

/// Whether the body's type is declared in this operation and used by no other.
fn is_own(request: &Request, operation: &Operation) -> bool {
    request
        .type_key()
        .is_some_and(|key| *key == TypeKey::request(&operation.key))
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
                let choice = operation.choice(wire)?;
                let (name, ty) = (&choice.rust, &choice.type_rust);
                let docs = text("Exactly one of several.");
                Some(quote! { #docs pub #name: models::#ty, })
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
    returned_ty(api, operation.response.value.as_ref(), Scope::Models)
}
