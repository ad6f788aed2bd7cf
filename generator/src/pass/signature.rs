//! After this pass, it is known how every operation is called and how every struct is
//! made: what must be given, in the order that was locked when it was first met, and what
//! can be. A required field of one value only is neither, unless it was an argument before.

use super::{Decisions, constants::Constants, internal_error::internal_error};
use crate::{
    diagnostic::Diagnostic,
    ir::{
        Api, Argument, Constant, Constructor, Field, FieldSignature, Location, OneOfArgument,
        Operation, Root, Shape, Signature, Struct, TypeKey, TypeKind, Types,
    },
    lock::Lock,
};

/// More arguments than this, beside those of the path, are given by name: two strings
/// beside each other are swapped too easily.
const MOST_POSITIONAL: usize = 2;

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let lock = decisions.lock;
    let constants = Constants::new(&api.types);
    let mut faults = Vec::new();
    for operation in api.operations.values_mut() {
        faults.extend(unresolved(&api.types, operation));
        operation.signature = signature(&api.types, &constants, operation, lock);
    }
    for (key, def) in &mut api.types {
        if let TypeKind::Struct(inner) = &mut def.kind {
            let own = match (key.root(), key.steps()) {
                (Root::Request(operation), []) => api.operations.get(operation),
                _ => None,
            };
            let own = own.and_then(|operation| operation.signature.fields());
            inner.constructor = match own.filter(|own| own.params == *key) {
                Some(own) => Constructor {
                    arguments: own.constructor.clone(),
                    setters: Vec::new(),
                    constants: Vec::new(),
                },
                None => Constructor {
                    arguments: shared_arguments(&constants, key, inner, lock),
                    setters: setters(inner, &[]),
                    constants: Vec::new(),
                },
            };
            let arguments = &inner.constructor.arguments;
            let is_given = |field: &&Field| {
                let mut wires = arguments.iter().map(Argument::wire);
                !wires.any(|wire| wire == field.wire)
            };
            let fields = inner.fields.iter().filter(is_given);
            let constants = fields.filter_map(|field| {
                let value = constants.value(key, field)?;
                let field = field.clone();
                Some(Constant { field, value })
            });
            inner.constructor.constants = constants.collect();
        }
    }
    faults
}

fn signature(
    types: &Types,
    constants: &Constants,
    operation: &Operation,
    lock: &Lock,
) -> Signature {
    let Some(params) = operation.input.params() else {
        return Signature::Empty;
    };
    let (Some(key), Some(inner)) = (operation.input.params_key(), types.struct_of(params)) else {
        return Signature::Body(params.clone());
    };
    let locked = lock.operations.get(&operation.key.to_string());
    let locked = locked.map_or(&[][..], |locked| &locked.arguments);
    let one_of = one_of(operation, inner);
    // The method that returns the stream sets it.
    let switch = operation
        .switch(types)
        .filter(|switch| switch.outer.is_none());
    let switch = switch.map(|switch| &switch.field.wire);
    let all = ordered(arguments(constants, key, inner, &one_of, locked), locked);
    // Where several operations are sent the struct, `new` has an order of its own.
    let constructor = if *key == TypeKey::request(&operation.key) {
        all.clone()
    } else {
        shared_arguments(constants, key, inner, lock)
    };
    // The path says in which order its parameters are.
    let is_in_path = |argument: &Argument| {
        let binding = operation.input.binding(argument.wire());
        binding.is_some_and(|it| matches!(it.location, Location::Path { .. }))
    };
    let (mut positional, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_in_path);
    let named = if others.len() > MOST_POSITIONAL {
        others
    } else {
        positional.extend(others);
        Vec::new()
    };
    Signature::Fields(FieldSignature {
        params: key.clone(),
        positional,
        named,
        setters: setters(inner, &one_of)
            .into_iter()
            .filter(|field| Some(&field.wire) != switch)
            .collect(),
        constructor,
    })
}

/// What `new` of a struct takes that is not the parameters of one operation alone.
fn shared_arguments(
    constants: &Constants,
    key: &TypeKey,
    inner: &Struct,
    lock: &Lock,
) -> Vec<Argument> {
    let locked = lock.arguments.get(&key.to_string());
    let locked = locked.map_or(&[][..], Vec::as_slice);
    ordered(arguments(constants, key, inner, &[], locked), locked)
}

/// Fields to choose from that the parameters do not have: `one_of` takes no such field.
fn unresolved(types: &Types, operation: &Operation) -> Vec<Diagnostic> {
    let inner = operation.input.params().and_then(|it| types.struct_of(it));
    let wires = operation.input.one_of.iter().flat_map(|it| &it.fields);
    let missing = wires.filter(|wire| inner.and_then(|inner| inner.field(wire)).is_none());
    missing
        .map(|wire| {
            let message = format!("`{}` has no field `{wire}` to choose", operation.key);
            internal_error(message, &operation.origin)
        })
        .collect()
}

/// The groups of fields of which exactly one is given.
fn one_of(operation: &Operation, inner: &Struct) -> Vec<OneOfArgument> {
    let groups = operation.input.one_of.iter().map(|group| OneOfArgument {
        operation: operation.key.clone(),
        wire: group.wire.clone(),
        own_id: group.own_id.clone().filter(|wire| is_text(inner, wire)),
        fields: group
            .fields
            .iter()
            .filter_map(|wire| inner.field(wire).cloned())
            .collect(),
    });
    groups.collect()
}

/// Whether a string is a value of the field.
fn is_text(inner: &Struct, wire: &str) -> bool {
    inner.field(wire).is_some_and(|field| match &field.shape {
        Shape::Scalar(scalar) => scalar.takes_any_string(),
        _ => false,
    })
}

/// Required fields in the order of the page, then what is one of several fields.
fn arguments(
    constants: &Constants,
    key: &TypeKey,
    inner: &Struct,
    one_of: &[OneOfArgument],
    locked: &[String],
) -> Vec<Argument> {
    let required = inner.fields.iter().filter(|field| {
        field.presence.is_required()
            && (constants.value(key, field).is_none() || locked.contains(&field.wire))
    });
    required
        .cloned()
        .map(Argument::Field)
        .chain(one_of.iter().cloned().map(Argument::OneOf))
        .collect()
}

/// What is neither required nor one of several fields.
fn setters(inner: &Struct, one_of: &[OneOfArgument]) -> Vec<Field> {
    let is_free = |field: &&Field| {
        let mut grouped = one_of.iter().flat_map(|group| &group.fields);
        !field.presence.is_required() && !grouped.any(|other| other.wire == field.wire)
    };
    inner.fields.iter().filter(is_free).cloned().collect()
}

/// What was there before in the order that it had, then what is new.
fn ordered(arguments: Vec<Argument>, locked: &[String]) -> Vec<Argument> {
    let place = |argument: &Argument| locked.iter().position(|known| known == argument.wire());
    let (mut known, new): (Vec<_>, Vec<_>) =
        arguments.into_iter().partition(|it| place(it).is_some());
    known.sort_by_key(place);
    known.into_iter().chain(new).collect()
}
