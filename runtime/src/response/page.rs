//! One page of a list.

use super::{output::Output, success::SuccessResponse};
use crate::{
    error::Error,
    value::{
        Cursor, DecodeError,
        wire::{Seq, ValueMut, ValueRef, Wire},
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

/// One page of a list, where an item that cannot be decoded is an error of its own.
pub(crate) struct ItemPage<T> {
    pub(crate) items: Vec<Result<T, DecodeError>>,
    pub(crate) next_cursor: Option<String>,
    pub(crate) misses_cursor: bool,
}

impl<T: Wire> ItemPage<T> {
    pub(crate) fn read(response: &SuccessResponse) -> Result<Self, Error> {
        let mut list = ItemList(Vec::new());
        let mut cursor = Cursor::default();
        response.decode(ValueMut::Seq(&mut list), Some(&mut cursor))?;
        Ok(Self {
            items: list.0,
            misses_cursor: cursor.is_missing(),
            next_cursor: cursor.next(),
        })
    }
}

struct ItemList<T>(Vec<Result<T, DecodeError>>);

impl<T: Wire> Seq for ItemList<T> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, index: usize) -> ValueRef<'_> {
        self.0[index]
            .as_ref()
            .map_or(ValueRef::Absent, Wire::to_ref)
    }

    fn clear(&mut self) {
        self.0.clear();
    }

    fn push(&mut self) -> ValueMut<'_> {
        let index = self.0.len();
        self.0.push(Ok(T::empty()));
        match &mut self.0[index] {
            Ok(item) => item.to_mut(),
            Err(_) => ValueMut::Null,
        }
    }

    fn keeps_errors(&self) -> bool {
        true
    }

    fn fail(&mut self, error: DecodeError) {
        if let Some(last) = self.0.last_mut() {
            *last = Err(error);
        }
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
