//! Which types are one type: sets of equal types, and the place of each set.
//!
//! Types are read from the outside in, so that what is inside of one shared type is its own,
//! once, however many places declare the outer one.

mod rules;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    form::{FormId, Forms, is_inline},
    locked::Locked,
    overridden::Overridden,
    role,
};
use crate::ir::{Api, Shape, Step, TypeKey, Usage};

/// An inline type of the document.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) key: TypeKey,
    pub(super) form: FormId,
    /// `None` for what is an operation's own.
    pub(super) role: Option<String>,
    usage: Usage,
    /// The type that contains it, and the steps from there.
    parent: Option<(TypeKey, Vec<Step>)>,
}

/// Types that are one type.
#[derive(Debug)]
pub(super) struct Set {
    /// All of them.
    pub(super) nodes: Vec<usize>,
    /// The first of them in each place: what is inside of one type is in one place.
    pub(super) places: Vec<usize>,
    /// Where they are.
    pub(super) anchor: Anchor,
    form: FormId,
}

/// The address of a set.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Anchor {
    /// That of one type, of a component, or of a type that was shared before.
    At(TypeKey),
    /// Inside of another set.
    Within(usize, Vec<Step>),
    /// None yet: a shared type of this role.
    New(String),
}

/// Types that are one type because they are in one place.
#[derive(Debug)]
struct Class {
    nodes: Vec<usize>,
    anchor: Anchor,
    role: Option<String>,
}

/// All sets.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) nodes: Vec<Node>,
    pub(super) sets: Vec<Set>,
    /// The set of each node.
    set_of: Vec<usize>,
}

/// What decides about sets.
#[derive(Debug)]
pub(super) struct Rules<'a, 'b> {
    pub(super) forms: &'a Forms,
    pub(super) usages: &'a BTreeMap<TypeKey, Usage>,
    /// The components by their names in Rust.
    pub(super) components: &'a BTreeMap<String, Vec<TypeKey>>,
    pub(super) locked: &'a Locked<'b>,
    pub(super) overridden: &'a mut Overridden<'b>,
}

impl Plan {
    /// All inline types. `is_own` are those that no other type joins.
    pub(super) fn new(api: &Api, rules: &Rules<'_, '_>, is_own: impl Fn(&TypeKey) -> bool) -> Self {
        let mut parents: BTreeMap<&TypeKey, (TypeKey, Vec<Step>)> = BTreeMap::new();
        for (outer, def) in &api.types {
            for inner in def.shapes().filter_map(Shape::named) {
                if let Some(steps) = inner.within(outer) {
                    parents.insert(inner, (outer.clone(), steps.to_vec()));
                }
            }
        }
        let nodes = api.types.keys().filter(|key| is_inline(key));
        let nodes = nodes.filter_map(|key| {
            let role = role::role(key).filter(|_| !is_own(key));
            Some(Node {
                key: key.clone(),
                form: rules.forms.of(key)?,
                role,
                usage: rules.usages.get(key).copied().unwrap_or_default(),
                parent: parents.remove(key),
            })
        });
        let nodes: Vec<Node> = nodes.collect();
        Self {
            set_of: vec![usize::MAX; nodes.len()],
            nodes,
            sets: Vec::new(),
        }
    }

    /// Joins the nodes to sets. What contains others goes before what it contains.
    pub(super) fn join(&mut self, rules: &mut Rules<'_, '_>) {
        let mut groups: BTreeMap<(Reverse<usize>, FormId), Vec<usize>> = BTreeMap::new();
        for (index, node) in self.nodes.iter().enumerate() {
            let height = Reverse(rules.forms.height(node.form));
            groups.entry((height, node.form)).or_default().push(index);
        }
        for ((_, form), nodes) in groups {
            let classes = self.classes(nodes);
            for (anchor, classes) in self.sets_of(rules, form, classes) {
                self.add(form, anchor, classes);
            }
        }
    }

    fn add(&mut self, form: FormId, anchor: Anchor, classes: Vec<Class>) {
        let places = classes.iter().filter_map(|class| class.nodes.first());
        let mut places: Vec<usize> = places.copied().collect();
        places.sort_unstable();
        let mut nodes: Vec<usize> = classes.into_iter().flat_map(|it| it.nodes).collect();
        nodes.sort_unstable();
        for node in &nodes {
            self.set_of[*node] = self.sets.len();
        }
        self.sets.push(Set {
            nodes,
            places,
            anchor,
            form,
        });
    }

    /// Nodes by their place.
    fn classes(&self, nodes: Vec<usize>) -> Vec<Class> {
        let mut classes: BTreeMap<Anchor, Vec<usize>> = BTreeMap::new();
        for index in nodes {
            let node = &self.nodes[index];
            let outer = node.parent.as_ref().and_then(|(outer, steps)| {
                let outer = self.index(outer)?;
                Some(Anchor::Within(self.set_of[outer], steps.clone()))
            });
            let anchor = match outer {
                Some(anchor) => self.known(&anchor).map_or(anchor, Anchor::At),
                None => Anchor::At(node.key.clone()),
            };
            classes.entry(anchor).or_default().push(index);
        }
        let classes = classes.into_iter().map(|(anchor, nodes)| Class {
            role: nodes.first().and_then(|it| self.nodes[*it].role.clone()),
            nodes,
            anchor,
        });
        classes.collect()
    }

    /// The node at `key`.
    fn index(&self, key: &TypeKey) -> Option<usize> {
        self.nodes.binary_search_by(|it| it.key.cmp(key)).ok()
    }

    /// The type that contains the inline type at `key`.
    pub(super) fn parent(&self, key: &TypeKey) -> Option<&TypeKey> {
        let (parent, _) = self.nodes[self.index(key)?].parent.as_ref()?;
        Some(parent)
    }

    /// The address of an anchor, as far as it does not depend on the names of new types.
    fn known(&self, anchor: &Anchor) -> Option<TypeKey> {
        match anchor {
            Anchor::At(key) => Some(key.clone()),
            Anchor::Within(set, steps) => {
                let outer = self.known(&self.sets.get(*set)?.anchor)?;
                Some(outer.join(steps))
            }
            Anchor::New(_) => None,
        }
    }

    /// The address of each set, where `new` has those of new types.
    pub(super) fn addresses(&self, new: &BTreeMap<usize, TypeKey>) -> Vec<TypeKey> {
        let mut addresses: Vec<TypeKey> = Vec::new();
        for (index, set) in self.sets.iter().enumerate() {
            let own = || self.nodes[set.nodes[0]].key.clone();
            // A set comes after those that contain it.
            addresses.push(match &set.anchor {
                Anchor::At(key) => key.clone(),
                Anchor::Within(outer, steps) => match addresses.get(*outer) {
                    Some(outer) => outer.join(steps),
                    None => own(),
                },
                Anchor::New(_) => new.get(&index).cloned().unwrap_or_else(own),
            });
        }
        addresses
    }

    /// The sets of one form that are apart, by form.
    pub(super) fn by_form(&self) -> BTreeMap<FormId, Vec<&Set>> {
        let mut forms: BTreeMap<FormId, Vec<&Set>> = BTreeMap::new();
        for set in &self.sets {
            forms.entry(set.form).or_default().push(set);
        }
        forms
    }

    /// Whether responses contain the type.
    pub(super) fn is_received(&self, set: &Set) -> bool {
        let mut nodes = set.nodes.iter();
        nodes.any(|it| self.nodes[*it].usage.received)
    }

    /// The addresses in the document of the places of a set.
    pub(super) fn places(&self, set: &Set) -> BTreeSet<TypeKey> {
        let places = set.places.iter();
        places.map(|it| self.nodes[*it].key.clone()).collect()
    }
}
