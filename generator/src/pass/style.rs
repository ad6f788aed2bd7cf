//! After this pass, every parameter outside of the body has a value that its style can
//! write.
//!
//! The specification says how styles write scalars, lists of scalars, and objects of
//! scalars; lists in the style `deepObject` are written as PHP, Rack and Stripe read
//! them. What is left undefined is not guessed: an optional parameter is left out
//! with a warning, and a required one takes its operation with it.

use super::Decisions;
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Api, Binding, Field, Location, QueryStyle, Shape, TypeKey, TypeKind, Types},
};

/// Why such an operation is left out.
const UNWRITABLE: &str = "a required parameter that cannot be written";

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut broken = Vec::new();
    for operation in api.operations.values_mut() {
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
                unwritable.push((binding.clone(), field.clone()));
            }
        }
        for (binding, field) in unwritable {
            let is_required = field.presence.is_required();
            diagnostics.push(diagnostic(&binding, &field));
            if is_required {
                broken.push(operation.key.clone());
            }
            operation
                .input
                .bindings
                .retain(|it| it.field != binding.field);
            if let Some(TypeKind::Struct(inner)) = api.types.get_mut(&params).map(|it| &mut it.kind)
            {
                inner.fields.retain(|it| it.wire != binding.field);
            }
        }
        let is_empty = api
            .types
            .struct_at(&params)
            .is_some_and(|it| it.fields.is_empty());
        if is_empty && operation.input.body.is_none() && operation.input.params.is_some() {
            operation.input.params = None;
            api.types.remove(&params);
        }
    }
    for key in broken {
        if api.operations.remove(&key).is_some() {
            *api.skipped.entry(UNWRITABLE.to_owned()).or_default() += 1;
        }
        api.examples.remove(&key);
        let declared = [TypeKey::request(&key), TypeKey::response(&key)];
        api.types
            .retain(|type_key, _| !declared.contains(&type_key.start()));
    }
    diagnostics
}

/// What a style has to write, the most demanding branch of a union deciding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Scalar,
    /// A list of scalars.
    List,
    /// An object of scalars.
    Object,
    /// An object of scalars and of such objects.
    Tree,
    /// Lists in lists or in objects, objects in lists.
    Nested,
}

/// How deep unions in unions are followed.
const DEEPEST: usize = 8;

fn form_of(types: &Types, shape: &Shape, depth: usize) -> Form {
    let form = |shape: &Shape| form_of(types, shape, depth + 1);
    let object_of = |values: Option<Form>| match values {
        None | Some(Form::Scalar) => Form::Object,
        Some(Form::Object | Form::Tree) => Form::Tree,
        Some(Form::List | Form::Nested) => Form::Nested,
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
                // A list in it weighs more than an object.
                let forms = forms.map(|form| match form {
                    Form::List => Form::Nested,
                    form => form,
                });
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
        _ => !matches!(form, Form::Tree | Form::Nested),
    }
}

fn diagnostic(binding: &Binding, field: &Field) -> Diagnostic {
    let place = binding.location.as_str();
    let wire = &binding.wire;
    let what = "the specification does not define how its style writes such a value";
    if field.presence.is_required() {
        let message = format!(
            "this operation is left out: it has a required {place} parameter `{wire}` that cannot be written"
        );
        Diagnostic::new(Code::SkippedOperation, message).at(&binding.origin, what)
    } else {
        let message = format!("the {place} parameter `{wire}` is left out: it cannot be written");
        Diagnostic::new(Code::UnsupportedFeature, message).at(&binding.origin, what)
    }
}
