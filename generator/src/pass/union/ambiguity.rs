//! Branches that a value does not distinguish: a warning for each union that has some.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Api, Branch, Shape, Tagging, TypeDef, TypeKey, TypeKind, Union},
    json_type::JsonType,
};

/// What a decoder can recognise a branch by. Enums are missing: each of their values is
/// recognised by itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Structure<'a> {
    /// Any value, in a list: only another list of any values is not distinguished from it.
    Anything,
    /// Any value of a JSON type that is neither a list nor an object.
    Value(JsonType),
    /// A list with such items.
    List(Box<Structure<'a>>),
    /// An object with at least these fields.
    Object(BTreeSet<&'a str>),
}

/// One warning for each union with ambiguous branches, inline or by reference. All
/// unions are decided.
pub(super) fn warnings(api: &Api) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for def in api.types.values() {
        check_type(api, def, &mut diagnostics);
    }
    for operation in api.operations.values() {
        for shape in operation.bodies() {
            check_shape(api, shape, &mut diagnostics);
        }
    }
    diagnostics
}

fn check_shape(api: &Api, shape: &Shape, diagnostics: &mut Vec<Diagnostic>) {
    shape.walk(&mut |shape| {
        if let Shape::Inline(def) = shape {
            check_type(api, def, diagnostics);
        }
    });
}

fn check_type(api: &Api, def: &TypeDef, diagnostics: &mut Vec<Diagnostic>) {
    if let TypeKind::Union(union) = &def.kind
        && union.tagging == Tagging::Untagged(Vec::new())
        && let Some((structure, branches)) = ambiguous_branches(api, union)
    {
        let list: Vec<_> = branches
            .iter()
            .map(|branch| format!("`{}`", branch.label))
            .collect();
        let rule = match structure {
            Structure::Object(_) => {
                "a value becomes the branch that declares most of the value's fields and can hold them"
            }
            Structure::List(_) => {
                "a value becomes the branch that its items match best and that can hold them"
            }
            Structure::Anything | Structure::Value(_) => {
                "a value becomes the first of these branches that can hold it"
            }
        };
        let message = format!("branches {} cannot be distinguished", list.join(", "));
        diagnostics.push(Diagnostic::new(Code::AmbiguousUnion, message).at(&def.origin, rule));
    }
    for shape in def.shapes() {
        check_shape(api, shape, diagnostics);
    }
}

/// The first structure that several branches have, and these branches.
fn ambiguous_branches<'a>(
    api: &'a Api,
    union: &'a Union,
) -> Option<(Structure<'a>, Vec<&'a Branch>)> {
    let mut found: BTreeMap<Structure<'_>, Vec<&Branch>> = BTreeMap::new();
    for branch in &union.branches {
        let mut structures = BTreeSet::new();
        collect(api, &branch.shape, &mut structures, &mut Vec::new());
        for structure in structures {
            found.entry(structure).or_default().push(branch);
        }
    }
    found.into_iter().find(|(_, branches)| branches.len() > 1)
}

/// Adds the structures that values of `shape` can have. `enclosing` are the named
/// types that led here, so that recursive ones end.
fn collect<'a>(
    api: &'a Api,
    shape: &'a Shape,
    found: &mut BTreeSet<Structure<'a>>,
    enclosing: &mut Vec<&'a TypeKey>,
) {
    match shape {
        Shape::Scalar(scalar) => {
            found.insert(Structure::Value(scalar.info().json));
        }
        Shape::List(item) => {
            let mut items = BTreeSet::new();
            collect(api, &item.shape, &mut items, enclosing);
            found.extend(
                items
                    .into_iter()
                    .map(|item| Structure::List(Box::new(item))),
            );
        }
        Shape::Map(_) => {
            found.insert(Structure::Object(BTreeSet::new()));
        }
        // `lower` makes no branch of it, but a list may contain it.
        Shape::Json(_) => {
            found.insert(Structure::Anything);
        }
        Shape::Inline(def) => collect_type(api, def, found, enclosing),
        Shape::Type(key) => {
            if let Some(def) = api.type_at(key)
                && !enclosing.contains(&key)
            {
                enclosing.push(key);
                collect_type(api, def, found, enclosing);
                enclosing.pop();
            }
        }
    }
}

fn collect_type<'a>(
    api: &'a Api,
    def: &'a TypeDef,
    found: &mut BTreeSet<Structure<'a>>,
    enclosing: &mut Vec<&'a TypeKey>,
) {
    match &def.kind {
        TypeKind::Struct(inner) => {
            let required = inner.fields.iter().filter(|it| it.presence.is_required());
            let names = required.map(|field| field.wire.as_str()).collect();
            found.insert(Structure::Object(names));
        }
        TypeKind::Union(inner) => match &inner.tagging {
            Tagging::Tagged(field) => {
                found.insert(Structure::Object(BTreeSet::from([field.as_str()])));
            }
            Tagging::Untagged(_) | Tagging::Undecided(_) => {
                for branch in &inner.branches {
                    collect(api, &branch.shape, found, enclosing);
                }
            }
        },
        TypeKind::Alias(target) => collect(api, &target.shape, found, enclosing),
        TypeKind::Enum(_) => {}
    }
}
