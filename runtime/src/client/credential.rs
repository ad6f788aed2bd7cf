//! Credentials, and the headers that carry them.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderName, HeaderValue, header::AUTHORIZATION};

use crate::{
    request::{header_name, header_value},
    secret::Secret,
    spec::{Api, CredentialLocation, Scheme},
};

/// A secret, and the security scheme that it belongs to.
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

    /// The value of the header that is sent along with the secret.
    #[must_use]
    pub fn companion(mut self, value: impl Into<String>) -> Self {
        self.companion = Some(value.into());
        self
    }

    /// The headers that carry this credential to `api`.
    ///
    /// # Errors
    ///
    /// What is wrong with the credential.
    pub(super) fn prepare(&self, api: &Api) -> Result<PreparedCredential, String> {
        self.check_secret(api)?;
        Ok(PreparedCredential {
            scheme: self.scheme,
            headers: [self.secret_headers()?, self.companion_headers()?].concat(),
        })
    }

    /// Fails unless the secret can be sent, and has the prefix of its scheme.
    pub(super) fn check_secret(&self, api: &Api) -> Result<(), String> {
        let name = self.scheme.name;
        let secret = self.secret.expose();
        let is_visible = secret.bytes().all(|byte| byte.is_ascii_graphic());
        if secret.is_empty() {
            return Err(format!("the secret of `{name}` is empty"));
        }
        if !is_visible && !matches!(self.scheme.location, CredentialLocation::Basic) {
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
        let matching = known.chain(own).filter(|known| secret.starts_with(known));
        let found = matching.max_by_key(|prefix| prefix.len());
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
        let (name, text) = match scheme.location {
            CredentialLocation::Bearer => (AUTHORIZATION, Secret::new(format!("Bearer {secret}"))),
            CredentialLocation::Basic => (
                AUTHORIZATION,
                Secret::new(format!("Basic {}", STANDARD.encode(secret))),
            ),
            CredentialLocation::Header(header) => (header_name(header)?, self.secret.clone()),
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
            (None, Some(_)) => Err(format!("`{}` has no companion header", scheme.name)),
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
pub(super) struct PreparedCredential {
    pub(super) scheme: &'static Scheme,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
}

/// A header that carries a secret.
fn sensitive(name: HeaderName, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let mut value = header_value(&name, value)?;
    value.set_sensitive(true);
    Ok((name, value))
}
