//! Clients over real connections, to servers on this machine.
//!
//! `cargo test -p seamstress-runtime --all-features --test loopback -- --nocapture table` prints
//! what a client does about each fault of a server.

#![cfg(feature = "gzip")]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "the exemption for tests does not reach the functions that tests share"
)]

mod cancellation;
mod clock;
mod compression;
mod faults;
mod models;
mod reply;
mod server;
mod transport;
