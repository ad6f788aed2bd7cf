//! The lifecycle of a part of the API: deprecated, draft or undocumented.

use indexmap::IndexMap;
use serde_json::Value;

type Extensions = IndexMap<String, Value>;

/// Why a part is deprecated, if it is; empty without a reason.
pub(super) fn deprecated(flag: bool, extensions: &Extensions) -> Option<String> {
    match reason(extensions, "x-deprecated") {
        Some(why) => Some(why),
        None => flag.then(String::new),
    }
}

/// Sentences for the documentation of a draft or undocumented part.
pub(super) fn sentences(extensions: &Extensions) -> Vec<String> {
    let notices = [("x-undocumented", "Undocumented"), ("x-draft", "Draft")];
    let found = notices.iter().filter_map(|(key, word)| {
        let why = reason(extensions, key)?;
        Some(format!("**{word}.** {why}").trim_end().to_owned())
    });
    found.collect()
}

/// The text under `key`, on one line; empty for `true`.
fn reason(extensions: &Extensions, key: &str) -> Option<String> {
    match extensions.get(key)? {
        Value::String(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Value::Bool(true) => Some(String::new()),
        _ => None,
    }
}
