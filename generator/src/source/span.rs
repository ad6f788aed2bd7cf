//! The position of each node of a document in the text of its file.

use std::{ops::Range, sync::OnceLock};

use super::Pointer;

/// The positions of a document's nodes, as a tree of the same shape as the document.
///
/// All ranges are bytes of the file's text.
#[derive(Clone, Debug)]
pub struct Spans {
    nodes: Vec<Node>,
}

/// The index of a node in its [`Spans`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeId(usize);

#[derive(Clone, Debug)]
struct Node {
    /// From the key of a mapping's entry to the end of its value, or the whole item of a list.
    range: Range<usize>,
    /// In the order of the text.
    children: Vec<(Box<str>, NodeId)>,
    /// The places of the children in the order of their tokens, once one of many was looked up.
    sorted: OnceLock<Box<[usize]>>,
}

/// How many children are looked up one by one.
const FEW: usize = 16;

impl Node {
    fn new(range: Range<usize>) -> Self {
        Self {
            range,
            children: Vec::new(),
            sorted: OnceLock::new(),
        }
    }

    /// The first child at `token`.
    fn child(&self, token: &str) -> Option<NodeId> {
        let token_of = |place: &usize| &*self.children[*place].0;
        if self.children.len() <= FEW {
            let mut places = 0..self.children.len();
            let place = places.find(|place| token_of(place) == token)?;
            return Some(self.children[place].1);
        }
        let sorted = self.sorted.get_or_init(|| {
            let mut places: Box<[usize]> = (0..self.children.len()).collect();
            places.sort_by_key(token_of);
            places
        });
        let at = sorted.partition_point(|place| token_of(place) < token);
        let place = sorted.get(at).filter(|place| token_of(place) == token)?;
        Some(self.children[*place].1)
    }
}

impl Spans {
    /// The document itself.
    pub const ROOT: NodeId = NodeId(0);

    /// A document that begins at `start` and has no nodes yet.
    pub fn new(start: usize) -> Self {
        Self {
            nodes: vec![Node::new(start..start)],
        }
    }

    /// A document without nodes of its own, whose every node is shown at `range`.
    pub fn whole(range: Range<usize>) -> Self {
        let mut spans = Self::new(range.start);
        spans.set_range(Self::ROOT, range);
        spans
    }

    /// Adds the entry or item `token` of `parent`.
    pub fn add(&mut self, parent: NodeId, token: &str, range: Range<usize>) -> NodeId {
        let id = NodeId(self.nodes.len());
        self.nodes.push(Node::new(range));
        if let Some(node) = self.nodes.get_mut(parent.0) {
            node.children.push((token.into(), id));
            node.sorted = OnceLock::new();
        }
        id
    }

    /// Sets the range of a node.
    pub fn set_range(&mut self, id: NodeId, range: Range<usize>) {
        if let Some(node) = self.nodes.get_mut(id.0) {
            node.range = range;
        }
    }

    /// Sets the end of a node, which is known once its last child is.
    pub fn set_end(&mut self, id: NodeId, end: usize) {
        if let Some(node) = self.nodes.get_mut(id.0) {
            node.range.end = end.max(node.range.start);
        }
    }

    /// The range of a node; an entry of a mapping begins at its key.
    pub fn range(&self, id: NodeId) -> Range<usize> {
        self.nodes.get(id.0).map_or(0..0, |node| node.range.clone())
    }

    /// The child of `parent` at `token`.
    pub fn child(&self, parent: NodeId, token: &str) -> Option<NodeId> {
        self.nodes.get(parent.0)?.child(token)
    }

    /// The children of `parent` with their tokens, in the order of the text.
    pub fn children(&self, parent: NodeId) -> impl Iterator<Item = (&str, NodeId)> {
        let children = self.nodes.get(parent.0).map(|node| &node.children);
        let children = children.into_iter().flatten();
        children.map(|(token, id)| (&**token, *id))
    }

    /// The range of the deepest node on the way to `pointer`, and how many tokens lead there.
    pub fn nearest(&self, pointer: &Pointer) -> (usize, Range<usize>) {
        let mut id = Self::ROOT;
        let mut depth = 0;
        for token in pointer.tokens() {
            let Some(child) = self.child(id, &token) else {
                break;
            };
            id = child;
            depth += 1;
        }
        (depth, self.range(id))
    }
}
