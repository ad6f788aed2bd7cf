//! Lists that are returned a page at a time.

mod pager;
mod streams;

pub use streams::{Items, Pages};
