//! Calls without an async runtime: the feature `blocking`.
//!
//! Every request builder and every [`Call`](crate::Call) has the method [`block`](Blocking::block)
//! in place of `.await`, and every stream of pages or items
//! [`blocking`](BlockingStream::blocking), which makes it an iterator:
//!
//! ```
//! use seamstress_runtime::blocking::{Blocking as _, BlockingStream as _};
//! # use seamstress_runtime::Error;
//!
//! # async fn list() -> Result<Vec<u8>, Error> { Ok(vec![1]) }
//! let doors = list().block()?;
//! # assert_eq!(doors, [1]);
//! # Ok::<(), Error>(())
//! ```
//!
//! All of them run on one runtime, which the first one starts, in the thread that calls. Inside of
//! an async function they would stop the other tasks of its thread, so that they fail there, and
//! in `tokio::task::spawn_blocking`, which cannot be distinguished from it: `.await` does what they
//! do.

use std::{fmt, future::poll_fn, io, pin::Pin, sync::OnceLock};

use futures_core::stream::Stream;
use tokio::runtime::{Builder, Handle, Runtime};

use crate::error::Error;

/// What can be awaited, for programs that do not await.
pub trait Blocking<T>: IntoFuture<Output = Result<T, Error>> + Sized {
    /// Waits for the result in this thread.
    ///
    /// # Errors
    ///
    /// Those of `.await`; if this is called in a thread of tokio, where nothing is sent;
    /// and if the operating system has no resources for a runtime.
    fn block(self) -> Result<T, Error> {
        runtime()?.block_on(self.into_future())
    }
}

impl<T, F: IntoFuture<Output = Result<T, Error>>> Blocking<T> for F {}

/// Streams, for programs that do not await.
pub trait BlockingStream<T>: Stream<Item = Result<T, Error>> + Unpin + Sized {
    /// The items as an iterator, which waits for each in the thread that asks for it.
    ///
    /// Its errors are those of the stream and of [`Blocking::block`].
    fn blocking(self) -> BlockingIter<Self> {
        BlockingIter { stream: Some(self) }
    }
}

impl<T, S: Stream<Item = Result<T, Error>> + Unpin> BlockingStream<T> for S {}

/// The items of a stream. It ends where the stream ends.
#[must_use = "an iterator does nothing until it is iterated over"]
pub struct BlockingIter<S> {
    /// `None` once it cannot be waited for.
    stream: Option<S>,
}

impl<T, S: Stream<Item = Result<T, Error>> + Unpin> Iterator for BlockingIter<S> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let stream = self.stream.as_mut()?;
        match runtime() {
            Ok(runtime) => runtime.block_on(poll_fn(|cx| Pin::new(&mut *stream).poll_next(cx))),
            Err(error) => {
                self.stream = None;
                Some(Err(error))
            }
        }
    }
}

impl<S> fmt::Debug for BlockingIter<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BlockingIter")
    }
}

/// The runtime of this program, started when it is first needed.
fn runtime() -> Result<&'static Runtime, Error> {
    static RUNTIME: OnceLock<Result<Runtime, io::Error>> = OnceLock::new();
    if Handle::try_current().is_ok() {
        return Err(Error::config(
            "a blocking call inside of an async function: use `.await` in place of `.block()`",
        ));
    }
    let started = RUNTIME.get_or_init(|| Builder::new_current_thread().enable_all().build());
    let started = started.as_ref();
    started.map_err(|error| Error::config(format!("no runtime for blocking calls: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn answer(value: u8) -> Result<u8, Error> {
        // Needs the clock of the runtime.
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        Ok(value)
    }

    /// Counts down to an error.
    struct Countdown(u8);

    impl Stream for Countdown {
        type Item = Result<u8, Error>;

        fn poll_next(
            mut self: Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            self.0 = self.0.saturating_sub(1);
            std::task::Poll::Ready((self.0 > 0).then_some(Ok(self.0)))
        }
    }

    #[test]
    fn calls_of_several_threads_are_waited_for() {
        let threads: Vec<_> = (0..8)
            .map(|value| std::thread::spawn(move || answer(value).block()))
            .collect();
        for (value, thread) in (0..).zip(threads) {
            assert_eq!(thread.join().unwrap().unwrap(), value);
        }
    }

    #[test]
    fn a_stream_is_an_iterator() {
        let items: Result<Vec<u8>, Error> = Countdown(4).blocking().collect();
        assert_eq!(items.unwrap(), [3, 2, 1]);
    }

    #[tokio::test]
    async fn inside_of_an_async_function_it_is_an_error_and_no_panic() {
        let error = answer(1).block().unwrap_err();
        assert!(error.to_string().contains("`.await`"), "{error}");
        let mut items = Countdown(4).blocking();
        assert!(items.next().unwrap().is_err());
        assert!(items.next().is_none());
    }
}
