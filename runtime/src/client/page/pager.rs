//! Turns from page to page, whatever their items are.

use std::{
    collections::HashSet,
    fmt,
    task::{Context, Poll},
};

use bytes::Bytes;

use crate::{
    client::{send::PreparedCall, wait::send_and_wait},
    error::{Error, ErrorKind},
    request::resolve,
    response::{NextPage, SuccessResponse},
    transport::BoxFuture,
};

/// How many pages in a row may have no items: those of a server that filters after it has divided
/// the list. Beyond, a server that announces a next page for ever would hold its caller for ever.
const MAX_EMPTY_PAGES: u32 = 1000;

/// The part of a stream of pages that does not depend on the type of the items, so that it is
/// compiled once.
pub(super) struct Pager {
    /// The call of the first page; the others differ in what selects the page.
    first: Option<PreparedCall>,
    /// All cursors and URLs so far. The last one alone would not detect A → B → A.
    seen: HashSet<String>,
    /// The body of the last page that had items, where pages are numbered.
    last: Option<Bytes>,
    /// How many pages in a row had no items.
    empty: u32,
    state: State,
}

enum State {
    /// No request is pending; this is the next one.
    Ready(Box<PreparedCall>),
    Waiting(BoxFuture<Result<SuccessResponse, Error>>),
    Failed(Error),
    Done,
}

impl Pager {
    pub(super) fn new(first: Result<PreparedCall, Error>) -> Self {
        let mut seen = HashSet::new();
        let (first, state) = match first {
            Ok(first) => {
                seen.extend(own_cursor(&first));
                (Some(first.clone()), State::Ready(Box::new(first)))
            }
            Err(error) => (None, State::Failed(error)),
        };
        Self {
            first,
            seen,
            last: None,
            empty: 0,
            state,
        }
    }

    /// The response that contains the next page. Unless [`Pager::follow`] is called, it is the last
    /// one.
    pub(super) fn poll_response(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<SuccessResponse, Error>>> {
        let mut pending = match std::mem::replace(&mut self.state, State::Done) {
            State::Done => return Poll::Ready(None),
            State::Failed(error) => return Poll::Ready(Some(Err(error))),
            State::Ready(call) => Box::pin(send_and_wait(*call)),
            State::Waiting(pending) => pending,
        };
        let polled = pending.as_mut().poll(cx);
        if polled.is_pending() {
            self.state = State::Waiting(pending);
        }
        polled.map(Some)
    }

    /// Turns to the page `next`, if any; `response` led to it, or announces a next page without
    /// a cursor, and has `count` items.
    pub(super) fn follow(
        &mut self,
        response: SuccessResponse,
        count: usize,
        misses_cursor: bool,
        next: Option<NextPage>,
    ) {
        if misses_cursor {
            self.state = State::Failed(response.error(ErrorKind::MissingCursor));
            return;
        }
        let (Some(first), Some(next)) = (&self.first, next) else {
            return;
        };
        self.empty = if count == 0 { self.empty + 1 } else { 0 };
        let refused = match key(&next) {
            _ if self.empty == MAX_EMPTY_PAGES => Some(ErrorKind::EmptyPages(self.empty)),
            Some(key) => (!self.seen.insert(key)).then_some(ErrorKind::RepeatedCursor),
            None if count == 0 => None,
            None => {
                let body = response.raw.body.clone();
                let last = self.last.replace(body.clone());
                (last.as_ref() == Some(&body)).then_some(ErrorKind::RepeatedPage)
            }
        };
        let call = match refused {
            Some(refused) => Err(refused),
            None => following(first, &response, next),
        };
        self.state = match call {
            Ok(call) => State::Ready(Box::new(call)),
            Err(kind) => State::Failed(response.error(kind)),
        };
    }

    pub(super) fn is_done(&self) -> bool {
        matches!(self.state, State::Done)
    }
}

impl fmt::Debug for Pager {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.state {
            State::Ready(_) => "Ready",
            State::Waiting(_) => "Waiting",
            State::Failed(_) => "Failed",
            State::Done => "Done",
        })
    }
}

/// What a page cannot share with an earlier one; `None` for numbers, which always grow.
fn key(next: &NextPage) -> Option<String> {
    match next {
        NextPage::Cursor(cursor) => Some(cursor.to_string()),
        NextPage::Url(url) => Some(url.clone()),
        NextPage::Number(_) | NextPage::Offset(_) => None,
    }
}

/// The cursor that the caller set for the first page.
fn own_cursor(first: &PreparedCall) -> Option<String> {
    let request = &first.request;
    let cursor = request.scalar(request.spec.paging?.parameter()?)?;
    Some(cursor.to_string())
}

/// The call of the page `next`, to which `response` led.
fn following(
    first: &PreparedCall,
    response: &SuccessResponse,
    next: NextPage,
) -> Result<PreparedCall, ErrorKind> {
    let mut call = first.clone();
    let parameter = first.request.spec.paging.and_then(|it| it.parameter());
    match (next, parameter, &response.requested) {
        (NextPage::Url(url), _, Some(requested)) => {
            let target = resolve(&requested.url, &url).map_err(ErrorKind::NextUrl)?;
            call.request.set_target(target);
        }
        (NextPage::Cursor(cursor), Some(parameter), _) => call.request.set(parameter, cursor),
        (NextPage::Number(number) | NextPage::Offset(number), Some(parameter), _) => {
            call.request.set(parameter, number);
        }
        // The style of paging does not lead to such a page.
        (NextPage::Url(_), _, None) | (_, None, _) => return Err(ErrorKind::MissingCursor),
    }
    Ok(call)
}
