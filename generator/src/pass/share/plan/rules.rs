//! Which of the types of one form are one type: what the lock and `overrides.toml` decide, then the
//! components, then the roles.

use std::collections::BTreeMap;

use super::{Anchor, Class, FormId, Plan, Rules};
use crate::{ir::TypeKey, pass::name::role_name};

impl Plan {
    /// The sets of equal types.
    pub(super) fn sets_of(
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
}
