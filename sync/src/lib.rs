//! Fetches the pages of a documentation site into a folder: the library of
//! `seamstress sync`.
//!
//! The pipeline of `seamstress-codegen` does not depend on it: it reads what is in the
//! folder, whoever wrote it.
//!
//! All pages are fetched and checked before the first one is written, the lock is written
//! last, and each file is replaced atomically. A run that is killed therefore leaves every
//! page in its old or its new version. A page that could not be fetched keeps its old text
//! and is reported.
//!
//! Only links of the index are followed, never links of pages.

pub mod content;
pub mod fetch;
pub mod http;
pub mod index;
pub mod lock;
mod options;
pub mod path_map;
pub mod plan;
mod pool;
pub mod report;
mod retry;
mod run;

pub use lock::PAGES_LOCK;
pub use options::Options;
pub use retry::RetryPolicy;
pub use run::{Error, sync};
