//! One page of a list.

use super::{output::Output, success::SuccessResponse};
use crate::{
    error::Error,
    value::{
        Cursor,
        wire::{ValueMut, Wire},
    },
};

/// One page of a list.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items of the page, in the server's order.
    pub items: Vec<T>,
    /// The cursor of the next page; `None` on the last one.
    pub next_cursor: Option<String>,
    /// Whether the server announces a next page without a cursor.
    pub(crate) misses_cursor: bool,
}

impl<T: Wire> Output for Page<T> {
    fn read(response: &SuccessResponse) -> Result<Self, Error> {
        let mut items = Vec::new();
        let mut cursor = Cursor::default();
        response.decode(ValueMut::Seq(&mut items), Some(&mut cursor))?;
        Ok(Self {
            items,
            misses_cursor: cursor.is_missing(),
            next_cursor: cursor.next(),
        })
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}
