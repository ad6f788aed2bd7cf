//! The parts of a request that carry a secret.

use base64::{Engine, engine::general_purpose::STANDARD};
use http::{
    HeaderName, HeaderValue, Request, Uri,
    header::{AUTHORIZATION, COOKIE},
};

use crate::{
    request::{header_name, header_value, percent_decode, percent_encode},
    secret::Secret,
    spec::{CredentialLocation, Scheme},
};

/// A secret as requests carry it.
pub(super) struct Carrier {
    /// What logs could contain of it.
    visible: Secret,
    headers: Vec<(HeaderName, HeaderValue)>,
    query: Option<Pair>,
    cookie: Option<Pair>,
}

/// A name, and `name=secret` with both percent-encoded.
struct Pair {
    name: &'static str,
    encoded: Secret,
}

impl Carrier {
    /// How `scheme` carries `secret`.
    ///
    /// # Errors
    ///
    /// If the secret, or a name of the scheme, cannot be sent.
    pub(super) fn new(scheme: &Scheme, secret: &Secret) -> Result<Self, String> {
        let mut carrier = Self {
            visible: secret.clone(),
            headers: Vec::new(),
            query: None,
            cookie: None,
        };
        let text = secret.expose();
        match scheme.location {
            CredentialLocation::Bearer => {
                let value = Secret::new(format!("Bearer {text}"));
                carrier.header(AUTHORIZATION, &value)?;
            }
            CredentialLocation::Basic => {
                carrier.visible = Secret::new(STANDARD.encode(text));
                let value = Secret::new(format!("Basic {}", carrier.visible.expose()));
                carrier.header(AUTHORIZATION, &value)?;
            }
            CredentialLocation::Header(name) => carrier.header(header_name(name)?, secret)?,
            CredentialLocation::Query(name) => carrier.query = Some(Pair::new(name, text)),
            CredentialLocation::Cookie(name) => carrier.cookie = Some(Pair::new(name, text)),
        }
        if let Some(name) = scheme.repeated_in {
            carrier.header(header_name(name)?, secret)?;
        }
        Ok(carrier)
    }

    fn header(&mut self, name: HeaderName, value: &Secret) -> Result<(), String> {
        let mut value = header_value(&name, value.expose())?;
        value.set_sensitive(true);
        self.headers.push((name, value));
        Ok(())
    }

    /// The secret, as query parameters of a URL could repeat it.
    pub(super) fn visible(&self) -> &str {
        self.visible.expose()
    }

    /// Adds the secret to a request, in place of what has its name.
    ///
    /// # Errors
    ///
    /// If the request is too long then.
    pub(super) fn add_to<B>(&self, request: &mut Request<B>) -> Result<(), String> {
        for (name, value) in &self.headers {
            request.headers_mut().insert(name, value.clone());
        }
        if let Some(pair) = &self.query {
            let uri = pair.add_to_query(request.uri());
            let too_long = || format!("the URL with the parameter `{}` is too long", pair.name);
            *request.uri_mut() = uri.ok_or_else(too_long)?;
        }
        if let Some(pair) = &self.cookie {
            let others = request.headers().get(COOKIE);
            let value = pair.add_to_cookies(others)?;
            request.headers_mut().insert(COOKIE, value);
        }
        Ok(())
    }
}

impl Pair {
    fn new(name: &'static str, secret: &str) -> Self {
        let encoded = format!("{}={}", percent_encode(name), percent_encode(secret));
        Self {
            name,
            encoded: Secret::new(encoded),
        }
    }

    /// Whether `pair` is another value of the same name.
    fn is_replaced(&self, pair: &str) -> bool {
        let (name, _) = pair.split_once('=').unwrap_or((pair, ""));
        percent_decode(name) == self.name
    }

    fn add_to_query(&self, uri: &Uri) -> Option<Uri> {
        let text = uri.to_string();
        let (base, query) = text.split_once('?').unwrap_or((&text, ""));
        let others = query.split('&').filter(|pair| !pair.is_empty());
        let others = others.filter(|pair| !self.is_replaced(pair));
        let pairs: Vec<_> = others.chain([self.encoded.expose()]).collect();
        format!("{base}?{}", pairs.join("&")).parse().ok()
    }

    fn add_to_cookies(&self, others: Option<&HeaderValue>) -> Result<HeaderValue, String> {
        let others = others.and_then(|value| value.to_str().ok());
        let others = others.into_iter().flat_map(|text| text.split("; "));
        let others = others.filter(|pair| !self.is_replaced(pair));
        let pairs: Vec<_> = others.chain([self.encoded.expose()]).collect();
        let mut value = header_value(&COOKIE, &pairs.join("; "))?;
        value.set_sensitive(true);
        Ok(value)
    }
}
