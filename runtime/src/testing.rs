//! For the tests of who uses a client: values without servers, and servers without networks.

mod clock;
mod samples;
mod scripted;

pub use samples::Samples;
pub use scripted::{Recorded, Scripted};

use serde_json::Value;

use crate::decode::{DecodeError, Decoding};
use crate::wire::Wire;

/// A `T` from the members that a test cares for; everything else is blank.
///
/// ```
/// # use seamstress_runtime::testing::fixture;
/// # use serde_json::json;
/// let names: Vec<String> = fixture(json!(["Jane", "Jo"]))?;
/// # Ok::<(), seamstress_runtime::DecodeError>(())
/// ```
///
/// # Errors
///
/// If a member that is there is not of the shape that `T` documents.
pub fn fixture<T: Wire>(json: Value) -> Result<T, DecodeError> {
    let mut value = T::blank();
    let decoding = Decoding {
        lenient: true,
        ..Decoding::default()
    };
    decoding.fill(value.to_mut(), json.to_string().as_bytes())?;
    Ok(value)
}
