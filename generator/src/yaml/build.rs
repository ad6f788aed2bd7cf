//! Parser events → a value, and the spans of its nodes.

use std::{collections::BTreeMap, ops::Range};

use saphyr_parser::{Event, ScalarStyle, Tag};
use serde_json::{Map, Value};

use super::{
    frame::{Anchor, Collection, Frame, Key, LEAF, Size},
    problem::{ALIAS_LIMIT, DEPTH_LIMIT, NODE_LIMIT, Problem, ProblemKind},
    scalar::{self, Kind, Scalar, ScalarError},
};
use crate::source::{NodeId, Pointer, Spans};

/// Building cannot continue; the last of [`Builder::problems`] is the reason.
#[derive(Debug)]
pub(super) struct Stop;

/// Builds a value from events without recursion, so that no document can exhaust the stack.
#[derive(Debug)]
pub(super) struct Builder {
    pub(super) value: Option<Value>,
    pub(super) spans: Spans,
    pub(super) problems: Vec<Problem>,
    /// Where merge keys are.
    pub(super) merge_keys: Vec<Range<usize>>,
    open: Vec<Frame>,
    anchors: BTreeMap<usize, Anchor>,
    added_by_aliases: usize,
    pub(super) nodes_left: usize,
    documents: usize,
}

impl Builder {
    pub(super) fn new(start: usize) -> Self {
        Self {
            value: None,
            spans: Spans::new(start),
            problems: Vec::new(),
            merge_keys: Vec::new(),
            open: Vec::new(),
            anchors: BTreeMap::new(),
            added_by_aliases: 0,
            nodes_left: NODE_LIMIT,
            documents: 0,
        }
    }

    /// Takes the next event, which is at `range` of the page.
    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), Stop> {
        match event {
            Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) => {
                let Some(left) = self.nodes_left.checked_sub(1) else {
                    return self.stop(ProblemKind::TooManyNodes, range);
                };
                self.nodes_left = left;
            }
            _ => {}
        }
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return self.stop(ProblemKind::MultipleDocuments, range);
                }
                Ok(())
            }
            Event::Scalar(text, style, anchor, tag) => {
                if self.awaits_key() {
                    return self.key(&text, style, anchor, range);
                }
                let value = self.scalar(&text, style, tag.as_deref(), &range);
                self.node(range.clone());
                if anchor > 0 {
                    let value = value.clone();
                    self.anchors.insert(anchor, Anchor { value, size: LEAF });
                }
                self.complete(value, LEAF);
                Ok(())
            }
            Event::SequenceStart(anchor, tag) => self.start(
                Collection::Sequence(Vec::new()),
                anchor,
                tag.as_deref(),
                Kind::Seq,
                range,
            ),
            Event::MappingStart(anchor, tag) => {
                let collection = Collection::Mapping {
                    entries: Map::new(),
                    key: None,
                    merged: Vec::new(),
                };
                self.start(collection, anchor, tag.as_deref(), Kind::Map, range)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(range),
            Event::Alias(anchor) => self.alias(anchor, range),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn awaits_key(&self) -> bool {
        matches!(
            self.open.last(),
            Some(Frame {
                collection: Collection::Mapping { key: None, .. },
                ..
            })
        )
    }

    /// The pointer of the next node.
    fn pointer(&self) -> Pointer {
        self.open
            .iter()
            .filter_map(|frame| frame.collection.token())
            .collect()
    }

    fn report(&mut self, kind: ProblemKind, range: Range<usize>) {
        let pointer = self.pointer();
        self.problems.push(Problem {
            kind,
            pointer,
            range,
        });
    }

    fn stop(&mut self, kind: ProblemKind, range: Range<usize>) -> Result<(), Stop> {
        self.report(kind, range);
        Err(Stop)
    }

    /// Records the span of the next node.
    fn node(&mut self, range: Range<usize>) -> NodeId {
        let Some(frame) = self.open.last() else {
            self.spans.set_range(Spans::ROOT, range);
            return Spans::ROOT;
        };
        let (parent, start) = (
            frame.node,
            frame.collection.key_start().unwrap_or(range.start),
        );
        match frame.collection.token() {
            Some(token) => self.spans.add(parent, &token, start..range.end),
            None => parent,
        }
    }

    fn key(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        range: Range<usize>,
    ) -> Result<(), Stop> {
        if style == ScalarStyle::Plain && matches!(text, "" | "~") {
            return self.stop(ProblemKind::NonStringKey, range);
        }
        if anchor > 0 {
            let value = Value::from(text);
            self.anchors.insert(anchor, Anchor { value, size: LEAF });
        }
        let is_merge = text == "<<" && style == ScalarStyle::Plain;
        self.merge_keys.extend(is_merge.then(|| range.clone()));
        let Some(frame) = self.open.last_mut() else {
            return Ok(());
        };
        let mapping = frame.node;
        let Collection::Mapping { entries, key, .. } = &mut frame.collection else {
            return Ok(());
        };
        let is_duplicate = entries.contains_key(text);
        *key = Some(Key {
            text: text.to_owned(),
            range: range.clone(),
            is_merge,
        });
        if is_duplicate {
            let key = text.to_owned();
            self.report(ProblemKind::DuplicateKey { key, mapping }, range);
        }
        Ok(())
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        tag: Option<&Tag>,
        range: &Range<usize>,
    ) -> Value {
        let tag_text = || tag.map(ToString::to_string).unwrap_or_default();
        let problem = match scalar::resolve(text, style, tag) {
            Ok(Scalar {
                value,
                is_rounded: false,
            }) => return value,
            Ok(Scalar {
                value,
                is_rounded: true,
            }) => {
                let (text, read) = (text.to_owned(), value.to_string());
                self.report(ProblemKind::Rounded { text, read }, range.clone());
                return value;
            }
            Err(ScalarError::NotFinite) => ProblemKind::NotFinite {
                text: text.to_owned(),
            },
            Err(ScalarError::TagMismatch) => ProblemKind::TagMismatch { tag: tag_text() },
            Err(ScalarError::UnknownTag) => ProblemKind::UnknownTag { tag: tag_text() },
        };
        self.report(problem, range.clone());
        Value::Null
    }

    fn start(
        &mut self,
        collection: Collection,
        anchor: usize,
        tag: Option<&Tag>,
        kind: Kind,
        range: Range<usize>,
    ) -> Result<(), Stop> {
        if self.awaits_key() {
            return self.stop(ProblemKind::NonStringKey, range);
        }
        if self.open.len() >= DEPTH_LIMIT {
            return self.stop(ProblemKind::TooDeep, range);
        }
        if let Some(tag) = tag
            && scalar::kind(tag) != Some(kind)
        {
            let tag = tag.to_string();
            self.report(ProblemKind::UnknownTag { tag }, range.clone());
        }
        let node = self.node(range);
        self.open.push(Frame {
            collection,
            node,
            anchor,
            size: LEAF,
        });
        Ok(())
    }

    fn end(&mut self, range: Range<usize>) -> Result<(), Stop> {
        let Some(Frame {
            collection,
            node,
            anchor,
            size,
        }) = self.open.pop()
        else {
            return Ok(());
        };
        let (value, has_bad_merge) = collection.finish();
        if has_bad_merge {
            let at = self.spans.range(node);
            self.report(ProblemKind::MergeOfNonMapping, at);
        }
        self.spans.set_end(node, range.end);
        if anchor > 0 {
            let value = value.clone();
            self.anchors.insert(anchor, Anchor { value, size });
        }
        self.complete(value, size);
        Ok(())
    }

    fn alias(&mut self, anchor: usize, range: Range<usize>) -> Result<(), Stop> {
        // An anchor is known once its node has ended; before that, the alias is inside of it.
        let Some(Anchor { value, size }) = self.anchors.get(&anchor) else {
            return self.stop(ProblemKind::RecursiveAlias, range);
        };
        let size = *size;
        if self.awaits_key() {
            return match value.as_str().map(str::to_owned) {
                Some(text) => self.key(&text, ScalarStyle::DoubleQuoted, 0, range),
                None => self.stop(ProblemKind::NonStringKey, range),
            };
        }
        self.added_by_aliases = self.added_by_aliases.saturating_add(size.nodes);
        if self.added_by_aliases > ALIAS_LIMIT {
            return self.stop(ProblemKind::TooManyAliases, range);
        }
        if self.open.len() + size.height > DEPTH_LIMIT {
            return self.stop(ProblemKind::TooDeep, range);
        }
        let value = value.clone();
        self.node(range);
        self.complete(value, size);
        Ok(())
    }

    /// Adds a finished node to the collection that contains it.
    fn complete(&mut self, value: Value, size: Size) {
        let Some(frame) = self.open.last_mut() else {
            self.value = Some(value);
            return;
        };
        frame.size.nodes = frame.size.nodes.saturating_add(size.nodes);
        frame.size.height = frame.size.height.max(size.height + 1);
        match &mut frame.collection {
            Collection::Sequence(items) => items.push(value),
            Collection::Mapping {
                entries,
                key,
                merged,
            } => match key.take() {
                Some(Key { is_merge: true, .. }) => merged.push(value),
                Some(key) => {
                    entries.entry(key.text).or_insert(value);
                }
                None => {}
            },
        }
    }
}
