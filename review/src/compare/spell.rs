//! What users write, and what lines of `api.txt` begin with.

use super::sides::Side;
pub(super) use seamstress_codegen::emit::type_text::{answer, field as field_ty, shape as ty};
use seamstress_codegen::ir::{Field, Names, Operation, TypeKey};

/// `models::UserIdentity`
pub(super) fn type_item(side: &Side<'_>, key: &TypeKey) -> String {
    format!("models::{}", side.names.ty(key))
}

/// `models::UserIdentity.full_name`
pub(super) fn field_item(side: &Side<'_>, key: &TypeKey, field: &Field) -> String {
    let name = side.names.field(key, &field.wire);
    format!("{}.{name}", type_item(side, key))
}

/// `models::UserIdentityWarning::BeingDeleted`, by the value or the label of the branch.
pub(super) fn variant_item(side: &Side<'_>, key: &TypeKey, wire: &str) -> String {
    let name = side.names.variant(key, wire);
    format!("{}::{name}", type_item(side, key))
}

/// `models::UserIdentitiesCreateContact`, of the argument called `wire`.
pub(super) fn one_of_item(side: &Side<'_>, operation: &Operation, wire: &str) -> String {
    format!("models::{}", side.names.one_of(&operation.key, wire))
}

/// `acs::users::Users::get`
pub(super) fn operation_item(side: &Side<'_>, operation: &Operation) -> String {
    let group = &operation.namespace;
    let module = module(side.names, group);
    let handle = side.names.handle(group);
    format!("{module}{handle}::{}", side.names.method(&operation.key))
}

/// `acs::users::Get`
pub(super) fn builder_item(side: &Side<'_>, operation: &Operation) -> String {
    let module = module(side.names, &operation.namespace);
    format!("{module}{}", side.names.request_builder(&operation.key))
}

/// `acs::users::`
pub(super) fn module(names: &Names, path: &[String]) -> String {
    let groups = names.group_path(path);
    groups.map(|group| format!("{}::", group.plain())).collect()
}

/// All lines of an item with members.
pub(super) fn whole(item: &str) -> [String; 2] {
    [format!("{item}:"), format!("{item}.")]
}

/// All lines of the types that users see at `key` and inside it.
pub(super) fn types_within(side: &Side<'_>, key: &TypeKey) -> Vec<String> {
    let types = side.within(key);
    types.flat_map(|key| whole(&type_item(side, key))).collect()
}

/// The lines that a member has part in: its own, those of its setters, and of what takes
/// it as an argument.
pub(super) fn field_lines(side: &Side<'_>, key: &TypeKey, field: &Field) -> Vec<String> {
    let owner = type_item(side, key);
    let name = side.names.field(key, &field.wire);
    let setters = |owner: &str| {
        let plain = name.plain();
        [
            format!("{owner}::{name}("),
            format!("{owner}::{plain}_null("),
        ]
    };
    let mut lines = vec![format!("{owner}.{name}:")];
    lines.extend(setters(&owner));
    for operation in side.senders(key) {
        lines.extend(setters(&builder_item(side, operation)));
    }
    lines.extend(types_within(
        side,
        &key.then(seamstress_codegen::ir::Step::Member(field.wire.clone())),
    ));
    lines
}

/// The lines of what takes all that must be given for the type at `key`.
pub(super) fn constructor_lines(side: &Side<'_>, key: &TypeKey) -> Vec<String> {
    let owner = type_item(side, key);
    let mut lines = vec![
        format!("{owner}::new("),
        // What can be made of nothing derives `Default`.
        format!("{owner}: struct"),
    ];
    for operation in side.senders(key) {
        lines.push(format!("{}(", operation_item(side, operation)));
        lines.extend(arguments_lines(side, operation));
    }
    lines
}

/// All lines of the struct that gives an operation's arguments by name.
fn arguments_lines(side: &Side<'_>, operation: &Operation) -> Vec<String> {
    let module = module(side.names, &operation.namespace);
    let name = side.names.arguments(&operation.key);
    name.map_or(Vec::new(), |name| whole(&format!("{module}{name}")).into())
}

/// All lines of an operation.
pub(super) fn operation_lines(side: &Side<'_>, operation: &Operation) -> Vec<String> {
    let mut lines = vec![format!("{}(", operation_item(side, operation))];
    lines.extend(whole(&builder_item(side, operation)));
    lines.extend(arguments_lines(side, operation));
    for choice in &operation.input.one_of {
        lines.extend(whole(&one_of_item(side, operation, &choice.wire)));
    }
    lines.extend(types_within(side, &TypeKey::request(&operation.key)));
    lines.extend(types_within(side, &TypeKey::response(&operation.key)));
    lines
}
