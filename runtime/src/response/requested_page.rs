//! Which page a request is for.

use http::Uri;
use serde_json::Value;

/// Which page a request is for.
#[derive(Clone, Debug)]
pub(crate) struct RequestedPage {
    /// The number of the page, or of the items before it, where the caller has set it.
    pub(super) number: Option<u64>,
    /// The URL that the request was sent to.
    pub(crate) url: Uri,
}

impl RequestedPage {
    /// The page that `selector`, the value of the parameter that selects one, leads to at `url`.
    pub(crate) fn new(selector: Option<&Value>, url: Uri) -> Self {
        Self {
            number: selector.and_then(position),
            url,
        }
    }
}

/// Numbers can be declared as strings, and integers as numbers.
fn position(value: &Value) -> Option<u64> {
    match value {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => number.as_u64().or_else(|| {
            let text = number.to_string();
            text.strip_suffix(".0")?.parse().ok()
        }),
        _ => None,
    }
}
