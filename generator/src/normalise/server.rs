//! The URLs of servers, which decide where callers' credentials are sent.

use serde_json::Value;

use super::{
    context::Context,
    server_variable::{Filled, Unfilled, fill},
    template::is_dot_segment,
};
use crate::{diagnostic::Code, host::is_loopback, source::Pointer};

/// Checks the servers of the document, its path items and its operations.
pub(super) fn check(document: &Value, cx: &mut Context<'_>) {
    check_list(document, &Pointer::root(), cx);
    let Some(Value::Object(paths)) = document.get("paths") else {
        return;
    };
    let at = Pointer::root().child("paths");
    for (path, item) in paths {
        let at = at.child(path);
        check_list(item, &at, cx);
        for (method, operation) in item.as_object().into_iter().flatten() {
            check_list(operation, &at.child(method), cx);
        }
    }
}

fn check_list(holder: &Value, at: &Pointer, cx: &mut Context<'_>) {
    let servers = holder.get("servers").and_then(Value::as_array);
    for (index, server) in servers.into_iter().flatten().enumerate() {
        let Some(url) = server.get("url").and_then(Value::as_str) else {
            continue;
        };
        let at = at.child("servers").index(index).child("url");
        match fill(url, server.get("variables")) {
            Err(Unfilled { variable, reason }) => {
                let message = format!("the server URL `{url}` has a variable without a value");
                cx.report(
                    Code::InvalidServerUrl,
                    message,
                    &at,
                    &format!("`{variable}` {reason}"),
                );
            }
            Ok(Filled { url: filled, unset }) => match validate(&filled) {
                Validity::Valid => report_unset(url, &unset, &at, cx),
                Validity::Relative => {
                    let message = format!("the server URL `{url}` has no host");
                    cx.report(
                        Code::RelativeServer,
                        message,
                        &at,
                        "callers have to set a base URL",
                    );
                }
                // One for tests, which callers have to choose.
                Validity::Insecure if index > 0 && is_loopback(&filled) => {}
                Validity::Insecure => {
                    let message = format!("the server URL `{url}` is not encrypted");
                    cx.report(
                        Code::InsecureServer,
                        message,
                        &at,
                        "credentials would be sent in clear text",
                    );
                }
                Validity::Invalid(reason) => {
                    let message = format!("the server URL `{url}` is invalid: {reason}");
                    cx.report(
                        Code::InvalidServerUrl,
                        message,
                        &at,
                        "expected `https://host/path`",
                    );
                }
            },
        }
    }
}

/// Reports the variables of a server that callers have to set.
fn report_unset(url: &str, unset: &[&str], at: &Pointer, cx: &mut Context<'_>) {
    for variable in unset {
        let message = format!("the server URL `{url}` has no default for `{variable}`");
        let label = "callers have to set the variable";
        cx.report(Code::UnsetServerVariable, message, at, label);
    }
}

/// Whether credentials can be sent to a URL.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Validity {
    Valid,
    Relative,
    Insecure,
    Invalid(&'static str),
}

/// Whether credentials can be sent to this URL, which has no query.
pub(super) fn validate(url: &str) -> Validity {
    let is_url_char = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c);
    if !url.chars().all(is_url_char) {
        return Validity::Invalid("it has a character that is not allowed in URLs");
    }
    if (url.starts_with('/') && !url.starts_with("//")) || url.is_empty() || url == "." {
        return if url.contains(['?', '#']) {
            Validity::Invalid("it has a query or a fragment")
        } else {
            Validity::Relative
        };
    }
    let Some((scheme, rest)) = url.split_once("://") else {
        return Validity::Invalid("it does not begin with `https://`");
    };
    let is_insecure = scheme.eq_ignore_ascii_case("http");
    if !is_insecure && !scheme.eq_ignore_ascii_case("https") {
        return Validity::Invalid("its scheme is neither https nor http");
    }
    if rest.contains(['?', '#']) {
        return Validity::Invalid("it has a query or a fragment");
    }
    let authority = rest.split('/').next().unwrap_or_default();
    if authority.contains('@') {
        return Validity::Invalid("it has userinfo before the host");
    }
    if !is_host(authority) {
        return Validity::Invalid("its host is malformed");
    }
    if rest.split('/').any(is_dot_segment) {
        return Validity::Invalid("its path has a `..` segment");
    }
    if is_insecure {
        Validity::Insecure
    } else {
        Validity::Valid
    }
}

/// A name, an IPv4 address or an IPv6 address in brackets, and an optional port.
fn is_host(authority: &str) -> bool {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let is_name = !host.is_empty()
        && !host.starts_with('.')
        && host
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'));
    let is_address = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .is_some_and(|host| host.parse::<std::net::Ipv6Addr>().is_ok());
    let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    (is_name || is_address) && is_port
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_urls_are_valid() {
        for url in [
            "https://api.example.test",
            "https://api.example.test:8443/v1",
            "HTTPS://[::1]/a-b_c",
        ] {
            assert_eq!(validate(url), Validity::Valid, "{url}");
        }
    }

    #[test]
    fn urls_that_could_leak_credentials_are_rejected() {
        for url in [
            "https://api.example.test@evil.test",
            "https://user:pass@api.example.test",
            "https://api.example.test?x=1",
            "https://api.example.test/#f",
            "https://",
            "https://a b",
            "https://a\"b",
            "https://api.example.test/../x",
            "https://api.example.test/%2E%2e/x",
            "https://api.example.test:99999",
            "https://[::g]/",
            "//evil.test",
            "api.example.test/v1",
            "javascript://x/%0aalert(1)",
            "file:///etc/passwd",
        ] {
            assert!(matches!(validate(url), Validity::Invalid(_)), "{url}");
        }
    }

    #[test]
    fn insecure_and_relative_urls_are_recognised() {
        assert_eq!(validate("http://localhost:3020"), Validity::Insecure);
        assert_eq!(validate("/api/v3"), Validity::Relative);
    }

    #[test]
    fn a_path_may_follow_the_host() {
        let variables = serde_json::json!({ "base": { "default": "/shop/v1" } });
        for (url, filled) in [
            ("https://a.test{base}", Some("https://a.test/shop/v1")),
            ("https://a.test{base}/x", Some("https://a.test/shop/v1/x")),
            (
                "https://a.test:8443{base}",
                Some("https://a.test:8443/shop/v1"),
            ),
            // The host would not be the one that the template shows.
            ("https://{base}", None),
            ("https://api{base}.example.test", None),
            ("https://api{base}{base}", None),
        ] {
            let found = fill(url, Some(&variables)).ok().map(|it| it.url);
            assert_eq!(found.as_deref(), filled, "{url}");
        }
        for default in ["/v1?x", "/v1#x", "/../x", "/v\\1"] {
            let variables = serde_json::json!({ "base": { "default": default } });
            let filled = fill("https://a.test{base}", Some(&variables)).unwrap().url;
            assert!(
                matches!(validate(&filled), Validity::Invalid(_)),
                "{default}"
            );
        }
    }
}
