//! What `[[share]]` and `[[separate]]` entries decide.

use std::collections::{BTreeMap, BTreeSet};

use super::form::FormId;
use crate::{
    diagnostic::Diagnostic,
    ir::TypeKey,
    overrides::{Overrides, Share},
    pass::name::role_name,
};

/// The entries, and what was found of each.
#[derive(Debug)]
pub(super) struct Overridden<'a> {
    overrides: &'a Overrides,
    /// The numbers of the `[[separate]]` entries that had an effect.
    separated: BTreeSet<usize>,
    /// The numbers of those whose type is inside of one that is shared.
    enclosed: BTreeSet<usize>,
    /// The numbers of the `[[share]]` entries that had an effect.
    shared: BTreeSet<usize>,
    /// The numbers of those whose role is that of other types.
    refused: BTreeSet<usize>,
    /// The form of the types of each role of a `[[share]]` entry.
    forms: BTreeMap<TypeKey, FormId>,
    /// The addresses of each `[[share]]` entry that were found.
    found: Vec<BTreeSet<&'a str>>,
}

impl<'a> Overridden<'a> {
    pub(super) fn new(overrides: &'a Overrides) -> Self {
        Self {
            overrides,
            separated: BTreeSet::new(),
            enclosed: BTreeSet::new(),
            shared: BTreeSet::new(),
            refused: BTreeSet::new(),
            forms: BTreeMap::new(),
            found: vec![BTreeSet::new(); overrides.share.len()],
        }
    }

    /// Whether an entry says that the type of these places is no other type's.
    pub(super) fn is_separate(&mut self, places: &[&TypeKey]) -> bool {
        if self.overrides.separate.is_empty() {
            return false;
        }
        let places: Vec<String> = places.iter().map(|key| key.to_string()).collect();
        let entries = self.overrides.separate.iter().enumerate();
        let mut listed = entries.filter(|(_, entry)| places.contains(&entry.value.r#type));
        let Some((number, _)) = listed.next() else {
            return false;
        };
        match &places[..] {
            [_] => self.separated.insert(number),
            _ => self.enclosed.insert(number),
        };
        true
    }

    /// The numbers of the `[[share]]` entries.
    pub(super) fn shares(&self) -> std::ops::Range<usize> {
        0..self.overrides.share.len()
    }

    /// The address of the type of a `[[share]]` entry that lists types of `form`; `None` if its
    /// role names nothing, or is that of types of another form. `locked` is the form of those
    /// that had the role before.
    pub(super) fn role(
        &mut self,
        number: usize,
        form: FormId,
        locked: impl FnOnce(&TypeKey) -> Option<FormId>,
    ) -> Option<TypeKey> {
        let role = &self.overrides.share[number].value.role;
        let key = TypeKey::role(role);
        let known = self.forms.get(&key).copied().or_else(|| locked(&key));
        if !is_name(role) || known.is_some_and(|known| known != form) {
            self.refused.insert(number);
            return None;
        }
        self.forms.insert(key.clone(), form);
        self.shared.insert(number);
        Some(key)
    }

    /// Which sets of equal types an entry lists; `None` if it lists others as well. Each set
    /// is given by its addresses.
    pub(super) fn listed(
        &mut self,
        number: usize,
        sets: &[Vec<String>],
    ) -> Option<BTreeSet<usize>> {
        let mut listed = BTreeSet::new();
        let mut is_whole = true;
        for wanted in &self.overrides.share[number].value.types {
            let place = sets.iter().position(|set| set.contains(wanted));
            if place.is_some() {
                self.found[number].insert(wanted);
            }
            is_whole &= place.is_some();
            listed.extend(place);
        }
        (is_whole && !listed.is_empty()).then_some(listed)
    }

    /// Errors for entries that could not be obeyed.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        let overrides = self.overrides;
        let mut diagnostics = Vec::new();
        for (number, entry) in overrides.share.iter().enumerate() {
            if self.shared.contains(&number) {
                continue;
            }
            if self.refused.contains(&number) {
                diagnostics.push(overrides.unmatched(entry, refused(&entry.value)));
                continue;
            }
            let mut types = entry.value.types.iter();
            let missing = types.find(|it| !self.found[number].contains(it.as_str()));
            match missing {
                Some(address) => {
                    let what = format!("the pages have no inline type `{address}`");
                    diagnostics.extend(overrides.absent(entry, what));
                }
                None => {
                    let what = "these types differ in fields, values or presence";
                    diagnostics.push(overrides.unmatched(entry, what));
                }
            }
        }
        for (number, entry) in overrides.separate.iter().enumerate() {
            if self.enclosed.contains(&number) {
                let what = "this type is inside of one that is shared: separate that one";
                diagnostics.push(overrides.unmatched(entry, what));
            } else if !self.separated.contains(&number) {
                let what = "the pages have no inline type with this address";
                diagnostics.extend(overrides.absent(entry, what));
            }
        }
        diagnostics
    }
}

/// Whether a type can be called as the role.
fn is_name(role: &str) -> bool {
    role_name(role).contains(char::is_alphabetic)
}

/// Why no type can have the role of an entry.
fn refused(share: &Share) -> String {
    let role = &share.role;
    if is_name(role) {
        format!("types of other fields, values or presence have the role `{role}`: write another")
    } else {
        format!("no name can be made of the role `{role}`: write another")
    }
}
