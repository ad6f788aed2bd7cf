//! The media type and the framing in which a call expects its response.

use bytes::Bytes;
use http::header::ACCEPT;
use serde_json::Value;

use super::recorded_request::RecordedRequest;
use crate::{
    response::{Expects, is_json},
    spec::{OperationSpec, ResponseFormat},
};

/// How the body of a response is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Text,
    Bytes,
    /// Server-sent events.
    Events,
    /// A line of JSON for each item.
    Lines,
    /// A record of JSON for each item (RFC 7464).
    Records,
}

impl Format {
    /// The format that the call of `request` expects, and its media type.
    pub(super) fn of(spec: &'static OperationSpec, request: &RecordedRequest) -> (Self, String) {
        let accepted = request.headers.get(ACCEPT).and_then(|it| it.to_str().ok());
        let accepted = accepted.unwrap_or_default().split(',');
        // Generated clients list the best media type first; a range is not the type of a response.
        let accepted = accepted.map(|it| it.split(";q=").next().unwrap_or_default().trim());
        let mut accepted = accepted.filter(|it| !it.is_empty() && !it.contains('*'));
        let documented = spec.success().map(|documented| documented.body);
        let (format, media, default) = match request.expects {
            Expects::Events => (Self::Events, accepted.next(), "text/event-stream"),
            Expects::Lines => match accepted.next() {
                Some(media) if media.ends_with("json-seq") => (Self::Records, Some(media), media),
                media => (Self::Lines, media, "application/x-ndjson"),
            },
            Expects::Bytes => (Self::Bytes, accepted.next(), "application/octet-stream"),
            Expects::Value if documented == Some(ResponseFormat::Text) => {
                (Self::Text, accepted.find(|it| !is_json(it)), "text/plain")
            }
            Expects::Value => (
                Self::Json,
                accepted.find(|it| is_json(it)),
                "application/json",
            ),
        };
        (format, media.unwrap_or(default).to_owned())
    }

    /// `value` as a body. That of a stream is a list of its items, or its only item.
    ///
    /// # Errors
    ///
    /// If the value has another type.
    pub(super) fn write(
        self,
        spec: &'static OperationSpec,
        value: &Value,
    ) -> Result<Bytes, String> {
        let items = match value {
            Value::Array(items) => items.as_slice(),
            item => std::slice::from_ref(item),
        };
        let text: String = match (self, value) {
            (Self::Json, value) => value.to_string(),
            (Self::Text | Self::Bytes, Value::String(text)) => text.clone(),
            (Self::Text, _) => {
                return Err("it returns text, and the value is not a string".to_owned());
            }
            (Self::Bytes, _) => {
                return Err("it returns bytes, and the value is JSON: write `Bytes`".to_owned());
            }
            (Self::Events, _) => {
                let last = spec.success().and_then(|documented| documented.last_event);
                let last = last.map(str::to_owned);
                let data = items.iter().map(event_data).chain(last);
                data.map(|data| event(&data)).collect()
            }
            (Self::Lines, _) => items.iter().map(|item| format!("{item}\n")).collect(),
            (Self::Records, _) => items.iter().map(|item| format!("\x1e{item}\n")).collect(),
        };
        Ok(text.into())
    }

    /// Whether the body has one item after another.
    pub(super) fn is_stream(self) -> bool {
        matches!(self, Self::Events | Self::Lines | Self::Records)
    }
}

/// JSON, or the text itself where it is a string.
fn event_data(item: &Value) -> String {
    match item {
        Value::String(text) => text.clone(),
        item => item.to_string(),
    }
}

fn event(data: &str) -> String {
    let lines = data.split('\n').map(|line| format!("data: {line}\n"));
    format!("{}\n", lines.collect::<String>())
}
