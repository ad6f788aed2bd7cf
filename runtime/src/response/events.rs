//! Server-sent events.

use std::{
    fmt,
    future::poll_fn,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::{FusedStream, Stream};

use super::{
    content_type::content_type,
    event_parser::{EventParser, RawEvent},
    items::{Framing, RawItems},
    line_buffer::{LineBuffer, LineEnd, TooLong},
    output::{Expects, Output, Reception},
    success::SuccessResponse,
};
use crate::{
    error::{Error, ErrorKind},
    transport::TransportError,
    value::wire::Wire,
};

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
/// item. Dropping it cancels the response.
#[must_use = "a stream does nothing until it is polled"]
pub struct Events<T> {
    items: RawItems<EventFraming>,
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
        self.items.poll_next(cx).map(|item| {
            let raw = match item? {
                Ok(raw) => raw,
                Err(error) => return Some(Err(error)),
            };
            if self.items.framing.is_last(&raw) {
                self.items.close();
                return None;
            }
            Some(self.decode(raw))
        })
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
        if let Some((found, essence)) = content_type(&response.raw.headers)
            && essence != "text/event-stream"
        {
            return Err(response.error(ErrorKind::NotEvents(found)));
        }
        let last_event = response.last_event();
        Ok(Self {
            items: RawItems::new(response, |limit| EventFraming::new(limit, last_event)),
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
        self.items.is_done()
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Events")
    }
}

struct EventFraming {
    buffer: LineBuffer,
    parser: EventParser,
    limit: usize,
    /// The data of the event that ends the stream.
    last_event: Option<&'static str>,
}

impl EventFraming {
    fn new(limit: usize, last_event: Option<&'static str>) -> Self {
        Self {
            buffer: LineBuffer::new(limit),
            parser: EventParser::default(),
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
            Some(event) if self.is_last(&event) => Ok(None),
            Some(_) => Err(ErrorKind::Transport(TransportError::new(
                "the stream ended within an event",
            ))),
        }
    }
}
