//! What calls return.

use super::success::SuccessResponse;
use crate::{error::Error, value::wire::Wire};

/// What a call can return: nothing, a value with a JSON form, a page of a list, or one of them in a
/// [`Response`](crate::Response).
pub trait Output: Sized + Send + 'static {
    /// Decodes a successful response.
    ///
    /// # Errors
    ///
    /// If the body cannot be decoded.
    #[doc(hidden)]
    fn read(response: &SuccessResponse) -> Result<Self, Error>;
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
