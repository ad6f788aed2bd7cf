//! The body in which an operation documents the value that a call returns.

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header::CONTENT_TYPE};
use serde_json::{Map, Value};

use super::recorder::Outcome;
use crate::{
    request::check_header,
    spec::{OperationSpec, Paging, PagingStyle, ResponseSpec},
    transport::Body,
};

/// The documented success of `spec` with `value`, and with `siblings` next to it where it has an
/// envelope. A list is the last page.
///
/// # Errors
///
/// If the operation cannot have such a response.
pub(super) fn of(
    spec: &'static OperationSpec,
    value: Option<Value>,
    siblings: Map<String, Value>,
) -> Result<Outcome, String> {
    let mut body = match (value, success(spec)) {
        (Some(value), documented) => wrap(documented, value, siblings),
        (None, Some(documented)) if documented.envelope.is_none() && !siblings.is_empty() => {
            siblings.into()
        }
        (None, Some(documented)) if documented.envelope.is_some() => {
            return Err("it returns a value, and `()` is not one".to_owned());
        }
        (None, _) => {
            let mut response = http::Response::new(Bytes::new());
            *response.status_mut() = status(spec);
            return Ok(respond(response));
        }
    };
    if let Some(paging) = spec.paging {
        end_pages(&mut body, paging);
    }
    Ok(respond(json(status(spec), &body)))
}

/// A page with the cursor `next`.
///
/// # Errors
///
/// If the operation does not return pages.
pub(super) fn page(
    spec: &'static OperationSpec,
    items: Value,
    siblings: Map<String, Value>,
    next: String,
) -> Result<Outcome, String> {
    let Some(paging) = spec.paging else {
        return Err("it does not return pages".to_owned());
    };
    let mut body = wrap(success(spec), items, siblings);
    if let Some(more) = paging.more {
        set(&mut body, more, true.into());
    }
    let header = match paging.style {
        PagingStyle::Cursor { next: keys, .. } | PagingStyle::Url { next: keys } => {
            set(&mut body, keys, next.into());
            None
        }
        PagingStyle::Header { header, .. } => Some((header, next)),
        PagingStyle::Link => Some(("link", format!("<{next}>; rel=\"next\""))),
        PagingStyle::LastItem { .. } | PagingStyle::Number { .. } | PagingStyle::Offset { .. } => {
            None
        }
    };
    let mut response = json(status(spec), &body);
    if let Some((name, value)) = header {
        let (name, value) = check_header(name, &value)?;
        response.headers_mut().insert(name, value);
    }
    Ok(respond(response))
}

/// The documented response of a success.
pub(super) fn success(spec: &'static OperationSpec) -> Option<&'static ResponseSpec> {
    spec.response(StatusCode::OK)
}

/// Whether the documented success of `spec` has no value, as far as that is known.
pub(super) fn is_unit(spec: &'static OperationSpec) -> bool {
    success(spec).is_some_and(|documented| {
        let is_empty = matches!(documented.success_status(), Some(204 | 205));
        documented.envelope.is_none() && (is_empty || documented.siblings.is_some())
    })
}

/// Marks the page in `body` as the last one, where it says which one is.
pub(super) fn end_pages(body: &mut Value, paging: &Paging) {
    for (keys, end) in [
        (paging.next(), Value::Null),
        (paging.more, Value::Bool(false)),
        (paging.page_count, 0.into()),
    ] {
        let keys = keys.unwrap_or_default();
        let place = keys
            .iter()
            .try_fold(&mut *body, |value, key| value.get_mut(*key));
        if let (Some(place), false) = (place, keys.is_empty()) {
            *place = end;
        }
    }
}

/// The documented status of a success.
pub(super) fn status(spec: &'static OperationSpec) -> StatusCode {
    let documented = success(spec).and_then(ResponseSpec::success_status);
    let status = documented.and_then(|status| StatusCode::from_u16(status).ok());
    status.unwrap_or(StatusCode::OK)
}

fn wrap(
    documented: Option<&ResponseSpec>,
    value: Value,
    mut siblings: Map<String, Value>,
) -> Value {
    match documented.and_then(|documented| documented.envelope) {
        None => value,
        Some(envelope) => {
            siblings.insert(envelope.to_owned(), value);
            siblings.into()
        }
    }
}

/// Sets what `keys` lead to; values on the way that are not objects become objects.
fn set(body: &mut Value, keys: &[&str], value: Value) {
    let mut place = body;
    for key in keys {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        place = &mut place[*key];
    }
    *place = value;
}

fn respond(response: http::Response<Bytes>) -> Outcome {
    Outcome::Respond(response.map(Body::from))
}

/// A response with a JSON body.
pub(super) fn json(status: StatusCode, body: &Value) -> http::Response<Bytes> {
    let mut response = http::Response::new(Bytes::from(body.to_string()));
    *response.status_mut() = status;
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, json);
    response
}
