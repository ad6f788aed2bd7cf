//! Goes from page to page, whatever is on them.

use std::collections::HashSet;
use std::fmt;
use std::task::{Context, Poll};

use crate::error::{Error, ErrorKind};
use crate::output::Received;
use crate::send::Outgoing;
use crate::transport::BoxFuture;
use crate::wait::send_and_wait;

use super::cursor;

/// The part of a stream of pages that does not depend on what is on them, so that it is compiled once.
pub(super) struct Pager {
    /// The call of the first page; the others differ in the cursor.
    first: Option<Outgoing>,
    /// Every cursor so far. Remembering the last one alone would not end A → B → A.
    seen: HashSet<String>,
    state: State,
}

enum State {
    /// Nothing is under way; this is what to send next.
    Ready(Outgoing),
    Waiting(BoxFuture<Result<Received, Error>>),
    Failed(Error),
    Done,
}

impl Pager {
    pub(super) fn new(first: Result<Outgoing, Error>) -> Self {
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

    /// The response that holds the next page. [`Pager::turn`] is to follow; without it, this was the last one.
    pub(super) fn poll_received(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Received, Error>>> {
        let mut under_way = match std::mem::replace(&mut self.state, State::Done) {
            State::Done => return Poll::Ready(None),
            State::Failed(error) => return Poll::Ready(Some(Err(error))),
            State::Ready(outgoing) => Box::pin(send_and_wait(outgoing)),
            State::Waiting(under_way) => under_way,
        };
        let polled = under_way.as_mut().poll(cx);
        if polled.is_pending() {
            self.state = State::Waiting(under_way);
        }
        polled.map(Some)
    }

    /// Turns to the page that `next` names, if any; `received` is the response that named it.
    pub(super) fn turn(&mut self, received: Received, next: Option<&str>) {
        let (Some(first), Some(next)) = (&self.first, next) else {
            return;
        };
        self.state = if self.seen.insert(next.to_owned()) {
            match following(first, next) {
                Ok(outgoing) => State::Ready(outgoing),
                Err(error) => State::Failed(error),
            }
        } else {
            State::Failed(received.error(ErrorKind::RepeatedCursor))
        };
    }

    /// Fails next, because `received` says that a page follows and does not name it.
    pub(super) fn lose(&mut self, received: &Received) {
        self.state = State::Failed(received.error(ErrorKind::MissingCursor));
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

/// The cursor that the caller gave for the first page.
fn own_cursor(first: &Outgoing) -> Option<String> {
    cursor::get(first.body.as_deref()?, first.op.paging?.parameter)
}

/// The call of the page that `next` names.
fn following(first: &Outgoing, next: &str) -> Result<Outgoing, Error> {
    let mut outgoing = first.clone();
    if let Some(paging) = first.op.paging {
        let body = first.body.as_deref().unwrap_or(b"{}");
        let Some(body) = cursor::put(body, paging.parameter, next) else {
            let what = "the parameters are no object, so that they cannot name a page".to_owned();
            return Err(Error::new(ErrorKind::Config(what), first.op));
        };
        outgoing.body = Some(body.into());
    }
    Ok(outgoing)
}
