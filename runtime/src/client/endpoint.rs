//! The URL that the path of an operation follows.

use std::borrow::Cow;

use super::environment::Environment;
use crate::{
    request::BaseUrl,
    spec::{Api, OperationSpec, Server, ServerVariable},
};

/// What users set of the endpoint.
#[derive(Default)]
pub(super) struct EndpointSettings {
    /// The URL in place of every documented server.
    pub(super) url: Option<String>,
    /// The documented server in place of the default one.
    pub(super) server: Option<Server>,
    /// Values of server variables.
    pub(super) variables: Vec<(String, String)>,
    pub(super) allow_http: bool,
}

/// Resolves the URL that the path of an operation follows.
pub(super) struct Endpoint {
    base: BaseUrl,
    /// Whether users set the URL: then it is that of operations with servers of their own too.
    is_set: bool,
    variables: Vec<(String, String)>,
    allow_http: bool,
}

impl EndpointSettings {
    /// The URL that users set, else the one in the environment, else the documented server.
    ///
    /// # Errors
    ///
    /// What is wrong with the URL, or with the value of a variable.
    pub(super) fn resolve(&self, api: &Api, env: &Environment) -> Result<Endpoint, String> {
        let allow_http = self.allow_http;
        let (base, is_set) = if let Some(url) = &self.url {
            (BaseUrl::parse(url, allow_http)?, true)
        } else if let Some((variable, url)) = from_env(api, env) {
            let base = BaseUrl::parse(&url, allow_http);
            let base =
                base.map_err(|why| format!("{why} (from the environment variable {variable})"))?;
            (base, true)
        } else {
            let url = fill(&self.server.unwrap_or(api.server), &self.variables)?;
            let base = BaseUrl::parse(&url, allow_http);
            (base.map_err(|why| incomplete(&url).unwrap_or(why))?, false)
        };
        Ok(Endpoint {
            base,
            is_set,
            variables: self.variables.clone(),
            allow_http,
        })
    }
}

/// Why the documented URL cannot be used, where users have to set another.
fn incomplete(url: &str) -> Option<String> {
    match url {
        "" => Some("the documentation names no server: set `base_url`".to_owned()),
        _ if url.starts_with('/') => Some(format!(
            "the documented server `{url}` has no host: set `base_url` to the whole URL"
        )),
        _ => None,
    }
}

impl Endpoint {
    /// The URL that the path of `operation` follows.
    ///
    /// # Errors
    ///
    /// What is wrong with the operation's own server, or with the value of one of its variables.
    pub(super) fn of(&self, operation: &OperationSpec) -> Result<Cow<'_, BaseUrl>, String> {
        match &operation.server {
            Some(server) if !self.is_set => {
                let url = fill(server, &self.variables)?;
                BaseUrl::parse(&url, self.allow_http).map(Cow::Owned)
            }
            _ => Ok(Cow::Borrowed(&self.base)),
        }
    }

    /// The URL of operations without servers of their own.
    pub(super) fn base(&self) -> &BaseUrl {
        &self.base
    }
}

fn from_env(api: &Api, env: &Environment) -> Option<(&'static str, String)> {
    let variable = api.endpoint_env?;
    let url = env(variable).filter(|url| !url.is_empty())?;
    Some((variable, url))
}

/// The URL of `server` with the values that users set, and the defaults of the others.
fn fill(server: &Server, values: &[(String, String)]) -> Result<String, String> {
    let mut filled = String::new();
    let mut rest = server.url;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            return Err(format!(
                "the server URL `{}` has an unclosed `{{`",
                server.url
            ));
        };
        let declared = server.variables.iter().find(|it| it.name == name);
        let Some(variable) = declared else {
            return Err(format!(
                "the server URL `{}` does not declare `{name}`",
                server.url
            ));
        };
        let set = values.iter().rev().find(|(set, _)| set == name);
        match set {
            Some((_, value)) => {
                check(variable, value, place(&filled, variable, after))?;
                filled.push_str(value);
            }
            None => filled.push_str(variable.default.ok_or_else(|| unset(server, name))?),
        }
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

fn unset(server: &Server, name: &str) -> String {
    format!(
        "the server URL `{}` has no default for `{name}`: set it, or set `base_url`",
        server.url
    )
}

/// Where the value of a variable is in a URL.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Host,
    /// Right behind the host: `https://api.example.com{basePath}`.
    PathBehindHost,
    Path,
}

/// Where the value of `variable` is in a URL that begins with `before` and goes on with `after`.
fn place(before: &str, variable: &ServerVariable, after: &str) -> Place {
    let after_scheme = before.split_once("://").map_or(before, |(_, rest)| rest);
    let is_end = after.is_empty() || after.starts_with('/');
    match after_scheme {
        _ if after_scheme.contains('/') => Place::Path,
        "" => Place::Host,
        _ if variable.default.is_some_and(|it| it.starts_with('/')) && is_end => {
            Place::PathBehindHost
        }
        _ => Place::Host,
    }
}

/// Refuses values that would lead to another host than the URL shows.
fn check(variable: &ServerVariable, value: &str, place: Place) -> Result<(), String> {
    let name = variable.name;
    if !variable.values.is_empty() && !variable.values.contains(&value) {
        let values = variable.values.join("`, `");
        return Err(format!(
            "the server variable `{name}` is `{value}`, not one of `{values}`"
        ));
    }
    if place == Place::PathBehindHost && !value.is_empty() && !value.starts_with('/') {
        return Err(format!(
            "the server variable `{name}` does not begin with `/`, and follows the host"
        ));
    }
    let is_allowed = |byte: u8| {
        let is_slash = byte == b'/' && place != Place::Host;
        byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte) || is_slash
    };
    match value.bytes().all(is_allowed) {
        true => Ok(()),
        false => Err(format!(
            "the server variable `{name}` has a character that it cannot have there"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::fill;
    use crate::spec::{Server, ServerVariable};

    const REGIONAL: Server = Server::new("https://{region}.example.test/{version}").variables(&[
        ServerVariable::new("region", "eu").values(&["eu", "us"]),
        ServerVariable::new("version", "api/v1"),
    ]);
    const TENANT: Server = Server::new("https://{tenant}.example.test")
        .variables(&[ServerVariable::new("tenant", "www")]);

    const OF_ACCOUNT: Server = Server::new("https://{account}.example.test")
        .variables(&[ServerVariable::required("account")]);

    const WITH_PATH: Server = Server::new("https://api.example.test{base}")
        .variables(&[ServerVariable::new("base", "/shop/v1")]);

    fn set(name: &str, value: &str) -> Vec<(String, String)> {
        vec![(name.to_owned(), value.to_owned())]
    }

    #[test]
    fn variables_have_the_values_that_are_set_or_their_defaults() {
        for (values, url) in [
            (vec![], "https://eu.example.test/api/v1"),
            (set("region", "us"), "https://us.example.test/api/v1"),
            (set("version", "api/v2"), "https://eu.example.test/api/v2"),
        ] {
            assert_eq!(fill(&REGIONAL, &values).as_deref(), Ok(url));
        }
    }

    #[test]
    fn undocumented_values_and_those_that_lead_to_other_hosts_are_refused() {
        for values in [
            set("region", "moon"),
            set("version", "v1?x"),
            set("version", "@x"),
        ] {
            assert!(fill(&REGIONAL, &values).is_err(), "{values:?}");
        }
        for value in [
            "evil.test/",
            "evil.test#",
            "evil.test\\",
            "a@evil.test",
            "a b",
        ] {
            assert!(fill(&TENANT, &set("tenant", value)).is_err(), "{value:?}");
        }
    }

    #[test]
    fn a_variable_without_a_default_has_to_be_set() {
        let message = "the server URL `https://{account}.example.test` has no default for \
                       `account`: set it, or set `base_url`";
        assert_eq!(fill(&OF_ACCOUNT, &[]), Err(message.to_owned()));
        let url = fill(&OF_ACCOUNT, &set("account", "own"));
        assert_eq!(url.as_deref(), Ok("https://own.example.test"));
        assert!(fill(&OF_ACCOUNT, &set("account", "evil.test/")).is_err());
    }

    #[test]
    fn a_variable_behind_the_host_is_a_path() {
        for (values, url) in [
            (vec![], "https://api.example.test/shop/v1"),
            (set("base", "/shop/v2"), "https://api.example.test/shop/v2"),
            (set("base", ""), "https://api.example.test"),
        ] {
            assert_eq!(fill(&WITH_PATH, &values).as_deref(), Ok(url));
        }
        for value in [".evil.test", ":8443", "v2", "/v2?x", "/v2#x", "/a@b"] {
            assert!(fill(&WITH_PATH, &set("base", value)).is_err(), "{value:?}");
        }
    }
}
