//! Names of types and of kinds of ids: one scope, because users see them in
//! one module.

use std::collections::{BTreeMap, BTreeSet};

use super::{Naming, aliases::Renames, resolver::NameRequest, spelling};
use crate::{
    case::{escape, pascal, singular_words, snake, style, without_dollar, without_package},
    ir::{Api, Grouping, NameKey, OperationKey, Owner, Root, Step, TypeKey, TypeKind},
    lock::Lock,
    reserved,
};

/// `functions`: what each `operationId` calls its operation.
pub(super) fn name(naming: &mut Naming<'_>, functions: &BTreeMap<&OperationKey, String>) {
    let (api, decisions) = (naming.api, naming.decisions);
    let (renames, diagnostics) = Renames::read(api, decisions);
    naming.diagnostics.extend(diagnostics);
    let unqualified = unqualified(api);
    let mut requests = Vec::new();
    for (key, def) in &api.types {
        requests.push(NameRequest {
            key: NameKey::Type(key.clone()),
            rank: match (key.root(), key.steps()) {
                (Root::Component(_), []) => 0,
                (Root::Role(_), []) => 2,
                _ => 3,
            },
            candidates: type_candidates(api, functions, &unqualified, key, &def.kind),
            locked: renames.wanted(&key.to_string(), decisions.lock),
        });
    }
    for kind in &api.ids {
        requests.push(NameRequest {
            key: NameKey::Id(kind.clone()),
            rank: 1,
            candidates: vec![
                pascal(kind),
                format!("{}Key", pascal(kind)),
                format!("Id{}", pascal(&escape(kind))),
            ],
            locked: decisions.lock.types.get(&Lock::id_key(kind)).cloned(),
        });
    }
    for operation in api.operations.values() {
        for one_of in &operation.input.one_of {
            let key = &operation.key;
            let natural = format!("{}{}", operation_name(api, key), pascal(&one_of.wire));
            requests.push(NameRequest {
                key: NameKey::OneOf(key.clone(), one_of.wire.clone()),
                rank: 3,
                candidates: vec![
                    natural.clone(),
                    format!("{natural}Choice"),
                    format!("{natural}{}", pascal(&escape(&one_of.wire))),
                ],
                locked: renames.wanted(&Lock::one_of_key(key, &one_of.wire), decisions.lock),
            });
        }
    }
    naming.scope(requests, &renames.reserved(), spelling::ty);
    naming.deprecated_aliases = renames.deprecated_aliases(naming);
}

/// What the types of an operation are called after where its route does not tell them from
/// others: its id, as the method is then.
fn function_name(
    api: &Api,
    functions: &BTreeMap<&OperationKey, String>,
    key: &OperationKey,
) -> Option<String> {
    let operation = api
        .operation(key)
        .filter(|_| api.grouping != Grouping::Rpc)?;
    let function = functions.get(key).filter(|it| !it.is_empty())?;
    let words = operation.namespace.iter().chain([function]);
    let name: String = words.map(|word| pascal(word)).collect();
    Some(name + &pascal(key.media_word().unwrap_or_default()))
}

/// Names the file of each owner's types.
pub(super) fn name_modules(naming: &mut Naming<'_>, functions: &BTreeMap<&OperationKey, String>) {
    let owners: BTreeSet<Owner> = naming.api.types.keys().map(TypeKey::owner).collect();
    let requests = owners.into_iter().map(|owner| {
        let (rank, natural, wire) = match &owner {
            Owner::Component(name) => (0, snake(name), name.clone()),
            Owner::Operation(key) => (1, snake(&operation_name(naming.api, key)), key.to_string()),
            Owner::Role(role) => (2, snake(role), role.clone()),
            Owner::Shared => (3, "plain".to_owned(), "plain".to_owned()),
        };
        let mut candidates = vec![natural.clone(), format!("{natural}_types")];
        // Several operations of a group may ask for one name.
        if let Owner::Operation(key) = &owner {
            candidates.extend(function_name(naming.api, functions, key).map(|it| snake(&it)));
            candidates.push(snake(&route_name(key)));
        }
        candidates.push(format!("{natural}_{}", escape(&wire)));
        NameRequest {
            rank,
            ..NameRequest::new(NameKey::Module(owner), candidates)
        }
    });
    naming.scope(requests.collect(), reserved::MODULES, spelling::module);
}

/// The names of components without their packages, where no other component is called so.
fn unqualified(api: &Api) -> BTreeMap<&str, &str> {
    let components = api.types.keys().filter_map(|key| match key.root() {
        Root::Component(name) if key.steps().is_empty() => Some(name.as_str()),
        _ => None,
    });
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    let named: Vec<(&str, Option<&str>)> = components
        .map(|name| (name, without_package(name)))
        .inspect(|(name, last)| *count.entry(pascal(last.unwrap_or(name))).or_default() += 1)
        .collect();
    let unqualified = named.into_iter().filter_map(|(name, last)| {
        let last = last.filter(|last| count.get(&pascal(last)) == Some(&1));
        Some((name, last?))
    });
    unqualified.collect()
}

/// From structure, without the package of its component first; with its role; after the
/// operation's id, as its method is; as its whole path.
fn type_candidates(
    api: &Api,
    functions: &BTreeMap<&OperationKey, String>,
    unqualified: &BTreeMap<&str, &str>,
    key: &TypeKey,
    kind: &TypeKind,
) -> Vec<String> {
    let role = match kind {
        TypeKind::Struct(_) => "Object",
        TypeKind::Enum(_) => "Value",
        TypeKind::Union(_) => "Variant",
        TypeKind::Alias(_) => "Alias",
    };
    let (short, whole) = (short(api, key), whole(key));
    let function = match key.owner() {
        Owner::Operation(operation) => function_name(api, functions, &operation),
        _ => None,
    };
    let function = function.map(|name| with_steps(key, |_| name.clone()));
    let without_package = match key.root() {
        Root::Component(component) => unqualified.get(component.as_str()).and_then(|last| {
            let rest = short.strip_prefix(&pascal(component))?;
            Some(pascal(last) + rest)
        }),
        _ => None,
    };
    let candidates = [short.clone(), format!("{short}{role}")];
    let candidates = without_package
        .into_iter()
        .chain(candidates)
        .chain(function);
    let last = [
        whole.clone(),
        format!("{whole}{role}"),
        format!("{whole}{}", style(&last_word(key))),
        format!("{short}{}", pascal(&escape(&key.to_string()))),
    ];
    candidates.chain(last).collect()
}

/// The API's own word that a type's name ends in.
fn last_word(key: &TypeKey) -> String {
    let last = key.steps().iter().rev().find_map(|step| match step {
        Step::Field(word) | Step::Branch(word) => Some(word.clone()),
        Step::Items | Step::Values | Step::Alias => None,
    });
    last.unwrap_or_else(|| match key.root() {
        Root::Component(name) | Root::SharedResponse(name) => name.clone(),
        Root::Request(operation)
        | Root::Response(operation)
        | Root::Status(operation, _)
        | Root::Stream(operation) => operation.path.clone(),
        Root::Shared(forms) => forms.concat(),
        Root::Role(role) => role.clone(),
    })
}

/// The name of a root, whose operation is called `operation`.
fn root_name(key: &TypeKey, operation: impl Fn(&OperationKey) -> String) -> String {
    match (key.root(), key.steps()) {
        (Root::Component(name) | Root::SharedResponse(name), _) => pascal(name),
        (Root::Request(key), []) => format!("{}Params", operation(key)),
        (Root::Request(key), _) => operation(key),
        (Root::Response(key), _) => format!("{}Response", operation(key)),
        (Root::Stream(key), _) => format!("{}Item", operation(key)),
        (Root::Status(key, status), _) => {
            format!("{}{}", operation(key), pascal(&status.words()))
        }
        (Root::Shared(forms), _) => {
            let forms: Vec<_> = forms.iter().map(|form| pascal(form)).collect();
            forms.join("Or")
        }
        (Root::Role(role), _) => role_name(role),
    }
}

/// `UnmanagedDevice` for `unmanaged/device`.
pub(crate) fn role_name(role: &str) -> String {
    role.split('/').map(pascal).collect()
}

/// `UserIdentityError` for `user_identity.errors[]`.
pub(crate) fn short(api: &Api, key: &TypeKey) -> String {
    with_steps(key, |operation| operation_name(api, operation))
}

fn with_steps(key: &TypeKey, operation: impl Fn(&OperationKey) -> String) -> String {
    let mut name = root_name(key, operation);
    let steps = key.steps();
    for (place, step) in steps.iter().enumerate() {
        let is_listed = matches!(steps.get(place + 1), Some(Step::Items | Step::Values));
        name.push_str(&match step {
            Step::Field(wire) => {
                let plain = without_dollar(wire);
                let words = plain.as_ref().unwrap_or(wire);
                match is_listed {
                    true => pascal(&singular_words(words)),
                    false => pascal(words),
                }
            }
            // The singular of the field before it says so.
            Step::Items | Step::Values if follows_member(steps, place) => String::new(),
            Step::Items => "Item".to_owned(),
            Step::Values => "Value".to_owned(),
            Step::Branch(label) => pascal(label),
            Step::Alias => String::new(),
        });
    }
    name
}

/// Every step in full, so that two addresses share it only where their
/// wire names differ in nothing but case and symbols.
fn whole(key: &TypeKey) -> String {
    let mut name = root_name(&key.start(), route_name);
    for step in key.steps() {
        name.push_str(&match step {
            Step::Field(wire) => pascal(wire),
            Step::Items => "Item".to_owned(),
            Step::Values => "Value".to_owned(),
            Step::Branch(label) => format!("As{}", pascal(label)),
            Step::Alias => "Alias".to_owned(),
        });
    }
    name
}

fn follows_member(steps: &[Step], place: usize) -> bool {
    matches!(
        place.checked_sub(1).and_then(|before| steps.get(before)),
        Some(Step::Field(_))
    )
}

/// What the types of an operation are called after: as it is called. The path of a procedure says
/// that, too, unless several have one path, so that each is called after its id.
fn operation_name(api: &Api, key: &OperationKey) -> String {
    let is_called_by_id = |id: &Option<String>| {
        let is_one_of_several = key.has_suffix() && id.is_some();
        api.grouping != Grouping::Rpc || is_one_of_several
    };
    match api.operation(key) {
        Some(operation) if is_called_by_id(&operation.id) => {
            let words = operation.namespace.iter().chain([&operation.wire]);
            words.map(|word| pascal(word)).collect()
        }
        _ => route_name(key),
    }
}

/// `UserIdentitiesCreate` for `POST /user_identities/create`; the method is part of it
/// where it is not `POST`, which every operation of an RPC-shaped API uses.
fn route_name(operation: &OperationKey) -> String {
    let path: String = operation.path.split('/').map(pascal).collect();
    let media = operation.media_word().map(pascal).unwrap_or_default();
    if operation.method == "POST" {
        format!("{path}{media}")
    } else {
        format!("{}{path}{media}", pascal(&operation.method.to_lowercase()))
    }
}
