//! Security schemes.

use serde_json::{Map, Value, json};

use super::{Conversion, table::Object};
use crate::source::Pointer;

/// Converts a scheme: `basic` is one of HTTP's, and the flow of OAuth 2 an object.
pub(super) fn scheme(cx: &mut Conversion<'_>, scheme: &mut Value, at: &Pointer) {
    let Value::Object(fields) = scheme else {
        return;
    };
    let mut out = Map::new();
    let mut rest = cx.split(Object::SecurityScheme, std::mem::take(fields), at, &mut out);
    match rest.get("type").and_then(Value::as_str) {
        Some("basic") => {
            out.insert("type".to_owned(), "http".into());
            out.insert("scheme".to_owned(), "basic".into());
        }
        Some("oauth2") => {
            out.insert("type".to_owned(), "oauth2".into());
            let flow = match rest.get("flow").and_then(Value::as_str) {
                Some("application") => "clientCredentials",
                Some("accessCode") => "authorizationCode",
                Some("password") => "password",
                _ => "implicit",
            };
            let mut fields = Map::new();
            for name in ["authorizationUrl", "tokenUrl", "scopes"] {
                if let Some(value) = rest.shift_remove(name) {
                    fields.insert(name.to_owned(), value);
                }
            }
            out.insert("flows".to_owned(), json!({ flow: fields }));
        }
        _ => {
            if let Some(kind) = rest.shift_remove("type") {
                out.insert("type".to_owned(), kind);
            }
        }
    }
    *fields = out;
}
