//! Which operations pages describe, also those that are left out.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    extract::Page,
    ir::{Api, OperationKey},
};

/// The operations by method and by which segments of their paths are parameters; each path without
/// the names of those.
pub(super) struct Described(BTreeMap<(String, usize), BTreeMap<Vec<bool>, BTreeSet<String>>>);

impl Described {
    pub(super) fn new(api: &Api, pages: &[Page]) -> Self {
        let mut described = Self(BTreeMap::new());
        for key in api.operations.keys() {
            described.insert(&OperationKey::new(&key.method, key.route()));
        }
        for block in pages.iter().flat_map(|page| &page.blocks) {
            if let (Some(method), Some(path)) = (&block.method, &block.path) {
                described.insert(&OperationKey::new(method, path));
            }
        }
        described
    }

    fn insert(&mut self, key: &OperationKey) {
        let segments: Vec<&str> = key.path.split('/').collect();
        let parameters: Vec<bool> = segments.iter().map(|it| it.contains('{')).collect();
        let path = without(&segments, &parameters);
        let of_length = self.0.entry((key.method.clone(), segments.len()));
        let paths = of_length.or_default().entry(parameters).or_default();
        paths.insert(path);
    }

    /// Whether one of them is `named`, which can have values in place of parameters.
    pub(super) fn has(&self, named: &OperationKey) -> bool {
        let segments: Vec<&str> = named.path.split('/').collect();
        let of_length = self.0.get(&(named.method.clone(), segments.len()));
        let mut forms = of_length.into_iter().flatten();
        forms.any(|(parameters, paths)| paths.contains(&without(&segments, parameters)))
    }
}

/// The path of these segments, without those that are `parameters`.
fn without(segments: &[&str], parameters: &[bool]) -> String {
    let kept = segments.iter().zip(parameters);
    let kept = kept.map(|(segment, is_parameter)| if *is_parameter { "" } else { segment });
    kept.collect::<Vec<_>>().join("/")
}
