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
        && let Some(Ambiguity {
            structure,
            branches,
            have_own_fields,
        }) = Ambiguity::of(api, union)
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
        let how = match have_own_fields {
            true => "are distinguished by optional fields only",
            false => "cannot be distinguished",
        };
        let message = format!("branches {} {how}", list.join(", "));
        diagnostics.push(Diagnostic::new(Code::AmbiguousUnion, message).at(&def.origin, rule));
    }
    for shape in def.shapes() {
        check_shape(api, shape, diagnostics);
    }
}

/// Branches that have a structure in common.
struct Ambiguity<'a> {
    structure: Structure<'a>,
    branches: Vec<&'a Branch>,
    /// Whether each of them has a field that none of the others has.
    have_own_fields: bool,
}

impl<'a> Ambiguity<'a> {
    /// The first structure that several branches have, and these branches.
    fn of(api: &'a Api, union: &'a Union) -> Option<Self> {
        let mut found: BTreeMap<Structure<'_>, Vec<usize>> = BTreeMap::new();
        let mut fields: Vec<BTreeSet<&str>> = Vec::new();
        for (at, branch) in union.branches.iter().enumerate() {
            let mut structures = Structures::new(api);
            structures.collect(&branch.shape, 0);
            for structure in structures.found {
                found.entry(structure).or_default().push(at);
            }
            fields.push(structures.fields);
        }
        let (structure, branches) = found.into_iter().find(|(_, all)| all.len() > 1)?;
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for field in branches.iter().flat_map(|at| &fields[*at]) {
            *counts.entry(field).or_default() += 1;
        }
        let has_own = |at: &usize| fields[*at].iter().any(|it| counts.get(it) == Some(&1));
        let is_object = matches!(structure, Structure::Object(_));
        Some(Self {
            structure,
            have_own_fields: is_object && branches.iter().all(has_own),
            branches: branches.iter().map(|at| &union.branches[*at]).collect(),
        })
    }
}

/// The structures that values of a shape can have.
struct Structures<'a> {
    api: &'a Api,
    found: BTreeSet<Structure<'a>>,
    /// The fields of the objects, required or not.
    fields: BTreeSet<&'a str>,
    /// The named types that led here, so that recursive ones end.
    enclosing: Vec<&'a TypeKey>,
    /// The named types that were followed, each with the number of lists that it was in. Another
    /// path to one of them finds nothing new, and there can be very many paths.
    seen: BTreeSet<(&'a TypeKey, usize)>,
}

impl<'a> Structures<'a> {
    fn new(api: &'a Api) -> Self {
        Self {
            api,
            found: BTreeSet::new(),
            fields: BTreeSet::new(),
            enclosing: Vec::new(),
            seen: BTreeSet::new(),
        }
    }

    /// Adds those of `shape`, which is in this many `lists`.
    fn collect(&mut self, shape: &'a Shape, lists: usize) {
        match shape {
            Shape::Scalar(scalar) => self.insert(Structure::Value(scalar.info().json), lists),
            Shape::List(item) => self.collect(&item.shape, lists + 1),
            Shape::Map(_) => self.insert(Structure::Object(BTreeSet::new()), lists),
            // `lower` makes no branch of it, but a list may contain it.
            Shape::Json(_) => self.insert(Structure::Anything, lists),
            Shape::Inline(def) => self.collect_type(def, lists),
            Shape::Type(key) => {
                if let Some(def) = self.api.type_at(key)
                    && !self.enclosing.contains(&key)
                    && self.seen.insert((key, lists))
                {
                    self.enclosing.push(key);
                    self.collect_type(def, lists);
                    self.enclosing.pop();
                }
            }
        }
    }

    fn collect_type(&mut self, def: &'a TypeDef, lists: usize) {
        match &def.kind {
            TypeKind::Struct(inner) => {
                self.fields
                    .extend(inner.fields.iter().map(|it| it.wire.as_str()));
                let required = inner.fields.iter().filter(|it| it.presence.is_required());
                let names = required.map(|field| field.wire.as_str()).collect();
                self.insert(Structure::Object(names), lists);
            }
            TypeKind::Union(inner) => match &inner.tagging {
                Tagging::Tagged(field) => {
                    let names = BTreeSet::from([field.as_str()]);
                    self.insert(Structure::Object(names), lists);
                }
                Tagging::Untagged(_) | Tagging::Undecided(_) => {
                    for branch in &inner.branches {
                        self.collect(&branch.shape, lists);
                    }
                }
            },
            TypeKind::Alias(target) => self.collect(&target.shape, lists),
            TypeKind::Enum(_) => {}
        }
    }

    fn insert(&mut self, structure: Structure<'a>, lists: usize) {
        let in_lists = (0..lists).fold(structure, |item, _| Structure::List(Box::new(item)));
        self.found.insert(in_lists);
    }
}
