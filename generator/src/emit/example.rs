//! A method's documentation: what the pages say, where the call goes, and the
//! page's own sample as Rust that is compiled.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::{
    Context,
    doc::wire,
    ty::{Scope, named},
};
use crate::{
    ident::RustIdent,
    ir::{
        Argument, Field, OneOf, Operation, Presence, RustType, Scalar, Shape, Struct, Tagging,
        TypeKey, TypeKind,
    },
    json_type::JsonType,
    sample::{Sample, Side},
};

/// The documentation of an operation's method.
pub(super) fn docs(cx: Context<'_>, operation: &Operation) -> String {
    let call = format!(
        "{} {}",
        wire(&operation.key.method),
        wire(&operation.key.path)
    );
    let mut paragraphs = vec![operation.docs.0.clone(), call];
    if operation.lifecycle.inferred {
        paragraphs.push(
            "**Low confidence**: this was read from a page without a schema. Which parameters are required, and what is answered, may differ."
                .to_owned(),
        );
    }
    let mut samples: Vec<&Sample> = cx
        .api
        .samples_of(&operation.key)
        .iter()
        .filter(|sample| sample.side == Side::Request)
        .collect();
    samples.sort_by_key(|sample| sample.inferred);
    paragraphs.extend(
        samples
            .first()
            .and_then(|sample| example(cx, operation, &sample.json)),
    );
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n\n")
}

/// The fence with the sample as Rust; `None` where the sample cannot be said
/// with the generated types, which `agree` reports.
fn example(cx: Context<'_>, operation: &Operation, json: &Value) -> Option<String> {
    let names = cx.names;
    let (library, client) = (names.library(), names.client());
    let variable = names.client_variable();
    let groups = names.group_path(&operation.namespace);
    let call = Writer { cx }.call(operation, json)?;
    let value = operation.output();
    let bind = value.map(|_| {
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

struct Writer<'a> {
    cx: Context<'a>,
}

impl Writer<'_> {
    /// `.create().email_address("jane@example.com")`
    fn call(&self, operation: &Operation, json: &Value) -> Option<TokenStream> {
        let Context { api, names } = self.cx;
        let name = names.method(&operation.key);
        let Some(params) = operation.input.params() else {
            return Some(quote! { .#name() });
        };
        let own = operation.input.params_key();
        let Some((key, members)) = own.and_then(|key| Some((key, api.struct_at(key)?))) else {
            let body = self.value(params, json)?;
            return Some(quote! { .#name(#body) });
        };
        let by_name = names.arguments(operation);
        let mut arguments = Vec::new();
        for argument in &operation.arguments {
            let value = match argument {
                Argument::Member(wire) => {
                    let field = members.field(wire)?;
                    let json = json.get(wire)?;
                    if by_name.is_none() {
                        self.given(field, json)?
                    } else {
                        let name = names.field(key, wire);
                        let value = self.held(field, json)?;
                        quote! { #name: #value }
                    }
                }
                Argument::Choice(wire) => {
                    let choice = operation.one_of(wire)?;
                    let chosen = self.chosen(operation, choice, members, json)?;
                    let name = names.one_of_argument(&operation.key, wire);
                    if by_name.is_none() {
                        chosen
                    } else {
                        quote! { #name: #chosen }
                    }
                }
                Argument::Body => return None,
            };
            arguments.push(value);
        }
        let setters = self.setters(key, members, json, |field| {
            operation.one_of_with(&field.wire).is_none()
        });
        let Some(args) = by_name else {
            return Some(quote! { .#name(#(#arguments),*) #setters });
        };
        let module = self.module(operation);
        Some(quote! { .#name(#module #args { #(#arguments),* }) #setters })
    }

    /// `seam_api::acs::credentials::`
    fn module(&self, operation: &Operation) -> TokenStream {
        let library = self.cx.names.library();
        let groups = self.cx.names.group_path(&operation.namespace);
        quote! { #library::#(#groups::)* }
    }

    fn chosen(
        &self,
        operation: &Operation,
        choice: &OneOf,
        members: &Struct,
        json: &Value,
    ) -> Option<TokenStream> {
        let member = choice
            .fields
            .iter()
            .find(|member| json.get(member).is_some())?;
        let field = members.field(member)?;
        let value = self.owned(&field.shape, json.get(member)?)?;
        let ids = choice.fields.iter().filter(|other| {
            matches!((members.field(other).map(|field| &field.shape), &field.shape),
                (Some(Shape::Scalar(Scalar::Id(a))), Shape::Scalar(Scalar::Id(b))) if a == b)
        });
        if ids.count() == 1 && !operation.takes_named_arguments() {
            return Some(value);
        }
        let names = self.cx.names;
        let library = names.library();
        let ty = names.one_of(&operation.key, &choice.wire);
        let variant = names.one_of_variant(&operation.key, &choice.wire, member);
        Some(quote! { #library::models::#ty::#variant(#value) })
    }

    /// `.full_name("Jane Doe")` for each optional member that the sample gives.
    fn setters(
        &self,
        key: &TypeKey,
        members: &Struct,
        json: &Value,
        offered: impl Fn(&Field) -> bool,
    ) -> TokenStream {
        let setters = members
            .fields
            .iter()
            .filter(|field| !field.presence.is_required() && offered(field));
        let calls = setters.filter_map(|field| {
            let name = self.cx.names.field(key, &field.wire);
            let value = json.get(&field.wire)?;
            if value.is_null() {
                return field.has_null_setter().then(|| {
                    let null = self.cx.names.null_setter(key, &field.wire);
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

    /// A value as a setter takes it: texts stay texts.
    fn passed(&self, shape: &Shape, json: &Value) -> Option<TokenStream> {
        match (shape, json) {
            (Shape::Scalar(scalar), Value::String(text))
                if matches!(scalar.info().rust, RustType::String | RustType::IdAlias) =>
            {
                Some(literal(text))
            }
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
            (Shape::Scalar(Scalar::String), Value::String(text)) => {
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
            (Shape::Type(key), json) => self.named(key, json),
            _ => None,
        }
    }

    fn scalar(&self, scalar: &Scalar, json: &Value) -> Option<TokenStream> {
        let info = scalar.info();
        match (info.json, info.rust, json) {
            (JsonType::Boolean, _, Value::Bool(value)) => Some(quote! { #value }),
            (JsonType::Integer, _, Value::Number(number)) => {
                let value = Literal::i64_unsuffixed(number.as_i64()?);
                Some(quote! { #value })
            }
            (JsonType::Number, _, Value::Number(number)) => {
                let value =
                    Literal::f64_unsuffixed(number.as_f64().filter(|value| value.is_finite())?);
                Some(quote! { #value })
            }
            (JsonType::String, RustType::Runtime(name), Value::String(text)) => {
                let (library, name) = (self.cx.names.library(), RustIdent::new(name));
                let text = literal(text);
                Some(quote! { #text.parse::<#library::#name>()? })
            }
            _ => None,
        }
    }

    fn named(&self, key: &TypeKey, json: &Value) -> Option<TokenStream> {
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
                let values: Option<Vec<_>> = inner
                    .required()
                    .map(|field| self.given(field, json.get(&field.wire)?))
                    .collect();
                let values = values?;
                let setters = self.setters(key, inner, json, |_| true);
                Some(quote! { #path::new(#(#values),*) #setters })
            }
            TypeKind::Union(inner) => {
                let (branch, payload) = inner.branches.iter().find_map(|branch| {
                    if let Tagging::Tagged(member) = &inner.tagging
                        && branch.tag.as_deref() != json.get(member)?.as_str()
                    {
                        return None;
                    }
                    Some((branch, self.owned(&branch.shape, json)?))
                })?;
                let variant = names.variant(key, &branch.label);
                let payload = if branch.boxed {
                    quote! { Box::new(#payload) }
                } else {
                    payload
                };
                Some(quote! { #path::#variant(#payload) })
            }
            TypeKind::Alias(_) => None,
        }
    }
}

fn literal(text: &str) -> TokenStream {
    let literal = Literal::string(text);
    quote! { #literal }
}
