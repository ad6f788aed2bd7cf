//! What calls return.

use super::success::SuccessResponse;
use crate::{error::Error, value::wire::Wire};

/// What a call can return: nothing, a value with a JSON form, a page of a list, text, bytes, a
/// stream, one of them by the status, or any of these in a [`Response`](crate::Response).
pub trait Output: Sized + Send + 'static {
    /// How the response is received.
    #[doc(hidden)]
    const RECEPTION: Reception = Reception::WHOLE;

    /// Decodes a successful response.
    ///
    /// # Errors
    ///
    /// If the body cannot be decoded.
    #[doc(hidden)]
    fn read(response: &SuccessResponse) -> Result<Self, Error>;
}

/// What an output reads, where the status decides what it is.
impl SuccessResponse {
    /// The status.
    #[doc(hidden)]
    pub fn status(&self) -> u16 {
        self.raw.status.as_u16()
    }

    /// The value, where it depends on the status what that is.
    ///
    /// # Errors
    ///
    /// If the body cannot be decoded.
    #[doc(hidden)]
    pub fn read<T: Output>(&self) -> Result<T, Error> {
        T::read(self)
    }
}

/// How the response of a call is received. It is an extension of the request, so that transports
/// know it.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Reception {
    /// The statuses of successes whose body is read after the call has returned: the first and
    /// the last one of each range.
    pub(crate) streams: &'static [(u16, u16)],
    /// The header `accept`, in place of the operation's.
    pub(crate) accept: Option<&'static str>,
    /// What the body of a success is read as.
    pub(crate) expects: Expects,
}

/// What the body of a success is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expects {
    /// The documented value, or none.
    Value,
    /// Bytes.
    Bytes,
    /// Server-sent events.
    Events,
    /// JSON values one after another.
    Lines,
}

impl Reception {
    /// The whole body before the call returns.
    pub(crate) const WHOLE: Self = Self {
        streams: &[],
        accept: None,
        expects: Expects::Value,
    };

    /// The body while it is read.
    pub(crate) const fn stream(expects: Expects) -> Self {
        Self {
            streams: &[(200, 299)],
            accept: None,
            expects,
        }
    }

    /// The whole body, except of statuses in one of these ranges, each from its first to its
    /// last one.
    #[must_use]
    pub const fn by_status(streams: &'static [(u16, u16)]) -> Self {
        Self {
            streams,
            accept: None,
            expects: Expects::Value,
        }
    }

    /// Whether the body of a success with this status is read after the call has returned.
    pub(crate) fn is_stream(self, status: u16) -> bool {
        let mut ranges = self.streams.iter();
        ranges.any(|(first, last)| (*first..=*last).contains(&status))
    }
}

/// Ignores the body, whatever it is.
impl Output for () {
    fn read(response: &SuccessResponse) -> Result<Self, Error> {
        response.observe_siblings();
        Ok(())
    }
}

impl<T: Wire> Output for T {
    fn read(response: &SuccessResponse) -> Result<Self, Error> {
        let mut value = T::empty();
        response.decode(value.to_mut(), None)?;
        Ok(value)
    }
}
