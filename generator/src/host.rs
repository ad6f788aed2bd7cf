//! The hosts of servers.

/// The labels below those of countries that several organisations share.
const SHARED: [&str; 9] = ["ac", "co", "com", "edu", "go", "gov", "net", "or", "org"];

/// Whether two URLs are of hosts that one organisation has, as far as their names tell.
pub(crate) fn is_related(one: &str, other: &str) -> bool {
    let (one, other) = (host(one), host(other));
    one == other || domain(&one).is_some_and(|it| domain(&other) == Some(it))
}

/// The labels of domains that do not name whose host it is: those of hosting services, and those
/// that stand for others.
const NAMELESS: [&str; 26] = [
    "amazonaws",
    "apiary-mock",
    "appspot",
    "azure",
    "azure-api",
    "azurewebsites",
    "cloudapp",
    "cloudfunctions",
    "company",
    "domain",
    "example",
    "herokuapp",
    "host",
    "mockable",
    "netlify",
    "ngrok",
    "on",
    "onrender",
    "run",
    "server",
    "swaggerhub",
    "vercel",
    "windows",
    "your-domain",
    "yourcompany",
    "yourdomain",
];

/// The label of the domain of a URL's host that names an organisation: `acme` of
/// `https://api.acme.co.uk`.
pub(crate) fn organisation(url: &str) -> Option<String> {
    let host = host(url);
    let label = domain(&host)?.split('.').next()?;
    let is_name = label
        .bytes()
        .all(|it| it.is_ascii_alphanumeric() || it == b'-');
    (is_name && !NAMELESS.contains(&label)).then(|| label.to_owned())
}

/// Whether a URL leads to the machine that the client runs on.
pub(crate) fn is_loopback(url: &str) -> bool {
    let host = host(url);
    let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|it| it.is_loopback())
}

/// The host and the port in a URL.
pub(crate) fn authority(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

fn host(url: &str) -> String {
    let host = authority(url).rsplit('@').next().unwrap_or_default();
    // An IPv6 address is in brackets, and has colons of its own.
    let end = host
        .find(']')
        .map_or_else(|| host.find(':'), |at| Some(at + 1));
    let host = &host[..end.unwrap_or(host.len())];
    host.trim_end_matches('.').to_ascii_lowercase()
}

/// The last two labels of a host, or three below a domain like `co.uk`; `None` if it has no name.
fn domain(host: &str) -> Option<&str> {
    if host.starts_with('[') {
        return None;
    }
    let labels: Vec<&str> = host.rsplit('.').collect();
    let count = match labels.as_slice() {
        [top, second, _, ..] if top.len() == 2 && SHARED.contains(second) => 3,
        [top, _, ..] if !top.bytes().all(|it| it.is_ascii_digit()) => 2,
        _ => return None,
    };
    let length: usize = labels.iter().take(count).map(|it| it.len() + 1).sum();
    host.get(host.len() + 1 - length..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_related_by_their_domain() {
        for (one, other) in [
            ("https://api.example.com", "https://api.example.com:8443/v2"),
            ("https://api.example.com/v1", "https://files.EXAMPLE.com"),
            ("https://example.com", "http://eu.api.example.com."),
            (
                "https://{region}.example.com",
                "https://api.example.com/{version}",
            ),
            ("https://a.example.co.uk", "https://b.example.co.uk"),
            ("http://127.0.0.1:80", "http://127.0.0.1:81"),
            ("https://a.io", "https://api.a.io"),
            ("http://[2001:db8::1]:80", "http://[2001:db8::1]/v1"),
        ] {
            assert!(is_related(one, other), "{one} {other}");
        }
    }

    #[test]
    fn other_hosts_are_not() {
        for (one, other) in [
            ("https://api.example.com", "https://api.evil.com"),
            ("https://api.example.com", "https://api.example.org"),
            (
                "https://api.example.com",
                "https://api.example.com@evil.test",
            ),
            (
                "https://api.example.com",
                "https://evil.test/api.example.com",
            ),
            (
                "https://api.example.com",
                "https://evil.test?api.example.com",
            ),
            ("https://api.example.co.uk", "https://api.evil.co.uk"),
            ("https://example.com", "https://myexample.com"),
            ("http://10.0.0.1", "http://20.0.0.1"),
            ("http://localhost", "https://api.example.com"),
            ("http://[2001:db8::1]", "http://[2001:db8::2]"),
            ("http://[::ffff:1.2.3.4]", "http://[::1:ffff:1.2.3.4]"),
        ] {
            assert!(!is_related(one, other), "{one} {other}");
        }
    }

    #[test]
    fn a_host_names_its_organisation() {
        for (url, name) in [
            ("https://api.acme.com/v1", Some("acme")),
            ("https://{region}.acme-shop.co.uk", Some("acme-shop")),
            ("https://api.{domain}.com", None),
            ("https://api.example.com", None),
            ("https://abc.execute-api.eu-west-1.amazonaws.com/prod", None),
            ("http://localhost:8080", None),
            ("http://127.0.0.1", None),
            ("/v1", None),
        ] {
            assert_eq!(organisation(url).as_deref(), name, "{url}");
        }
    }

    #[test]
    fn the_own_machine_has_few_names() {
        for url in [
            "http://localhost:3020/v1",
            "http://127.0.0.1",
            "http://[::1]:80",
        ] {
            assert!(is_loopback(url), "{url}");
        }
        for url in [
            "http://localhost.example",
            "http://10.0.0.1",
            "http://[2001:db8::1]",
            "/",
        ] {
            assert!(!is_loopback(url), "{url}");
        }
    }
}
