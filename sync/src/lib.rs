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
//! Only links of the index are followed, never links of pages; a page may only name the OpenAPI
//! document that describes it. `robots.txt` decides what is requested and how fast.

pub mod candidate;
pub mod collect;
pub mod content;
mod decode;
mod discover;
mod documents;
mod error;
pub mod fetch;
mod full_text;
pub mod http;
pub mod index;
pub mod local;
pub mod lock;
mod options;
pub mod path_map;
pub mod plan;
mod pool;
pub mod report;
mod retry;
mod robots;
mod run;
mod site;
mod sitemap;

pub use error::Error;
pub use options::Options;
pub use retry::RetryPolicy;
pub use run::sync;
pub use seamstress_codegen::project::PAGES_LOCK;
