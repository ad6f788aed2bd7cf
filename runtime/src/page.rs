//! Answers that come a page at a time.

mod cursor;
mod pager;
mod streams;

pub use streams::{Items, Pages};

use crate::call::Call;
use crate::decode::Cursor;
use crate::error::Error;
use crate::output::{Output, Received};
use crate::wire::{Mut, Wire};

use pager::Pager;

/// How an API cuts a list into pages.
#[derive(Debug)]
pub struct Paging {
    pub(crate) parameter: &'static str,
    pub(crate) next: &'static [&'static str],
    pub(crate) more: Option<&'static [&'static str]>,
}

impl Paging {
    /// `parameter` is the member of the request that names a page, `next` the keys that lead, in the body of an
    /// answer, to the cursor of the page that follows.
    ///
    /// No page follows where the cursor is empty, `null` or absent.
    #[must_use]
    pub const fn new(parameter: &'static str, next: &'static [&'static str]) -> Self {
        Self {
            parameter,
            next,
            more: None,
        }
    }

    /// The keys that lead to a boolean that says whether a page follows.
    ///
    /// If it says no, none does, whatever the cursor is; if it says yes and there is no cursor, a stream ends with an
    /// error.
    #[must_use]
    pub const fn more(mut self, keys: &'static [&'static str]) -> Self {
        self.more = Some(keys);
        self
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// What is on the page, in the server's order.
    pub items: Vec<T>,
    /// What names the page that follows; `None` on the last one.
    pub next_cursor: Option<String>,
    /// Whether the server says that a page follows, and does not name it.
    is_cut: bool,
}

impl<T: Wire> Output for Page<T> {
    fn read(received: &Received) -> Result<Self, Error> {
        let mut items = Vec::new();
        let mut cursor = Cursor::default();
        received.fill(Mut::Seq(&mut items), Some(&mut cursor))?;
        Ok(Self {
            items,
            is_cut: cursor.is_lost(),
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

impl<T: Wire> Call<Page<T>> {
    /// All pages from this one on, each asked for when it is wanted.
    ///
    /// Every page is a call with the parameters and options of this one, but for the cursor.
    pub fn pages(self) -> Pages<T> {
        Pages::new(Pager::new(self.settle()))
    }

    /// What is on all pages from this one on, each asked for when it is wanted.
    ///
    /// Every page is a call with the parameters and options of this one, but for the cursor.
    pub fn items(self) -> Items<T> {
        Items::new(self.pages())
    }
}
