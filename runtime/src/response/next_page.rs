//! What a page says about the page after it.

use serde_json::Value;

use super::{link::next_link, success::SuccessResponse};
use crate::{
    spec::{Paging, PagingStyle},
    value::{
        Cursor, for_each_field, scalar,
        wire::{ValueRef, Wire},
    },
};

/// What leads to the next page.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum NextPage {
    /// The cursor that the request of the next page has: a string or a number.
    Cursor(Value),
    /// The number of the next page.
    Number(u64),
    /// How many items there are before the next page.
    Offset(u64),
    /// The URL of the next page; it may be relative to that of this page.
    Url(String),
}

/// What a response contains about the pages of the list.
pub(crate) struct PageEnd {
    pub(crate) next: Option<NextPage>,
    /// Whether the server announces a next page without a cursor.
    pub(crate) misses_cursor: bool,
    /// The number of items on all pages.
    pub(crate) total: Option<u64>,
}

impl PageEnd {
    /// `cursor` is from the body of `response`, which has `count` items with `last` at the end.
    pub(super) fn of<T: Wire>(
        response: &SuccessResponse,
        mut cursor: Cursor,
        count: usize,
        last: Option<&T>,
    ) -> Self {
        let next = response
            .spec
            .paging
            .and_then(|paging| next(paging, response, &mut cursor, count, last.map(Wire::to_ref)));
        Self {
            misses_cursor: cursor.more == Some(true) && next.is_none(),
            next: next.filter(|_| cursor.more != Some(false)),
            total: cursor.total.filter(|total| *total != u64::MAX),
        }
    }
}

fn next(
    paging: &Paging,
    response: &SuccessResponse,
    cursor: &mut Cursor,
    count: usize,
    last: Option<ValueRef<'_>>,
) -> Option<NextPage> {
    let headers = &response.raw.headers;
    let requested = response.requested.as_ref().and_then(|page| page.number);
    match paging.style {
        PagingStyle::Cursor { .. } => cursor.next().map(NextPage::Cursor),
        PagingStyle::Url { .. } => match cursor.next()? {
            Value::String(url) => Some(NextPage::Url(url)),
            _ => None,
        },
        PagingStyle::Header { header, .. } => {
            let text = headers.get(header)?.to_str().ok()?;
            (!text.is_empty()).then(|| NextPage::Cursor(text.into()))
        }
        PagingStyle::LastItem { field, .. } => field_of(last?, field).map(NextPage::Cursor),
        PagingStyle::Number { first, .. } => {
            let number = requested.unwrap_or(first).checked_add(1)?;
            let is_counted = cursor
                .page_count
                .map(|pages| number.saturating_sub(first) < pages);
            // A page without items can be one whose items were filtered out.
            let follows = cursor.more.or(is_counted).unwrap_or(count > 0);
            follows.then_some(NextPage::Number(number))
        }
        PagingStyle::Offset { .. } => {
            let count = u64::try_from(count).ok()?;
            let offset = requested.unwrap_or(0).checked_add(count)?;
            let follows = count > 0 && cursor.total.is_none_or(|total| offset < total);
            follows.then_some(NextPage::Offset(offset))
        }
        PagingStyle::Link => next_link(headers).map(NextPage::Url),
    }
}

/// The string or the number in the field `name` of an item.
fn field_of(item: ValueRef<'_>, name: &str) -> Option<Value> {
    let mut found = None;
    let read = for_each_field::<()>(item, &mut |field, value| {
        if field == name {
            found = scalar(value);
        }
        Ok(())
    });
    read.ok().and(found)
}
