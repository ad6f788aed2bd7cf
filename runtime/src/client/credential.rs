//! Credentials, and how requests carry them.

use std::{fmt, sync::Arc, time::Duration};

use http::{HeaderName, HeaderValue, Request};

use super::{
    carrier::Carrier,
    token::{HeldToken, OAuthFlow, Source, TokenCache, TokenProvider, TokenSource},
};
use crate::{
    request::{BaseUrl, header_name, header_value},
    secret::Secret,
    spec::{Api, CredentialLocation, Scheme},
    transport::Transport,
};

/// A secret, or what provides it, and the security scheme that it belongs to.
#[derive(Clone)]
pub struct Credential {
    scheme: &'static Scheme,
    given: Given,
    companion: Option<String>,
}

/// What users give.
#[derive(Clone)]
enum Given {
    Secret(Secret),
    Basic { user: String, password: Secret },
    Provider(Arc<dyn TokenProvider>),
    Flow(OAuthFlow),
}

/// What a credential is prepared for.
pub(super) struct Target<'a> {
    pub(super) api: &'static Api,
    pub(super) base_url: &'a BaseUrl,
    pub(super) transport: &'a Arc<dyn Transport>,
    pub(super) timeout: Duration,
}

impl Credential {
    /// A secret of `scheme`.
    #[must_use]
    pub fn new(scheme: &'static Scheme, secret: impl Into<Secret>) -> Self {
        Self::from_given(scheme, Given::Secret(secret.into()))
    }

    /// A user name and a password.
    #[must_use]
    pub fn basic(
        scheme: &'static Scheme,
        user: impl Into<String>,
        password: impl Into<Secret>,
    ) -> Self {
        let (user, password) = (user.into(), password.into());
        Self::from_given(scheme, Given::Basic { user, password })
    }

    /// A token of `scheme`, or what provides its tokens.
    #[must_use]
    pub fn tokens(scheme: &'static Scheme, source: impl Into<TokenSource>) -> Self {
        let given = match source.into().0 {
            Source::Secret(secret) => Given::Secret(secret),
            Source::Provider(provider) => Given::Provider(provider),
            Source::Flow(flow) => Given::Flow(flow),
        };
        Self::from_given(scheme, given)
    }

    fn from_given(scheme: &'static Scheme, given: Given) -> Self {
        Self {
            scheme,
            given,
            companion: None,
        }
    }

    /// The value of the header that is sent along with the secret.
    #[must_use]
    pub fn companion(mut self, value: impl Into<String>) -> Self {
        self.companion = Some(value.into());
        self
    }

    /// How requests carry this credential.
    ///
    /// # Errors
    ///
    /// What is wrong with the credential.
    pub(super) fn prepare(&self, target: &Target<'_>) -> Result<PreparedCredential, String> {
        let (scheme, api) = (self.scheme, target.api);
        let tokens = |provider| {
            let check = Box::new(|secret: &Secret| check_secret(scheme, api, secret));
            TokenCache::new(scheme, provider, check, target.transport, target.timeout)
        };
        let secret = match &self.given {
            Given::Provider(provider) => PreparedSecret::Tokens(tokens(Arc::clone(provider))),
            Given::Flow(flow) => {
                let flow = flow.clone();
                let provider = flow.provider(scheme, target.base_url, target.transport)?;
                PreparedSecret::Tokens(tokens(provider))
            }
            Given::Secret(secret) => PreparedSecret::fixed(scheme, api, secret)?,
            Given::Basic { user, .. } if user.contains(':') => {
                return Err(format!(
                    "the user name of `{}` contains a colon, which basic authentication cannot send",
                    scheme.name
                ));
            }
            Given::Basic { user, password } => {
                let pair = Secret::new(format!("{user}:{}", password.expose()));
                PreparedSecret::fixed(scheme, api, &pair)?
            }
        };
        Ok(PreparedCredential {
            scheme,
            companion: self.companion_header()?,
            secret,
        })
    }

    fn companion_header(&self) -> Result<Option<(HeaderName, HeaderValue)>, String> {
        let scheme = self.scheme;
        match (scheme.companion, &self.companion) {
            (None, None) => Ok(None),
            (Some(companion), Some(text)) if !text.is_empty() => {
                let name = header_name(companion.header)?;
                let value = header_value(&name, text)?;
                Ok(Some((name, value)))
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
        let mut debug = f.debug_struct("Credential");
        debug.field("scheme", &self.scheme.name);
        match &self.given {
            Given::Secret(secret)
            | Given::Basic {
                password: secret, ..
            } => debug.field("secret", secret),
            Given::Provider(_) => debug.field("secret", &format_args!("TokenProvider")),
            Given::Flow(flow) => debug.field("secret", flow),
        };
        debug.finish_non_exhaustive()
    }
}

/// Fails unless the secret can be sent, and has the prefix of its scheme.
pub(super) fn check_secret(scheme: &Scheme, api: &Api, secret: &Secret) -> Result<(), String> {
    let name = scheme.name;
    let text = secret.expose();
    if text.is_empty() || scheme.location == CredentialLocation::Basic && text == ":" {
        return Err(format!("the secret of `{name}` is empty"));
    }
    let is_sendable = match scheme.location {
        CredentialLocation::Bearer => text.bytes().all(|byte| byte.is_ascii_graphic()),
        // Documents without `http` schemes have a key whose value is `Bearer …` or `Token …`.
        CredentialLocation::Header(_) => {
            text.trim() == text && text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        }
        // Their secrets are encoded; a line break is a mistake all the same.
        CredentialLocation::Query(_) | CredentialLocation::Cookie(_) => {
            text.trim() == text && !text.contains(char::is_control)
        }
        CredentialLocation::Basic => true,
    };
    if !is_sendable {
        return Err(format!(
            "the secret of `{name}` has a character that {} can carry (is there a space or a line break at its end?)",
            match scheme.location {
                CredentialLocation::Query(_) => "no query parameter",
                CredentialLocation::Cookie(_) => "no cookie",
                _ => "no header",
            }
        ));
    }
    check_prefix(scheme, api, text)
}

fn check_prefix(scheme: &Scheme, api: &Api, secret: &str) -> Result<(), String> {
    let (name, own) = (scheme.name, scheme.prefix);
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

/// A credential as requests carry it.
pub(super) struct PreparedCredential {
    pub(super) scheme: &'static Scheme,
    companion: Option<(HeaderName, HeaderValue)>,
    pub(super) secret: PreparedSecret,
}

/// A secret as requests carry it.
pub(super) enum PreparedSecret {
    Fixed(Carrier),
    Tokens(TokenCache),
}

impl PreparedSecret {
    fn fixed(scheme: &Scheme, api: &Api, secret: &Secret) -> Result<Self, String> {
        check_secret(scheme, api, secret)?;
        Carrier::new(scheme, secret).map(Self::Fixed)
    }
}

impl PreparedCredential {
    /// Adds the credential to a request, with `token` if it has tokens.
    ///
    /// # Errors
    ///
    /// If the request cannot carry it.
    pub(super) fn add_to<B>(
        &self,
        request: &mut Request<B>,
        token: Option<&HeldToken>,
    ) -> Result<(), String> {
        if let Some((name, value)) = &self.companion {
            request.headers_mut().insert(name, value.clone());
        }
        match &self.secret {
            PreparedSecret::Fixed(carrier) => carrier.add_to(request),
            PreparedSecret::Tokens(_) => {
                token.map_or(Ok(()), |token| token.carrier.add_to(request))
            }
        }
    }
}
