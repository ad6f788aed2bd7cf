//! Values into JSON: the one encoder.

mod encoder;
mod fields;
mod serde_bridge;
pub(crate) mod write;

pub use encoder::{EncodeError, encode};
pub use serde_bridge::serialize;
