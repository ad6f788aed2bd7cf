//! Server-sent events.

use std::{
    fmt,
    future::poll_fn,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::{FusedStream, Stream};
use http::StatusCode;

use super::{
    content_type::{content_type, essence},
    event_parser::{EventParser, RawEvent},
    items::{Framing, RawItems},
    line_buffer::{LineBuffer, LineEnd, TooLong},
    output::{Expects, Output, Reception},
    reconnect::{Continuation, Reconnect, Resume},
    success::SuccessResponse,
};
use crate::{
    error::{Error, ErrorKind},
    transport::TransportError,
    value::wire::Wire,
};

/// What many APIs send after the last event, documented or not. It is not JSON, so that it ends a
/// stream of JSON only.
const DONE: &str = "[DONE]";

/// A server-sent event.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The type of the event; `None` for the default, `message`.
    pub event: Option<String>,
    /// The id of the last event that had one.
    pub id: Option<String>,
    /// The data: JSON, or the text itself where it is a string.
    pub data: T,
}

/// Server-sent events, as they arrive.
///
/// Data that cannot be decoded is an error, and the next event follows. Any other error is the last
/// item, unless the call connects again: see [`Call::reconnect`](crate::Call::reconnect). Dropping
/// it cancels the response.
#[must_use = "a stream does nothing until it is polled"]
pub struct Events<T> {
    items: RawItems<EventFraming>,
    connection: Connection,
    item: PhantomData<fn() -> T>,
}

impl<T: Wire> Events<T> {
    /// The next event; `None` after the last one.
    ///
    /// Dropping the future loses nothing.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|cx| self.poll_event(cx)).await
    }

    fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Event<T>, Error>>> {
        loop {
            if let Some(continuation) = &mut self.connection.pending {
                let response = ready!(continuation.as_mut().poll(cx));
                self.connection.pending = None;
                match response.and_then(|response| self.resume(&response)) {
                    Ok(true) => {}
                    Ok(false) => return self.end(None),
                    Err(error) => return self.end(Some(error)),
                }
            }
            let error = match ready!(self.items.poll_next(cx)) {
                Some(Ok(raw)) if self.items.framing.is_last(&raw) => return self.end(None),
                Some(Ok(raw)) => {
                    self.connection.failures = 0;
                    let is_done = raw.data == DONE;
                    return match self.decode(raw) {
                        Err(_) if is_done => self.end(None),
                        event => Poll::Ready(Some(event)),
                    };
                }
                Some(Err(error)) => Some(error),
                None => None,
            };
            if !self
                .connection
                .reconnect(error.as_ref(), &self.items.framing.parser)
            {
                return self.end(error);
            }
        }
    }

    /// Continues with `response`; `false` if it says that nothing follows.
    fn resume(&mut self, response: &SuccessResponse) -> Result<bool, Error> {
        if response.raw.status == StatusCode::NO_CONTENT {
            return Ok(false);
        }
        check_content_type(response)?;
        let parser = &self.items.framing.parser;
        let parser = EventParser::resuming(parser.last_id().cloned(), parser.pause());
        self.items = items(response, parser)?;
        Ok(true)
    }

    /// Ends the stream, and with it the response.
    fn end(&mut self, error: Option<Error>) -> Poll<Option<Result<Event<T>, Error>>> {
        self.items.close();
        self.connection.reconnect = None;
        Poll::Ready(error.map(Err))
    }

    fn decode(&self, raw: RawEvent) -> Result<Event<T>, Error> {
        let mut data = T::empty();
        self.items.response.decode_event(data.to_mut(), &raw.data)?;
        Ok(Event {
            event: raw.event,
            id: raw.id,
            data,
        })
    }
}

impl<T: Wire> Output for Events<T> {
    const RECEPTION: Reception = Reception {
        accept: Some("text/event-stream"),
        ..Reception::stream(Expects::Events)
    };

    fn read(response: &SuccessResponse) -> Result<Self, Error> {
        check_content_type(response)?;
        Ok(Self {
            items: items(response, EventParser::default())?,
            connection: Connection {
                reconnect: response.reconnect.clone(),
                pending: None,
                failures: 0,
            },
            item: PhantomData,
        })
    }
}

impl<T: Wire> Stream for Events<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_event(cx)
    }
}

impl<T: Wire> FusedStream for Events<T> {
    fn is_terminated(&self) -> bool {
        self.items.is_done() && self.connection.is_over()
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Events")
    }
}

/// What follows the end of a connection.
struct Connection {
    /// `None` where nothing does.
    reconnect: Option<Reconnect<SuccessResponse>>,
    /// The response that is awaited.
    pending: Option<Continuation<SuccessResponse>>,
    /// How many connections in a row have ended without an event.
    failures: usize,
}

impl Connection {
    /// Connects again after a connection that ended with `error`, or without one. Whether it does.
    fn reconnect(&mut self, error: Option<&Error>, parser: &EventParser) -> bool {
        let Some(reconnect) = &self.reconnect else {
            return false;
        };
        let is_lost = error.is_none_or(|error| {
            matches!(
                error.kind(),
                ErrorKind::Transport(_) | ErrorKind::Timeout(_)
            )
        });
        if is_lost {
            self.pending = reconnect.connect(Resume {
                last_id: parser.last_id().cloned(),
                pause: parser.pause(),
                failures: self.failures,
            });
            self.failures += 1;
        }
        self.pending.is_some()
    }

    fn is_over(&self) -> bool {
        self.reconnect.is_none()
    }
}

/// Fails if the content type is not that of events. A response without one is accepted.
fn check_content_type(response: &SuccessResponse) -> Result<(), Error> {
    match content_type(&response.raw.headers) {
        Some(found) if !essence(&found).eq_ignore_ascii_case("text/event-stream") => {
            Err(response.error(ErrorKind::NotEvents(found.into_owned())))
        }
        _ => Ok(()),
    }
}

fn items(response: &SuccessResponse, parser: EventParser) -> Result<RawItems<EventFraming>, Error> {
    let last_event = response.last_event();
    RawItems::new(response, |limit| {
        EventFraming::new(limit, parser, last_event)
    })
}

struct EventFraming {
    buffer: LineBuffer,
    parser: EventParser,
    limit: usize,
    /// The data of the event that ends the stream.
    last_event: Option<&'static str>,
}

impl EventFraming {
    fn new(limit: usize, parser: EventParser, last_event: Option<&'static str>) -> Self {
        Self {
            buffer: LineBuffer::new(limit),
            parser,
            limit,
            last_event,
        }
    }

    /// Whether `event` ends the stream, and is not one of its own.
    fn is_last(&self, event: &RawEvent) -> bool {
        self.last_event.is_some_and(|last| event.data == last)
    }
}

impl Framing for EventFraming {
    type Item = RawEvent;

    fn push(&mut self, chunk: &[u8]) {
        self.buffer.push(chunk);
    }

    fn next(&mut self) -> Result<Option<RawEvent>, TooLong> {
        while let Some(line) = self.buffer.next(LineEnd::Any)? {
            if let Some(event) = self.parser.line(&line) {
                return Ok(Some(event));
            }
            if self.parser.len() > self.limit {
                return Err(TooLong);
            }
        }
        Ok(None)
    }

    /// An event without the empty line that ends it may lack a part, so that it is not an event.
    /// The standard drops it; here, it is an error.
    fn end(&mut self) -> Result<Option<RawEvent>, ErrorKind> {
        let rest = self.buffer.rest();
        if !rest.is_empty() {
            self.parser.line(&rest);
        }
        match self.parser.end() {
            None => Ok(None),
            Some(event) if self.is_last(&event) || event.data == DONE => Ok(Some(event)),
            Some(_) => Err(ErrorKind::Transport(TransportError::new(
                "the stream ended within an event",
            ))),
        }
    }
}
