//! The variables of a server's URL.
//!
//! Where the value belongs to the caller, such as the name of an account, documents declare no
//! variable, or one whose default stands for a value: `your-account`, `{account}`, or nothing. With
//! such a default, requests would be sent to the server of somebody else, or to none.

use openapiv3::Server;
use serde_json::Value;

/// What stands for a value that callers set, where a URL is checked: a label of a host, a port and
/// a segment of a path, but no scheme.
const STAND_IN: &str = "1";

/// A variable that has no value in a URL, and can have none.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unfilled<'a> {
    pub(super) variable: &'a str,
    pub(super) reason: &'static str,
}

/// A URL with values in place of its variables.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Filled<'a> {
    pub(super) url: String,
    /// The variables without a default.
    pub(super) unset: Vec<&'a str>,
}

/// The URL with the defaults of its variables; else the first variable that can have none.
pub(super) fn fill<'a>(
    url: &'a str,
    variables: Option<&Value>,
) -> Result<Filled<'a>, Unfilled<'a>> {
    let mut filled = String::new();
    let mut unset = Vec::new();
    let mut rest = url;
    while let Some((before, after)) = rest.split_once('{') {
        let unfilled = |variable, reason| Err(Unfilled { variable, reason });
        let Some((name, after)) = after.split_once('}') else {
            return unfilled(after, "is not closed");
        };
        filled.push_str(before);
        rest = after;
        let declared = variables.and_then(|variables| variables.get(name));
        let text = declared.and_then(|variable| variable.get("default")?.as_str());
        let is_listed = text.is_some_and(|text| {
            let listed = declared.and_then(|variable| variable.get("enum")?.as_array());
            listed.is_some_and(|values| values.iter().any(|it| it == text))
        });
        let default = text.filter(|text| is_listed || !stands_for_a_value(text, &filled, after));
        let Some(default) = default else {
            // Whether it is a path or the end of the host decides what values it can have.
            if text.is_none() && (!is_name(name) || is_behind_host(&filled, after)) {
                return unfilled(name, "is not declared by `servers`");
            }
            filled.push_str(STAND_IN);
            if !unset.contains(&name) {
                unset.push(name);
            }
            continue;
        };
        // What the template shows as the host would be a part of the path.
        let is_confined =
            ends_host(&filled, default, after) || !default.contains(['/', '?', '#', '@', '\\']);
        if is_in_host(&filled) && !is_confined {
            return unfilled(name, "leads to another host by its default");
        }
        filled.push_str(default);
    }
    filled.push_str(rest);
    Ok(Filled { url: filled, unset })
}

/// The variables of a server without a default, as [`fill`] finds them, in the order of its URL.
pub(crate) fn without_default(server: &Server) -> Vec<&str> {
    let variables = serde_json::to_value(&server.variables).unwrap_or_default();
    fill(&server.url, Some(&variables)).map_or_else(|_| Vec::new(), |filled| filled.unset)
}

/// Whether a default stands for the value of a variable between the beginning of a URL and what
/// follows it: it cannot be in a URL, or is an instruction to the reader.
fn stands_for_a_value(default: &str, beginning: &str, rest: &str) -> bool {
    let before_end = |rest: &str| rest.is_empty() || rest.starts_with(['.', ':', '/']);
    if default.is_empty() {
        return is_in_host(beginning) && beginning.ends_with(['/', '.', ':']) && before_end(rest);
    }
    let after_your = default
        .get(..4)
        .filter(|word| word.eq_ignore_ascii_case("your"))
        .map(|_| &default[4..]);
    let is_instruction = after_your.is_some_and(|rest| {
        rest.starts_with(|c: char| "-_ ".contains(c) || c.is_ascii_uppercase())
    });
    is_instruction || default.contains(['{', '}', '<', '>', ' '])
}

/// Whether a text between braces is the name of a variable, although nothing declares it.
fn is_name(text: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    text.contains(char::is_alphanumeric) && text.chars().all(is_part)
}

/// Whether what follows the beginning of a URL belongs to its host.
fn is_in_host(beginning: &str) -> bool {
    let host = beginning.split_once("://");
    host.is_some_and(|(_, host)| !host.contains('/'))
}

/// Whether a variable follows a complete host: `https://api.example.com{basePath}`.
fn is_behind_host(beginning: &str, rest: &str) -> bool {
    is_in_host(beginning)
        && beginning.ends_with(|c: char| c.is_ascii_alphanumeric())
        && (rest.is_empty() || rest.starts_with('/'))
}

/// Whether a value is the path, or the beginning of it, of a URL whose host is complete before it:
/// `https://api.example.com{basePath}`.
fn ends_host(beginning: &str, value: &str, rest: &str) -> bool {
    value.starts_with('/')
        && (rest.is_empty() || rest.starts_with('/'))
        && !beginning.ends_with("://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_filled_with_their_defaults() {
        let variables = serde_json::json!({"region": {"default": "eu"}});
        let url = "https://{region}.example.test";
        assert_eq!(
            fill(url, Some(&variables)),
            Ok(Filled {
                url: "https://eu.example.test".to_owned(),
                unset: Vec::new()
            })
        );
        assert_eq!(
            fill("https://zone.x{zone}", Some(&variables)),
            Err(Unfilled {
                variable: "zone",
                reason: "is not declared by `servers`"
            })
        );
        let elsewhere = serde_json::json!({ "host": { "default": "evil.test/" } });
        for (url, is_valid) in [
            ("https://{host}.example.test", false),
            ("https://api.example.test/{host}", true),
            ("https://api.example.test{host}", false),
        ] {
            assert_eq!(fill(url, Some(&elsewhere)).is_ok(), is_valid, "{url}");
        }
        for url in [
            "https://{open",
            "https://a.test/{}",
            "https://a.test/{ f(\"x\") }",
        ] {
            assert!(fill(url, None).is_err(), "{url}");
        }
    }

    #[test]
    fn variables_without_a_default_are_set_by_callers() {
        let variables = serde_json::json!({
            "empty": { "default": "" },
            "yours": { "default": "your-account" },
            "braces": { "default": "{account}" },
            "listed": { "default": "your-account", "enum": ["your-account"] },
            "yourself": { "default": "yours" },
        });
        for (url, unset) in [
            ("https://{empty}.example.test", &["empty"][..]),
            ("https://example.test:{empty}/v1", &["empty"]),
            ("https://{empty}api.example.test/{empty}", &[]),
            ("https://{yours}.example.test", &["yours"]),
            (
                "https://example.test/{braces}/{yours}",
                &["braces", "yours"],
            ),
            ("https://{listed}.example.test/{yourself}", &[]),
            ("https://{other}.example.test/{other}", &["other"]),
            ("https://{other}", &["other"]),
        ] {
            let found = fill(url, Some(&variables)).map(|it| it.unset);
            assert_eq!(found, Ok(unset.to_vec()), "{url}");
        }
    }
}
