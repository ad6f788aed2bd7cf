//! Successful responses and what calls return.

mod drift_hook;
mod output;
mod page;
mod success;
mod with_response;

pub(crate) use drift_hook::DriftHook;
pub use output::Output;
pub(crate) use page::ItemPage;
pub use page::Page;
pub use success::SuccessResponse;
pub use with_response::Response;
