//! The URLs of servers, which decide where a caller's key is sent.

use serde_json::Value;

use super::walk::Walk;
use crate::diagnostic::Code;
use crate::source::Pointer;

/// Checks the servers of the document, its path items and its operations.
pub(super) fn check(document: &Value, walk: &mut Walk<'_>) {
    list(document, &Pointer::root(), walk);
    let Some(Value::Object(paths)) = document.get("paths") else {
        return;
    };
    let at = Pointer::root().child("paths");
    for (path, item) in paths {
        let at = at.child(path);
        list(item, &at, walk);
        for (method, operation) in item.as_object().into_iter().flatten() {
            list(operation, &at.child(method), walk);
        }
    }
}

fn list(holder: &Value, at: &Pointer, walk: &mut Walk<'_>) {
    let servers = holder.get("servers").and_then(Value::as_array);
    for (index, server) in servers.into_iter().flatten().enumerate() {
        let Some(url) = server.get("url").and_then(Value::as_str) else {
            continue;
        };
        let at = at.child("servers").index(index).child("url");
        match fill(url, server.get("variables")) {
            Err(variable) => {
                let message = format!(
                    "the server url `{url}` has a variable that `servers` does not declare"
                );
                walk.report(
                    Code::InvalidServerUrl,
                    message,
                    &at,
                    &format!("`{variable}` is not declared"),
                );
            }
            Ok(filled) => match judge(&filled) {
                Verdict::Sound => {}
                Verdict::Relative => {
                    let message = format!("the server url `{url}` names no host");
                    walk.report(
                        Code::RelativeServer,
                        message,
                        &at,
                        "callers must give a base URL",
                    );
                }
                Verdict::ClearText => {
                    let message = format!("the server url `{url}` is plain http");
                    walk.report(
                        Code::InsecureServer,
                        message,
                        &at,
                        "keys would be sent in clear text",
                    );
                }
                Verdict::Wrong(reason) => {
                    let message =
                        format!("the server url `{url}` in `servers` is refused: {reason}");
                    walk.report(
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

/// The URL with its variables' defaults; the first variable that has none otherwise.
fn fill(url: &str, variables: Option<&Value>) -> Result<String, String> {
    let mut filled = String::new();
    let mut rest = url;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            return Err(after.to_owned());
        };
        let default = variables
            .and_then(|variables| variables.get(name)?.get("default")?.as_str())
            .ok_or_else(|| name.to_owned())?;
        filled.push_str(before);
        filled.push_str(default);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Sound,
    Relative,
    ClearText,
    Wrong(&'static str),
}

fn judge(url: &str) -> Verdict {
    let is_url_text = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c);
    if !url.chars().all(is_url_text) {
        return Verdict::Wrong("it has a character that no URL has");
    }
    if (url.starts_with('/') && !url.starts_with("//")) || url.is_empty() || url == "." {
        return if url.contains(['?', '#']) {
            Verdict::Wrong("it has a query or a fragment")
        } else {
            Verdict::Relative
        };
    }
    let Some((scheme, rest)) = url.split_once("://") else {
        return Verdict::Wrong("it has no scheme");
    };
    let is_clear_text = scheme.eq_ignore_ascii_case("http");
    if !is_clear_text && !scheme.eq_ignore_ascii_case("https") {
        return Verdict::Wrong("its scheme is neither https nor http");
    }
    if rest.contains(['?', '#']) {
        return Verdict::Wrong("it has a query or a fragment");
    }
    let authority = rest.split('/').next().unwrap_or_default();
    if authority.contains('@') {
        return Verdict::Wrong("it has userinfo before the host");
    }
    if !is_host(authority) {
        return Verdict::Wrong("its host is malformed");
    }
    if rest.split('/').any(|segment| matches!(segment, "." | "..")) {
        return Verdict::Wrong("its path has a `..` segment");
    }
    if is_clear_text {
        Verdict::ClearText
    } else {
        Verdict::Sound
    }
}

/// A name, an IPv4 address or an IPv6 address in brackets, and perhaps a port.
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
    fn https_urls_are_sound() {
        for url in [
            "https://api.example.test",
            "https://api.example.test:8443/v1",
            "HTTPS://[::1]/a-b_c",
        ] {
            assert_eq!(judge(url), Verdict::Sound, "{url}");
        }
    }

    #[test]
    fn what_could_send_a_key_elsewhere_is_refused() {
        for url in [
            "https://api.example.test@evil.test",
            "https://user:pass@api.example.test",
            "https://api.example.test?x=1",
            "https://api.example.test/#f",
            "https://",
            "https://a b",
            "https://a\"b",
            "https://api.example.test/../x",
            "https://api.example.test:99999",
            "https://[::g]/",
            "//evil.test",
            "api.example.test/v1",
            "javascript://x/%0aalert(1)",
            "file:///etc/passwd",
        ] {
            assert!(matches!(judge(url), Verdict::Wrong(_)), "{url}");
        }
    }

    #[test]
    fn clear_text_and_relative_urls_are_told_apart() {
        assert_eq!(judge("http://localhost:3020"), Verdict::ClearText);
        assert_eq!(judge("/api/v3"), Verdict::Relative);
    }

    #[test]
    fn variables_are_filled_with_their_defaults() {
        let variables = serde_json::json!({"region": {"default": "eu"}});
        let url = "https://{region}.example.test";
        assert_eq!(
            fill(url, Some(&variables)),
            Ok("https://eu.example.test".to_owned())
        );
        assert_eq!(
            fill("https://{zone}.x", Some(&variables)),
            Err("zone".to_owned())
        );
        assert_eq!(fill("https://{open", None), Err("open".to_owned()));
    }
}
