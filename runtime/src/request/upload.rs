//! Uploads in requests.

use http::HeaderValue;

use super::header::media_type;
use crate::{
    error::ErrorKind,
    transport::{Body, Upload},
};

/// The media type of bytes that have no other.
pub(super) const BYTES: &str = "application/octet-stream";

/// The media type of an upload: its own, the documented one unless that is a range, or
/// [`BYTES`].
pub(super) fn content_type(
    upload: Option<&Upload>,
    documented: Option<&str>,
) -> Result<HeaderValue, ErrorKind> {
    let own = upload.and_then(Upload::media_type);
    let documented = documented.filter(|media| !media.contains('*'));
    media_type(own.or(documented).unwrap_or(BYTES)).map_err(ErrorKind::Config)
}

/// The bytes of an upload, for one attempt.
///
/// # Errors
///
/// If the upload is a stream that was sent already.
pub(super) fn open(upload: &Upload) -> Result<Body, ErrorKind> {
    upload.open().ok_or_else(|| {
        let message = "the stream of an upload was sent already; use `Upload::reopen` for what is \
                       sent more than once";
        ErrorKind::Config(message.to_owned())
    })
}
