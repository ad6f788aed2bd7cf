//! The items of `api.txt` that a node of the IR has part in.

use seamstress_codegen::ir::{Field, Operation, Step, TypeKey, Union};

use super::{
    item::{self, arguments_struct, handle, one_of_type, type_path},
    snapshot::Snapshot,
};
use crate::selector::Selector;

/// The emitted types at `key` and inside it.
pub(super) fn types_within(snapshot: &Snapshot<'_>, key: &TypeKey) -> Vec<Selector> {
    let types = snapshot.types_within(key);
    types
        .map(|key| Selector::everything(&type_path(snapshot, key)))
        .collect()
}

/// A field, its setters, and the types inside it.
pub(super) fn field(snapshot: &Snapshot<'_>, key: &TypeKey, field: &Field) -> Vec<Selector> {
    let owner = type_path(snapshot, key);
    let name = snapshot.names.field(key, &field.wire);
    let mut items = vec![
        Selector::field(&owner, name),
        // What has a setter has this method.
        Selector::function(&owner, "maybe"),
    ];
    let senders = snapshot.senders(key).iter();
    let builders = senders.map(|operation| item::request_builder(snapshot, operation));
    for owner in [owner].into_iter().chain(builders) {
        items.push(Selector::function(&owner, name));
        items.push(Selector::function(&owner, format!("{}_null", name.plain())));
    }
    items.extend(accessors(snapshot, key, &field.wire));
    let inside = key.then(Step::Field(field.wire.clone()));
    items.extend(types_within(snapshot, &inside));
    items
}

/// The methods of unions that return this field of all their branches, of which the struct at
/// `key` is one.
fn accessors(snapshot: &Snapshot<'_>, key: &TypeKey, wire: &str) -> Vec<Selector> {
    let mut items = Vec::new();
    for (union, inner) in snapshot.unions_of(key) {
        if inner.shared.iter().any(|field| field.wire == wire) {
            let method = snapshot.names.shared_field(union, wire);
            items.push(Selector::function(&type_path(snapshot, union), method));
        }
    }
    items
}

/// The methods of the union at `key` that return fields of all its branches, and how payloads
/// convert into it: what depends on which branches there are.
pub(super) fn of_branches(snapshot: &Snapshot<'_>, key: &TypeKey, inner: &Union) -> Vec<Selector> {
    let owner = type_path(snapshot, key);
    let shared = inner.shared.iter().map(|field| {
        let method = snapshot.names.shared_field(key, &field.wire);
        Selector::function(&owner, method)
    });
    shared.chain([Selector::conversions(&owner)]).collect()
}

/// Whatever takes all required fields of a type: its constructor, the operations that
/// send it, and their structs of named arguments.
pub(super) fn constructors(snapshot: &Snapshot<'_>, key: &TypeKey) -> Vec<Selector> {
    let owner = type_path(snapshot, key);
    let mut items = vec![
        Selector::function(&owner, "new"),
        // A type without required fields derives `Default`.
        Selector::definition(&owner),
    ];
    for operation in snapshot.senders(key) {
        items.push(method(snapshot, operation));
        let arguments = arguments_struct(snapshot, operation);
        items.extend(arguments.map(|owner| Selector::everything(&owner)));
    }
    items
}

/// The method of an operation.
pub(super) fn method(snapshot: &Snapshot<'_>, operation: &Operation) -> Selector {
    let handle = handle(snapshot, &operation.namespace);
    Selector::function(&handle, snapshot.names.method(&operation.key))
}

/// The request builder of an operation.
pub(super) fn request_builder(snapshot: &Snapshot<'_>, operation: &Operation) -> Selector {
    Selector::everything(&item::request_builder(snapshot, operation))
}

/// Everything that exists for an operation alone.
pub(super) fn operation(snapshot: &Snapshot<'_>, operation: &Operation) -> Vec<Selector> {
    let mut items = vec![
        method(snapshot, operation),
        request_builder(snapshot, operation),
    ];
    let arguments = arguments_struct(snapshot, operation);
    items.extend(arguments.map(|owner| Selector::everything(&owner)));
    for one_of in &operation.input.one_of {
        let owner = one_of_type(snapshot, operation, &one_of.wire);
        items.push(Selector::everything(&owner));
    }
    items.extend(types_within(snapshot, &TypeKey::request(&operation.key)));
    items.extend(types_within(snapshot, &TypeKey::response(&operation.key)));
    items.extend(types_within(snapshot, &TypeKey::stream(&operation.key)));
    items.extend(output(snapshot, operation));
    for error in &operation.errors {
        let key = TypeKey::status(&operation.key, error.status);
        items.extend(types_within(snapshot, &key));
    }
    items
}

/// The enum that an operation returns by the status, and the types of all but the first.
pub(super) fn output(snapshot: &Snapshot<'_>, operation: &Operation) -> Vec<Selector> {
    let owner = item::output_enum(snapshot, operation);
    let mut items: Vec<_> = owner.iter().map(Selector::everything).collect();
    for response in &operation.responses {
        let key = TypeKey::status(&operation.key, response.status);
        items.extend(types_within(snapshot, &key));
    }
    items
}

/// The namespaces of an operation that the other run does not have.
pub(super) fn namespaces(
    own: &Snapshot<'_>,
    other: &Snapshot<'_>,
    operation: &Operation,
) -> Vec<Selector> {
    let path = &operation.namespace;
    let mut items = Vec::new();
    for depth in 1..=path.len() {
        let (parent, group) = (&path[..depth - 1], &path[..depth]);
        if other.api.namespaces.contains(group) {
            continue;
        }
        let own_handle = handle(own, group);
        items.push(Selector::definition(&own_handle));
        let accessor = own.names.group(group);
        items.push(Selector::function(&handle(own, parent), accessor));
        // Accessors of namespaces inside, if no operation of theirs explains them.
        items.push(Selector::functions(&own_handle));
    }
    items
}
