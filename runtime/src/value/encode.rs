//! Values into JSON: the one encoder.

mod encoder;
mod error;
mod fields;
mod serde_bridge;
pub(super) mod write;

pub use encoder::encode;
pub(crate) use encoder::{encode_at, encode_object};
pub use error::EncodeError;
#[cfg(feature = "validate")]
pub(crate) use fields::for_each_declared;
pub(crate) use fields::for_each_field;
pub use serde_bridge::serialize;
