//! `host`, `basePath` and `schemes`.

use serde_json::{Map, Value, json};

use super::Conversion;
use crate::{diagnostic::Code, source::Pointer};

/// The servers that they describe: one for each scheme, an encrypted one first.
pub(super) fn servers(cx: &mut Conversion<'_>, fields: &Map<String, Value>) -> Option<Value> {
    let base = base(fields);
    if host(fields).is_none() {
        return fields.contains_key("basePath").then(|| {
            let url = if base.is_empty() { "/" } else { &base };
            json!([{ "url": url }])
        });
    }
    let at = Pointer::root().child("schemes");
    let urls = urls(cx, fields, fields.get("schemes"), &at).into_iter();
    Some(urls.map(|url| json!({ "url": url })).collect())
}

/// The server of an operation with schemes of its own at `at`, where that is not the server that
/// clients use anyway.
pub(super) fn of_operation(
    cx: &mut Conversion<'_>,
    schemes: &Value,
    at: &Pointer,
) -> Option<Value> {
    let fields = cx.original;
    host(fields)?;
    let urls = urls(cx, fields, Some(schemes), at);
    let default = preferred(fields.get("schemes"))[0];
    let url = urls.into_iter().next()?;
    (!url.starts_with(&format!("{default}://"))).then(|| json!([{ "url": url }]))
}

fn host(fields: &Map<String, Value>) -> Option<&str> {
    let host = fields.get("host").and_then(Value::as_str);
    host.filter(|host| !host.is_empty())
}

/// The path that all paths follow; empty where there is none.
fn base(fields: &Map<String, Value>) -> String {
    let base = fields.get("basePath").and_then(Value::as_str);
    let base = base.unwrap_or_default().trim_end_matches('/');
    match base.starts_with('/') || base.is_empty() {
        true => base.to_owned(),
        false => format!("/{base}"),
    }
}

/// The URLs of the host by these schemes, which are at `at`.
fn urls(
    cx: &mut Conversion<'_>,
    fields: &Map<String, Value>,
    schemes: Option<&Value>,
    at: &Pointer,
) -> Vec<String> {
    for scheme in named(schemes).filter(|it| !matches!(*it, "https" | "http")) {
        let message = format!("the scheme `{scheme}` is not supported");
        cx.report(Code::UnsupportedFeature, message, at, "has no effect");
    }
    let (host, base) = (host(fields).unwrap_or_default(), base(fields));
    let schemes = preferred(schemes).into_iter();
    schemes
        .map(|scheme| format!("{scheme}://{host}{base}"))
        .collect()
}

/// The schemes that can be used, an encrypted one first; at least one.
fn preferred(schemes: Option<&Value>) -> Vec<&'static str> {
    let usable = ["https", "http"].into_iter();
    let usable: Vec<_> = usable
        .filter(|usable| named(schemes).any(|it| it == *usable))
        .collect();
    match usable.is_empty() {
        true => vec!["https"],
        false => usable,
    }
}

fn named(schemes: Option<&Value>) -> impl Iterator<Item = &str> {
    let schemes = schemes.and_then(Value::as_array);
    schemes.into_iter().flatten().filter_map(Value::as_str)
}
