//! Types that were renamed, and the items that differ by their names alone.

use std::collections::{BTreeMap, BTreeSet};

use seamstress_codegen::surface::{ItemKind, Surface, SurfaceItem, TypePath};

use crate::Change;

/// The renamed types of a step.
pub(super) struct Renames {
    /// Old name → new name, and the index of the change that renames the type.
    names: BTreeMap<String, (String, usize)>,
    /// The changes whose old name is kept as an alias.
    aliased: BTreeSet<usize>,
}

impl Renames {
    pub(super) fn of(changes: &[Change], after: &Surface) -> Self {
        let mut names = BTreeMap::new();
        let mut aliased = BTreeSet::new();
        for (index, change) in changes.iter().enumerate() {
            let Some((old, new)) = &change.provenance.renamed else {
                continue;
            };
            let alias = TypePath::in_module("models", old.as_str());
            let is_alias = |item: &SurfaceItem| {
                item.kind == ItemKind::Alias && item.path.owner == alias && item.signature == *new
            };
            if after.items().iter().any(is_alias) {
                aliased.insert(index);
            }
            names.insert(old.clone(), (new.clone(), index));
        }
        Self { names, aliased }
    }

    /// Whether the old name of this change still leads to the type.
    pub(super) fn is_aliased(&self, change: usize) -> bool {
        self.aliased.contains(&change)
    }

    /// The items, of both sides, that a renamed type alone makes different, each with the
    /// index of the change that renames it.
    pub(super) fn pairs<'a>(
        &self,
        removed: &[&'a SurfaceItem],
        added: &[&'a SurfaceItem],
    ) -> BTreeMap<&'a SurfaceItem, usize> {
        let mut pairs = BTreeMap::new();
        if self.names.is_empty() {
            return pairs;
        }
        let added: BTreeSet<&SurfaceItem> = added.iter().copied().collect();
        for &item in removed {
            let mut change = None;
            let renamed = self.rename(item, &mut change);
            if let (Some(change), Some(new)) = (change, added.get(&renamed)) {
                pairs.insert(item, change);
                pairs.insert(new, change);
            }
        }
        pairs
    }

    /// The item as it is after all renames; `change` becomes that of the first rename
    /// that applies.
    fn rename(&self, item: &SurfaceItem, change: &mut Option<usize>) -> SurfaceItem {
        let mut rename = |word: &str| match self.names.get(word) {
            Some((new, index)) => {
                change.get_or_insert(*index);
                new.clone()
            }
            None => word.to_owned(),
        };
        let mut renamed = item.clone();
        renamed.path.owner.name = rename(&item.path.owner.name);
        renamed.signature = replace_words(&item.signature, rename);
        renamed
    }
}

/// A text with each of its words replaced.
fn replace_words(text: &str, mut replace: impl FnMut(&str) -> String) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        if !word.is_empty() {
            replaced.push_str(&replace(word));
        }
        let next = behind.find(is_word).unwrap_or(behind.len());
        let (between, behind) = behind.split_at(next);
        replaced.push_str(between);
        rest = behind;
    }
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_replaced() {
        let replaced = replace_words("(doors: Vec<Door>) -> DoorId", |word| {
            if word == "Door" { "Gate" } else { word }.to_owned()
        });
        assert_eq!(replaced, "(doors: Vec<Gate>) -> DoorId");
    }
}
