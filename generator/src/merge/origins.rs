//! Which pages the nodes of the merged document were taken from.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::{Origin, Pointer};

/// For each unit of the merged document, the places on pages that say it, the believed one first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origins {
    units: BTreeMap<Pointer, Vec<Origin>>,
    /// The page of what is no unit: the document, its paths.
    first: Option<Arc<str>>,
}

impl Origins {
    pub(super) fn insert(&mut self, unit: Pointer, origins: Vec<Origin>) {
        if let Some(origin) = origins.first() {
            let first = self.first.get_or_insert_with(|| Arc::clone(&origin.page));
            if origin.page < *first {
                *first = Arc::clone(&origin.page);
            }
        }
        self.units.insert(unit, origins);
    }

    /// The place on a page that the node at `pointer` of the merged document was taken from.
    ///
    /// For a node that no single page holds, the document itself for example, it is the first page.
    pub fn of(&self, pointer: &Pointer) -> Origin {
        match self.unit(pointer) {
            Some((unit, [taken, ..])) => moved(pointer, unit, taken),
            _ => Origin::new(self.first.clone().unwrap_or_default(), pointer.clone()),
        }
    }

    /// All places on pages that have the node, the believed one first.
    pub fn all(&self, pointer: &Pointer) -> Vec<Origin> {
        match self.unit(pointer) {
            Some((unit, origins)) => origins
                .iter()
                .map(|origin| moved(pointer, unit, origin))
                .collect(),
            None => Vec::new(),
        }
    }

    /// The unit that holds the node. Units are at most three members deep.
    fn unit(&self, pointer: &Pointer) -> Option<(&Pointer, &[Origin])> {
        let tokens: Vec<_> = pointer.tokens().take(3).collect();
        (1..=tokens.len()).rev().find_map(|length| {
            let candidate: Pointer = tokens[..length].iter().collect();
            let (unit, origins) = self.units.get_key_value(&candidate)?;
            Some((unit, origins.as_slice()))
        })
    }
}

/// The node at `pointer`, which is inside of `unit`, as a node inside of `origin`.
fn moved(pointer: &Pointer, unit: &Pointer, origin: &Origin) -> Origin {
    let depth = unit.tokens().count();
    pointer
        .tokens()
        .skip(depth)
        .fold(origin.clone(), |origin, token| origin.child(&token))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(text: &str) -> Pointer {
        text.parse().unwrap()
    }

    fn origins() -> Origins {
        let mut origins = Origins::default();
        let at = |page: &str, text: &str| Origin::new(page, pointer(text));
        origins.insert(
            pointer("/components/schemas/a"),
            vec![
                at("b.md", "/components/schemas/a"),
                at("a.md", "/components/schemas/a"),
            ],
        );
        origins.insert(pointer("/tags/0"), vec![at("c.md", "/tags/7")]);
        origins
    }

    #[test]
    fn a_node_comes_from_the_page_that_is_believed() {
        let origin = origins().of(&pointer("/components/schemas/a/properties/x"));
        assert_eq!(
            origin.to_string(),
            "b.md#/components/schemas/a/properties/x"
        );
        assert_eq!(
            origins().all(&pointer("/components/schemas/a/type")).len(),
            2
        );
    }

    #[test]
    fn what_moved_is_found_where_the_page_has_it() {
        assert_eq!(
            origins().of(&pointer("/tags/0/name")).to_string(),
            "c.md#/tags/7/name"
        );
    }

    #[test]
    fn the_document_comes_from_the_first_page() {
        assert_eq!(&*origins().of(&Pointer::root()).page, "b.md");
        assert!(origins().all(&pointer("/paths")).is_empty());
    }
}
