//! The pages of a list, and what is on them, as streams.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::stream::{FusedStream, Stream};

use crate::error::Error;
use crate::output::Output;
use crate::wire::Wire;

use super::Page;
use super::pager::Pager;

/// The pages of a list, one after the other.
///
/// It ends after the last page, or after an error. Nothing is sent before a page is asked for.
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<T> {
    pager: Pager,
    item: PhantomData<fn() -> T>,
}

impl<T: Wire> Pages<T> {
    pub(super) fn new(pager: Pager) -> Self {
        Self {
            pager,
            item: PhantomData,
        }
    }

    /// The next page; `None` after the last one.
    ///
    /// Giving up the wait loses nothing: the page under way is what the next call answers.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        poll_fn(|cx| self.poll_page(cx)).await
    }

    /// All pages that are left.
    ///
    /// # Errors
    ///
    /// If one of them cannot be had; those before it are lost.
    pub async fn try_collect(mut self) -> Result<Vec<Page<T>>, Error> {
        let mut pages = Vec::new();
        while let Some(page) = self.next().await {
            pages.push(page?);
        }
        Ok(pages)
    }

    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Page<T>, Error>>> {
        Poll::Ready(match ready!(self.pager.poll_received(cx)) {
            None => None,
            Some(Err(error)) => Some(Err(error)),
            Some(Ok(received)) => {
                let page = Page::read(&received);
                match &page {
                    Ok(page) if page.is_cut => self.pager.lose(&received),
                    Ok(page) => self.pager.turn(received, page.next_cursor.as_deref()),
                    Err(_) => {}
                }
                Some(page)
            }
        })
    }
}

impl<T: Wire> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(cx)
    }
}

impl<T: Wire> FusedStream for Pages<T> {
    fn is_terminated(&self) -> bool {
        self.pager.is_done()
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pages").field(&self.pager).finish()
    }
}

/// What is on the pages of a list, one after the other.
///
/// It ends after the last page, or after an error. Nothing is sent before an item is asked for, and no page before
/// those of the page before it are used up.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<T> {
    pages: Pages<T>,
    page: vec::IntoIter<T>,
}

impl<T: Wire> Items<T> {
    pub(super) fn new(pages: Pages<T>) -> Self {
        Self {
            pages,
            page: Vec::new().into_iter(),
        }
    }

    /// The next item; `None` after the last one.
    ///
    /// Giving up the wait loses nothing: the page under way is what the next call goes on with.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|cx| self.poll_item(cx)).await
    }

    /// All items that are left.
    ///
    /// # Errors
    ///
    /// If a page cannot be had; the items before it are lost.
    pub async fn try_collect(mut self) -> Result<Vec<T>, Error> {
        let mut items = Vec::from_iter(self.page);
        while let Some(page) = self.pages.next().await {
            items.append(&mut page?.items);
        }
        Ok(items)
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => self.page = page.into_iter(),
            }
        }
    }
}

impl<T: Wire> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(cx)
    }
}

impl<T: Wire> FusedStream for Items<T> {
    fn is_terminated(&self) -> bool {
        self.page.len() == 0 && self.pages.is_terminated()
    }
}

/// No item is ever pinned.
impl<T> Unpin for Items<T> {}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("left_on_page", &self.page.len())
            .finish()
    }
}

const _: () = {
    const fn spawned<T: Send + Unpin + 'static>() {}
    spawned::<Pages<String>>();
    spawned::<Items<String>>();
};
