//! What is checked of responses: that they are decoded completely, and without drift.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use serde_json::Value;

use super::calls::runtime::{self, Drift, DriftKind, Events, Lines, Response, wire::Wire};

/// Where responses differ from their documentation. That one fits several branches of a union is no
/// difference.
#[derive(Clone, Default)]
pub(crate) struct Drifts(Arc<Mutex<Vec<String>>>);

impl Drifts {
    /// The hook that collects them.
    pub(crate) fn hook(&self) -> impl Fn(&Drift) + Send + Sync + 'static {
        let Self(found) = self.clone();
        move |drift| {
            if drift.kind == DriftKind::AmbiguousVariant {
                return;
            }
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            found.push(format!("{:?} at {}", drift.kind, drift.path));
        }
    }

    pub(crate) fn clear(&self) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    /// An error if there is any.
    pub(crate) fn none(&self) -> Result<(), String> {
        let found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if found.is_empty() {
            Ok(())
        } else {
            Err(format!("undecoded: drift: {}", found.join(", ")))
        }
    }
}

/// Checks that the value encodes to the JSON that it was decoded from, of which it is the member
/// `envelope`, if there is one.
pub(crate) fn json<T: Wire>(response: &Response<T>, envelope: Option<&str>) -> Result<(), String> {
    if response.body.is_empty() {
        return Ok(());
    }
    let read = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).map_err(|it| it.to_string());
    let received = read(&response.body)?;
    let received = envelope.map_or(&received, |member| &received[member]);
    let encoded = runtime::encode(&response.value).map_err(|error| error.to_string())?;
    let encoded = read(&encoded)?;
    if is_same(received, &encoded) {
        Ok(())
    } else {
        Err(format!("undecoded: {received} encodes as {encoded}"))
    }
}

/// Whether both are the same, but for numbers with and without a fraction.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, one)| other.get(key).is_some_and(|it| is_same(one, it)))
        }
        _ => one == other,
    }
}

/// Reads all events, of which the server sends two.
pub(crate) async fn events<T: Wire>(mut events: Events<T>) -> Result<(), String> {
    let mut count = 0;
    while let Some(event) = events.next().await {
        event.map_err(|error| format!("undecoded: {error}"))?;
        count += 1;
    }
    two(count)
}

/// Reads all values, of which the server sends two.
pub(crate) async fn lines<T: Wire>(mut lines: Lines<T>) -> Result<(), String> {
    let mut count = 0;
    while let Some(value) = lines.next().await {
        value.map_err(|error| format!("undecoded: {error}"))?;
        count += 1;
    }
    two(count)
}

fn two(count: usize) -> Result<(), String> {
    match count {
        2 => Ok(()),
        _ => Err(format!("undecoded: {count} values, not 2")),
    }
}

/// Checks that the status is a documented one.
pub(crate) fn by_status(value: &impl fmt::Debug) -> Result<(), String> {
    let text = format!("{value:?}");
    if text.starts_with("Unknown(") {
        Err(format!("undecoded: {text}"))
    } else {
        Ok(())
    }
}
