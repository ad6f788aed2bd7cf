//! After this pass, every parameter outside of the body, and every field of a form with a
//! style, has a value that its style can write.
//!
//! The specification says how styles write scalars, lists of scalars, and objects of
//! scalars; lists in the style `deepObject` are written as PHP, Rack and Stripe read
//! them. An object that is written apart in a query is a parameter for each of its fields,
//! so that a list in it is written as that parameter would be. What is left undefined is
//! not guessed: such a parameter is a string, which the caller writes, and such a field is
//! written as its media type has it.

use super::Decisions;
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{
        Api, Binding, Input, Location, PartHeader, Payload, QueryStyle, Scalar, Shape, TypeKey,
        TypeKind, Types,
    },
};

/// Why a value cannot be written.
const UNDEFINED: &str = "the specification does not define how its style writes such a value";
/// What the documentation of such a parameter says.
const AS_GIVEN: &str =
    "Sent as text: how a value of the documented type is written is not defined.";

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for operation in api.operations.values_mut() {
        diagnostics.extend(fields_of_form(&api.types, &mut operation.input));
        let params = TypeKey::request(&operation.key);
        let mut unwritable = Vec::new();
        for binding in operation
            .input
            .bindings
            .iter_mut()
            .filter(|it| !it.is_in_body())
        {
            let field = api
                .types
                .struct_at(&params)
                .and_then(|it| it.field(&binding.field));
            let Some(field) = field else { continue };
            let form = form_of(&api.types, &field.shape, 0);
            if let Location::Query { style, .. } = &mut binding.location
                && *style == QueryStyle::DeepObject
                && form == Form::Scalar
            {
                // It means nothing for a scalar, which is written like any other.
                *style = QueryStyle::Form;
            }
            if !binding.json && !is_writable(form, binding.location) {
                diagnostics.push(diagnostic(binding));
                unwritable.push(binding.field.clone());
            }
        }
        let params = api.types.get_mut(&params).map(|def| &mut def.kind);
        let Some(TypeKind::Struct(params)) = params else {
            continue;
        };
        let fields = params.fields.iter_mut();
        for field in fields.filter(|it| unwritable.contains(&it.wire)) {
            field.shape = Shape::Scalar(Scalar::String);
            field.constraints.clear();
            field.docs = field.docs.with_paragraph(AS_GIVEN);
        }
    }
    diagnostics
}

/// Removes the styles of fields that cannot be written by them.
fn fields_of_form(types: &Types, input: &mut Input) -> Vec<Diagnostic> {
    let content = input.body.iter_mut().flat_map(|body| &mut body.contents);
    let mut diagnostics = Vec::new();
    for content in content {
        let (Payload::Form(value, parts) | Payload::Multipart(value, parts)) = &mut content.payload
        else {
            continue;
        };
        for part in parts.iter_mut() {
            let field = types
                .struct_of(&value.shape)
                .and_then(|it| it.field(&part.field));
            if !field.is_some_and(|it| takes_upload(types, &it.shape, 0)) {
                let all = std::mem::take(&mut part.headers).into_iter();
                let (sent, unsent) = all.partition::<Vec<_>, _>(|it| it.constant.is_some());
                part.headers = sent;
                diagnostics.extend(unsent.iter().map(|it| unsent_header(&part.field, it)));
            }
            let (Some(field), Some((style, explode))) = (field, part.style) else {
                continue;
            };
            // The elements of a list are written apart, each as its media type has it.
            let is_apart = style == QueryStyle::Form && explode;
            let is_list = is_apart && matches!(field.shape, Shape::List(_));
            let location = Location::Query {
                style,
                explode,
                reserved: false,
            };
            if !is_list && !is_writable(form_of(types, &field.shape, 0), location) {
                part.style = None;
                let message = format!("the field `{}` is sent without its style", part.field);
                diagnostics.push(
                    Diagnostic::new(Code::UnsupportedFeature, message).at(&part.origin, UNDEFINED),
                );
            }
        }
        parts.retain(|part| !part.is_default());
    }
    diagnostics
}

/// Whether callers can give an upload for the field, and headers with it.
fn takes_upload(types: &Types, shape: &Shape, depth: usize) -> bool {
    match shape {
        Shape::Scalar(Scalar::Upload) => true,
        Shape::List(item) => takes_upload(types, &item.shape, depth),
        Shape::Type(key) if depth <= DEEPEST => match types.get(key).map(|def| &def.kind) {
            Some(TypeKind::Union(inner)) => {
                let mut branches = inner.branches.iter();
                branches.any(|branch| takes_upload(types, &branch.shape, depth + 1))
            }
            Some(TypeKind::Alias(item)) => takes_upload(types, &item.shape, depth + 1),
            _ => false,
        },
        _ => false,
    }
}

fn unsent_header(part: &str, header: &PartHeader) -> Diagnostic {
    let name = &header.header.name;
    let message = format!("the part `{part}` is sent without the header `{name}`");
    let label = "callers set headers of bytes only; others are sent if they are required and have one value";
    Diagnostic::new(Code::UnsupportedFeature, message).at(&header.origin, label)
}

/// What a style has to write, the most demanding branch of a union deciding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Scalar,
    /// A list of scalars.
    List,
    /// An object of scalars.
    Object,
    /// An object of scalars and lists of scalars.
    ObjectOfLists,
    /// Lists in lists, objects in lists or in objects.
    Nested,
}

/// How deep unions in unions are followed.
const DEEPEST: usize = 8;

fn form_of(types: &Types, shape: &Shape, depth: usize) -> Form {
    let form = |shape: &Shape| form_of(types, shape, depth + 1);
    let object_of = |values: Option<Form>| match values {
        None | Some(Form::Scalar) => Form::Object,
        Some(Form::List) => Form::ObjectOfLists,
        Some(Form::Object | Form::ObjectOfLists | Form::Nested) => Form::Nested,
    };
    if depth > DEEPEST {
        return Form::Nested;
    }
    match shape {
        Shape::Scalar(_) | Shape::Json(_) => Form::Scalar,
        Shape::List(item) if form(&item.shape) == Form::Scalar => Form::List,
        Shape::Map(item) => object_of(Some(form(&item.shape))),
        Shape::List(_) | Shape::Inline(_) => Form::Nested,
        Shape::Type(key) => match types.get(key).map(|def| &def.kind) {
            Some(TypeKind::Enum(_)) => Form::Scalar,
            Some(TypeKind::Struct(inner)) => {
                let forms = inner.fields.iter().map(|field| form(&field.shape));
                object_of(forms.max())
            }
            Some(TypeKind::Union(inner)) => {
                let branches = inner.branches.iter();
                let forms = branches.map(|branch| form(&branch.shape));
                forms.max().unwrap_or(Form::Scalar)
            }
            Some(TypeKind::Alias(_)) | None => Form::Nested,
        },
    }
}

fn is_writable(form: Form, location: Location) -> bool {
    match location {
        Location::Query {
            style: QueryStyle::Json | QueryStyle::DeepObject,
            ..
        } => true,
        Location::Query { explode: true, .. } => form != Form::Nested,
        _ => !matches!(form, Form::ObjectOfLists | Form::Nested),
    }
}

fn diagnostic(binding: &Binding) -> Diagnostic {
    let place = binding.location.as_str();
    let message = format!("the {place} parameter `{}` is taken as text", binding.wire);
    Diagnostic::new(Code::UnsupportedFeature, message).at(&binding.origin, UNDEFINED)
}
