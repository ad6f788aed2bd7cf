//! Stable addresses of operations.

use std::{fmt, str::FromStr};

use super::MediaType;
use crate::http_method;

/// An operation's address: method and path, as a page writes them. Keys are in the order of their
/// paths first, by which addresses of types are compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OperationKey {
    /// `/user_identities/create`
    pub path: String,
    /// `POST`, in capitals.
    pub method: String,
    /// The media type of the body, where it is not the one that the operation is sent as
    /// by default: a method of its own sends it.
    pub media: Option<String>,
}

impl OperationKey {
    /// Whether HTTP defines what a body means for the method.
    pub fn has_body_by_default(&self) -> bool {
        http_method::has_body_by_default(&self.method)
    }

    /// The key of `method` on `path`.
    pub fn new(method: &str, path: &str) -> Self {
        Self {
            path: path.to_owned(),
            method: method.to_ascii_uppercase(),
            media: None,
        }
    }

    /// The same operation with a body of another media type.
    pub fn with_media(&self, media: &MediaType) -> Self {
        Self {
            media: Some(media.essence()),
            ..self.clone()
        }
    }

    /// What tells the operation from the one with another body: `multipart`.
    pub fn media_word(&self) -> Option<&str> {
        Some(match self.media.as_deref()? {
            "application/x-www-form-urlencoded" => "form",
            "application/octet-stream" | "*/*" => "bytes",
            "text/plain" => "text",
            media => match media.split_once('/')? {
                ("multipart", _) => "multipart",
                (kind, "*") => kind,
                (_, subtype) => subtype,
            },
        })
    }

    /// The path without a query and a fragment that the document writes behind it.
    pub fn route(&self) -> &str {
        self.path.split(['?', '#']).next().unwrap_or_default()
    }

    /// The path that is sent, with the constant parameters of its query. A fragment is never
    /// sent, and parameters that callers choose (`q={text}`) are sent as all others are.
    pub fn request_target(&self) -> String {
        let sent = self.path.split('#').next().unwrap_or_default();
        let Some((path, query)) = sent.split_once('?') else {
            return sent.to_owned();
        };
        let pairs = query
            .split('&')
            .filter(|it| !it.is_empty() && !it.contains('{'));
        let pairs: Vec<&str> = pairs.collect();
        if pairs.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{}", pairs.join("&"))
        }
    }

    /// Whether the document writes more than the path, to tell operations apart.
    pub fn has_suffix(&self) -> bool {
        self.route().len() < self.path.len()
    }
}

impl FromStr for OperationKey {
    type Err = NotAnOperationKey;

    /// Reads `POST /path` and `POST /path multipart/form-data`, as
    /// [`Display`](fmt::Display) writes it.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (method, path) = text.split_once(' ').ok_or(NotAnOperationKey)?;
        let (path, media) = match path.split_once(' ') {
            Some((path, media)) => {
                let media: MediaType = media.parse().map_err(|_| NotAnOperationKey)?;
                (path, Some(media.essence()))
            }
            None => (path, None),
        };
        let is_method = !method.is_empty() && method.bytes().all(|it| it.is_ascii_uppercase());
        if !is_method || !path.starts_with('/') || path.contains(char::is_whitespace) {
            return Err(NotAnOperationKey);
        }
        Ok(Self {
            path: path.to_owned(),
            method: method.to_owned(),
            media,
        })
    }
}

/// The text is not a method in capitals and a path, and the media type of a body where that
/// is not the default one, with one space between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnOperationKey;

impl fmt::Display for OperationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)?;
        match &self.media {
            Some(media) => write!(f, " {media}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_a_method_in_capitals_and_a_path() {
        let key: OperationKey = "POST /doors/open".parse().unwrap();
        assert_eq!(key, OperationKey::new("post", "/doors/open"));
        let key = key.with_media(&"text/plain".parse().unwrap());
        assert_eq!(key.to_string(), "POST /doors/open text/plain");
        assert_eq!(key.to_string().parse(), Ok(key));
        for text in [
            "POST",
            "post /doors",
            "POST doors",
            "POST  /doors",
            "GET /a b",
            "",
        ] {
            assert_eq!(
                text.parse::<OperationKey>(),
                Err(NotAnOperationKey),
                "{text}"
            );
        }
    }
}
