//! The address in a request line or in a command: a URL, or a path.

/// An address in parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Address {
    /// What is before the path: a scheme and a host.
    pub(super) server: Option<String>,
    /// The path, with parameters in braces.
    pub(super) path: String,
    /// The names and values of the query.
    pub(super) query: Vec<(String, String)>,
}

/// What precedes `path` in `called`, a path in which parameters may have values.
pub(super) fn base_of(called: &str, path: &str) -> Option<String> {
    let called: Vec<&str> = called.trim_end_matches('/').split('/').collect();
    let path: Vec<&str> = path.trim_end_matches('/').split('/').skip(1).collect();
    let split = called
        .len()
        .checked_sub(path.len())
        .filter(|split| *split > 0)?;
    let (base, rest) = called.split_at(split);
    let is_same = |(one, other): (&&str, &&str)| {
        one == other || other.starts_with('{') || split_extension(one).0 == *other
    };
    rest.iter().zip(&path).all(is_same).then(|| base.join("/"))
}

/// Parses a URL or a path. `None` if the URL has no path that could be one of an API.
pub(super) fn parse(url: &str) -> Option<Address> {
    let (server, rest) = match url.split_once("://") {
        Some((scheme, rest)) => {
            let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
            let (host, rest) = rest.split_at(end);
            (is_host(host).then(|| format!("{scheme}://{host}")), rest)
        }
        None => (None, after_variable(url)),
    };
    let rest = rest.split('#').next().unwrap_or_default();
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    if !path.starts_with('/') || path.contains(char::is_whitespace) {
        return None;
    }
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    Some(Address {
        server,
        path: template(path),
        query: pairs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    })
}

/// The names of the parameters in a path.
pub(super) fn parameters(path: &str) -> impl Iterator<Item = &str> {
    let after_braces = path.split('{').skip(1);
    after_braces.filter_map(|rest| Some(rest.split_once('}')?.0))
}

/// `{{base_url}}/doors` without the variable, which stands for a server.
fn after_variable(path: &str) -> &str {
    let after = path
        .strip_prefix("{{")
        .and_then(|rest| rest.split_once("}}"));
    let after = after.or_else(|| {
        path.strip_prefix("${")
            .and_then(|rest| rest.split_once('}'))
    });
    after.map_or(path, |(_, rest)| rest)
}

/// Whether the text is a host that requests can be sent to: not a placeholder for one.
pub(super) fn is_host(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    let mut labels = text.split('.');
    let is_placeholder = labels.any(|it| it.to_ascii_lowercase().starts_with("your"));
    text.chars().all(is_part) && text.contains(['.', ':']) && !is_placeholder
}

/// The path with each parameter in braces, whatever the site writes: `:id`, `<id>`, `$ID`, or a
/// value that only an id has.
fn template(path: &str) -> String {
    let path = &without_patterns(path);
    let mut segments: Vec<String> = Vec::new();
    // A number that nothing of the API precedes is a version: `/rest/api/3/doors`.
    let mut is_at_start = true;
    for segment in path.split('/') {
        let is_version = is_at_start && is_number(segment);
        is_at_start &= matches!(segment, "" | "api" | "rest");
        let (stem, extension) = split_extension(segment);
        let name = match is_version {
            true => None,
            false => parameter_name(stem).map(|name| format!("{{{name}}}{extension}")),
        };
        let text = match name {
            // The second id of a path is that of what precedes it.
            Some(text) if segments.contains(&text) => {
                let owner = segments.last().map_or("", String::as_str);
                let text = format!("{{{}_id}}{extension}", owner.trim_matches(['{', '}']));
                // Nothing names a third one.
                match segments.contains(&text) {
                    true => segment.to_owned(),
                    false => text,
                }
            }
            Some(text) => text,
            None => segment.to_owned(),
        };
        segments.push(text);
    }
    segments.join("/")
}

/// A path without what its parameters have beside their names: `{name=doors/*}`, with a pattern,
/// and `{name#objects/door}`, with a link, are the parameter `name`.
pub(super) fn without_patterns(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    for (number, part) in path.split('{').enumerate() {
        if number > 0 {
            plain.push('{');
        }
        match part.split_once('}') {
            Some((inner, rest)) if number > 0 => {
                let name = inner.split(['=', '#']).next().unwrap_or_default();
                plain.push_str(&format!("{name}}}{rest}"));
            }
            _ => plain.push_str(part),
        }
    }
    plain
}

/// A segment without the extension that says how a response is written, and the extension.
fn split_extension(segment: &str) -> (&str, &str) {
    let mut extensions = [".json", ".xml", ".csv"].iter();
    let stem = extensions.find_map(|it| segment.strip_suffix(it));
    stem.map_or((segment, ""), |stem| segment.split_at(stem.len()))
}

/// The name of the parameter that a segment stands for; `None` for a fixed one.
fn parameter_name(segment: &str) -> Option<String> {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let wrapped = [
        ("{{", "}}"),
        ("${", "}"),
        ("{", "}"),
        ("<", ">"),
        ("[", "]"),
        (":", ""),
        ("$", ""),
    ];
    let inner = wrapped.iter().find_map(|(open, close)| {
        let inner = segment.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.is_empty() && inner.chars().all(is_name)).then_some(inner)
    });
    if let Some(inner) = inner {
        return Some(inner.to_owned());
    }
    let is_uuid = segment.len() == 36 && segment.split('-').count() == 5;
    let is_capitals = segment.len() > 1
        && segment
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte == b'_')
        && segment.contains('_');
    if is_capitals {
        return Some(segment.to_ascii_lowercase());
    }
    (is_number(segment) || is_uuid || is_id(segment)).then(|| "id".to_owned())
}

fn is_number(segment: &str) -> bool {
    !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the segment has a prefix and a number or hash, as ids do: `door_8f42a1`. A date or a
/// month is a version.
fn is_id(segment: &str) -> bool {
    let digits = segment.bytes().filter(u8::is_ascii_digit).count();
    let has_year = segment.as_bytes().get(4) == Some(&b'-');
    let is_date = has_year && matches!((segment.len(), digits), (10, 8) | (7, 6));
    segment.contains(['-', '_']) && digits >= 4 && !is_date
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_has_a_server_a_path_and_a_query() {
        let address = parse("https://api.example/v1/doors?limit=2&all#x").unwrap();
        assert_eq!(address.server.as_deref(), Some("https://api.example"));
        assert_eq!(address.path, "/v1/doors");
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(address.query, [pair("limit", "2"), pair("all", "")]);
    }

    #[test]
    fn parameters_are_in_braces() {
        let path = |url| parse(url).unwrap().path;
        assert_eq!(
            path("/doors/:id/keys/<key_id>"),
            "/doors/{id}/keys/{key_id}"
        );
        assert_eq!(path("{{base_url}}/doors/$DOOR"), "/doors/{DOOR}");
        assert_eq!(path("/doors/DOOR_ID/v2"), "/doors/{door_id}/v2");
        assert_eq!(path("/doors/door_8f42a1"), "/doors/{id}");
        assert_eq!(path("/doors/12.json"), "/doors/{id}.json");
        assert_eq!(path("/doors/:id/keys.json"), "/doors/{id}/keys.json");
        assert_eq!(path("/2024-01-01/doors-v2"), "/2024-01-01/doors-v2");
        for versions in ["/rest/api/3/doors", "/2/doors", "/admin/api/2024-10/doors"] {
            assert_eq!(path(versions), versions);
        }
        assert_eq!(path("/api/v1/12"), "/api/v1/{id}");
        assert_eq!(path("/doors/12/keys/34"), "/doors/{id}/keys/{keys_id}");
        assert_eq!(
            path("/doors/1/doors/2/doors/3"),
            "/doors/{id}/doors/{doors_id}/doors/3"
        );
        assert_eq!(
            path("/doors/123e4567-e89b-12d3-a456-426614174000"),
            "/doors/{id}"
        );
        assert_eq!(parameters("/a/{b}/c/{d}").collect::<Vec<_>>(), ["b", "d"]);
    }

    #[test]
    fn placeholders_are_no_servers() {
        for url in [
            "https://YOUR_DOMAIN/a",
            "https://<host>/a",
            "https://your.host/a",
            "https://api.yourdomain.com/a",
            "/a",
        ] {
            assert_eq!(parse(url).unwrap().server, None, "{url}");
        }
        let server = parse("https://api.getyour.example/a").unwrap().server;
        assert!(server.is_some());
        for url in ["https://api.example", "doors", "https://a.example/b c", ""] {
            assert_eq!(parse(url), None, "{url}");
        }
    }

    #[test]
    fn a_command_calls_a_path_with_values_for_its_parameters() {
        let base = |called, path| base_of(called, path);
        assert_eq!(base("/v1/doors/12", "/doors/{id}").as_deref(), Some("/v1"));
        assert_eq!(base("/doors/12", "/doors/{id}").as_deref(), Some(""));
        assert_eq!(base("/a/doors.json", "/doors").as_deref(), Some("/a"));
        assert_eq!(base("/windows/12", "/doors/{id}"), None);
        assert_eq!(base("/doors", "/v1/doors"), None);
    }
}
