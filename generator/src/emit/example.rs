//! The sample of a page as Rust that is compiled.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::{
    Context, argument,
    ty::{Scope, named, one_of_ty},
};
use crate::{
    ident::RustIdent,
    ir::{
        Argument, Boxing, Branch, Field, OneOfArgument, Operation, Presence, ReturnedValue,
        RustType, Scalar, Shape, Signature, Struct, Tagging, TypeKey, TypeKind, Union,
    },
    json_type::JsonType,
};

/// The fence with the sample as Rust; `None` if the generated types cannot express the
/// sample, which `conformance` reports.
pub(super) fn example(cx: Context<'_>, operation: &Operation, json: &Value) -> Option<String> {
    let names = cx.names;
    let (library, client) = (names.library(), names.client());
    let variable = names.client_variable();
    let groups = names.group_path(&operation.namespace);
    let params = |own: &Struct| operation.input.body_as_params(own, json);
    let call = Writer { cx }.call(operation, json, params)?;
    let is_bound = !matches!(operation.returns().value, ReturnedValue::Nothing);
    let bind = is_bound.then(|| {
        let name = names.result_variable(&operation.key);
        quote! { let #name = }
    });
    // The lines that are hidden are written as text: the layout of the call must
    // not depend on the length of the names in them.
    let tokens = quote! { async fn example() { #bind #variable #(.#groups())* #call.await?; } };
    let begin = format!(
        "# async fn example({variable}: &{library}::{client}) -> Result<(), Box<dyn std::error::Error>> {{"
    );
    let file = syn::parse2::<syn::File>(tokens).ok()?;
    let text = prettyplease::unparse(&file);
    let lines: Vec<&str> = text.lines().collect();
    let [_, body @ .., _] = &lines[..] else {
        return None;
    };
    let mut fence = vec!["```no_run".to_owned(), begin];
    fence.extend(
        body.iter()
            .map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned()),
    );
    fence.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    Some(fence.join("\n"))
}

/// `.list().limit(2)`: the call of an operation with these parameters; `None` where they are not
/// values of its parameters.
pub(super) fn call(cx: Context<'_>, operation: &Operation, params: &Value) -> Option<TokenStream> {
    Writer { cx }.call(operation, params, |_| params.clone())
}

struct Writer<'a> {
    cx: Context<'a>,
}

impl Writer<'_> {
    /// `.create().email_address("jane@example.com")`. `body` is the body, where that is the only
    /// argument; `params` gives the parameters in the fields of their struct.
    fn call(
        &self,
        operation: &Operation,
        body: &Value,
        params: impl FnOnce(&Struct) -> Value,
    ) -> Option<TokenStream> {
        let names = self.cx.names;
        let name = names.method(&operation.key);
        let signature = match &operation.signature {
            Signature::Empty => return Some(quote! { .#name() }),
            Signature::Body(shape) => {
                let body = self.value(shape, body)?;
                return Some(quote! { .#name(#body) });
            }
            Signature::Fields(signature) => signature,
        };
        let own = self.cx.api.struct_at(&signature.params)?;
        let json = &params(own);
        let params = &signature.params;
        let positional = signature.positional.iter();
        let mut arguments: Vec<TokenStream> = positional
            .map(|argument| self.positional(argument, json))
            .collect::<Option<_>>()?;
        if let Some(args) = names.arguments(&operation.key) {
            let named = signature.named.iter();
            let named: Vec<TokenStream> = named
                .map(|argument| {
                    let name = argument::name(names, params, argument);
                    let value = self.named(argument, json)?;
                    Some(quote! { #name: #value })
                })
                .collect::<Option<_>>()?;
            let module = self.module(operation);
            arguments.push(quote! { #module #args { #(#named),* } });
        }
        let setters = self.setters(params, &signature.setters, json);
        Some(quote! { .#name(#(#arguments),*) #setters })
    }

    /// An argument among others.
    fn positional(&self, argument: &Argument, json: &Value) -> Option<TokenStream> {
        match argument {
            Argument::Field(field) => self.given(field, json.get(&field.wire)?),
            Argument::OneOf(one_of) => {
                let (field, value) = self.chosen(one_of, json)?;
                if one_of.is_own_id(field) {
                    self.passed(&field.shape, json.get(&field.wire)?)
                } else if one_of.is_selected_by_type(field) {
                    Some(value)
                } else {
                    Some(self.variant(one_of, field, &value))
                }
            }
        }
    }

    /// An argument that is given by name.
    fn named(&self, argument: &Argument, json: &Value) -> Option<TokenStream> {
        match argument {
            Argument::Field(field) => self.held(field, json.get(&field.wire)?),
            Argument::OneOf(one_of) => {
                let (field, value) = self.chosen(one_of, json)?;
                Some(self.variant(one_of, field, &value))
            }
        }
    }

    /// `seam_api::acs::credentials::`
    fn module(&self, operation: &Operation) -> TokenStream {
        let library = self.cx.names.library();
        let groups = self.cx.names.group_path(&operation.namespace);
        quote! { #library::#(#groups::)* }
    }

    /// The field that a sample gives of several, and its value.
    fn chosen<'a>(
        &self,
        one_of: &'a OneOfArgument,
        json: &Value,
    ) -> Option<(&'a Field, TokenStream)> {
        let (field, value) = one_of
            .fields
            .iter()
            .find_map(|field| Some((field, json.get(&field.wire)?)))?;
        Some((field, self.owned(&field.shape, value)?))
    }

    /// `seam_api::models::UserIdentitiesCreateContact::Email(…)`
    fn variant(&self, one_of: &OneOfArgument, field: &Field, value: &TokenStream) -> TokenStream {
        let names = self.cx.names;
        let library = names.library();
        let ty = one_of_ty(names, one_of, Scope::Models);
        let variant = names.one_of_variant(&one_of.operation, &one_of.wire, &field.wire);
        quote! { #library::#ty::#variant(#value) }
    }

    /// `.full_name("Jane Doe")` for each optional field that the sample gives.
    fn setters(&self, params: &TypeKey, fields: &[Field], json: &Value) -> TokenStream {
        let calls = fields.iter().filter_map(|field| {
            let name = self.cx.names.field(params, &field.wire);
            let value = json.get(&field.wire)?;
            if value.is_null() {
                return field.has_null_setter().then(|| {
                    let null = self.cx.names.null_setter(params, &field.wire);
                    quote! { .#null() }
                });
            }
            let value = self.passed(&field.shape, value)?;
            Some(quote! { .#name(#value) })
        });
        quote! { #(#calls)* }
    }

    /// A value as an argument takes it, null included.
    fn given(&self, field: &Field, json: &Value) -> Option<TokenStream> {
        match field.presence {
            Presence::RequiredNullable => self.held(field, json),
            _ => self.passed(&field.shape, json),
        }
    }

    /// A value as a field holds it, null included.
    fn held(&self, field: &Field, json: &Value) -> Option<TokenStream> {
        match field.presence {
            Presence::RequiredNullable if json.is_null() => Some(quote! { None }),
            Presence::RequiredNullable => {
                let value = self.owned(&field.shape, json)?;
                Some(quote! { Some(#value) })
            }
            _ => self.owned(&field.shape, json),
        }
    }

    /// A value as a setter takes it: strings stay literals.
    fn passed(&self, shape: &Shape, json: &Value) -> Option<TokenStream> {
        match (shape, json) {
            (Shape::Scalar(scalar), Value::String(text))
                if matches!(scalar.info().rust, RustType::String | RustType::IdAlias) =>
            {
                Some(literal(text))
            }
            (Shape::Scalar(Scalar::Number), Value::Number(number)) => match whole(number) {
                Some(value) => Some(quote! { #value }),
                None => self.value(shape, json),
            },
            (Shape::List(item), Value::Array(values)) if !item.nullable => {
                let values: Option<Vec<_>> = values
                    .iter()
                    .map(|value| self.passed(&item.shape, value))
                    .collect();
                let values = values?;
                // An empty array has no type to convert from.
                (!values.is_empty()).then(|| quote! { [#(#values),*] })
            }
            _ => self.value(shape, json),
        }
    }

    /// A value as a field holds it.
    fn owned(&self, shape: &Shape, json: &Value) -> Option<TokenStream> {
        match (shape, json) {
            (Shape::Scalar(scalar), Value::String(text)) if scalar.is_text() => {
                let text = literal(text);
                Some(quote! { #text.to_owned() })
            }
            (Shape::Scalar(Scalar::Id(kind)), Value::String(text)) => {
                let (library, name) = (self.cx.names.library(), self.cx.names.id(kind));
                let text = literal(text);
                Some(quote! { #library::models::#name::from(#text) })
            }
            (Shape::List(item), Value::Array(values)) if !item.nullable => {
                let values: Option<Vec<_>> = values
                    .iter()
                    .map(|value| self.owned(&item.shape, value))
                    .collect();
                let values = values?;
                Some(quote! { Vec::from([#(#values),*]) })
            }
            _ => self.value(shape, json),
        }
    }

    fn value(&self, shape: &Shape, json: &Value) -> Option<TokenStream> {
        match (shape, json) {
            (Shape::Scalar(scalar), json) => self.scalar(scalar, json),
            (Shape::Type(key), json) => self.of_type(key, json),
            _ => None,
        }
    }

    fn scalar(&self, scalar: &Scalar, json: &Value) -> Option<TokenStream> {
        let info = scalar.info();
        match (info.json, info.rust, json) {
            (JsonType::Boolean, _, Value::Bool(value)) => Some(quote! { #value }),
            (JsonType::Integer, _, Value::Number(number)) => {
                let value = match scalar {
                    Scalar::Unsigned => Literal::u64_unsuffixed(number.as_u64()?),
                    _ => Literal::i64_unsuffixed(number.as_i64()?),
                };
                Some(quote! { #value })
            }
            (JsonType::Number, _, Value::Number(number)) => {
                let value =
                    Literal::f64_unsuffixed(number.as_f64().filter(|value| value.is_finite())?);
                Some(quote! { #value })
            }
            (JsonType::String, RustType::Runtime(_), Value::String(text))
                if *scalar == Scalar::Upload =>
            {
                let library = self.cx.names.library();
                let text = literal(text);
                Some(quote! { #library::Upload::from(#text) })
            }
            // Samples have no names for parts.
            _ if *scalar == Scalar::FormPart => None,
            (JsonType::String, RustType::Runtime(name), Value::String(text)) => {
                let (library, name) = (self.cx.names.library(), RustIdent::literal(name));
                let text = literal(text);
                Some(quote! { #text.parse::<#library::#name>()? })
            }
            _ => None,
        }
    }

    fn of_type(&self, key: &TypeKey, json: &Value) -> Option<TokenStream> {
        let Context { api, names } = self.cx;
        let (library, name) = (names.library(), named(names, key, Scope::Models));
        let path = quote! { #library::#name };
        match &api.type_at(key)?.kind {
            TypeKind::Enum(inner) => {
                let text = json.as_str()?;
                let value = inner.values.iter().find(|value| *value == text)?;
                let variant = names.variant(key, value);
                Some(quote! { #path::#variant })
            }
            TypeKind::Struct(inner) => {
                let constructor = &inner.constructor;
                let arguments = constructor.arguments.iter();
                let values: Vec<TokenStream> = arguments
                    .map(|argument| self.positional(argument, json))
                    .collect::<Option<_>>()?;
                let setters = self.setters(key, &constructor.setters, json);
                Some(quote! { #path::new(#(#values),*) #setters })
            }
            TypeKind::Union(inner) => {
                // A union inside of itself would be tried with the same value for ever.
                let branches = inner.branches.iter();
                let mut branches = branches.filter(|it| !self.leads_to(&it.shape, key));
                let (branch, payload) = branches.find_map(|branch| {
                    if !is_selected(inner, branch, json) {
                        return None;
                    }
                    Some((branch, self.owned(&branch.shape, json)?))
                })?;
                let variant = names.variant(key, &branch.label);
                Some(match branch.boxing {
                    Boxing::None => quote! { #path::#variant(#payload) },
                    Boxing::Box => quote! { #path::#variant(Box::new(#payload)) },
                    Boxing::Erased => {
                        let library = names.library();
                        quote! { #path::#variant(#library::ErasedBox::new(#payload)) }
                    }
                })
            }
            TypeKind::Alias(_) => None,
        }
    }

    /// Whether a value of `shape` can be one of the union at `key`, by the branches of unions.
    fn leads_to(&self, shape: &Shape, key: &TypeKey) -> bool {
        let mut known = BTreeSet::new();
        let mut open = vec![shape];
        while let Some(shape) = open.pop() {
            let Shape::Type(found) = shape else { continue };
            if found == key {
                return true;
            }
            let kind = self.cx.api.type_at(found).map(|def| &def.kind);
            if let Some(TypeKind::Union(inner)) = kind
                && known.insert(found)
            {
                open.extend(inner.branches.iter().map(|branch| &branch.shape));
            }
        }
        false
    }
}

/// Whether the value has a string of its tag field that selects the branch, where strings do.
fn is_selected(union: &Union, branch: &Branch, json: &Value) -> bool {
    let member = match &union.tagging {
        Tagging::Tagged(member) => Some(member),
        Tagging::Untagged(members) => members.first().filter(|_| !branch.tags.is_empty()),
        Tagging::Undecided(_) => None,
    };
    member.is_none_or(|member| {
        let text = json.get(member).and_then(Value::as_str);
        text.is_some_and(|text| branch.tags.iter().any(|tag| tag == text))
    })
}

/// The number as a literal without a fraction, if it has none.
fn whole(number: &serde_json::Number) -> Option<Literal> {
    let value = i32::try_from(number.as_i64()?).ok()?;
    Some(Literal::i32_unsuffixed(value))
}

fn literal(text: &str) -> TokenStream {
    let literal = Literal::string(text);
    quote! { #literal }
}
