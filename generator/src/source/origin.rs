//! The node of a document that something was read from.

use std::{fmt, sync::Arc};

use super::Pointer;

/// The page and the node that a part of the API was read from.
///
/// It has a pointer and no line number, so that an edited paragraph changes no origin below it.
/// [`SourceMap::locate`](crate::source::SourceMap::locate) turns it into a range of the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The path of the page, as in [`Source::path`](crate::source::Source::path).
    pub page: Arc<str>,
    /// The node inside the page's document.
    pub pointer: Pointer,
}

impl Origin {
    /// The node at `pointer` in the document of `page`.
    pub fn new(page: impl Into<Arc<str>>, pointer: Pointer) -> Self {
        Self {
            page: page.into(),
            pointer,
        }
    }

    /// The entry `token` of this mapping.
    #[must_use]
    pub fn child(&self, token: &str) -> Self {
        Self {
            page: Arc::clone(&self.page),
            pointer: self.pointer.child(token),
        }
    }

    /// The item `index` of this list.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self {
            page: Arc::clone(&self.page),
            pointer: self.pointer.index(index),
        }
    }
}

impl fmt::Display for Origin {
    /// The page, `#` and the pointer: `create.md#/info/title`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.page, self.pointer)
    }
}
