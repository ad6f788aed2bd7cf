//! Names of groups, methods, builders, and of what is given to them.

use std::collections::BTreeMap;

use super::{
    case::{escape, pascal, snake},
    members::variant_ident,
    reserved,
    resolver::{NameRequest, resolve},
    types::type_ident,
    unresolved,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    ident::RustIdent,
    ir::{Api, Operation, OperationKey},
    lock::Lock,
};

/// Who wants a name among the methods of a group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Method {
    Group(Vec<String>),
    Operation(OperationKey),
}

/// Who wants a name among the types of a group's module.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Type {
    Handle,
    Builder(OperationKey),
    Arguments(OperationKey),
}

pub(super) fn name(api: &mut Api, lock: &Lock) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let locked = LockedCalls::of(api, lock);
    let mut groups: Vec<Vec<String>> = vec![Vec::new()];
    groups.extend(api.namespaces.keys().cloned());
    for group in &groups {
        name_methods(api, group, &locked, &mut diagnostics);
        name_types(api, group, &mut diagnostics);
    }
    for operation in api.operations.values_mut() {
        name_arguments(operation);
    }
    diagnostics
}

/// The names that earlier runs gave to groups and methods.
struct LockedCalls {
    groups: BTreeMap<Vec<String>, String>,
    methods: BTreeMap<OperationKey, String>,
}

impl LockedCalls {
    fn of(api: &Api, lock: &Lock) -> Self {
        let mut found = Self {
            groups: BTreeMap::new(),
            methods: BTreeMap::new(),
        };
        for operation in api.operations.values() {
            let Some(locked) = lock.operations.get(&operation.key.to_string()) else {
                continue;
            };
            let mut words: Vec<&str> = locked.call.split('.').collect();
            let Some(method) = words.pop() else { continue };
            found
                .methods
                .insert(operation.key.clone(), method.to_owned());
            if words.len() == operation.namespace.len() {
                for (depth, word) in words.into_iter().enumerate() {
                    found
                        .groups
                        .insert(operation.namespace[..=depth].to_vec(), word.to_owned());
                }
            }
        }
        found
    }
}

fn name_methods(
    api: &mut Api,
    group: &[String],
    locked: &LockedCalls,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut claims = Vec::new();
    for (path, _) in api.namespaces_below(group) {
        let natural = snake(path.last().map(String::as_str).unwrap_or_default());
        claims.push(NameRequest {
            key: Method::Group(path.clone()),
            rank: 0,
            ladder: vec![
                natural.clone(),
                format!("{natural}_group"),
                format!(
                    "group_{}",
                    escape(path.last().map(String::as_str).unwrap_or_default())
                ),
            ],
            locked: locked.groups.get(path).cloned(),
        });
    }
    for operation in api.operations_in(group) {
        let natural = snake(&operation.wire);
        let verb = operation.key.method.to_lowercase();
        claims.push(NameRequest {
            key: Method::Operation(operation.key.clone()),
            rank: 1,
            ladder: vec![
                natural.clone(),
                format!("{verb}_{natural}"),
                format!("{verb}_{}", snake(&operation.key.path)),
                format!("{verb}_{}", escape(&operation.key.path)),
            ],
            locked: locked.methods.get(&operation.key).cloned(),
        });
    }
    let reserved = if group.is_empty() {
        reserved::GROUPS
    } else {
        reserved::METHODS
    };
    let (names, without) = resolve(claims, reserved, method_ident);
    for (who, name) in names {
        match who {
            Method::Group(path) => {
                if let Some(namespace) = api.namespaces.get_mut(&path) {
                    namespace.rust = name;
                }
            }
            Method::Operation(key) => {
                if let Some(operation) = find(api, &key) {
                    operation.rust = name;
                }
            }
        }
    }
    report(api, without, diagnostics);
}

/// Groups are modules and methods at once, so that neither may be raw.
fn method_ident(text: &str) -> Option<RustIdent> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return RustIdent::module(&format!("n{text}"));
    }
    RustIdent::module(text)
}

fn name_types(api: &mut Api, group: &[String], diagnostics: &mut Vec<Diagnostic>) {
    let mut claims = Vec::new();
    let claim = |key, rank, names: Vec<String>| NameRequest {
        key,
        rank,
        ladder: names,
        locked: None,
    };
    if let Some(last) = group.last() {
        let natural = pascal(last);
        claims.push(claim(
            Type::Handle,
            0,
            vec![natural.clone(), format!("{natural}Group")],
        ));
    }
    for operation in api.operations_in(group) {
        let key = &operation.key;
        let natural = pascal(operation.rust.plain());
        let mut own = |key, rank, suffix: &str| {
            let ladder = vec![
                format!("{natural}{suffix}"),
                format!("{natural}{suffix}Request"),
            ];
            claims.push(claim(key, rank, ladder));
        };
        own(Type::Builder(key.clone()), 1, "");
        if operation.arguments.len() > MOST_ARGUMENTS {
            own(Type::Arguments(key.clone()), 2, "Args");
        }
    }
    let (names, without) = resolve(claims, &reserved::types(), type_ident);
    for (who, name) in names {
        match who {
            Type::Handle => {
                if let Some(namespace) = api.namespaces.get_mut(group) {
                    namespace.handle = name;
                }
            }
            Type::Builder(key) => {
                if let Some(operation) = find(api, &key) {
                    operation.builder = name;
                }
            }
            Type::Arguments(key) => {
                if let Some(operation) = find(api, &key) {
                    operation.arguments_struct = name;
                }
            }
        }
    }
    let without = without
        .into_iter()
        .map(|who| match who {
            Type::Handle => Method::Group(group.to_vec()),
            Type::Builder(key) | Type::Arguments(key) => Method::Operation(key),
        })
        .collect();
    report(api, without, diagnostics);
}

/// More arguments than this are given by name, because two texts beside each
/// other are swapped too easily.
const MOST_ARGUMENTS: usize = 2;

fn name_arguments(operation: &mut Operation) {
    let fields: Vec<String> = operation
        .arguments
        .iter()
        .map(|argument| argument.wire().to_owned())
        .collect();
    for choice in &mut operation.input.one_of {
        let natural = snake(&choice.wire);
        let is_free = fields.iter().filter(|wire| snake(wire) == natural).count() < 2;
        let name = if is_free {
            natural
        } else {
            format!("{natural}_choice")
        };
        choice.rust = RustIdent::new(&name)
            .or_else(|| RustIdent::new("choice"))
            .unwrap_or_default();
        let claims = choice
            .fields
            .iter()
            .map(|member| NameRequest {
                key: member.wire.clone(),
                rank: 0,
                ladder: vec![
                    pascal(&member.wire),
                    format!("{}Member", pascal(&member.wire)),
                ],
                locked: None,
            })
            .collect();
        let (names, _) = resolve(claims, &["Self"], variant_ident);
        for member in &mut choice.fields {
            member.rust = names.get(&member.wire).cloned().unwrap_or_default();
        }
    }
}

fn find<'a>(api: &'a mut Api, key: &OperationKey) -> Option<&'a mut Operation> {
    api.operations.get_mut(key)
}

fn report(api: &Api, without: Vec<Method>, diagnostics: &mut Vec<Diagnostic>) {
    for who in without {
        match who {
            Method::Operation(key) => {
                if let Some(operation) = api.operation(&key) {
                    diagnostics.push(unresolved(&format!("`{key}`"), &operation.origin));
                }
            }
            Method::Group(path) => diagnostics.push(Diagnostic::new(
                Code::NameCollision,
                format!("no Rust name is left for the group `/{}`", path.join("/")),
            )),
        }
    }
}
