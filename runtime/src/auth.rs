//! Credentials: where they come from, and how a request carries them.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};

use crate::api::{Api, Carrier, Scheme};
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

    /// The headers that carry this credential; else what is wrong with it.
    pub(crate) fn prepare(&self) -> Result<Prepared, String> {
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
        let visible = secret.bytes().all(|byte| byte.is_ascii_graphic());
        if secret.is_empty() {
            return Err(format!("the secret of `{}` is empty", scheme.name));
        }
        if !visible && !matches!(scheme.carrier, Carrier::Basic) {
            return Err(format!(
                "the secret of `{}` has a character that no header can carry (is there a space or a line break \
                 at its end?)",
                scheme.name
            ));
        }
        let mut value = header_value(&name, text.expose())?;
        value.set_sensitive(true);
        let mut headers = vec![(name, value)];
        match (scheme.companion, &self.companion) {
            (None, None) => {}
            (Some(companion), Some(text)) if !text.is_empty() => {
                let name = header_name(companion.header)?;
                let value = header_value(&name, text)?;
                headers.push((name, value));
            }
            (Some(companion), _) => {
                return Err(format!(
                    "`{}` also needs a value for the header `{}`",
                    scheme.name, companion.header
                ));
            }
            (None, Some(_)) => {
                return Err(format!("no header goes along with `{}`", scheme.name));
            }
        }
        Ok(Prepared {
            scheme: scheme.name,
            headers,
        })
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
    pub(crate) scheme: &'static str,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
}

/// The one credential that the environment holds; else what is wrong with it. Empty values count as unset.
pub(crate) fn from_env(
    api: &'static Api,
    env: &dyn Fn(&str) -> Option<String>,
) -> Result<Credential, String> {
    let read = |variable: &str| env(variable).filter(|value| !value.is_empty());
    let mut found: Option<Credential> = None;
    for scheme in api.schemes {
        let Some(variable) = scheme.env else {
            continue;
        };
        let Some(secret) = read(variable) else {
            continue;
        };
        if let Some(other) = found.as_ref().and_then(|found| found.scheme.env) {
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
        found = Some(credential);
    }
    found.ok_or_else(|| nothing_set(api))
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
