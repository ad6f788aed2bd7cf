//! Events that a server sends.

use std::{fmt, sync::Arc};

use http::{HeaderMap, HeaderValue};

use crate::{
    secret::Secret,
    value::{DecodeError, decode, wire::Wire},
};

/// The suffixes of the three headers' names.
const ID: &str = "id";
const TIMESTAMP: &str = "timestamp";
const SIGNATURE: &str = "signature";

/// Verifies that the server sent an event, as <https://www.standardwebhooks.com> specifies.
#[derive(Clone)]
pub struct Webhook {
    /// The prefix of the headers' names, as in `svix`.
    prefix: &'static str,
    key: Arc<standardwebhooks::Webhook>,
}

impl Webhook {
    /// Verifies events that are signed with `secret`, and whose headers have names that begin with
    /// `prefix` and a hyphen, as in `svix-signature`.
    ///
    /// # Errors
    ///
    /// If `secret` is not Base64, with or without `whsec_` before it, or is empty.
    pub fn new(prefix: &'static str, secret: impl Into<Secret>) -> Result<Self, WebhookError> {
        let secret = secret.into();
        // With no key, anyone could sign.
        if ["", "whsec_"].contains(&secret.expose()) {
            return Err(WebhookError::Secret);
        }
        // The message of the error contains a byte of the secret.
        let key = standardwebhooks::Webhook::new(secret.expose());
        let key = key.map_err(|_| WebhookError::Secret)?;
        Ok(Self {
            prefix,
            key: Arc::new(key),
        })
    }

    /// The event in `payload`, the body of a request as it was received, with the headers
    /// `headers`.
    ///
    /// # Errors
    ///
    /// If the headers do not prove that the server sent the body within five minutes of now, or if
    /// the body is not the JSON of a `T`.
    pub fn verify<T: Wire>(&self, payload: &[u8], headers: &HeaderMap) -> Result<T, WebhookError> {
        self.check(payload, headers)?;
        decode(payload).map_err(WebhookError::Payload)
    }

    fn check(&self, payload: &[u8], headers: &HeaderMap) -> Result<(), WebhookError> {
        use standardwebhooks as sw;
        let mut renamed = HeaderMap::new();
        for (ending, name) in [
            (ID, sw::HEADER_WEBHOOK_ID),
            (TIMESTAMP, sw::HEADER_WEBHOOK_TIMESTAMP),
            (SIGNATURE, sw::HEADER_WEBHOOK_SIGNATURE),
        ] {
            let ours = self.header(ending);
            let Some(value) = headers.get(&ours) else {
                return Err(WebhookError::MissingHeader(ours));
            };
            if ending == TIMESTAMP && !is_timestamp(value) {
                return Err(WebhookError::InvalidHeader(ours));
            }
            renamed.insert(name, value.clone());
        }
        let verified = self.key.verify(payload, &renamed);
        verified.map_err(|error| match error {
            sw::WebhookError::InvalidTimestamp => {
                WebhookError::InvalidHeader(self.header(TIMESTAMP))
            }
            sw::WebhookError::InvalidHeader(ending) => {
                WebhookError::InvalidHeader(self.header(ending))
            }
            sw::WebhookError::TimestampTooOldError => WebhookError::TooOld,
            sw::WebhookError::FutureTimestampError => WebhookError::TooNew,
            _ => WebhookError::Signature,
        })
    }

    fn header(&self, ending: &str) -> String {
        format!("{}-{ending}", self.prefix)
    }
}

/// Whether `value` is a time after 1970 in seconds. `standardwebhooks` 1.0.1 accepts negative ones
/// too, and overflows for the smallest of them.
fn is_timestamp(value: &HeaderValue) -> bool {
    !value.is_empty() && value.as_bytes().iter().all(u8::is_ascii_digit)
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook")
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}

/// Why a request is not accepted as an event.
///
/// Neither `Display` nor `Debug` shows the secret, the signature or the body.
#[derive(Debug)]
#[non_exhaustive]
pub enum WebhookError {
    /// The secret is not Base64, or is empty.
    Secret,
    /// The request lacks this header, whose name is in lower case.
    MissingHeader(String),
    /// The value of this header is malformed.
    InvalidHeader(String),
    /// The body is not what was signed, or it was signed with another secret.
    Signature,
    /// The event was sent more than five minutes ago: it may be a replay.
    TooOld,
    /// The event was sent more than five minutes from now: one of the two clocks is wrong.
    TooNew,
    /// The signature is valid, but the body cannot be decoded.
    Payload(DecodeError),
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Secret => f.write_str("the webhook's secret is not Base64, or is empty"),
            Self::MissingHeader(name) => write!(f, "the request has no header `{name}`"),
            Self::InvalidHeader(name) => write!(f, "the request's header `{name}` is malformed"),
            Self::Signature => f.write_str("the signature does not match the body and the secret"),
            Self::TooOld => f.write_str("the event was sent more than five minutes ago"),
            Self::TooNew => f.write_str("the event was sent more than five minutes from now"),
            Self::Payload(error) => write!(f, "the event cannot be decoded: {error}"),
        }
    }
}

impl std::error::Error for WebhookError {}
