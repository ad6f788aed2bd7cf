//! Requests that a mock received.

use bytes::Bytes;
use http::{HeaderMap, Method};
use serde_json::Value;

use super::path_template;
use crate::{
    request::{BasePath, percent_decode},
    response::{Expects, Reception},
    spec::{Binding, Location, Operation, OperationSpec},
};

/// A request that a [`Mock`](super::Mock) or a [`MockTransport`](super::MockTransport) received.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The method.
    pub method: Method,
    /// The path, with the query if there is one.
    pub path: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    pub(super) spec: Option<&'static OperationSpec>,
    pub(super) expects: Expects,
    /// The length of the base URL's path, with which `path` begins.
    base_path: usize,
}

impl RecordedRequest {
    pub(super) fn new(head: http::request::Parts, body: Bytes) -> Self {
        let path = head.uri.path_and_query();
        let reception = head.extensions.get::<Reception>();
        let base_path = head.extensions.get::<BasePath>();
        Self {
            method: head.method,
            path: path.map(ToString::to_string).unwrap_or_default(),
            headers: head.headers,
            body,
            spec: head.extensions.get().copied(),
            base_path: base_path.map_or(0, |it| it.0),
            expects: reception.map_or(Expects::Value, |it| it.expects),
        }
    }

    /// The operation that was called; `None` if the request was not sent by a client.
    #[must_use]
    pub fn operation(&self) -> Option<Operation> {
        self.spec.map(OperationSpec::identity)
    }

    /// The body as JSON; `None` if it is not JSON.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The value of a header, if it is present and visible ASCII.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The first value of a query parameter, decoded.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        let (_, query) = self.path.split_once('?')?;
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let (_, value) = pairs.find(|(found, _)| percent_decode(found) == name)?;
        Some(percent_decode(value))
    }

    /// The string or the number that the request has for the field `field` of its parameters.
    pub(super) fn parameter(&self, field: &str) -> Option<String> {
        let mut bindings = self.spec?.bindings.iter();
        let binding = bindings.find(|binding| binding.field == field);
        let name = binding.map_or(field, |binding| binding.wire);
        match binding.map(|binding| binding.location) {
            None | Some(Location::BodyField) => scalar_text(self.json()?.get(name)?),
            Some(Location::Query { .. }) => self.query(name),
            Some(Location::Header { .. }) => self.header(name).map(str::to_owned),
            Some(Location::Path { .. }) => self.path_parameter(name),
            Some(Location::Cookie { .. } | Location::Body) => None,
        }
    }

    /// The value of a path parameter, decoded: of `pet_id` where the operation's path is
    /// `/pets/{pet_id}`.
    #[must_use]
    pub fn path_parameter(&self, name: &str) -> Option<String> {
        let spec = self.spec?;
        let of_path = |binding: &&Binding| {
            let is_named = binding.wire == name || binding.field == name;
            is_named && matches!(binding.location, Location::Path { .. })
        };
        let wire = spec
            .bindings
            .iter()
            .find(of_path)
            .map_or(name, |it| it.wire);
        let has_slashes = |wire: &str| {
            spec.bindings.iter().any(|binding| {
                let is_reserved = matches!(binding.location, Location::Path { reserved: true, .. });
                is_reserved && binding.wire == wire
            })
        };
        let path = without_query(&self.path).get(self.base_path..)?;
        let values = path_template::values(without_query(spec.path), path, &has_slashes)?;
        let (_, value) = values.into_iter().find(|(found, _)| *found == wire)?;
        Some(percent_decode(value))
    }
}

/// A string or a number as text.
pub(super) fn scalar_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn without_query(path: &str) -> &str {
    path.split_once('?').map_or(path, |(path, _)| path)
}
