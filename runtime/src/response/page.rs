//! One page of a list.

use serde_json::Value;

use super::{
    next_page::{NextPage, PageEnd},
    output::Output,
    success::SuccessResponse,
};
use crate::{
    error::Error,
    value::{
        Cursor, DecodeError,
        wire::{Seq, ValueMut, Wire},
    },
};

/// One page of a list.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items of the page, in the server's order.
    pub items: Vec<T>,
    /// The cursor of the next page; `None` on the last one, and where no cursor leads to it.
    pub next_cursor: Option<String>,
    /// What leads to the next page; `None` on the last one.
    pub next: Option<NextPage>,
    /// How many items all pages have, where responses contain that.
    pub total: Option<u64>,
    /// Whether the server announces a next page without a cursor.
    pub(crate) misses_cursor: bool,
}

impl<T: Wire> Output for Page<T> {
    fn read(response: &SuccessResponse) -> Result<Self, Error> {
        let mut items = Vec::new();
        let mut cursor = Cursor::default();
        response.decode(ValueMut::Seq(&mut items), Some(&mut cursor))?;
        let end = PageEnd::of(response, cursor, items.len(), items.last());
        Ok(Self {
            items,
            next_cursor: end.next.as_ref().and_then(cursor_text),
            next: end.next,
            total: end.total,
            misses_cursor: end.misses_cursor,
        })
    }
}

/// The cursor as text, whatever its type is in JSON.
fn cursor_text(next: &NextPage) -> Option<String> {
    match next {
        NextPage::Cursor(Value::String(text)) => Some(text.clone()),
        NextPage::Cursor(value) => Some(value.to_string()),
        _ => None,
    }
}

/// One page of a list, where an item that cannot be decoded is an error of its own.
pub(crate) struct ItemPage<T> {
    pub(crate) items: Vec<Result<T, DecodeError>>,
    pub(crate) end: PageEnd,
}

impl<T: Wire> ItemPage<T> {
    pub(crate) fn read(response: &SuccessResponse) -> Result<Self, Error> {
        let mut list = ItemList(Vec::new());
        let mut cursor = Cursor::default();
        response.decode(ValueMut::Seq(&mut list), Some(&mut cursor))?;
        let last = list.0.last().and_then(|item| item.as_ref().ok());
        let end = PageEnd::of(response, cursor, list.0.len(), last);
        Ok(Self { items: list.0, end })
    }
}

struct ItemList<T>(Vec<Result<T, DecodeError>>);

impl<T: Wire> Seq for ItemList<T> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, index: usize) -> &dyn Wire {
        const ABSENT: &Option<bool> = &None;
        match &self.0[index] {
            Ok(item) => item,
            Err(_) => ABSENT,
        }
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
