//! The documents of one file, and where their nodes are in its text.

use std::{collections::BTreeMap, ops::Range, sync::OnceLock};

use super::{NodeId, Pointer, Spans};

/// How many tokens of a pointer tell which documents may have its node: `paths`, the path and the
/// method.
const INDEXED_TOKENS: usize = 3;

/// The positions of the nodes of all documents, in the order of the text.
#[derive(Clone, Debug, Default)]
pub(super) struct Documents {
    spans: Vec<Spans>,
    /// The documents that have a node, by the first tokens of the pointers of their nodes.
    index: OnceLock<BTreeMap<Pointer, Vec<usize>>>,
}

impl Documents {
    pub(super) fn new(spans: Vec<Spans>) -> Self {
        Self {
            spans,
            index: OnceLock::new(),
        }
    }

    pub(super) fn spans(&self) -> &[Spans] {
        &self.spans
    }

    /// The range of the deepest node on the way to `pointer` in the first document that has it, and
    /// how many tokens lead there; `None` where there is no document.
    pub(super) fn nearest(&self, pointer: &Pointer) -> Option<(usize, Range<usize>)> {
        let first = self.spans.first()?;
        if self.spans.len() == 1 {
            return Some(first.nearest(pointer));
        }
        let index = self.index.get_or_init(|| index(&self.spans));
        let mut tokens = pointer.tokens();
        let mut prefix = Pointer::root();
        let mut having = None;
        for token in tokens.by_ref().take(INDEXED_TOKENS) {
            prefix = prefix.child(&token);
            match index.get(&prefix) {
                Some(found) => having = Some(found),
                None => break,
            }
        }
        let depth = pointer.depth();
        let mut deepest = (0, first.range(Spans::ROOT));
        for number in having.into_iter().flatten() {
            let nearest = self.spans[*number].nearest(pointer);
            if nearest.0 > deepest.0 {
                deepest = nearest;
            }
            if deepest.0 == depth {
                break;
            }
        }
        Some(deepest)
    }
}

fn index(spans: &[Spans]) -> BTreeMap<Pointer, Vec<usize>> {
    let mut index = BTreeMap::new();
    for (number, spans) in spans.iter().enumerate() {
        add(&mut index, number, spans, Spans::ROOT, &Pointer::root(), 0);
    }
    index
}

fn add(
    index: &mut BTreeMap<Pointer, Vec<usize>>,
    number: usize,
    spans: &Spans,
    node: NodeId,
    at: &Pointer,
    depth: usize,
) {
    if depth == INDEXED_TOKENS {
        return;
    }
    for (token, child) in spans.children(node) {
        let at = at.child(token);
        add(index, number, spans, child, &at, depth + 1);
        index.entry(at).or_default().push(number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_document_that_has_most_of_the_way_is_found() {
        let document = |start: usize, path: &str| {
            let mut spans = Spans::new(start);
            let paths = spans.add(Spans::ROOT, "paths", start + 1..start + 9);
            let path = spans.add(paths, path, start + 2..start + 9);
            let method = spans.add(path, "get", start + 3..start + 9);
            spans.add(method, "summary", start + 4..start + 5);
            spans
        };
        let documents = Documents::new(vec![
            document(10, "/a"),
            document(20, "/b"),
            document(30, "/b"),
        ]);
        let nearest = |pointer: &str| documents.nearest(&pointer.parse().unwrap());
        assert_eq!(nearest("/paths/~1b/get/summary"), Some((4, 24..25)));
        assert_eq!(nearest("/paths/~1b/get/tags/0"), Some((3, 23..29)));
        assert_eq!(nearest("/paths/~1a/get"), Some((3, 13..19)));
        assert_eq!(nearest("/paths/~1a/put"), Some((2, 12..19)));
        assert_eq!(nearest("/paths/~1c"), Some((1, 11..19)));
        assert_eq!(nearest("/info/title"), Some((0, 10..10)));
        assert_eq!(nearest(""), Some((0, 10..10)));
        assert_eq!(Documents::default().nearest(&Pointer::root()), None);
    }
}
