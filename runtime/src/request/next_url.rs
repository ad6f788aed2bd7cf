//! URLs that a server returns for the next page.

use http::{
    Uri,
    uri::{PathAndQuery, Scheme},
};

/// The path and the query that `reference` leads to from the page at `current` (RFC 3986).
///
/// # Errors
///
/// Why it cannot be followed: it is not a URL, or another server's. The credentials of the request
/// are meant for its own server alone.
pub(crate) fn resolve(current: &Uri, reference: &str) -> Result<PathAndQuery, String> {
    let reference = reference.split('#').next().unwrap_or_default().trim();
    let (path, query) = match reference.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (reference, None),
    };
    let scheme = current.scheme_str().unwrap_or_default();
    let absolute = if reference.starts_with("//") {
        Some(format!("{scheme}:{reference}"))
    } else {
        has_scheme(path).then(|| reference.to_owned())
    };
    let (path, query) = match &absolute {
        Some(url) => {
            let uri: Uri = url.parse().map_err(|_| invalid(reference))?;
            if origin(&uri) != origin(current) || origin(&uri).is_none() {
                if uri.authority().is_some_and(|it| it.as_str().contains('@')) {
                    return Err("it has a user name".to_owned());
                }
                let host = uri.host().unwrap_or_default();
                let port = uri
                    .port()
                    .map(|port| format!(":{port}"))
                    .unwrap_or_default();
                return Err(format!(
                    "it is on another server, `{host}{port}`, which must not get the credentials"
                ));
            }
            (uri.path().to_owned(), uri.query().map(str::to_owned))
        }
        None if reference.is_empty() => return Err("it is empty".to_owned()),
        None => {
            let path = match path {
                "" => current.path().to_owned(),
                path if path.starts_with('/') => path.to_owned(),
                path => {
                    let (folder, _) = current.path().rsplit_once('/').unwrap_or_default();
                    format!("{folder}/{path}")
                }
            };
            (path, query.map(str::to_owned))
        }
    };
    let mut target = without_dots(&path);
    if let Some(query) = query {
        target.push('?');
        target.push_str(&query);
    }
    target.parse().map_err(|_| invalid(reference))
}

fn invalid(reference: &str) -> String {
    // A query can contain secrets.
    let shown = reference.split('?').next().unwrap_or_default();
    format!("{shown:?} is not a URL")
}

/// Whether `path` begins with a scheme, as in `https:`.
fn has_scheme(path: &str) -> bool {
    path.split_once(':').is_some_and(|(scheme, _)| {
        let is_letter = scheme.starts_with(|char: char| char.is_ascii_alphabetic());
        let mut chars = scheme.chars();
        is_letter && chars.all(|char| char.is_ascii_alphanumeric() || "+-.".contains(char))
    })
}

/// The scheme, the host and the port; `None` if there is no such thing, or the URL has a user.
fn origin(uri: &Uri) -> Option<(&Scheme, String, u16)> {
    let (scheme, authority) = (uri.scheme()?, uri.authority()?);
    let default = if *scheme == Scheme::HTTPS { 443 } else { 80 };
    let port = authority.port_u16().unwrap_or(default);
    let host = authority.host().to_ascii_lowercase();
    (!authority.as_str().contains('@')).then_some((scheme, host, port))
}

/// The path without `.` and `..` (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." {
                    segments.pop();
                }
                if is_last {
                    segments.push("");
                }
            }
            part => segments.push(part),
        }
    }
    format!("/{}", segments.join("/"))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    const CURRENT: &str = "https://api.example.test/v1/things?page=1";

    #[test]
    fn a_url_of_the_same_server_is_followed() {
        for (reference, target) in [
            (
                "https://api.example.test/v1/things?page=2",
                "/v1/things?page=2",
            ),
            (
                "HTTPS://API.example.test:443/a?b=c&d=%2F#part",
                "/a?b=c&d=%2F",
            ),
            ("https://api.example.test?page=2", "/?page=2"),
            ("//api.example.test/a", "/a"),
            ("/other?after=a:b", "/other?after=a:b"),
            ("?page=2", "/v1/things?page=2"),
            ("things?page=2", "/v1/things?page=2"),
            ("./things?page=2", "/v1/things?page=2"),
            ("../v2/things/..", "/v2/"),
            ("../../../a", "/a"),
        ] {
            let found = resolve(&CURRENT.parse().unwrap(), reference).unwrap();
            assert_eq!(found.as_str(), target, "{reference}");
        }
    }

    #[test]
    fn a_url_of_another_server_is_refused() {
        for reference in [
            "http://api.example.test/v1/things",
            "https://api.example.test:8443/v1/things",
            "https://evil.test/v1/things",
            "https://api.example.test@evil.test/",
            "https://user@api.example.test/",
            "//evil.test/v1/things",
            "https:///v1/things",
            "ftp://api.example.test/",
            "javascript:next()",
            "",
            "#part",
            "/a b",
        ] {
            let found = resolve(&CURRENT.parse().unwrap(), reference);
            assert!(found.is_err(), "{reference}: {found:?}");
        }
    }
}
