//! Requests as HTTP: from parameters and bindings to URLs, headers and bodies.

mod base_url;
mod body;
mod build;
mod form;
mod header;
mod multipart;
mod next_url;
mod parameter;
mod path;
mod percent;
mod prepared;
mod query;
mod style;
mod upload;

pub(crate) use base_url::{BasePath, BaseUrl};
pub(crate) use body::RequestBody;
pub(crate) use build::build;
pub(crate) use header::{check_header, header_name, header_value};
pub(crate) use next_url::resolve;
pub(crate) use path::placeholder;
pub(crate) use percent::{decode as percent_decode, encode as percent_encode};
pub(crate) use prepared::PreparedRequest;
