//! Credentials: where they come from, and how a request carries them.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};

use crate::api::{Api, Carrier, Op, Scheme};
use crate::error::ErrorKind;
use crate::secret::Secret;

/// A secret, and the scheme that it belongs to.
#[derive(Clone)]
pub struct Credential {
    scheme: &'static Scheme,
    secret: Secret,
    companion: Option<String>,
}

impl Credential {
    /// A secret of `scheme`.
    #[must_use]
    pub fn new(scheme: &'static Scheme, secret: impl Into<Secret>) -> Self {
        Self {
            scheme,
            secret: secret.into(),
            companion: None,
        }
    }

    /// The value of the header that goes along with the secret.
    #[must_use]
    pub fn companion(mut self, value: impl Into<String>) -> Self {
        self.companion = Some(value.into());
        self
    }

    /// The headers that carry this credential to `api`; else what is wrong with it.
    pub(crate) fn prepare(&self, api: &Api) -> Result<Prepared, String> {
        self.check_secret(api)?;
        let scheme = self.scheme;
        Ok(Prepared {
            scheme,
            headers: [self.secret_headers()?, self.companion_headers()?].concat(),
        })
    }

    /// Whether the secret can be sent, and looks like one of its scheme; else what is wrong with it.
    fn check_secret(&self, api: &Api) -> Result<(), String> {
        let name = self.scheme.name;
        let secret = self.secret.expose();
        let visible = secret.bytes().all(|byte| byte.is_ascii_graphic());
        if secret.is_empty() {
            return Err(format!("the secret of `{name}` is empty"));
        }
        if !visible && !matches!(self.scheme.carrier, Carrier::Basic) {
            return Err(format!(
                "the secret of `{name}` has a character that no header can carry (is there a space or a line break \
                 at its end?)"
            ));
        }
        self.check_prefix(api)
    }

    fn check_prefix(&self, api: &Api) -> Result<(), String> {
        let (name, own) = (self.scheme.name, self.scheme.prefix);
        let secret = self.secret.expose();
        let known = api.schemes.iter().filter_map(|scheme| scheme.prefix);
        let fitting = known.chain(own).filter(|known| secret.starts_with(known));
        let found = fitting.max_by_key(|prefix| prefix.len());
        match (found, own) {
            _ if found == own => Ok(()),
            (None, None) => Ok(()),
            (None, Some(own)) => Err(format!(
                "the secret of `{name}` does not begin with `{own}`"
            )),
            (Some(found), _) => {
                let others = api.schemes.iter();
                let others = others.filter(|scheme| scheme.prefix == Some(found));
                let others: Vec<_> = others.map(|scheme| format!("`{}`", scheme.name)).collect();
                let others = others.join(" and ");
                Err(format!(
                    "the secret of `{name}` begins with `{found}`, as those of {others} do"
                ))
            }
        }
    }

    fn secret_headers(&self) -> Result<Vec<(HeaderName, HeaderValue)>, String> {
        let scheme = self.scheme;
        let secret = self.secret.expose();
        let (name, text) = match scheme.carrier {
            Carrier::Bearer => (AUTHORIZATION, Secret::new(format!("Bearer {secret}"))),
            Carrier::Basic => (
                AUTHORIZATION,
                Secret::new(format!("Basic {}", STANDARD.encode(secret))),
            ),
            Carrier::Header(header) => (header_name(header)?, self.secret.clone()),
        };
        let mut headers = vec![sensitive(name, text.expose())?];
        if let Some(header) = scheme.repeated_in {
            headers.push(sensitive(header_name(header)?, secret)?);
        }
        Ok(headers)
    }

    fn companion_headers(&self) -> Result<Vec<(HeaderName, HeaderValue)>, String> {
        let scheme = self.scheme;
        match (scheme.companion, &self.companion) {
            (None, None) => Ok(Vec::new()),
            (Some(companion), Some(text)) if !text.is_empty() => {
                let name = header_name(companion.header)?;
                let value = header_value(&name, text)?;
                Ok(vec![(name, value)])
            }
            (Some(companion), _) => Err(format!(
                "`{}` also needs a value for the header `{}`",
                scheme.name, companion.header
            )),
            (None, Some(_)) => Err(format!("no header goes along with `{}`", scheme.name)),
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("scheme", &self.scheme.name)
            .field("secret", &self.secret)
            .finish_non_exhaustive()
    }
}

/// A credential as headers.
pub(crate) struct Prepared {
    pub(crate) scheme: &'static Scheme,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
}

impl Prepared {
    fn satisfies(&self, accepted: &[&str]) -> bool {
        let scheme = self.scheme;
        accepted.contains(&scheme.name) || scheme.also.iter().any(|name| accepted.contains(name))
    }
}

/// The first of the client's credentials that the operation accepts; `None` where it needs none.
pub(crate) fn choose<'a>(held: &'a [Prepared], op: &Op) -> Result<Option<&'a Prepared>, ErrorKind> {
    let Some(accepted) = op.auth else {
        return Ok(held.first());
    };
    let fits = held.iter().find(|held| held.satisfies(accepted));
    if fits.is_some() || accepted.is_empty() {
        return Ok(fits);
    }
    let names: Vec<_> = held.iter().map(|held| held.scheme.name).collect();
    let has = match names.is_empty() {
        true => "none".to_owned(),
        false => names.join(", "),
    };
    Err(ErrorKind::NoCredential(format!(
        "the operation needs a credential of {}; the client has {has}",
        accepted.join(" or ")
    )))
}

/// The one credential that the environment holds; else what is wrong with it. Empty values count as unset.
pub(crate) fn from_env(
    api: &'static Api,
    env: &dyn Fn(&str) -> Option<String>,
) -> Result<Prepared, String> {
    let read = |variable: &str| env(variable).filter(|value| !value.is_empty());
    let mut found: Option<(&str, Credential)> = None;
    for scheme in api.schemes {
        let Some(variable) = scheme.env else {
            continue;
        };
        let Some(secret) = read(variable) else {
            continue;
        };
        if let Some((other, _)) = found {
            return Err(format!(
                "both {other} and {variable} are set: unset one of them, or give the client a credential"
            ));
        }
        let mut credential = Credential::new(scheme, secret);
        if let Some(companion) = scheme.companion {
            let Some(value) = read(companion.env) else {
                return Err(format!("{variable} is set, but {} is not", companion.env));
            };
            credential = credential.companion(value);
        }
        found = Some((variable, credential));
    }
    let (variable, credential) = found.ok_or_else(|| nothing_set(api))?;
    credential
        .check_secret(api)
        .map_err(|why| format!("{why} (it is the value of {variable})"))?;
    credential.prepare(api)
}

fn nothing_set(api: &Api) -> String {
    let ways: Vec<_> = api
        .schemes
        .iter()
        .filter_map(|scheme| {
            let variable = scheme.env?;
            Some(match scheme.companion {
                None => variable.to_owned(),
                Some(companion) => format!("{variable} with {}", companion.env),
            })
        })
        .collect();
    match ways.is_empty() {
        true => format!("the client of {} has no credential: give it one", api.name),
        false => format!(
            "the client of {} has no credential: give it one, or set {}",
            api.name,
            ways.join(", or ")
        ),
    }
}

pub(crate) fn header_name(name: &str) -> Result<HeaderName, String> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|_| format!("{name:?} is no header name"))
}

/// A header that carries a secret.
fn sensitive(name: HeaderName, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let mut value = header_value(&name, value)?;
    value.set_sensitive(true);
    Ok((name, value))
}

/// A header value of visible ASCII and inner spaces. What cannot be sent is refused rather than trimmed.
pub(crate) fn header_value(name: &HeaderName, value: &str) -> Result<HeaderValue, String> {
    let plain = value
        .bytes()
        .all(|byte| byte == b' ' || byte.is_ascii_graphic());
    let value = Some(value)
        .filter(|value| plain && value.trim() == *value)
        .and_then(|value| HeaderValue::from_str(value).ok());
    value.ok_or_else(|| format!("the value for the header `{name}` is not plain visible ASCII"))
}
