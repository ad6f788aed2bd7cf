//! JSON values one after another: a line (NDJSON, JSON Lines) or a record (RFC 7464) for each.

use std::{
    fmt,
    future::poll_fn,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::{FusedStream, Stream};

use super::{
    items::{Framing, RawItems},
    line_buffer::{LineBuffer, LineEnd, RECORD, TooLong},
    output::{Expects, Output, Reception},
    success::SuccessResponse,
};
use crate::{
    error::{Error, ErrorKind},
    value::wire::Wire,
};

/// The JSON values of a body that has a line or a record for each.
///
/// A value that cannot be decoded is an error, and the next one follows. Any other error is the
/// last item. Dropping it cancels the response.
#[must_use = "a stream does nothing until it is polled"]
pub struct Lines<T> {
    items: RawItems<LineFraming>,
    item: PhantomData<fn() -> T>,
}

impl<T: Wire> Lines<T> {
    /// The next value; `None` after the last one.
    ///
    /// Dropping the future loses nothing.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|cx| self.poll_value(cx)).await
    }

    fn poll_value(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        self.items.poll_next(cx).map(|item| {
            Some(item?.and_then(|line| {
                let mut value = T::empty();
                self.items.response.decode_item(value.to_mut(), &line)?;
                Ok(value)
            }))
        })
    }
}

impl<T: Wire> Output for Lines<T> {
    const RECEPTION: Reception = Reception::stream(Expects::Lines);

    fn read(response: &SuccessResponse) -> Result<Self, Error> {
        Ok(Self {
            items: RawItems::new(response, LineFraming::new)?,
            item: PhantomData,
        })
    }
}

impl<T: Wire> Stream for Lines<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_value(cx)
    }
}

impl<T: Wire> FusedStream for Lines<T> {
    fn is_terminated(&self) -> bool {
        self.items.is_done()
    }
}

impl<T> fmt::Debug for Lines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lines")
    }
}

struct LineFraming {
    buffer: LineBuffer,
    /// Known with the first byte: a sequence of records begins with the one that begins a record.
    end: Option<LineEnd>,
}

impl LineFraming {
    fn new(limit: usize) -> Self {
        Self {
            buffer: LineBuffer::new(limit),
            end: None,
        }
    }
}

impl Framing for LineFraming {
    type Item = Bytes;

    fn push(&mut self, chunk: &[u8]) {
        self.buffer.push(chunk);
    }

    fn next(&mut self) -> Result<Option<Bytes>, TooLong> {
        let Some(first) = self.buffer.first() else {
            return Ok(None);
        };
        let end = *self.end.get_or_insert(match first {
            RECORD => LineEnd::Record,
            _ => LineEnd::Lf,
        });
        while let Some(line) = self.buffer.next(end)? {
            if !is_blank(&line) {
                return Ok(Some(line));
            }
        }
        Ok(None)
    }

    fn end(&mut self) -> Result<Option<Bytes>, ErrorKind> {
        // The last line need not end; one that is cut off is not JSON.
        let rest = self.buffer.rest();
        Ok((!is_blank(&rest)).then_some(rest))
    }
}

fn is_blank(line: &[u8]) -> bool {
    line.trim_ascii().is_empty()
}
