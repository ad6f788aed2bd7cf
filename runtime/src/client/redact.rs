//! Removes secrets from what hooks observe.

use http::{
    HeaderMap, HeaderName, HeaderValue, Uri,
    header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION},
};

use super::{credential::PreparedSecret, handle::Settings};
use crate::{
    request::percent_decode,
    spec::{Api, CredentialLocation},
    value::is_secret_name,
};

/// What replaces a secret, as in OpenTelemetry's conventions.
const REDACTED: &str = "REDACTED";

/// Names of query parameters that carry credentials or signatures, in lower case, besides those
/// that end as the name of a secret does.
#[rustfmt::skip]
const SECRET_PARAMETERS: &[&str] = &[
    "awsaccesskeyid", "sig", "signature", "x-amz-credential", "x-amz-signature",
    "x-goog-signature",
];

/// `headers` without the values of those that carry secrets.
pub(super) fn headers(api: &Api, headers: &HeaderMap) -> HeaderMap {
    let mut redacted = headers.clone();
    for (name, value) in &mut redacted {
        if value.is_sensitive() || is_secret_header(api, name) {
            *value = HeaderValue::from_static(REDACTED);
        }
    }
    redacted
}

/// `url` without the values of query parameters that are secrets.
pub(super) fn url(settings: &Settings, url: &Uri) -> Uri {
    let text = url.to_string();
    let Some((base, query)) = text.split_once('?') else {
        return url.clone();
    };
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) if is_secret_parameter(settings, name, value) => {
            format!("{name}={REDACTED}")
        }
        None if contains_secret(settings, &percent_decode(pair)) => REDACTED.to_owned(),
        _ => pair.to_owned(),
    });
    let query = pairs.collect::<Vec<_>>().join("&");
    // `REDACTED` needs no encoding, so that this is a URL too.
    format!("{base}?{query}").parse().unwrap_or_default()
}

fn is_secret_header(api: &Api, name: &HeaderName) -> bool {
    [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION].contains(name)
        || secret_headers(api).any(|header| name.as_str().eq_ignore_ascii_case(header))
}

/// The headers that carry the secrets of the API's schemes.
fn secret_headers(api: &Api) -> impl Iterator<Item = &'static str> {
    api.schemes.iter().flat_map(|scheme| {
        let own = match scheme.location {
            CredentialLocation::Header(header) => Some(header),
            _ => None,
        };
        own.into_iter().chain(scheme.repeated_in)
    })
}

/// The names under which the API's schemes carry secrets in any part of a request.
fn secret_names(api: &Api) -> impl Iterator<Item = &'static str> {
    let names = api
        .schemes
        .iter()
        .filter_map(|scheme| match scheme.location {
            CredentialLocation::Query(name) | CredentialLocation::Cookie(name) => Some(name),
            _ => None,
        });
    secret_headers(api).chain(names)
}

fn is_secret_parameter(settings: &Settings, name: &str, value: &str) -> bool {
    let name = percent_decode(name).to_ascii_lowercase();
    let value = percent_decode(value);
    SECRET_PARAMETERS.contains(&name.as_str())
        || is_secret_name(&name)
        || secret_names(settings.api).any(|secret| name.eq_ignore_ascii_case(secret))
        || contains_secret(settings, &value)
}

/// Whether `text` repeats a secret of the client, as its requests carry it.
fn contains_secret(settings: &Settings, text: &str) -> bool {
    settings.credentials.iter().any(|held| match &held.secret {
        PreparedSecret::Fixed(carrier) => text.contains(carrier.visible()),
        PreparedSecret::Tokens(cache) => {
            let current = cache.current();
            current.is_some_and(|token| text.contains(token.carrier.visible()))
        }
    })
}
