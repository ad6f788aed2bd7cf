//! Where in the inputs something was found.

use std::{ops::Range, sync::Arc};

use super::order::LocationKey;
use crate::source::{Origin, Pointer, SourceFile, SourceMap};

/// A position in the inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A node of a page's document. Its bytes are looked up when the diagnostic is rendered;
    /// a node that a rewrite made is shown at its nearest ancestor in the text.
    Node(Origin),
    /// A node at the place in a text that it was read from, which is not looked up again: another
    /// node may be at its pointer now.
    Written(Origin),
    /// A range of a file's text.
    Span {
        /// The path of the file.
        path: Arc<str>,
        /// Bytes of [`SourceFile::text`].
        range: Range<usize>,
    },
}

impl Location {
    /// The bytes `range` of the file at `path`.
    pub fn span(path: &Arc<str>, range: Range<usize>) -> Self {
        Self::Span {
            path: Arc::clone(path),
            range,
        }
    }

    /// The path of the file.
    pub fn path(&self) -> &Arc<str> {
        match self {
            Self::Node(origin) | Self::Written(origin) => &origin.page,
            Self::Span { path, .. } => path,
        }
    }

    /// The node, if the location is one.
    pub fn pointer(&self) -> Option<&Pointer> {
        match self {
            Self::Node(origin) | Self::Written(origin) => Some(&origin.pointer),
            Self::Span { .. } => None,
        }
    }

    /// The file and the bytes of its text, at character boundaries.
    ///
    /// `None` if there is no such file, or the location is a node and the file has no document.
    pub fn resolve<'a>(&self, sources: &'a SourceMap) -> Option<(&'a SourceFile, Range<usize>)> {
        match self {
            Self::Node(origin) => sources.locate(origin),
            Self::Written(origin) => sources.locate_written(origin),
            Self::Span { path, range } => {
                let file = sources.get(path)?;
                Some((file, clamp(file.text(), range)))
            }
        }
    }

    /// What locations are ordered by: path, then bytes, then pointer.
    pub(super) fn key(&self) -> LocationKey<'_> {
        match self {
            Self::Node(origin) | Self::Written(origin) => {
                (&origin.page, 0, 0, origin.pointer.as_str())
            }
            Self::Span { path, range } => (path, range.start, range.end, ""),
        }
    }
}

/// `range` moved to character boundaries of `text`.
fn clamp(text: &str, range: &Range<usize>) -> Range<usize> {
    let boundary = |mut offset: usize| {
        offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = boundary(range.start);
    start..boundary(range.end).max(start)
}

impl From<Origin> for Location {
    fn from(origin: Origin) -> Self {
        Self::Node(origin)
    }
}

impl From<&Origin> for Location {
    fn from(origin: &Origin) -> Self {
        Self::Node(origin.clone())
    }
}
