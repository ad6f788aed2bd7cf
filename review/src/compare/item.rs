//! The Rust items of nodes of the IR, as users write them.

use seamstress_codegen::{
    ident::RustIdent,
    ir::{Field, NameKey, Operation, TypeKey},
    surface::TypePath,
};

use super::snapshot::Snapshot;

pub(super) use seamstress_codegen::emit::type_text::{
    branch as branch_ty, field as field_ty, output, shape as ty,
};

/// The module of all models.
const MODELS: &str = "models";

/// A type of the module of models.
pub(super) fn model(name: &RustIdent) -> TypePath {
    TypePath::in_module(MODELS, name.as_str())
}

/// `models::UserIdentity`
pub(super) fn type_path(snapshot: &Snapshot<'_>, key: &TypeKey) -> TypePath {
    model(snapshot.names.ty(key))
}

/// `models::UserIdentity.full_name`
pub(super) fn field_item(snapshot: &Snapshot<'_>, key: &TypeKey, field: &Field) -> String {
    let name = snapshot.names.field(key, &field.wire);
    format!("{}.{name}", type_path(snapshot, key))
}

/// `models::UserIdentityWarning::BeingDeleted`, by the value or the label of the branch.
pub(super) fn variant_item(snapshot: &Snapshot<'_>, key: &TypeKey, wire: &str) -> String {
    let name = snapshot.names.variant(key, wire);
    format!("{}::{name}", type_path(snapshot, key))
}

/// The enum of an argument that is one of several fields, by the argument's name.
pub(super) fn one_of_type(
    snapshot: &Snapshot<'_>,
    operation: &Operation,
    argument: &str,
) -> TypePath {
    model(snapshot.names.one_of(&operation.key, argument))
}

/// The handle of a namespace, which has its operations: `acs::users::Users`. The client
/// itself, for the root.
pub(super) fn handle(snapshot: &Snapshot<'_>, namespace: &[String]) -> TypePath {
    in_namespace(snapshot, namespace, snapshot.names.handle(namespace))
}

/// `acs::users::Users::get`
pub(super) fn operation_item(snapshot: &Snapshot<'_>, operation: &Operation) -> String {
    let handle = handle(snapshot, &operation.namespace);
    format!("{handle}::{}", snapshot.names.method(&operation.key))
}

/// The request builder of an operation: `acs::users::Get`
pub(super) fn request_builder(snapshot: &Snapshot<'_>, operation: &Operation) -> TypePath {
    let name = snapshot.names.request_builder(&operation.key);
    in_namespace(snapshot, &operation.namespace, name)
}

/// The struct of an operation's named arguments: `acs::users::GetArgs`, if it has one.
pub(super) fn arguments_struct(snapshot: &Snapshot<'_>, operation: &Operation) -> Option<TypePath> {
    let name = snapshot.names.arguments(&operation.key)?;
    Some(in_namespace(snapshot, &operation.namespace, name))
}

/// The enum that an operation returns by the status, if it returns one: `acs::users::GetOutput`
pub(super) fn output_enum(snapshot: &Snapshot<'_>, operation: &Operation) -> Option<TypePath> {
    let name = snapshot
        .names
        .get(&NameKey::Output(operation.key.clone()))?;
    Some(in_namespace(snapshot, &operation.namespace, name))
}

fn in_namespace(snapshot: &Snapshot<'_>, namespace: &[String], name: &RustIdent) -> TypePath {
    let modules = snapshot.names.group_path(namespace);
    TypePath {
        modules: modules.map(|module| module.plain().to_owned()).collect(),
        name: name.to_string(),
    }
}
