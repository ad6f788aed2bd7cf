//! The pages that the nodes of the merged document come from.

use std::{collections::BTreeMap, sync::Arc};

use crate::source::{Origin, Pointer};

/// For each fragment of the merged document, the pages that have it, the one that was used first.
/// A fragment of which parts come from other pages contains a fragment for each of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origins {
    fragments: BTreeMap<Pointer, Vec<Origin>>,
    /// The page of nodes outside of fragments: the document, its paths.
    first: Option<Arc<str>>,
    /// How many fields lead to the deepest fragment.
    depth: usize,
}

impl Origins {
    pub(super) fn insert(&mut self, fragment: Pointer, origins: Vec<Origin>) {
        if let Some(origin) = origins.first() {
            let first = self.first.get_or_insert_with(|| Arc::clone(&origin.page));
            if origin.page < *first {
                *first = Arc::clone(&origin.page);
            }
        }
        self.depth = self.depth.max(fragment.depth());
        self.fragments.insert(fragment, origins);
    }

    /// Records that a node of the merged document was copied from another node of the page that
    /// it comes from.
    pub(super) fn insert_copy(&mut self, node: Pointer, from: Origin) {
        if self.of(&node).page == from.page {
            self.insert(node, vec![from]);
        }
    }

    /// The node of a page that the node at `pointer` of the merged document was taken from.
    ///
    /// For a node that no single page has, the document itself for example, it is on the first
    /// page.
    pub fn of(&self, pointer: &Pointer) -> Origin {
        match self.fragment(pointer) {
            Some(([taken, ..], below)) => moved(taken, below),
            _ => Origin::new(self.first.clone().unwrap_or_default(), pointer.clone()),
        }
    }

    /// The node on all pages that have it, the one that was used first.
    pub fn all(&self, pointer: &Pointer) -> Vec<Origin> {
        match self.fragment(pointer) {
            Some((origins, below)) => {
                let origins = origins.iter();
                origins.map(|origin| moved(origin, below)).collect()
            }
            None => Vec::new(),
        }
    }

    /// Where the innermost fragment that holds the node comes from, and the way from the fragment
    /// to the node.
    fn fragment<'p>(&self, pointer: &'p Pointer) -> Option<(&[Origin], &'p str)> {
        let deeper = pointer.depth().saturating_sub(self.depth);
        let mut ancestors = pointer.ancestors().skip(deeper);
        ancestors.find_map(|(ancestor, below)| Some((&**self.fragments.get(ancestor)?, below)))
    }
}

/// The node at `below` inside of `origin`.
fn moved(origin: &Origin, below: &str) -> Origin {
    Origin::new(Arc::clone(&origin.page), origin.pointer.join_escaped(below))
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
    fn a_node_comes_from_the_page_that_was_used() {
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
    fn a_tag_is_found_at_its_index_on_the_page() {
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
