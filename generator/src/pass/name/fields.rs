//! Names of fields, values and branches: one scope for each type.

use std::collections::BTreeMap;

use super::{Naming, resolver::NameRequest, spelling};
use crate::{
    case::{escape, is_canonical, pascal, snake, style, without_dollar},
    diagnostic::{Code, Diagnostic},
    ir::{Api, Field, NameKey, ReturnedValue, Tagging, TypeKey, TypeKind, Union},
    lock::Lock,
    reserved,
    source::Origin,
};

pub(super) fn name(naming: &mut Naming<'_>) {
    let api = naming.api;
    let builders = builder_methods(api);
    for (key, def) in &api.types {
        match &def.kind {
            TypeKind::Struct(inner) => {
                let foreign = inner.fields.iter().filter(|field| !field.wire.is_ascii());
                let warnings = foreign.map(|field| not_ascii(&field.wire, &field.origin));
                naming.diagnostics.extend(warnings);
                let taken = builders.get(key).map_or(&[][..], Vec::as_slice);
                name_fields(naming, key, &inner.fields, taken);
                name_null_setters(naming, key, &inner.fields, taken);
            }
            TypeKind::Enum(inner) => {
                let wires = inner.values.iter().map(String::as_str);
                name_variants(naming, key, wires, Lock::value_key);
            }
            TypeKind::Union(inner) => {
                name_union_methods(naming, key, inner);
                let labels = inner.branches.iter().map(|branch| branch.label.as_str());
                name_variants(naming, key, labels, Lock::branch_key);
            }
            TypeKind::Alias(_) => {}
        }
    }
}

/// The methods that return a union's tag and the fields that all of its branches have: called
/// after these.
fn name_union_methods(naming: &mut Naming<'_>, key: &TypeKey, inner: &Union) {
    let mut requests = Vec::new();
    if let Tagging::Tagged(member) = &inner.tagging {
        let candidates = vec![snake(member), "tag".to_owned()];
        let tag = NameKey::TagMethod(key.clone());
        requests.push(NameRequest::new(tag, candidates));
    }
    for field in &inner.shared {
        let natural = snake(&field.wire);
        let candidates = vec![
            natural.clone(),
            format!("{natural}_field"),
            format!("field_{}", escape(&field.wire)),
        ];
        let shared = NameKey::SharedField(key.clone(), field.wire.clone());
        requests.push(NameRequest {
            rank: 1,
            ..NameRequest::new(shared, candidates)
        });
    }
    let reserved = [reserved::MEMBERS, reserved::TRAIT_METHODS].concat();
    naming.scope(requests, &reserved, spelling::field);
}

/// The warning for a field whose name in Rust only resembles its name in JSON.
fn not_ascii(wire: &str, origin: &Origin) -> Diagnostic {
    Diagnostic::new(
        Code::NonAsciiName,
        format!("the name of the field `{wire}` has non-ASCII characters"),
    )
    .at(origin, "its Rust name has their code points instead")
}

/// The methods that request builders have by themselves beyond those of every builder, by
/// the type of the parameters: a setter cannot have such a name.
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
        if matches!(operation.returns().value, ReturnedValue::Bytes) {
            own.extend(reserved::BYTES);
        }
        if operation.stream().is_some() {
            own.extend(reserved::STREAMED);
        }
        if operation.behavior.long_running.is_some() {
            own.extend(reserved::LONG_RUNNING);
        }
    }
    methods
}

fn name_fields(naming: &mut Naming<'_>, key: &TypeKey, fields: &[Field], taken: &[&'static str]) {
    let null_setters: Vec<String> = fields
        .iter()
        .filter(|field| field.has_null_setter())
        .map(|field| format!("{}_null", snake(&field.wire)))
        .collect();
    let lock = naming.decisions.lock;
    let requests = fields.iter().map(|field| {
        let wire = &field.wire;
        let natural = snake(wire);
        let mut candidates = vec![
            format!("{natural}_field"),
            // Names that differ in their case only, as those of a parameter and of a field.
            format!("{natural}_{}", snake(style(wire))),
            format!("field_{}", escape(wire)),
        ];
        if !null_setters.contains(&natural) {
            candidates.insert(0, natural.clone());
        }
        let short = without_dollar(wire).map(|words| snake(&words));
        candidates.splice(0..0, short.clone().filter(|it| !null_setters.contains(it)));
        NameRequest {
            key: NameKey::Field(key.clone(), wire.clone()),
            // A field whose JSON name is the name itself goes before one that only
            // resembles it, and that one before one that lacks a part of it.
            rank: u8::from(natural != *wire) + u8::from(short.is_some()),
            candidates,
            locked: lock.member(|| Lock::field_key(key, wire)).cloned(),
        }
    });
    let reserved = [reserved::MEMBERS, taken].concat();
    naming.scope(requests.collect(), &reserved, spelling::field);
}

/// A field that can be left out and be null has a second setter.
fn name_null_setters(
    naming: &mut Naming<'_>,
    key: &TypeKey,
    fields: &[Field],
    taken: &[&'static str],
) {
    if !fields.iter().any(Field::has_null_setter) {
        return;
    }
    let given = |field: &Field| {
        let name = naming.given(&NameKey::Field(key.clone(), field.wire.clone()))?;
        Some(name.plain().to_owned())
    };
    let requests = fields.iter().filter(|field| field.has_null_setter());
    let requests = requests.filter_map(|field| {
        let own = given(field)?;
        // `self_` is called so because `self` is a keyword, which `self_null` is not.
        let own = own.trim_end_matches('_');
        let candidates = vec![format!("{own}_null"), format!("set_{own}_null")];
        let key = NameKey::NullSetter(key.clone(), field.wire.clone());
        Some(NameRequest::new(key, candidates))
    });
    let requests = requests.collect();
    let fields: Vec<String> = fields.iter().filter_map(given).collect();
    let fields = fields.iter().map(String::as_str);
    let reserved: Vec<&str> = fields.chain(taken.iter().copied()).collect();
    naming.scope(requests, &reserved, spelling::field);
}

fn name_variants<'a>(
    naming: &mut Naming<'_>,
    key: &TypeKey,
    wires: impl Iterator<Item = &'a str>,
    address: fn(&TypeKey, &str) -> String,
) {
    let lock = naming.decisions.lock;
    let requests = wires.map(|wire| NameRequest {
        key: NameKey::Variant(key.clone(), wire.to_owned()),
        // A canonical value keeps its natural name whatever is added later; the others'
        // names are locked.
        rank: u8::from(!is_canonical(wire)),
        candidates: variant_candidates(wire),
        locked: lock.member(|| address(key, wire)).cloned(),
    });
    naming.scope(requests.collect(), reserved::VARIANTS, spelling::variant);
}

fn variant_candidates(wire: &str) -> Vec<String> {
    let natural = match wire.strip_prefix('-') {
        _ if wire.is_empty() => "Empty".to_owned(),
        // Orders of sorting: `-price` is the other one than `price`.
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_alphabetic()) => {
            format!("Minus{}", pascal(rest))
        }
        _ => pascal(wire),
    };
    let exact = format!("Text{}", pascal(&escape(wire)));
    if natural.is_empty() {
        return vec![exact];
    }
    let value = format!("{natural}Value");
    let spelled = format!("{natural}{}", style(wire));
    // The case distinguishes a value from others, but not from a name of generated code.
    if reserved::VARIANTS.contains(&natural.as_str()) {
        return vec![value, spelled, exact];
    }
    vec![natural, spelled, value, exact]
}
