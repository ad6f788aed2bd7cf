//! The header `retry-after`.

use std::time::{Duration, SystemTime};

use http::{
    HeaderMap,
    header::{DATE, RETRY_AFTER},
};
use httpdate::parse_http_date;

/// The value of `retry-after`, which is a number of seconds or a date.
///
/// A date counts from the response's own `date`, so that no clock has to be right, and is zero if
/// it is past. `None` if there is no such header, more than one, or a malformed one.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = single(headers, RETRY_AFTER)?;
    // `parse` alone would take a sign.
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().map(Duration::from_secs);
    }
    let until = parse_http_date(text).ok()?;
    let sent = single(headers, DATE).and_then(|date| parse_http_date(date).ok());
    let sent = sent.unwrap_or_else(SystemTime::now);
    Some(until.duration_since(sent).unwrap_or_default())
}

fn single(headers: &HeaderMap, name: http::HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}
