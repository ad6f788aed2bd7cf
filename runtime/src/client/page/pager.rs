//! Turns from page to page, whatever their items are.

use std::{
    collections::HashSet,
    fmt,
    task::{Context, Poll},
};

use crate::{
    client::{send::PreparedCall, wait::send_and_wait},
    error::{Error, ErrorKind},
    response::SuccessResponse,
    transport::BoxFuture,
};

/// The part of a stream of pages that does not depend on the type of the items, so that it is
/// compiled once.
pub(super) struct Pager {
    /// The call of the first page; the others differ in the cursor.
    first: Option<PreparedCall>,
    /// All cursors so far. The last one alone would not detect A → B → A.
    seen: HashSet<String>,
    state: State,
}

enum State {
    /// No request is pending; this is the next one.
    Ready(PreparedCall),
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
                (Some(first.clone()), State::Ready(first))
            }
            Err(error) => (None, State::Failed(error)),
        };
        Self { first, seen, state }
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
            State::Ready(call) => Box::pin(send_and_wait(call)),
            State::Waiting(pending) => pending,
        };
        let polled = pending.as_mut().poll(cx);
        if polled.is_pending() {
            self.state = State::Waiting(pending);
        }
        polled.map(Some)
    }

    /// Turns to the page of the cursor `next`, if any; `response` contained the cursor, or
    /// announces a next page without one.
    pub(super) fn follow(
        &mut self,
        response: SuccessResponse,
        misses_cursor: bool,
        next: Option<&str>,
    ) {
        if misses_cursor {
            self.state = State::Failed(response.error(ErrorKind::MissingCursor));
            return;
        }
        let (Some(first), Some(next)) = (&self.first, next) else {
            return;
        };
        self.state = if self.seen.insert(next.to_owned()) {
            State::Ready(following(first, next.to_owned()))
        } else {
            State::Failed(response.error(ErrorKind::RepeatedCursor))
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

/// The cursor that the caller set for the first page.
fn own_cursor(first: &PreparedCall) -> Option<String> {
    let request = &first.request;
    request.string(request.spec.paging?.parameter)
}

/// The call of the page with the cursor `next`.
fn following(first: &PreparedCall, next: String) -> PreparedCall {
    let mut call = first.clone();
    if let Some(paging) = first.request.spec.paging {
        call.request.set(paging.parameter, next);
    }
    call
}
