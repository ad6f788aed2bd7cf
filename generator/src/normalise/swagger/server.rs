//! `host`, `basePath` and `schemes`.

use serde_json::{Map, Value, json};

use super::Conversion;
use crate::{diagnostic::Code, source::Pointer};

/// The servers that they describe: one for each scheme, an encrypted one first.
pub(super) fn servers(cx: &mut Conversion<'_>, fields: &Map<String, Value>) -> Option<Value> {
    let text = |name: &str| fields.get(name).and_then(Value::as_str);
    let (host, base) = (text("host"), text("basePath"));
    let base = base.unwrap_or_default().trim_end_matches('/');
    let base = match base.starts_with('/') || base.is_empty() {
        true => base.to_owned(),
        false => format!("/{base}"),
    };
    let Some(host) = host.filter(|host| !host.is_empty()) else {
        return fields.contains_key("basePath").then(|| {
            let url = if base.is_empty() { "/" } else { &base };
            json!([{ "url": url }])
        });
    };
    let schemes = fields.get("schemes").and_then(Value::as_array);
    let named: Vec<&str> = schemes
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let mut usable: Vec<&str> = Vec::new();
    for scheme in ["https", "http"] {
        if named.contains(&scheme) {
            usable.push(scheme);
        }
    }
    for scheme in named.iter().filter(|it| !matches!(**it, "https" | "http")) {
        let message = format!("the scheme `{scheme}` is not supported");
        let at = Pointer::root().child("schemes");
        cx.report(Code::UnsupportedFeature, message, &at, "has no effect");
    }
    if usable.is_empty() {
        usable.push("https");
    }
    let servers = usable.iter();
    let servers = servers.map(|scheme| json!({ "url": format!("{scheme}://{host}{base}") }));
    Some(servers.collect())
}
