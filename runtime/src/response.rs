//! Successful responses and what calls return.

mod bytes;
mod chunks;
mod content_type;
mod drift_hook;
mod event_parser;
mod events;
mod items;
mod line_buffer;
mod lines;
mod link;
mod next_page;
mod output;
mod page;
mod reconnect;
mod requested_page;
mod success;
mod with_response;

pub use bytes::ByteStream;
pub(crate) use chunks::Unread;
pub(crate) use content_type::is_json;
pub(crate) use drift_hook::DriftHook;
pub use events::{Event, Events};
pub use lines::Lines;
pub use next_page::NextPage;
pub(crate) use output::Expects;
pub use output::{Output, Reception};
pub(crate) use page::ItemPage;
pub use page::Page;
pub(crate) use reconnect::{Continuation, Reconnect, Resume};
pub(crate) use requested_page::RequestedPage;
pub use success::SuccessResponse;
pub use with_response::Response;
