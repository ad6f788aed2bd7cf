//! What users have to do where a value has another type or has to be given.

use seamstress_codegen::{
    ident::RustIdent,
    ir::{
        Api, Argument, Boxing, Field, Names, Presence, RustType, Scalar, Shape, TypeKey, TypeKind,
    },
};

use super::{
    item::{field_ty, operation_item, ty},
    shape::same_type,
    snapshot::{Snapshot, Snapshots},
};

/// A value as users hold it.
pub(super) struct Value<'a> {
    pub(super) wrapper: Wrapper,
    pub(super) shape: &'a Shape,
    /// The box that it is in, inside its wrapper.
    pub(super) boxing: Boxing,
    /// Its Rust type: `Option<Vec<DoorId>>`.
    pub(super) text: String,
}

/// What a value is wrapped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrapper {
    /// It is always there.
    Bare,
    /// `Option`
    Option,
    /// `Nullable`
    Nullable,
}

impl<'a> Value<'a> {
    pub(super) fn of_field(names: &Names, field: &'a Field) -> Self {
        Self {
            wrapper: match field.presence {
                Presence::Required => Wrapper::Bare,
                Presence::RequiredNullable | Presence::Optional => Wrapper::Option,
                Presence::OptionalNullable => Wrapper::Nullable,
            },
            shape: &field.shape,
            boxing: field.boxing,
            text: field_ty(names, field),
        }
    }

    /// A value that is always there.
    pub(super) fn bare(names: &Names, shape: &'a Shape) -> Self {
        Self {
            wrapper: Wrapper::Bare,
            shape,
            boxing: Boxing::None,
            text: ty(names, shape),
        }
    }
}

/// How to go from one type to another.
pub(super) fn change_type(snapshots: &Snapshots<'_>, old: &Value<'_>, new: &Value<'_>) -> String {
    if same_type(snapshots, old.shape, new.shape) {
        return change_wrapper(old, new);
    }
    if old.wrapper == Wrapper::Bare && new.wrapper == Wrapper::Bare {
        match (old.shape, new.shape) {
            (_, Shape::List(item))
                if !item.nullable && same_type(snapshots, old.shape, &item.shape) =>
            {
                return "iterate over the list, where there was one value".to_owned();
            }
            (Shape::Scalar(old), new_shape)
                if old.is_text() && is_string(snapshots.after.api, new_shape) =>
            {
                let ty = &new.text;
                return format!("convert a string by `{ty}::from`, and a `{ty}` by `.as_str()`");
            }
            (Shape::Scalar(old), Shape::Scalar(Scalar::DateTime)) if old.is_text() => {
                return "convert a string by `.parse()`, and a `DateTime` by `.as_str()`"
                    .to_owned();
            }
            (Shape::Json(_), _) => {
                return format!("read `{}` instead of raw JSON", new.text);
            }
            _ => {}
        }
    }
    replace(old, new)
}

/// How to go from one wrapper of the same type to another.
fn change_wrapper(old: &Value<'_>, new: &Value<'_>) -> String {
    let advice = match (old.wrapper, new.wrapper) {
        (Wrapper::Bare, Wrapper::Option) => "handle `None`; to give a value, wrap it in `Some`",
        (Wrapper::Option, Wrapper::Bare) => "use the value without `Option`: it is always there",
        (Wrapper::Bare, Wrapper::Nullable) => "handle `Nullable::Absent` and `Nullable::Null`",
        (Wrapper::Nullable, Wrapper::Bare) => {
            "use the value without `Nullable`: it is always there, and never null"
        }
        (Wrapper::Option, Wrapper::Nullable) => {
            "match on `Nullable`, which distinguishes absent from null"
        }
        (Wrapper::Nullable, Wrapper::Option) => "match on `Option`: `None` is both absent and null",
        (Wrapper::Bare, Wrapper::Bare)
        | (Wrapper::Option, Wrapper::Option)
        | (Wrapper::Nullable, Wrapper::Nullable) => match (old.boxing, new.boxing) {
            (Boxing::None, Boxing::Box) => {
                "dereference the box by `*`; to give a value, wrap it in `Box::new`"
            }
            (Boxing::Box, Boxing::None) => {
                "use the value without `*` and `Box::new`: it is no longer boxed"
            }
            _ => return replace(old, new),
        },
    };
    advice.to_owned()
}

fn replace(old: &Value<'_>, new: &Value<'_>) -> String {
    format!("use `{}` instead of `{}`", new.text, old.text)
}

/// Whether the Rust type is a string of its own type, which `From<&str>` makes.
fn is_string(api: &Api, shape: &Shape) -> bool {
    match shape {
        Shape::Scalar(Scalar::Id(_)) => true,
        Shape::Type(key) => {
            let def = api.type_at(key);
            def.is_some_and(|def| matches!(def.kind, TypeKind::Enum(_)))
        }
        _ => false,
    }
}

/// How to read a field of a response that may be absent now.
pub(super) fn handle_absence(snapshot: &Snapshot<'_>, key: &TypeKey, field: &Field) -> String {
    let name = snapshot.names.field(key, &field.wire);
    match &field.shape {
        Shape::Scalar(scalar) if scalar.is_text() => {
            format!("`.{name}.as_deref().unwrap_or_default()`, or handle `None`")
        }
        Shape::Scalar(scalar) if matches!(scalar.info().rust, RustType::Primitive(_)) => {
            format!("`.{name}.unwrap_or_default()`, or handle `None`")
        }
        Shape::List(_) => format!("`.{name}.iter().flatten()`, or handle `None`"),
        _ => format!("`if let Some({name}) = …`: it may be `None`"),
    }
}

/// How to give a field that has to be given now.
pub(super) fn give(snapshot: &Snapshot<'_>, key: &TypeKey, field: &Field) -> String {
    let name = snapshot.names.field(key, &field.wire);
    match snapshot.senders(key) {
        [] => {
            let argument = argument(snapshot.constructor_arguments(key), field, name);
            format!("{argument} of `{}::new`", snapshot.names.ty(key))
        }
        [operation, others @ ..] => {
            if let ([], Some(arguments)) = (others, snapshot.names.arguments(&operation.key)) {
                return format!("set `{name}` in `{arguments}`");
            }
            let more = match others.len() {
                0 => String::new(),
                1 => ", and of 1 more operation".to_owned(),
                count => format!(", and of {count} more operations"),
            };
            let signature = operation.signature.fields();
            let positional = signature.map_or(&[][..], |signature| &signature.positional);
            let argument = argument(positional, field, name);
            format!(
                "{argument} of `{}`{more}",
                operation_item(snapshot, operation)
            )
        }
    }
}

fn argument(arguments: &[Argument], field: &Field, name: &RustIdent) -> String {
    const ORDINALS: [&str; 3] = ["first", "second", "third"];
    let position = arguments
        .iter()
        .position(|it| matches!(it, Argument::Field(it) if it.wire == field.wire));
    match position.and_then(|position| ORDINALS.get(position)) {
        Some(ordinal) => format!("pass `{name}` as the {ordinal} argument"),
        None => format!("pass `{name}`"),
    }
}
