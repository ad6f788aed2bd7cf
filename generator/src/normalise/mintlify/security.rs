//! Security: alternatives, each with the parameters that carry its credentials.

use serde_json::{Map, Value, json};

use super::fields;

/// The requirements of OpenAPI for `alternatives`; their schemes are added to `schemes`.
pub(super) fn requirements(alternatives: &[Value], schemes: &mut Map<String, Value>) -> Value {
    let mut requirements = Vec::new();
    for alternative in alternatives {
        let title = alternative["title"].as_str().unwrap_or_default();
        let carriers: Vec<_> = fields(&alternative["parameters"])
            .flat_map(|(location, names)| fields(names).map(move |it| (location, it)))
            .collect();
        let mut requirement = Map::new();
        for (location, (name, source)) in &carriers {
            let scheme_name = match carriers.len() {
                1 if !title.is_empty() => component_name(title),
                _ => component_name(name),
            };
            schemes.insert(scheme_name.clone(), scheme(location, name, source));
            requirement.insert(scheme_name, json!([]));
        }
        requirements.push(Value::Object(requirement));
    }
    requirements.into()
}

/// The scheme whose credentials are in the parameter `name` at `location`.
fn scheme(location: &str, name: &str, source: &Value) -> Value {
    let mut scheme = match source["type"].as_str() {
        Some("http") => {
            let kind = source["scheme"].as_str().unwrap_or("bearer");
            json!({ "type": "http", "scheme": kind })
        }
        // The flows are not shown; the token is a bearer token in any case.
        Some("oauth2" | "openIdConnect") if name.eq_ignore_ascii_case("authorization") => {
            json!({ "type": "http", "scheme": "bearer" })
        }
        _ => json!({ "type": "apiKey", "in": location, "name": name }),
    };
    if let Some(description) = source.get("description") {
        scheme["description"] = description.clone();
    }
    scheme
}

/// The text with `_` in place of the characters that names of components do not have.
fn component_name(text: &str) -> String {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let characters = text.trim().chars();
    characters
        .map(|c| if is_allowed(c) { c } else { '_' })
        .collect()
}
