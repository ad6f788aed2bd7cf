//! Media types.

use std::{fmt, str::FromStr};

use crate::header::is_token;

/// A media type or a range of them: `application/json; charset=utf-8`, `image/*`.
///
/// Type, subtype and the names of parameters are in lower case; they are compared without
/// regard to case (RFC 9110, 8.3.1).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MediaType {
    kind: String,
    subtype: String,
    parameters: Vec<(String, String)>,
}

/// A string that is not a media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAMediaType;

impl MediaType {
    /// Type and subtype: `application/json`.
    pub fn essence(&self) -> String {
        format!("{}/{}", self.kind, self.subtype)
    }

    /// The type: `application`.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The parameters, with their names in lower case.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        let parameters = self.parameters.iter();
        parameters.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether it is a range: `*/*`, `image/*`.
    pub fn is_range(&self) -> bool {
        self.subtype == "*"
    }

    /// Whether it is the range of all media types.
    pub fn is_any(&self) -> bool {
        self.kind == "*"
    }

    /// Whether a part of it is left open: `image/*`, `application/*+json`.
    pub fn has_wildcard(&self) -> bool {
        self.subtype.contains('*')
    }

    /// Whether its values are JSON: `application/json`, and every `+json`. AWS appends a version:
    /// `application/x-amz-json-1.1`.
    pub fn is_json(&self) -> bool {
        let name = self
            .subtype
            .trim_end_matches(|c: char| c == '.' || c.is_ascii_digit());
        let name = name.strip_suffix('-').unwrap_or(&self.subtype);
        let is_plain = name == "json" || name.ends_with("-json");
        is_plain && matches!(self.kind.as_str(), "application" | "text") || self.has_suffix("json")
    }

    /// Whether its values say what changes in an object: `null` removes a field (RFC 7396).
    pub fn is_merge_patch(&self) -> bool {
        self.has_suffix("json") && self.subtype.contains("merge-patch")
    }

    /// Whether its values are lists of changes (RFC 6902).
    pub fn is_json_patch(&self) -> bool {
        self.has_suffix("json") && self.subtype.contains("json-patch")
    }

    /// Whether its values are the pairs of an HTML form.
    pub fn is_form(&self) -> bool {
        self.is("application", "x-www-form-urlencoded")
    }

    /// Whether its values are parts with names.
    pub fn is_multipart(&self) -> bool {
        self.is("multipart", "form-data")
    }

    /// Whether its values are server-sent events.
    pub fn is_events(&self) -> bool {
        self.is("text", "event-stream")
    }

    /// Whether its values are JSON values one after another: a line or a record for each.
    pub fn is_lines(&self) -> bool {
        const SUBTYPES: &[&str] = &[
            "x-ndjson",
            "ndjson",
            "jsonl",
            "x-jsonl",
            "jsonlines",
            "x-jsonlines",
            "json-lines",
            "json-seq",
            "stream+json",
        ];
        let is_json = SUBTYPES.contains(&self.subtype.as_str()) || self.has_suffix("json-seq");
        let is_lines = is_json && matches!(self.kind.as_str(), "application" | "text");
        is_lines || self.stream().is_some()
    }

    /// What a stream of JSON values has in its parameter `stream`. Kubernetes has the name of the
    /// parameter of the request that asks for it there: `application/json;stream=watch`.
    pub fn stream(&self) -> Option<&str> {
        let mut parameters = self.parameters();
        let stream = parameters.find(|(name, _)| *name == "stream");
        stream.map(|(_, value)| value).filter(|_| self.is_json())
    }

    /// Whether its values are text: `text/*`, XML, and the like.
    pub fn is_text(&self) -> bool {
        const SUBTYPES: &[&str] = &[
            "xml",
            "yaml",
            "x-yaml",
            "javascript",
            "graphql",
            "sql",
            "x-pem-file",
        ];
        let is_known = self.kind == "application" && SUBTYPES.contains(&self.subtype.as_str());
        self.kind == "text" || is_known || self.has_suffix("xml") || self.has_suffix("yaml")
    }

    /// Whether the subtype is `name`, or has it as its suffix.
    pub fn ends_with(&self, name: &str) -> bool {
        self.subtype == name || self.has_suffix(name)
    }

    fn is(&self, kind: &str, subtype: &str) -> bool {
        self.kind == kind && self.subtype == subtype
    }

    /// Whether the subtype ends with `+suffix`.
    fn has_suffix(&self, suffix: &str) -> bool {
        let end = self.subtype.rsplit_once('+');
        end.is_some_and(|(_, end)| end == suffix)
    }
}

impl FromStr for MediaType {
    type Err = NotAMediaType;

    fn from_str(text: &str) -> Result<Self, NotAMediaType> {
        let mut pieces = split_unquoted(text);
        let essence = pieces.next().ok_or(NotAMediaType)?;
        let (kind, subtype) = essence.trim().split_once('/').ok_or(NotAMediaType)?;
        if !is_token(kind) || !is_token(subtype) || kind == "*" && subtype != "*" {
            return Err(NotAMediaType);
        }
        let mut parameters = Vec::new();
        for piece in pieces.map(str::trim).filter(|piece| !piece.is_empty()) {
            let (name, value) = piece.split_once('=').ok_or(NotAMediaType)?;
            let (name, value) = (name.trim_end(), value.trim_start());
            if !is_token(name) || !is_token(value) && !is_quoted(value) {
                return Err(NotAMediaType);
            }
            parameters.push((name.to_ascii_lowercase(), value.to_owned()));
        }
        Ok(Self {
            kind: kind.to_ascii_lowercase(),
            subtype: subtype.to_ascii_lowercase(),
            parameters,
        })
    }
}

impl fmt::Display for MediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind, self.subtype)?;
        let mut parameters = self.parameters.iter();
        parameters.try_for_each(|(name, value)| write!(f, "; {name}={value}"))
    }
}

/// The pieces between the semicolons that are not in quotes.
fn split_unquoted(text: &str) -> impl Iterator<Item = &str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    text.split(move |char| {
        let is_end = char == ';' && !is_quoted;
        if char == '"' && !is_escaped {
            is_quoted = !is_quoted;
        }
        is_escaped = char == '\\' && is_quoted && !is_escaped;
        is_end
    })
}

/// A quoted string of visible ASCII and spaces.
fn is_quoted(text: &str) -> bool {
    let inner = text.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    inner.is_some_and(|inner| {
        let mut is_escaped = false;
        let is_fine = inner.bytes().all(|byte| {
            let is_fine = (byte == b' ' || byte.is_ascii_graphic()) && (byte != b'"' || is_escaped);
            is_escaped = byte == b'\\' && !is_escaped;
            is_fine
        });
        is_fine && !is_escaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn media(text: &str) -> MediaType {
        text.parse()
            .unwrap_or_else(|_| panic!("{text} is a media type"))
    }

    #[test]
    fn media_types_are_compared_without_regard_to_case_and_keep_their_parameters() {
        let media = media(" Application/JSON ;Charset=UTF-8; profile=\"a;b\";");
        assert_eq!(
            media.to_string(),
            "application/json; charset=UTF-8; profile=\"a;b\""
        );
        assert_eq!(media.essence(), "application/json");
        assert!(media.is_json());
    }

    #[test]
    fn what_cannot_be_sent_as_a_header_is_not_a_media_type() {
        for text in [
            "",
            "json",
            "/json",
            "application/",
            "application/json, text/plain",
            "application/json; charset",
            "application/json; charset=\"a",
            "application/json; charset=\"a\nb\"",
            "application/json\r\nX: y",
            "*/json",
            "a b/c",
        ] {
            assert_eq!(text.parse::<MediaType>(), Err(NotAMediaType), "{text:?}");
        }
    }

    #[test]
    fn families_are_known_by_type_subtype_and_suffix() {
        let of = |is: fn(&MediaType) -> bool, texts: &[&str]| {
            texts
                .iter()
                .for_each(|text| assert!(is(&media(text)), "{text}"));
        };
        of(
            MediaType::is_json,
            &[
                "application/json",
                "application/vnd.github.v3+json",
                "application/json-patch+json",
                "text/json",
            ],
        );
        of(
            MediaType::is_merge_patch,
            &[
                "application/merge-patch+json",
                "application/strategic-merge-patch+json",
            ],
        );
        of(MediaType::is_json_patch, &["application/json-patch+json"]);
        of(
            MediaType::is_lines,
            &[
                "application/x-ndjson",
                "application/json-seq",
                "application/jsonl",
            ],
        );
        of(
            MediaType::is_text,
            &[
                "text/plain; charset=utf-8",
                "application/xml",
                "application/atom+xml",
            ],
        );
        of(MediaType::is_range, &["*/*", "image/*"]);
        assert!(!media("application/octet-stream").is_text());
        assert!(media("application/x-amz-json-1.1").is_json());
        assert!(!media("application/jsonp").is_json());
        assert!(!media("application/json2").is_json());
        assert!(!media("application/json-seq").is_json());
    }
}
