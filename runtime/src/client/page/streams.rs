//! The pages of a list, and their items, as streams.

use std::{
    fmt,
    future::poll_fn,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

use futures_core::stream::{FusedStream, Stream};

use super::pager::Pager;
use crate::{
    client::call::Call,
    error::{Error, ErrorKind},
    response::{ItemPage, Output, Page, SuccessResponse},
    value::{DecodeError, wire::Wire},
};

impl<T: Wire> Call<Page<T>> {
    /// All pages from this one on, each requested when it is needed.
    ///
    /// Every page is a call with the parameters and options of this one, except for what
    /// selects the page.
    pub fn pages(self) -> Pages<T> {
        Pages::new(Pager::new(self.prepare()))
    }

    /// The items of all pages from this one on; each page is requested when it is needed.
    ///
    /// Every page is a call with the parameters and options of this one, except for what selects
    /// the page. An item that cannot be decoded is an error of that item alone.
    pub fn items(self) -> Items<T> {
        Items::new(Pager::new(self.prepare()))
    }
}

/// The pages of a list, one after the other.
///
/// It ends after the last page, or after an error; 1000 pages in a row without items are one.
/// Nothing is sent before a page is polled.
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<T> {
    pager: Pager,
    item: PhantomData<fn() -> T>,
}

impl<T: Wire> Pages<T> {
    fn new(pager: Pager) -> Self {
        Self {
            pager,
            item: PhantomData,
        }
    }

    /// The next page; `None` after the last one.
    ///
    /// Dropping the future loses nothing: the next call returns the pending page.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        poll_fn(|cx| self.poll_page(cx)).await
    }

    /// All remaining pages.
    ///
    /// # Errors
    ///
    /// If a request fails; the pages before it are lost.
    pub async fn try_collect(mut self) -> Result<Vec<Page<T>>, Error> {
        let mut pages = Vec::new();
        while let Some(page) = self.next().await {
            pages.push(page?);
        }
        Ok(pages)
    }

    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Page<T>, Error>>> {
        Poll::Ready(match ready!(self.pager.poll_response(cx)) {
            None => None,
            Some(Err(error)) => Some(Err(error)),
            Some(Ok(response)) => {
                let page = Page::read(&response);
                if let Ok(page) = &page {
                    let (count, next) = (page.items.len(), page.next.clone());
                    self.pager.follow(response, count, page.misses_cursor, next);
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

/// The items of all pages of a list, one after the other.
///
/// An item that cannot be decoded is an error, and the next item follows; after any other error,
/// the stream ends. 1000 pages in a row without items are an error. Nothing is sent before an item
/// is polled, and no page before the items of the previous page are used up.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<T> {
    pager: Pager,
    page: vec::IntoIter<Result<T, DecodeError>>,
    /// The response that contained the page.
    response: Option<SuccessResponse>,
}

impl<T: Wire> Items<T> {
    fn new(pager: Pager) -> Self {
        Self {
            pager,
            page: Vec::new().into_iter(),
            response: None,
        }
    }

    /// The next item; `None` after the last one.
    ///
    /// Dropping the future loses nothing: the next call continues with the pending page.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|cx| self.poll_item(cx)).await
    }

    /// All remaining items.
    ///
    /// # Errors
    ///
    /// If a request fails, or an item cannot be decoded; the other items are lost.
    pub async fn try_collect(mut self) -> Result<Vec<T>, Error> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let (Some(item), Some(response)) = (self.page.next(), &self.response) {
                let item = item.map_err(|error| response.error(ErrorKind::Decode(error)));
                return Poll::Ready(Some(item));
            }
            let response = match ready!(self.pager.poll_response(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(response)) => response,
            };
            let page = match ItemPage::read(&response) {
                Err(error) => return Poll::Ready(Some(Err(error))),
                Ok(page) => page,
            };
            let (count, end) = (page.items.len(), page.end);
            self.page = page.items.into_iter();
            self.response = Some(response.clone());
            self.pager
                .follow(response, count, end.misses_cursor, end.next);
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
        self.page.len() == 0 && self.pager.is_done()
    }
}

/// No item is ever pinned.
impl<T> Unpin for Items<T> {}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pager)
            .field("left_on_page", &self.page.len())
            .finish()
    }
}

const _: () = {
    const fn spawned<T: Send + Unpin + 'static>() {}
    spawned::<Pages<String>>();
    spawned::<Items<String>>();
};
