//! What a Rust programmer tries to write with the generated crate: each function has to compile,
//! and to mean what it seems to mean.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail in its helpers too"
)]

mod arguments;
mod values;
