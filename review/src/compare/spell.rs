//! What users write, and what lines of `api.txt` begin with.

use super::sides::Side;
pub(super) use seamstress_codegen::emit::type_text::{answer, field as field_ty, shape as ty};
use seamstress_codegen::{
    ident::RustIdent,
    ir::{Api, Field, Operation, TypeDef, TypeKey},
};

/// `models::UserIdentity`
pub(super) fn type_item(def: &TypeDef) -> String {
    format!("models::{}", def.rust)
}

/// `models::UserIdentity.full_name`
pub(super) fn field_item(def: &TypeDef, field: &Field) -> String {
    format!("models::{}.{}", def.rust, field.rust)
}

/// `models::UserIdentityWarning::BeingDeleted`
pub(super) fn variant_item(def: &TypeDef, variant: &RustIdent) -> String {
    format!("models::{}::{variant}", def.rust)
}

/// `acs::users::Users::get`
pub(super) fn operation_item(api: &Api, operation: &Operation) -> String {
    let module = module(api, &operation.namespace);
    let handle = api
        .namespaces
        .get(&operation.namespace)
        .map_or(&api.client.rust, |namespace| &namespace.handle);
    format!("{module}{handle}::{}", operation.rust)
}

/// `acs::users::Get`
pub(super) fn builder_item(api: &Api, operation: &Operation) -> String {
    format!("{}{}", module(api, &operation.namespace), operation.builder)
}

/// `acs::users::`
pub(super) fn module(api: &Api, path: &[String]) -> String {
    let groups = api.namespace_path(path);
    groups.map(|group| format!("{}::", group.plain())).collect()
}

/// All lines of an item with members.
pub(super) fn whole(item: &str) -> [String; 2] {
    [format!("{item}:"), format!("{item}.")]
}

/// All lines of the types that users see at `key` and inside it.
pub(super) fn types_within(side: &Side<'_>, key: &TypeKey) -> Vec<String> {
    let types = side.within(key);
    types.flat_map(|def| whole(&type_item(def))).collect()
}

/// The lines that a member has part in: its own, those of its setters, and of what takes
/// it as an argument.
pub(super) fn field_lines(
    side: &Side<'_>,
    key: &TypeKey,
    def: &TypeDef,
    field: &Field,
) -> Vec<String> {
    let owner = type_item(def);
    let setters = |owner: &str| {
        let (name, plain) = (&field.rust, field.rust.plain());
        [
            format!("{owner}::{name}("),
            format!("{owner}::{plain}_null("),
        ]
    };
    let mut lines = vec![format!("{owner}.{}:", field.rust)];
    lines.extend(setters(&owner));
    for operation in side.senders(key) {
        lines.extend(setters(&builder_item(side.api, operation)));
    }
    lines.extend(types_within(
        side,
        &key.then(seamstress_codegen::ir::Step::Member(field.wire.clone())),
    ));
    lines
}

/// The lines of what takes all that must be given for the type at `key`.
pub(super) fn constructor_lines(side: &Side<'_>, key: &TypeKey, def: &TypeDef) -> Vec<String> {
    let owner = type_item(def);
    let mut lines = vec![
        format!("{owner}::new("),
        // What can be made of nothing derives `Default`.
        format!("{owner}: struct"),
    ];
    for operation in side.senders(key) {
        lines.push(format!("{}(", operation_item(side.api, operation)));
        if !operation.arguments_struct.is_empty() {
            let module = module(side.api, &operation.namespace);
            lines.extend(whole(&format!("{module}{}", operation.arguments_struct)));
        }
    }
    lines
}

/// All lines of an operation.
pub(super) fn operation_lines(side: &Side<'_>, operation: &Operation) -> Vec<String> {
    let mut lines = vec![format!("{}(", operation_item(side.api, operation))];
    lines.extend(whole(&builder_item(side.api, operation)));
    if !operation.arguments_struct.is_empty() {
        let module = module(side.api, &operation.namespace);
        lines.extend(whole(&format!("{module}{}", operation.arguments_struct)));
    }
    for choice in &operation.input.one_of {
        lines.extend(whole(&format!("models::{}", choice.type_rust)));
    }
    lines.extend(types_within(side, &TypeKey::request(&operation.key)));
    lines.extend(types_within(side, &TypeKey::response(&operation.key)));
    lines
}
