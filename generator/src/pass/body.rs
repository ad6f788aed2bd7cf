//! After this pass, the body of every operation that has parameters outside of the body
//! too is part of its parameters: as the fields of the body's object, or as one field.
//!
//! The fields of an object that no other operation and no other type uses are the
//! operation's own. Whatever else a body is, it is one field. What was decided is in
//! `names.lock`, so that a second use of the object breaks nobody.

use std::collections::{BTreeMap, BTreeSet};

use super::{Decisions, optional_body::is_one_optional_argument};
use crate::{
    diagnostic::Diagnostic,
    ir::{
        Access, Api, Binding, BodyForm, Boxing, Content, Docs, Field, Location, Operation,
        Presence, Root, Shape, TypeDef, TypeKey, TypeKind, Types, free_name,
    },
};

/// What the documentation says about a form whose schema has no names for its parts.
const CALLERS_NAME_PARTS: &str =
    "The schema has no names for the parts of this form: give each its name.";

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let uses = uses(api);
    for operation in api.operations.values_mut() {
        let Some(content) = operation.input.content() else {
            continue;
        };
        let address = operation.key.to_string();
        let locked = decisions.lock.operations.get(&address);
        let locked = locked.and_then(|locked| locked.body);
        let object = object(&api.types, content)
            .filter(|_| !is_one_optional_argument(&api.types, &operation.input));
        operation.input.form = match (&operation.input.params, &object) {
            (_, None) => None,
            // Callers fill in the object itself.
            (None, Some(_)) => Some(BodyForm::Fields),
            (Some(_), Some(key)) => {
                let is_own = uses.get(key) == Some(&1);
                let natural = if is_own {
                    BodyForm::Fields
                } else {
                    BodyForm::Argument
                };
                Some(locked.unwrap_or(natural))
            }
        };
        if operation.input.params.is_none() || is_merged(operation) {
            continue;
        }
        match (object, operation.input.form) {
            (Some(key), Some(BodyForm::Fields)) => {
                // Whoever has the name of the object keeps it.
                let is_kept = uses.get(&key) != Some(&1)
                    || decisions.lock.types.contains_key(&key.to_string());
                merge_object(&mut api.types, operation, &key, is_kept);
            }
            _ => merge_whole(&mut api.types, operation),
        }
    }
    Vec::new()
}

/// How many operations and types use each type.
fn uses(api: &Api) -> BTreeMap<TypeKey, usize> {
    let mut uses = BTreeMap::new();
    let mut count = |shape: &Shape| {
        shape.walk(&mut |shape| {
            if let Shape::Type(key) = shape {
                *uses.entry(key.clone()).or_insert(0) += 1;
            }
        });
    };
    api.types
        .values()
        .flat_map(TypeDef::shapes)
        .for_each(&mut count);
    for operation in api.operations.values() {
        operation.bodies().for_each(&mut count);
    }
    uses
}

/// The component that the body is, where that is an object.
fn object(types: &Types, content: &Content) -> Option<TypeKey> {
    let Shape::Type(key) = &content.type_ref()?.shape else {
        return None;
    };
    let is_component = matches!((key.root(), key.steps()), (Root::Component(_), []));
    (is_component && types.struct_at(key).is_some()).then(|| key.clone())
}

/// Whether the body is part of the parameters already.
fn is_merged(operation: &Operation) -> bool {
    let value = operation.input.content().and_then(Content::type_ref);
    value.is_some_and(|value| {
        matches!(&value.shape, Shape::Type(key) if *key == TypeKey::request(&operation.key))
    })
}

/// Makes the fields of the object at `key` fields of the operation's parameters.
fn merge_object(types: &mut Types, operation: &mut Operation, key: &TypeKey, is_kept: bool) {
    let def = if is_kept {
        types.get(key).cloned()
    } else {
        types.remove(key)
    };
    let Some(def) = def else { return };
    let TypeKind::Struct(object) = def.kind else {
        return;
    };
    let params = TypeKey::request(&operation.key);
    let value = operation
        .input
        .content_mut()
        .and_then(Content::type_ref_mut);
    if let Some(value) = value {
        value.shape = Shape::Type(params.clone());
    }
    let bindings = &mut operation.input.bindings;
    add_fields(types.get_mut(&params), bindings, object.fields, def.docs);
}

/// Makes the body one field of the operation's parameters, named after its type.
fn merge_whole(types: &mut Types, operation: &mut Operation) {
    let params = TypeKey::request(&operation.key);
    let Some(TypeKind::Struct(params)) = types.get_mut(&params).map(|def| &mut def.kind) else {
        return;
    };
    let Some(body) = &operation.input.body else {
        return;
    };
    let Some(content) = body.contents.first() else {
        return;
    };
    let taken: BTreeSet<String> = params.fields.iter().map(|it| it.wire.clone()).collect();
    let natural = match content.sent_shape() {
        Shape::Type(key) => match (key.root(), key.steps()) {
            (Root::Component(name), []) => name,
            _ => "body",
        },
        _ => "body",
    };
    let wire = if taken.contains(natural) {
        free_name(Location::Body, natural, &taken)
    } else {
        natural.to_owned()
    };
    params.fields.push(Field {
        wire: wire.clone(),
        docs: match content.sent_shape().is_form_parts() {
            true => body.docs.with_paragraph(CALLERS_NAME_PARTS),
            false => body.docs.clone(),
        },
        shape: content.sent_shape().clone(),
        presence: Presence::new(
            body.required,
            content.type_ref().is_some_and(|value| value.nullable),
        ),
        boxing: Boxing::None,
        secret: false,
        access: Access::Both,
        constraints: content
            .type_ref()
            .map(|value| value.constraints.clone())
            .unwrap_or_default(),
        deprecated: None,
        origin: content.origin.clone(),
    });
    operation.input.bindings.push(Binding {
        field: wire,
        wire: String::new(),
        location: Location::Body,
        json: false,
        origin: content.origin.clone(),
    });
}

/// Adds the fields of a body to the struct of an operation's parameters. A field whose
/// name another parameter has gets another one, and a binding that keeps its own.
pub(super) fn add_fields(
    params: Option<&mut TypeDef>,
    bindings: &mut Vec<Binding>,
    fields: Vec<Field>,
    docs: Docs,
) {
    let Some(def) = params else { return };
    let TypeKind::Struct(params) = &mut def.kind else {
        return;
    };
    def.docs = docs;
    let parameters: BTreeSet<String> = params.fields.iter().map(|it| it.wire.clone()).collect();
    let mut taken = parameters.clone();
    taken.extend(fields.iter().map(|field| field.wire.clone()));
    for mut field in fields {
        if parameters.contains(&field.wire) {
            let wire = free_name(Location::BodyField, &field.wire, &taken);
            taken.insert(wire.clone());
            bindings.push(Binding {
                field: wire.clone(),
                wire: std::mem::replace(&mut field.wire, wire),
                location: Location::BodyField,
                json: false,
                origin: field.origin.clone(),
            });
        }
        params.fields.push(field);
    }
}
