//! Names of fields, values and branches: one scope for each type.

use std::collections::BTreeMap;

use super::{
    case::{escape, is_canonical, pascal, snake, style},
    reserved,
    resolver::{NameRequest, resolve},
    unresolved,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    ident::RustIdent,
    ir::{Api, Field, Presence, Tagging, TypeKey, TypeKind},
    lock::Lock,
    source::Origin,
};

pub(super) fn name(api: &mut Api, lock: &Lock) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let builders = builder_methods(api);
    for (key, def) in &mut api.types {
        let without = match &mut def.kind {
            TypeKind::Struct(inner) => {
                let foreign = inner.fields.iter().filter(|field| !field.wire.is_ascii());
                diagnostics.extend(foreign.map(|field| not_ascii(&field.wire, &field.origin)));
                let taken = builders.get(key).map(Vec::as_slice).unwrap_or_default();
                name_fields(key, &mut inner.fields, lock, taken)
            }
            TypeKind::Enum(inner) => {
                let wires = inner.values.iter().map(|value| value.wire.clone());
                let (names, without) =
                    name_variants(wires, |wire| Lock::value_key(key, wire), lock);
                for value in &mut inner.values {
                    value.rust = names.get(&value.wire).cloned().unwrap_or_default();
                }
                without
            }
            TypeKind::Union(inner) => {
                if let Tagging::Tagged(member) = &inner.tagging {
                    inner.rust = tag_method(member);
                }
                let labels = inner.branches.iter().map(|branch| branch.label.clone());
                let (names, without) =
                    name_variants(labels, |label| Lock::branch_key(key, label), lock);
                for branch in &mut inner.branches {
                    branch.rust = names.get(&branch.label).cloned().unwrap_or_default();
                }
                without
            }
            TypeKind::Alias(_) => Vec::new(),
        };
        for wire in without {
            diagnostics.push(unresolved(&format!("`{wire}` of `{key}`"), &def.origin));
        }
    }
    diagnostics
}

/// The method that tells a union's tag: called as the member is.
fn tag_method(member: &str) -> RustIdent {
    let natural = snake(member);
    let is_free = !reserved::MEMBERS.contains(&natural.as_str());
    let named = if is_free { field_ident(&natural) } else { None };
    named.or_else(|| field_ident("tag")).unwrap_or_default()
}

/// The warning for a member whose name only looks like its name in Rust.
fn not_ascii(wire: &str, origin: &Origin) -> Diagnostic {
    Diagnostic::new(
        Code::NonAsciiName,
        format!("the member `{wire}` has non-ASCII characters"),
    )
    .at(origin, "its Rust name has their code points instead")
}

/// What the builders of some operations can do by themselves, by the type of their
/// parameters: a setter cannot be called so.
fn builder_methods(api: &Api) -> BTreeMap<TypeKey, Vec<&'static str>> {
    let mut methods: BTreeMap<TypeKey, Vec<&'static str>> = BTreeMap::new();
    for operation in api.operations.values() {
        let Some(key) = operation.input.params_key() else {
            continue;
        };
        let own = methods.entry(key.clone()).or_default();
        if operation.behavior.paging.is_some() {
            own.extend(reserved::PAGED);
        }
        if operation.behavior.long_running.is_some() {
            own.extend(reserved::LONG_RUNNING);
        }
    }
    methods
}

fn name_fields(
    key: &TypeKey,
    fields: &mut [Field],
    lock: &Lock,
    taken: &[&'static str],
) -> Vec<String> {
    // A field that can be set to null has a second setter beside its own.
    let null_setters: Vec<String> = fields
        .iter()
        .filter(|field| field.presence == Presence::OptionalNullable)
        .map(|field| format!("{}_null", snake(&field.wire)))
        .collect();
    let claims = fields
        .iter()
        .map(|field| {
            let wire = &field.wire;
            let natural = snake(wire);
            let mut ladder = vec![
                format!("{natural}_field"),
                format!("field_{}", escape(wire)),
            ];
            if !null_setters.contains(&natural) {
                ladder.insert(0, natural.clone());
            }
            NameRequest {
                key: wire.clone(),
                // Who is spelled like the name itself goes before who only sounds like it.
                rank: u8::from(natural != *wire),
                ladder,
                locked: lock.members.get(&Lock::field_key(key, wire)).cloned(),
            }
        })
        .collect();
    let (names, without) = resolve(claims, &[reserved::MEMBERS, taken].concat(), field_ident);
    for field in fields {
        field.rust = names.get(&field.wire).cloned().unwrap_or_default();
    }
    without
}

fn field_ident(text: &str) -> Option<RustIdent> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return RustIdent::new(&format!("n{text}"));
    }
    RustIdent::new(text)
}

fn name_variants(
    wires: impl Iterator<Item = String>,
    address: impl Fn(&str) -> String,
    lock: &Lock,
) -> (BTreeMap<String, RustIdent>, Vec<String>) {
    let claims = wires
        .map(|wire| {
            NameRequest {
                // A canonical value keeps its natural name whoever comes; the others'
                // names are locked.
                rank: u8::from(!is_canonical(&wire)),
                ladder: variant_ladder(&wire),
                locked: lock.members.get(&address(&wire)).cloned(),
                key: wire,
            }
        })
        .collect();
    resolve(claims, reserved::VARIANTS, variant_ident)
}

fn variant_ladder(wire: &str) -> Vec<String> {
    let natural = if wire.is_empty() {
        "Empty".to_owned()
    } else {
        pascal(wire)
    };
    let exact = format!("Text{}", pascal(&escape(wire)));
    if natural.is_empty() {
        return vec![exact];
    }
    let value = format!("{natural}Value");
    let spelled = format!("{natural}{}", style(wire));
    // The spelling tells values apart; it says nothing where the name is taken by
    // ourselves.
    if reserved::VARIANTS.contains(&natural.as_str()) {
        return vec![value, spelled, exact];
    }
    vec![natural, spelled, value, exact]
}

pub(super) fn variant_ident(text: &str) -> Option<RustIdent> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return RustIdent::new(&format!("V{text}"));
    }
    RustIdent::new(text)
}
