//! `new`, which takes what must be given.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens as _, quote};

use super::one_of;
use crate::{
    emit::{
        Context, argument,
        deprecation::allow_deprecated,
        doc::text,
        parameter::required,
        ty::{Scope, boxed_value},
    },
    ident::RustIdent,
    ir::{Argument, Constant, ConstantValue, Limit, Struct, TypeDef, TypeKey},
};

/// More parameters than this are too many for clippy.
const MOST_PARAMETERS: usize = 7;

/// `pub fn new(acs_user_id: impl Into<AcsUserId>) -> Self`
pub(super) fn constructor(
    cx: Context<'_>,
    key: &TypeKey,
    def: &TypeDef,
    inner: &Struct,
) -> TokenStream {
    let arguments = &inner.constructor.arguments;
    let parameters = arguments
        .iter()
        .map(|it| argument::parameter(cx, key, it, Scope::Bare));
    let fields: Vec<_> = arguments
        .iter()
        .filter_map(|argument| match argument {
            Argument::Field(field) => Some(field),
            Argument::OneOf(_) => None,
        })
        .collect();
    let values = fields.iter().map(|field| {
        let name = cx.names.field(key, &field.wire);
        field_value(name, &required(cx, key, field, Scope::Bare).value)
    });
    let constants = &inner.constructor.constants;
    let constant_values = constants.iter().map(|constant| {
        let name = cx.names.field(key, &constant.field.wire);
        let value = constant_value(cx, constant);
        quote! { #name: #value }
    });
    let values = values.chain(constant_values);
    let count = fields.len() + constants.len();
    let is_whole = count == inner.fields.len() && !def.keeps_others(key);
    let is_default = arguments.is_empty() && constants.is_empty();
    let made = match (is_default, is_whole) {
        (true, _) => quote! { Default::default() },
        (false, true) => quote! { Self { #(#values),* } },
        (false, false) => quote! { Self { #(#values,)* ..Wire::empty() } },
    };
    let choices: Vec<_> = inner
        .constructor
        .one_of()
        .map(|it| one_of::assign(cx.names, key, it))
        .collect();
    let made = if choices.is_empty() {
        made
    } else {
        quote! { let mut params = #made; #(#choices)* params }
    };
    let docs = text(if arguments.is_empty() {
        "Creates a value with nothing set."
    } else {
        "Creates a value with its required fields and nothing else set."
    });
    let allow = allow_deprecated(
        fields
            .iter()
            .copied()
            .chain(constants.iter().map(|constant| &constant.field))
            .any(|field| field.deprecated.is_some()),
    );
    let many = (arguments.len() > MOST_PARAMETERS)
        .then(|| quote! { #[allow(clippy::too_many_arguments)] });
    quote! {
        #docs
        #allow
        #many
        pub fn new(#(#parameters),*) -> Self {
            #made
        }
    }
}

/// The only value of a field.
fn constant_value(cx: Context<'_>, constant: &Constant) -> TokenStream {
    let value = match &constant.value {
        ConstantValue::Bool(value) => quote! { #value },
        ConstantValue::Number(Limit::Integer(value)) => {
            Literal::i64_unsuffixed(*value).into_token_stream()
        }
        ConstantValue::Number(Limit::Unsigned(value)) => {
            Literal::u64_unsuffixed(*value).into_token_stream()
        }
        ConstantValue::Number(Limit::Number(value)) => {
            Literal::f64_unsuffixed(*value).into_token_stream()
        }
        ConstantValue::Text(text) => quote! { #text.into() },
        ConstantValue::Variant(key, value) => {
            let (ty, variant) = (cx.names.ty(key), cx.names.variant(key, value));
            quote! { #ty::#variant }
        }
    };
    boxed_value(constant.field.boxing, value)
}

/// `name: value`, in Rust's shorthand where nothing is converted.
fn field_value(name: &RustIdent, value: &TokenStream) -> TokenStream {
    if value.to_string() == name.to_string() {
        quote! { #name }
    } else {
        quote! { #name: #value }
    }
}
