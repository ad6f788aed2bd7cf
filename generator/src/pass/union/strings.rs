//! Fields whose strings distinguish the branches of a union.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Branch, Enum, Shape, Struct, TypeDef, TypeKey, TypeKind, Union};

/// The strings that each field of an object allows, for the fields that allow only some.
pub(super) type AllowedStrings = BTreeMap<String, Vec<String>>;

/// The strings that the components allow, which branches may refer to.
pub(super) struct Components {
    /// Of structs, and of unions of nothing else.
    objects: BTreeMap<TypeKey, AllowedStrings>,
    enums: BTreeMap<TypeKey, Enum>,
}

impl Components {
    pub(super) fn collect(api: &Api) -> Self {
        let mut found = Self {
            objects: BTreeMap::new(),
            enums: BTreeMap::new(),
        };
        for (key, def) in &api.types {
            if let Some(TypeKind::Enum(inner)) = target(api, def).map(|it| &it.kind) {
                found.enums.insert(key.clone(), inner.clone());
            }
        }
        // The fields of structs may refer to any enum.
        for (key, def) in &api.types {
            if let Some(TypeKind::Struct(inner)) = target(api, def).map(|it| &it.kind) {
                let strings = found.of_struct(inner);
                found.objects.insert(key.clone(), strings);
            }
        }
        found.add_unions(api);
        found
    }

    /// Adds the unions all of whose branches are known, until there are no more: one may be a
    /// branch of another.
    fn add_unions(&mut self, api: &Api) {
        let unions = api.types.iter().filter_map(|(key, def)| match &def.kind {
            TypeKind::Union(inner) => Some((key, inner)),
            _ => None,
        });
        let mut rest: Vec<_> = unions.collect();
        loop {
            let before = rest.len();
            rest.retain(|(key, inner)| match self.of_union(inner) {
                Some(strings) => {
                    self.objects.insert((*key).clone(), strings);
                    false
                }
                None => true,
            });
            if rest.len() == before {
                return;
            }
        }
    }

    /// The strings of all branches, for the fields that each of them restricts.
    fn of_union(&self, inner: &Union) -> Option<AllowedStrings> {
        let mut branches = inner.branches.iter().map(|branch| self.of_branch(branch));
        let mut all = branches.next()??;
        for branch in branches {
            let mut branch = branch?;
            all.retain(|field, strings| match branch.remove(field) {
                Some(more) => {
                    // Many branches of branches have the same strings.
                    let known: BTreeSet<String> = strings.iter().cloned().collect();
                    strings.extend(more.into_iter().filter(|it| !known.contains(it)));
                    true
                }
                None => false,
            });
        }
        Some(all)
    }

    fn of_struct(&self, inner: &Struct) -> AllowedStrings {
        let allowed = inner.fields.iter().filter_map(|field| {
            let strings = match &field.shape {
                Shape::Inline(def) => match &def.kind {
                    TypeKind::Enum(inner) => inner,
                    _ => return None,
                },
                Shape::Type(key) => self.enums.get(key)?,
                _ => return None,
            };
            (!strings.allows_others).then(|| (field.wire.clone(), strings.values.clone()))
        });
        allowed.collect()
    }

    /// A component that is an enum.
    pub(super) fn enum_at(&self, key: &TypeKey) -> Option<&Enum> {
        self.enums.get(key)
    }

    /// The strings that the fields of a branch allow; `None` if it is not an object.
    pub(super) fn of_branch(&self, branch: &Branch) -> Option<AllowedStrings> {
        match &branch.shape {
            Shape::Inline(def) => match &def.kind {
                TypeKind::Struct(inner) => Some(self.of_struct(inner)),
                TypeKind::Union(inner) => self.of_union(inner),
                _ => None,
            },
            Shape::Type(key) => self.objects.get(key).cloned(),
            _ => None,
        }
    }
}

/// The type that `def` is or, through aliases, refers to; `None` if that is not a named
/// type. `pass::hoist` resolves aliases only after unions are decided.
fn target<'a>(api: &'a Api, def: &'a TypeDef) -> Option<&'a TypeDef> {
    let mut def = def;
    // Aliases that only refer to each other are rejected when the page is read.
    for _ in 0..=api.types.len() {
        match &def.kind {
            TypeKind::Alias(alias) => match &alias.shape {
                Shape::Type(key) => def = api.type_at(key)?,
                _ => return None,
            },
            _ => return Some(def),
        }
    }
    None
}

/// The field that is a tag: every branch allows one string for it, and no two the same.
pub(super) fn tag_field(
    branches: &[AllowedStrings],
    discriminator: Option<&str>,
) -> Option<String> {
    candidates(branches, discriminator).find(|field| {
        let mut of_all = branches.iter().map(|strings| strings.get(field));
        of_all.all(|strings| strings.is_some_and(|strings| strings.len() == 1))
            && are_disjoint(branches, field)
    })
}

/// The fields whose strings distinguish all branches, though a branch may allow several
/// of them: one field, else two, else none.
pub(super) fn distinguishing_fields(
    branches: &[AllowedStrings],
    discriminator: Option<&str>,
) -> Vec<String> {
    if branches.len() < 2 {
        return Vec::new();
    }
    let all: Vec<String> = candidates(branches, discriminator).collect();
    if let Some(one) = all.iter().find(|field| are_disjoint(branches, field)) {
        return vec![one.clone()];
    }
    for (index, one) in all.iter().enumerate() {
        for other in &all[index + 1..] {
            if one != other && are_disjoint_pairs(branches, one, other) {
                return vec![one.clone(), other.clone()];
            }
        }
    }
    Vec::new()
}

/// Fields that may distinguish branches, the discriminator first. A field that
/// distinguishes all branches is a field of the first one.
fn candidates(
    branches: &[AllowedStrings],
    discriminator: Option<&str>,
) -> impl Iterator<Item = String> {
    let first = branches.first().into_iter().flat_map(BTreeMap::keys);
    discriminator
        .map(str::to_owned)
        .into_iter()
        .chain(first.cloned())
}

/// Whether every branch restricts the strings of `field`, and no two branches allow the same.
pub(super) fn are_disjoint(branches: &[AllowedStrings], field: &str) -> bool {
    let mut seen = BTreeSet::new();
    branches.iter().all(|strings| {
        strings
            .get(field)
            .is_some_and(|strings| strings.iter().all(|string| seen.insert(string)))
    })
}

/// Whether every branch restricts the strings of `field`, and one does not allow its own tag.
pub(super) fn exclude(branches: &[AllowedStrings], field: &str, tags: &[Option<&str>]) -> bool {
    let allows = |(strings, tag): (&AllowedStrings, &Option<&str>)| {
        let mut allowed = strings.get(field).into_iter().flatten();
        allowed.any(|string| Some(string.as_str()) == *tag)
    };
    branches.iter().all(|strings| strings.contains_key(field))
        && !branches.iter().zip(tags).all(allows)
}

/// Whether every branch restricts the strings of both fields, and no two branches allow
/// the same pair.
fn are_disjoint_pairs(branches: &[AllowedStrings], one: &str, other: &str) -> bool {
    let mut seen = BTreeSet::new();
    branches.iter().all(|strings| {
        let (Some(ones), Some(others)) = (strings.get(one), strings.get(other)) else {
            return false;
        };
        let mut pairs = ones
            .iter()
            .flat_map(|one| others.iter().map(move |other| (one, other)));
        pairs.all(|pair| seen.insert(pair))
    })
}
