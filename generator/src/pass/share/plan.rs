//! Which types are one type: sets of equal types, and the place of each set.
//!
//! Types are read from the outside in, so that what is inside of one shared type is its own,
//! once, however many places declare the outer one.

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
use crate::{
    ir::{Api, Step, TypeKey, Usage},
    pass::name::role_name,
};

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
            for inner in def.shapes().into_iter().flat_map(super::named) {
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

    /// The sets of equal types.
    fn sets_of(
        &self,
        rules: &mut Rules<'_, '_>,
        form: FormId,
        classes: Vec<Class>,
    ) -> Vec<(Anchor, Vec<Class>)> {
        let mut sets: Vec<(Anchor, Vec<Class>)> = Vec::new();
        let mut joined: BTreeMap<TypeKey, Vec<Class>> = BTreeMap::new();
        let mut named: BTreeMap<String, Vec<Class>> = BTreeMap::new();
        let mut open: BTreeMap<String, Vec<Class>> = BTreeMap::new();
        for class in classes {
            let keys: Vec<&TypeKey> = class.nodes.iter().map(|it| &self.nodes[*it].key).collect();
            let Some(role) = class.role.clone() else {
                sets.push((class.anchor.clone(), vec![class]));
                continue;
            };
            if rules.overridden.is_separate(&keys) {
                sets.push((class.anchor.clone(), vec![class]));
            } else if let Some(key) = rules.locked.joined(rules.forms, &keys, form) {
                joined.entry(key).or_default().push(class);
            } else if let Some(address) = self.known(&class.anchor)
                && rules.locked.is_named(&address)
            {
                named.entry(role).or_default().push(class);
            } else if let Some(component) = self.component(rules, form, &role, &class) {
                joined.entry(component).or_default().push(class);
            } else {
                open.entry(role).or_default().push(class);
            }
        }
        for (role, mut classes) in open {
            let mut shared = joined.iter_mut();
            let shared = shared.find(|(_, it)| it.iter().any(|it| it.role.as_ref() == Some(&role)));
            if let Some((_, shared)) = shared {
                shared.extend(classes);
            } else {
                if let Some([_]) = named.get(&role).map(Vec::as_slice) {
                    classes.extend(named.remove(&role).into_iter().flatten());
                }
                let anchor = match &classes[..] {
                    [only] => only.anchor.clone(),
                    _ => Anchor::New(role),
                };
                sets.push((anchor, classes));
            }
        }
        let joined = joined.into_iter();
        sets.extend(joined.map(|(key, classes)| (Anchor::At(key), classes)));
        let named = named.into_values().flatten();
        sets.extend(named.map(|class| (class.anchor.clone(), vec![class])));
        self.declared(rules, form, sets)
    }

    /// The component that is called as the role, where it is equal. What is only received can
    /// also be a component of more values: its own are fixed here.
    fn component(
        &self,
        rules: &Rules<'_, '_>,
        form: FormId,
        role: &str,
        class: &Class,
    ) -> Option<TypeKey> {
        let is_sent = class.nodes.iter().any(|it| self.nodes[*it].usage.sent);
        let mut keys = rules.components.get(&role_name(role))?.iter();
        let component = keys.find(|key| {
            let usage = rules.usages.get(key).copied().unwrap_or_default();
            let of_component = rules.forms.of(key);
            let fits = |wide| !is_sent && !usage.sent && rules.forms.fits(form, wide);
            of_component.is_some_and(|wide| wide == form || fits(wide))
        });
        component.cloned()
    }

    /// The sets, with those that `[[share]]` entries list as one.
    fn declared(
        &self,
        rules: &mut Rules<'_, '_>,
        form: FormId,
        mut sets: Vec<(Anchor, Vec<Class>)>,
    ) -> Vec<(Anchor, Vec<Class>)> {
        for number in rules.overridden.shares() {
            let addresses: Vec<Vec<String>> = sets.iter().map(|it| self.addresses_of(it)).collect();
            let Some(listed) = rules.overridden.listed(number, &addresses) else {
                continue;
            };
            let locked = |role: &TypeKey| rules.locked.form(role);
            let Some(role) = rules.overridden.role(number, form, locked) else {
                continue;
            };
            let anchor = Anchor::At(role);
            let (mut one, mut others) = (Vec::new(), Vec::new());
            for (index, set) in sets.into_iter().enumerate() {
                if listed.contains(&index) || set.0 == anchor {
                    one.extend(set.1);
                } else {
                    others.push(set);
                }
            }
            others.push((anchor, one));
            sets = others;
        }
        sets
    }

    /// Every address that a set can be listed by.
    fn addresses_of(&self, (anchor, classes): &(Anchor, Vec<Class>)) -> Vec<String> {
        let nodes = classes.iter().flat_map(|it| &it.nodes);
        let keys = nodes.map(|it| self.nodes[*it].key.to_string());
        let of_classes = classes.iter().filter_map(|it| self.known(&it.anchor));
        let own = self.known(anchor).into_iter().chain(of_classes);
        let new = match anchor {
            Anchor::New(role) => Some(TypeKey::role(role)),
            _ => None,
        };
        let own = own.chain(new).map(|key| key.to_string());
        keys.chain(own).collect()
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
