//! Base URLs.

use std::net::IpAddr;

use http::{
    Uri,
    uri::{PathAndQuery, Scheme},
};

/// An absolute URL without a slash at its end, to which paths are appended.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl(String);

/// The length of the part of a request's path that is the path of the base URL.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BasePath(pub(crate) usize);

impl BaseUrl {
    /// Parses `text`; `http` is allowed for servers on this machine only, unless `allow_http`.
    ///
    /// # Errors
    ///
    /// What is wrong with the URL.
    pub(crate) fn parse(text: &str, allow_http: bool) -> Result<Self, String> {
        let refuse = |why: &str| Err(format!("the base URL {why}"));
        let uri = match check(text, allow_http) {
            Ok(uri) => uri,
            Err(why) => return refuse(why),
        };
        if uri.query().is_some() {
            return refuse("has a query");
        }
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }

    /// An absolute URL, a path on the same server, or one relative to this URL, which is a folder:
    /// always encrypted, unless on this machine. A relative one begins with `./`, `../`, or a
    /// segment without a dot and a colon: what has one is rather a host without a scheme, or
    /// another scheme.
    ///
    /// # Errors
    ///
    /// What is wrong with the URL.
    pub(crate) fn resolve(&self, text: &str) -> Result<Uri, &'static str> {
        if text.starts_with('/') {
            return check(&format!("{}{text}", self.origin()), false);
        }
        let segment = text.split(['/', '?']).next().unwrap_or_default();
        if !matches!(segment, "." | "..") && (segment.is_empty() || segment.contains([':', '.'])) {
            return check(text, false);
        }
        let (folder, below) = self.folder_of(text);
        check(&format!("{folder}/{below}"), false)
    }

    /// This URL without its path.
    fn origin(&self) -> &str {
        let authority = self.0.find("://").map_or(0, |at| at + 3);
        let path = self.0[authority..].find('/');
        path.map_or(&*self.0, |at| &self.0[..authority + at])
    }

    /// The folder to which the leading `./` and `../` of `text` lead, and what follows them. Above
    /// the root is the root, as RFC 3986 says.
    fn folder_of<'t>(&self, mut text: &'t str) -> (&str, &'t str) {
        let root = self.origin();
        let mut folder = &*self.0;
        loop {
            if let Some(below) = text.strip_prefix("./") {
                text = below;
            } else if let Some(below) = text.strip_prefix("../") {
                text = below;
                let parent = folder.rfind('/').filter(|end| *end >= root.len());
                folder = parent.map_or(folder, |end| &folder[..end]);
            } else {
                return (folder, text);
            }
        }
    }

    /// How long the path of this URL is, with which `uri` begins.
    pub(crate) fn path_within(&self, uri: &Uri) -> BasePath {
        let base = self.0.parse::<Uri>();
        let base = base.as_ref().map_or("", |base| base.path());
        let base = base.trim_end_matches('/');
        let rest = uri.path().strip_prefix(base);
        BasePath(match rest.is_some_and(|rest| rest.starts_with('/')) {
            true => base.len(),
            false => 0,
        })
    }

    /// The URL of `path`, which begins with `/`.
    pub(crate) fn join(&self, path: &str) -> Option<Uri> {
        if !path.starts_with('/') {
            return None;
        }
        let mut text = String::with_capacity(self.0.len() + path.len());
        text.push_str(&self.0);
        text.push_str(path);
        // Unlike `parse`, this does not copy the text.
        Uri::try_from(text).ok()
    }

    /// The URL of this path and query on the same server.
    pub(crate) fn with_target(&self, target: &PathAndQuery) -> Option<Uri> {
        let mut parts = self.0.parse::<Uri>().ok()?.into_parts();
        parts.path_and_query = Some(target.clone());
        Uri::from_parts(parts).ok()
    }
}

/// The URL in `text`; `http` is allowed for servers on this machine only, unless `allow_http`.
fn check(text: &str, allow_http: bool) -> Result<Uri, &'static str> {
    // `Uri` drops fragments, and accepts `//host` and `host:1`.
    if text.contains('#') {
        return Err("has a fragment");
    }
    let Ok(uri) = text.parse::<Uri>() else {
        return Err("is not a URL");
    };
    let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
        return Err("is not absolute: it must begin with https://");
    };
    if authority.as_str().contains('@') {
        return Err("contains a user name");
    }
    if authority.host().is_empty() {
        return Err("has no host");
    }
    let after_host = authority.as_str().strip_prefix(authority.host());
    let port = after_host.unwrap_or_default().strip_prefix(':');
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return Err("has an invalid port");
    }
    if uri
        .path()
        .split('/')
        .any(|segment| matches!(segment, "." | ".."))
    {
        return Err("has a path with `.` or `..`");
    }
    if *scheme != Scheme::HTTPS && *scheme != Scheme::HTTP {
        return Err("is neither https nor http");
    }
    if *scheme == Scheme::HTTP && !allow_http && !is_loopback(authority.host()) {
        return Err("is http, which is not encrypted: use https");
    }
    Ok(uri)
}

impl std::fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || address
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::BaseUrl;

    #[test]
    fn a_base_url_is_absolute_without_user_query_or_fragment() {
        for text in [
            "https://connect.getseam.com",
            "https://connect.getseam.com/",
            "HTTPS://h:8443/v1",
            "http://localhost:3020",
            "http://127.0.0.1:3020/",
            "http://[::1]:3020",
        ] {
            assert!(BaseUrl::parse(text, false).is_ok(), "{text}");
        }
        for text in [
            "",
            "connect.getseam.com",
            "//connect.getseam.com",
            "/path",
            "https://",
            "https:///path",
            "ftp://h",
            "https://user@h",
            "https://user:password@h",
            "https://h?q=1",
            "https://h/?",
            "https://h#f",
            "https://h/../x",
            "https://h:99999",
            "https://h:",
            "https://h ost",
            "https://h\n",
            "http://connect.getseam.com",
            "http://localhost.evil.com",
            "http://127.0.0.1.evil.com",
        ] {
            assert!(BaseUrl::parse(text, false).is_err(), "{text}");
        }
        assert!(BaseUrl::parse("http://connect.getseam.com", true).is_ok());
    }

    #[test]
    fn relative_urls_are_on_the_same_server() {
        let base = BaseUrl::parse("https://h/api/v1/", false).unwrap();
        for (text, url) in [
            ("/token", Ok("https://h/token")),
            ("token", Ok("https://h/api/v1/token")),
            (
                "./token.php?realm=a",
                Ok("https://h/api/v1/token.php?realm=a"),
            ),
            ("../token", Ok("https://h/api/token")),
            ("./../../token", Ok("https://h/token")),
            ("../../../token", Ok("https://h/token")),
            ("../a/../token", Err("has a path with `.` or `..`")),
            ("https://login.h/token", Ok("https://login.h/token")),
            ("login.h/token", Err("is not a URL")),
            (
                "javascript:alert(1)",
                Err("is not absolute: it must begin with https://"),
            ),
            ("..", Err("has a path with `.` or `..`")),
            (
                "..token",
                Err("is not absolute: it must begin with https://"),
            ),
            ("", Err("is not a URL")),
        ] {
            let resolved = base.resolve(text).map(|uri| uri.to_string());
            assert_eq!(resolved.as_deref(), url.as_ref().copied(), "{text}");
        }
    }

    #[test]
    fn paths_are_appended_and_never_resolved() {
        let base = BaseUrl::parse("https://h/v1/", false).unwrap();
        for (path, url) in [
            ("/devices/list", Some("https://h/v1/devices/list")),
            ("//evil.com/x", Some("https://h/v1//evil.com/x")),
            ("@evil.com", None),
            (".evil.com", None),
        ] {
            let joined = base.join(path).map(|uri| uri.to_string());
            assert_eq!(joined.as_deref(), url);
        }
    }
}
