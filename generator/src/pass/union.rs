//! After this pass, every union knows how its branches are recognised.
//!
//! By a tag, where every branch allows a single text for the same member and no
//! two the same: the discriminator that the document names, or a member that
//! does its work without being called so. Else by the form of the value. The
//! documents of this API declare discriminators without a mapping, so the tag
//! is read from the branches; the document's mapping is only the second source.
//! Branches that allow several texts each are told by form, and by these.

use std::collections::{BTreeMap, BTreeSet};

use super::Decisions;
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{
        Api, Branch, Enum, EnumValue, Shape, Struct, Tagging, TypeDef, TypeKey, TypeKind, Union,
        describe,
    },
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let components = Components::of(api);
    let mut diagnostics = Vec::new();
    for def in api.types.values_mut() {
        decide_within(def, &components, &mut diagnostics);
    }
    for operation in api.operations.values_mut() {
        for shape in operation.bodies_mut() {
            decide_in_shape(shape, &components, &mut diagnostics);
        }
    }
    diagnostics
}

/// The texts that each member of each component allows: what a branch that is a
/// reference needs to be told by them.
struct Components {
    texts: BTreeMap<TypeKey, Texts>,
    enums: BTreeMap<TypeKey, Vec<String>>,
}

/// The texts that each member allows, where it allows only some.
type Texts = BTreeMap<String, Vec<String>>;

impl Components {
    fn of(api: &Api) -> Self {
        let mut found = Self {
            texts: BTreeMap::new(),
            enums: BTreeMap::new(),
        };
        for (key, def) in &api.types {
            if let TypeKind::Enum(inner) = &def.kind {
                found.enums.insert(key.clone(), texts(inner));
            }
        }
        for (key, def) in &api.types {
            if let TypeKind::Struct(inner) = &def.kind {
                let texts = found.texts_of(inner);
                found.texts.insert(key.clone(), texts);
            }
        }
        found
    }

    fn texts_of(&self, inner: &Struct) -> Texts {
        let fields = inner.fields.iter();
        let some = fields.filter_map(|field| {
            let texts = match &field.shape {
                Shape::Inline(def) => match &def.kind {
                    TypeKind::Enum(inner) => texts(inner),
                    _ => return None,
                },
                Shape::Type(key) => self.enums.get(key)?.clone(),
                _ => return None,
            };
            Some((field.wire.clone(), texts))
        });
        some.collect()
    }

    /// The texts that the members of a branch allow; `None` if it is no object.
    fn texts_of_branch(&self, branch: &Branch) -> Option<Texts> {
        match &branch.shape {
            Shape::Inline(def) => match &def.kind {
                TypeKind::Struct(inner) => Some(self.texts_of(inner)),
                _ => None,
            },
            Shape::Type(key) => self.texts.get(key).cloned(),
            _ => None,
        }
    }
}

fn texts(inner: &Enum) -> Vec<String> {
    let values = inner.values.iter();
    values.map(|value| value.wire.clone()).collect()
}

fn decide_in_shape(shape: &mut Shape, components: &Components, diagnostics: &mut Vec<Diagnostic>) {
    shape.walk_mut(&mut |shape| {
        if let Shape::Inline(def) = shape {
            decide_within(def, components, diagnostics);
        }
    });
}

fn decide_within(def: &mut TypeDef, components: &Components, diagnostics: &mut Vec<Diagnostic>) {
    if let TypeKind::Union(union) = &def.kind
        && let Some(merged) = all_enums(union)
    {
        def.kind = TypeKind::Enum(merged);
    }
    if let TypeKind::Union(union) = &mut def.kind {
        decide(union, components);
        if union.tagging == Tagging::Untagged(Vec::new()) && has_twins(union) {
            diagnostics.push(
                Diagnostic::new(Code::AmbiguousUnion, "some branches cannot be told apart").at(
                    &def.origin,
                    "the branch that knows most of a value's members is taken",
                ),
            );
        }
    }
    for (_, shape) in def.shapes_mut() {
        decide_in_shape(shape, components, diagnostics);
    }
}

fn decide(union: &mut Union, components: &Components) {
    let Tagging::Undecided(discriminator) = &union.tagging else {
        return;
    };
    let discriminator = discriminator.clone();
    let objects: Vec<Option<Texts>> = union
        .branches
        .iter()
        .map(|branch| components.texts_of_branch(branch))
        .collect();
    let tags: Option<Vec<Texts>> = objects.iter().cloned().collect();
    let member = tags
        .as_ref()
        .and_then(|tags| tag_member(tags, discriminator.as_deref()));
    match (member, discriminator) {
        (Some(member), _) => {
            for (branch, texts) in union.branches.iter_mut().zip(tags.into_iter().flatten()) {
                branch.tag = texts.get(&member).and_then(|texts| texts.first()).cloned();
            }
            tag_by(union, member);
        }
        (None, Some(member)) if mapped(union) => tag_by(union, member),
        (None, discriminator) => {
            let objects: Vec<Texts> = objects.into_iter().flatten().collect();
            let telling = telling_members(&objects, discriminator.as_deref());
            label_by_form(union, &objects, &telling);
            union.tagging = Tagging::Untagged(telling);
        }
    }
}

/// The member that is a tag: every branch allows one text for it, and no two the same.
fn tag_member(branches: &[Texts], discriminator: Option<&str>) -> Option<String> {
    candidates(branches, discriminator).find(|member| {
        let mut of_all = branches.iter().map(|texts| texts.get(member));
        of_all.all(|texts| texts.is_some_and(|texts| texts.len() == 1))
            && are_disjoint(branches, member)
    })
}

/// The members whose texts tell all branches apart, though a branch may allow several
/// of them: one, else two, else none.
fn telling_members(branches: &[Texts], discriminator: Option<&str>) -> Vec<String> {
    if branches.len() < 2 {
        return Vec::new();
    }
    let all: Vec<String> = candidates(branches, discriminator).collect();
    if let Some(one) = all.iter().find(|member| are_disjoint(branches, member)) {
        return vec![one.clone()];
    }
    for (place, one) in all.iter().enumerate() {
        for other in &all[place + 1..] {
            if one != other && are_disjoint_pairs(branches, one, other) {
                return vec![one.clone(), other.clone()];
            }
        }
    }
    Vec::new()
}

/// Whether no two branches allow the same texts for both members at once.
fn are_disjoint_pairs(branches: &[Texts], one: &str, other: &str) -> bool {
    let mut seen = BTreeSet::new();
    branches.iter().all(|texts| {
        let (Some(ones), Some(others)) = (texts.get(one), texts.get(other)) else {
            return false;
        };
        let mut pairs = ones
            .iter()
            .flat_map(|one| others.iter().map(move |other| (one, other)));
        pairs.all(|pair| seen.insert(pair))
    })
}

/// Members that might tell branches apart, the discriminator first.
fn candidates(branches: &[Texts], discriminator: Option<&str>) -> impl Iterator<Item = String> {
    let first = branches.first().into_iter().flat_map(BTreeMap::keys);
    discriminator
        .map(str::to_owned)
        .into_iter()
        .chain(first.cloned())
}

/// Whether every branch names the texts that `member` can have, and no two the same.
fn are_disjoint(branches: &[Texts], member: &str) -> bool {
    let mut seen = BTreeSet::new();
    branches.iter().all(|texts| {
        texts
            .get(member)
            .is_some_and(|texts| texts.iter().all(|text| seen.insert(text)))
    })
}

/// Whether the document gives every branch a tag of its own.
fn mapped(union: &Union) -> bool {
    let tags: BTreeSet<_> = union
        .branches
        .iter()
        .filter_map(|branch| branch.tag.as_ref())
        .collect();
    tags.len() == union.branches.len()
}

fn tag_by(union: &mut Union, member: String) {
    for branch in &mut union.branches {
        branch.label = branch.tag.clone().unwrap_or_default();
        // The tag is written by the union itself; a branch that is a component
        // may be used elsewhere and keeps its member.
        if let Shape::Inline(def) = &mut branch.shape
            && let TypeKind::Struct(inner) = &mut def.kind
        {
            inner.fields.retain(|field| field.wire != member);
        }
    }
    union.tagging = Tagging::Tagged(member);
}

/// Labels from the form of each branch: never from its prose, and from its
/// place only where nothing else tells it.
fn label_by_form(union: &mut Union, objects: &[Texts], telling: &[String]) {
    if let Some(labels) = labels_by_texts(union, objects, telling) {
        for (branch, label) in union.branches.iter_mut().zip(labels) {
            branch.tag = None;
            branch.label = label;
        }
        return;
    }
    let members: Vec<Vec<String>> = union.branches.iter().map(members).collect();
    for (index, branch) in union.branches.iter_mut().enumerate() {
        branch.tag = None;
        let own = members[index].iter().find(|member| {
            let mut others = members
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index);
            others.all(|(_, members)| !members.contains(member))
        });
        branch.label = match (&branch.shape, own) {
            (Shape::Inline(_), Some(member)) => format!("with_{member}"),
            (shape, _) => describe::label(shape).unwrap_or_else(|| format!("form_{}", index + 1)),
        };
    }
    let labels: Vec<String> = union
        .branches
        .iter()
        .map(|branch| branch.label.clone())
        .collect();
    for (index, branch) in union.branches.iter_mut().enumerate() {
        if labels
            .iter()
            .filter(|label| **label == branch.label)
            .count()
            > 1
        {
            branch.label = format!("{}_{}", branch.label, index + 1);
        }
    }
}

/// `LOCK_DOOR_pending`, where every branch is an object that allows one text for each
/// member that tells.
fn labels_by_texts(union: &Union, objects: &[Texts], telling: &[String]) -> Option<Vec<String>> {
    if telling.is_empty() || objects.len() != union.branches.len() {
        return None;
    }
    let label = |texts: &Texts| {
        let words = telling.iter().map(|member| match &texts.get(member)?[..] {
            [only] => Some(only.clone()),
            _ => None,
        });
        Some(words.collect::<Option<Vec<_>>>()?.join("_"))
    };
    objects.iter().map(label).collect()
}

/// The members of a branch, those that it requires first.
fn members(branch: &Branch) -> Vec<String> {
    let mut members = required_members(branch);
    if let Shape::Inline(def) = &branch.shape
        && let TypeKind::Struct(inner) = &def.kind
    {
        members.extend(inner.fields.iter().map(|field| field.wire.clone()));
    }
    members
}

fn required_members(branch: &Branch) -> Vec<String> {
    match &branch.shape {
        Shape::Inline(def) => match &def.kind {
            TypeKind::Struct(inner) => inner
                .fields
                .iter()
                .filter(|field| field.presence.is_required())
                .map(|field| field.wire.clone())
                .collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// One enum of all values, where every branch is an enum declared in place.
fn all_enums(union: &Union) -> Option<Enum> {
    let mut values: Vec<EnumValue> = Vec::new();
    for branch in &union.branches {
        let Shape::Inline(def) = &branch.shape else {
            return None;
        };
        let TypeKind::Enum(inner) = &def.kind else {
            return None;
        };
        for value in &inner.values {
            if !values.iter().any(|known| known.wire == value.wire) {
                values.push(value.clone());
            }
        }
    }
    (!values.is_empty()).then_some(Enum { values })
}

/// Whether two branches are objects that require the same members.
fn has_twins(union: &Union) -> bool {
    let mut seen = BTreeSet::new();
    union
        .branches
        .iter()
        .filter(|branch| is_object(branch))
        .any(|branch| {
            let mut members = required_members(branch);
            members.sort();
            !seen.insert(members)
        })
}

fn is_object(branch: &Branch) -> bool {
    match &branch.shape {
        Shape::Inline(def) => matches!(def.kind, TypeKind::Struct(_)),
        _ => false,
    }
}
