//! Names of types and of kinds of ids: one scope, because users see them in
//! one module.

use super::{
    aliases::Renames,
    case::{escape, pascal, singular, snake, style},
    reserved,
    resolver::{NameRequest, resolve},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    ident::RustIdent,
    ir::{Api, OperationKey, Owner, Root, Step, TypeKey, TypeKind},
    lock::Lock,
    pass::Decisions,
};

/// Who wants a name in the scope of types.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Symbol {
    Type(TypeKey),
    Id(String),
    Choice(OperationKey, String),
}

pub(super) fn name(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let (renames, mut diagnostics) = Renames::read(api, decisions);
    let mut claims = Vec::new();
    for (key, def) in &api.types {
        claims.push(NameRequest {
            key: Symbol::Type(key.clone()),
            rank: match (key.root(), key.steps()) {
                (Root::Component(_), []) => 0,
                _ => 2,
            },
            ladder: type_ladder(key, &def.kind),
            locked: renames.wanted(&key.to_string(), decisions.lock),
        });
    }
    for kind in api.ids.keys() {
        claims.push(NameRequest {
            key: Symbol::Id(kind.clone()),
            rank: 1,
            ladder: vec![
                pascal(kind),
                format!("{}Key", pascal(kind)),
                format!("Id{}", pascal(&escape(kind))),
            ],
            locked: decisions.lock.types.get(&Lock::id_key(kind)).cloned(),
        });
    }
    for operation in api.operations.values() {
        for choice in &operation.input.one_of {
            let key = &operation.key;
            let natural = format!("{}{}", operation_name(key), pascal(&choice.wire));
            claims.push(NameRequest {
                key: Symbol::Choice(key.clone(), choice.wire.clone()),
                rank: 2,
                ladder: vec![
                    natural.clone(),
                    format!("{natural}Choice"),
                    format!("{natural}{}", pascal(&escape(&choice.wire))),
                ],
                locked: renames.wanted(&Lock::choice_key(key, &choice.wire), decisions.lock),
            });
        }
    }
    let (given, without) = resolve(claims, &renames.reserved(), type_ident);
    for (who, name) in given {
        match who {
            Symbol::Type(key) => {
                if let Some(def) = api.types.get_mut(&key) {
                    def.rust = name;
                }
            }
            Symbol::Choice(key, wire) => {
                let choices = api
                    .operations
                    .get_mut(&key)
                    .map(|operation| &mut operation.input.one_of[..])
                    .unwrap_or_default();
                if let Some(choice) = choices.iter_mut().find(|choice| choice.wire == wire) {
                    choice.type_rust = name;
                }
            }
            Symbol::Id(kind) => {
                if let Some(id) = api.ids.get_mut(&kind) {
                    id.rust = name;
                }
            }
        }
    }
    renames.keep(api);
    for who in without {
        let (what, origin) = match &who {
            Symbol::Type(key) => (
                format!("type `{key}`"),
                api.type_at(key).map(|def| &def.origin),
            ),
            Symbol::Choice(key, wire) => {
                let operation = api.operation(key);
                (
                    format!("choice `{wire}`"),
                    operation.map(|operation| &operation.origin),
                )
            }
            Symbol::Id(kind) => (format!("ids called `{kind}`"), None),
        };
        diagnostics.push(match origin {
            Some(origin) => super::unresolved(&what, origin),
            None => Diagnostic::new(
                Code::NameCollision,
                format!("no Rust name is left for {what}"),
            ),
        });
    }
    diagnostics
}

/// Names the file of each owner's types.
pub(super) fn name_modules(api: &mut Api) -> Vec<Diagnostic> {
    let claims = api
        .types
        .keys()
        .map(TypeKey::owner)
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .map(|owner| {
            let (rank, natural, wire) = match &owner {
                Owner::Component(name) => (0, snake(name), name.clone()),
                Owner::Operation(key) => (1, snake(&operation_name(key)), key.to_string()),
                Owner::Plain => (2, "plain".to_owned(), "plain".to_owned()),
            };
            let ladder = vec![
                natural.clone(),
                format!("{natural}_types"),
                format!("{natural}_{}", escape(&wire)),
            ];
            NameRequest {
                key: owner,
                rank,
                ladder,
                locked: None,
            }
        })
        .collect();
    let (names, without) = resolve(claims, reserved::MODULES, module_ident);
    api.modules = names;
    without
        .into_iter()
        .map(|owner| {
            Diagnostic::new(
                Code::NameCollision,
                format!("no file name is left for the types of {owner:?}"),
            )
        })
        .collect()
}

fn module_ident(text: &str) -> Option<RustIdent> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return RustIdent::module(&format!("n{text}"));
    }
    RustIdent::module(text)
}

/// A type's identifier; a name that begins with a digit gets a letter before it.
pub(super) fn type_ident(text: &str) -> Option<RustIdent> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return RustIdent::new(&format!("T{text}"));
    }
    // Rust could have it as `Self_`; the next rung says more.
    if text == "Self" {
        None
    } else {
        RustIdent::new(text)
    }
}

/// From structure; with its role; as its whole path.
fn type_ladder(key: &TypeKey, kind: &TypeKind) -> Vec<String> {
    let role = match kind {
        TypeKind::Struct(_) => "Object",
        TypeKind::Enum(_) => "Value",
        TypeKind::Union(_) => "Variant",
        TypeKind::Alias(_) => "Alias",
    };
    let (short, whole) = (short(key), whole(key));
    vec![
        short.clone(),
        format!("{short}{role}"),
        whole.clone(),
        format!("{whole}{role}"),
        format!("{whole}{}", style(&last_word(key))),
        format!("{short}{}", pascal(&escape(&key.to_string()))),
    ]
}

/// The API's own word that a type's name ends in.
fn last_word(key: &TypeKey) -> String {
    let last = key.steps().iter().rev().find_map(|step| match step {
        Step::Member(word) | Step::Branch(word) => Some(word.clone()),
        Step::Items | Step::Values | Step::Alias => None,
    });
    last.unwrap_or_else(|| match key.root() {
        Root::Component(name) => name.clone(),
        Root::Request(operation) | Root::Response(operation) => operation.path.clone(),
        Root::Plain(forms) => forms.concat(),
    })
}

/// `UserIdentityError` for `user_identity.errors[]`.
fn short(key: &TypeKey) -> String {
    let mut name = match (key.root(), key.steps()) {
        (Root::Component(name), _) => pascal(name),
        (Root::Request(operation), []) => format!("{}Params", operation_name(operation)),
        (Root::Request(operation), _) => operation_name(operation),
        (Root::Response(operation), _) => format!("{}Response", operation_name(operation)),
        (Root::Plain(forms), _) => {
            let forms: Vec<_> = forms.iter().map(|form| pascal(form)).collect();
            forms.join("Or")
        }
    };
    let steps = key.steps();
    for (place, step) in steps.iter().enumerate() {
        let is_listed = matches!(steps.get(place + 1), Some(Step::Items | Step::Values));
        name.push_str(&match step {
            Step::Member(wire) if is_listed => pascal(&singular_words(wire)),
            Step::Member(wire) => pascal(wire),
            // Said by the singular of the member before it.
            Step::Items | Step::Values if follows_member(steps, place) => String::new(),
            Step::Items => "Item".to_owned(),
            Step::Values => "Value".to_owned(),
            Step::Branch(label) => pascal(label),
            Step::Alias => String::new(),
        });
    }
    name
}

/// Every step said in full, so that two addresses share it only where their
/// wire names differ in nothing but case and symbols.
fn whole(key: &TypeKey) -> String {
    let mut name = short(&key.start());
    for step in key.steps() {
        name.push_str(&match step {
            Step::Member(wire) => pascal(wire),
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
        Some(Step::Member(_))
    )
}

/// `UserIdentitiesCreate` for `POST /user_identities/create`; the method is said
/// where it is not what every operation of this API uses.
fn operation_name(operation: &OperationKey) -> String {
    let path: String = operation.path.split('/').map(pascal).collect();
    if operation.method == "POST" {
        path
    } else {
        format!("{}{path}", pascal(&operation.method.to_lowercase()))
    }
}

/// The last word in the singular: `possible_errors` → `possible_error`.
fn singular_words(wire: &str) -> String {
    match wire.rsplit_once('_') {
        Some((before, last)) => format!("{before}_{}", singular(last)),
        None => singular(wire),
    }
}
