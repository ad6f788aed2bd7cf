//! How requests reach a server, and its responses before they are decoded.

mod body;
mod exact_length;
mod form_part;
mod raw_response;
mod transport_trait;
mod upload;

pub use body::{Body, BodyStream, BoxError, CollectError};
pub(crate) use form_part::Content as PartContent;
pub use form_part::FormPart;
pub(crate) use raw_response::RawResponse;
pub use transport_trait::{BoxFuture, Transport, TransportError};
pub use upload::Upload;
