//! Requests as HTTP: URLs and headers.

mod base_url;
mod header;

pub(crate) use base_url::BaseUrl;
pub(crate) use header::{check_header, header_name, header_value};
