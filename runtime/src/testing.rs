//! For tests of code that uses a client: values without servers, and servers without networks.

mod body;
mod clock;
mod format;
mod list_end;
mod mock;
mod mock_response;
mod mock_transport;
mod path_template;
mod recorded_request;
mod recorder;
mod sample_responses;
mod samples;

pub use mock::Mock;
pub use mock_response::MockResponse;
pub use mock_transport::MockTransport;
pub use recorded_request::RecordedRequest;
pub use samples::Samples;

use serde_json::Value;

use crate::value::{DecodeError, Decoding, wire::Wire};

/// A `T` with the fields that a test needs; all others are empty.
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
/// If a field does not have the type that `T` declares.
pub fn fixture<T: Wire>(json: Value) -> Result<T, DecodeError> {
    let mut value = T::empty();
    let decoding = Decoding {
        lenient: true,
        strict: true,
        ..Decoding::default()
    };
    decoding.fill(value.to_mut(), json.to_string().as_bytes())?;
    Ok(value)
}
