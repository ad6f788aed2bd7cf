//! What can be wrong with a YAML document.

use std::{ops::Range, sync::Arc};

use crate::{
    diagnostic::{Code, Diagnostic, Location},
    source::{NodeId, Pointer, Spans},
};

/// How deeply nodes may nest, aliases included. Published documents stay below half of it.
pub(super) const DEPTH_LIMIT: usize = 64;
/// How many nodes a document may have, those of aliases included.
pub(super) const NODE_LIMIT: usize = 8_000_000;
/// How many nodes aliases may add to a document.
pub(super) const ALIAS_LIMIT: usize = 100_000;

/// A problem, and where in the page it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) kind: ProblemKind,
    pub(super) pointer: Pointer,
    pub(super) range: Range<usize>,
}

/// What is wrong.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ProblemKind {
    MultipleDocuments,
    TooDeep,
    TooManyNodes,
    TooManyAliases,
    RecursiveAlias,
    NonStringKey,
    MergeOfNonMapping,
    DuplicateKey { key: String, mapping: NodeId },
    NotFinite { text: String },
    Rounded { text: String, read: String },
    TagMismatch { tag: String },
    UnknownTag { tag: String },
}

impl ProblemKind {
    /// Whether the document has a value nevertheless; a whole document also has one where the
    /// problem is contained in a part of it.
    pub(super) const fn has_value(&self, is_whole: bool) -> bool {
        matches!(self, Self::Rounded { .. }) || (is_whole && self.is_contained())
    }

    /// Whether it is about one node, and reading goes on behind it.
    pub(super) const fn is_contained(&self) -> bool {
        matches!(
            self,
            Self::DuplicateKey { .. }
                | Self::MergeOfNonMapping
                | Self::NotFinite { .. }
                | Self::TagMismatch { .. }
                | Self::UnknownTag { .. }
        )
    }
}

/// The diagnostic for a problem in `page`, whose nodes are at `spans`.
pub(super) fn diagnostic(page: &Arc<str>, problem: &Problem, spans: &Spans) -> Diagnostic {
    let location = Location::span(page, problem.range.clone());
    let pointer = &problem.pointer;
    let error = |code, message: String| Diagnostic::new(code, message);
    match &problem.kind {
        ProblemKind::MultipleDocuments => error(
            Code::MultipleDocuments,
            "the block has more than one YAML document".to_owned(),
        )
        .at(location, "the second document starts here"),
        ProblemKind::TooDeep => {
            let message = format!("the nesting depth exceeds {DEPTH_LIMIT}");
            error(Code::TooDeep, message).at(location, "nested too deeply")
        }
        ProblemKind::TooManyNodes => {
            let message = format!("the document has more than {NODE_LIMIT} nodes");
            error(Code::TooLarge, message).at(location, "the limit is reached here")
        }
        ProblemKind::TooManyAliases => {
            let message = format!("aliases add more than {ALIAS_LIMIT} nodes to the document");
            error(Code::AliasLimit, message).at(location, "the limit is reached here")
        }
        ProblemKind::RecursiveAlias => error(
            Code::AliasCycle,
            "an alias is inside of the node that it refers to".to_owned(),
        )
        .at(location, "this alias"),
        ProblemKind::NonStringKey => error(Code::InvalidKey, "a key must be a string".to_owned())
            .at(location, "this key is empty, or a mapping or sequence"),
        ProblemKind::MergeOfNonMapping => error(
            Code::InvalidMergeKey,
            "`<<` expects a mapping, or a sequence of mappings".to_owned(),
        )
        .at(location, "in this mapping"),
        ProblemKind::DuplicateKey { key, mapping } => {
            let first = spans.child(*mapping, key).map(|first| spans.range(first));
            let first = Location::span(page, first.unwrap_or(problem.range.clone()));
            error(Code::DuplicateKey, format!("duplicate key `{key}`"))
                .at(location, "again here")
                .at(first, "first here")
        }
        ProblemKind::NotFinite { text } => {
            let message = format!("`{text}` at `{pointer}` is not a JSON number");
            error(Code::NumberOutOfRange, message).at(location, "out of range")
        }
        ProblemKind::Rounded { text, read } => {
            let message =
                format!("`{text}` at `{pointer}` does not fit 64 bits and is read as {read}");
            Diagnostic::new(Code::RoundedNumber, message).at(location, "read as a rounded number")
        }
        ProblemKind::TagMismatch { tag } => error(
            Code::MismatchedTag,
            format!("the value does not match its tag `{tag}`"),
        )
        .at(location, "here"),
        ProblemKind::UnknownTag { tag } => error(
            Code::UnknownTag,
            format!("the tag `{tag}` is not supported"),
        )
        .at(location, "here"),
    }
}
