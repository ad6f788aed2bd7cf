//! What authenticates a request, as security schemes.

use serde_json::{Map, Value, json};

use crate::extract::Credential;

/// The schemes of `credentials`, by name.
pub(super) fn schemes(credentials: &[Credential]) -> Map<String, Value> {
    let schemes = credentials.iter().map(|credential| match credential {
        Credential::Bearer => (
            "bearer".to_owned(),
            json!({ "type": "http", "scheme": "bearer" }),
        ),
        Credential::Basic => (
            "basic".to_owned(),
            json!({ "type": "http", "scheme": "basic" }),
        ),
        Credential::Header(name) => {
            let scheme = json!({ "type": "apiKey", "in": "header", "name": name });
            (name.to_ascii_lowercase(), scheme)
        }
    });
    schemes.collect()
}
