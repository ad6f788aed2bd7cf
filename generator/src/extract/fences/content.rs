//! What the text of a fence is, by the fields that it begins with.

/// The kind of document in a fence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Content {
    /// OpenAPI 3 or Swagger 2.0.
    OpenApi,
    /// AsyncAPI.
    AsyncApi,
    /// An operation in Mintlify's older format.
    Mintlify,
    /// Anything else.
    Other,
}

impl Content {
    /// The kind of the document in `text`, which is YAML or JSON.
    pub(in crate::extract) fn of(text: &str) -> Self {
        let has = |key: &str| text.lines().any(|line| is_field(line, key));
        if has("openapi") || has("swagger") {
            Self::OpenApi
        } else if has("asyncapi") {
            Self::AsyncApi
        } else if is_operation(text) {
            Self::Mintlify
        } else {
            Self::Other
        }
    }

    /// Whether the first field of `text` says that it is OpenAPI.
    pub(in crate::extract) fn begins_document(text: &str) -> bool {
        let mut lines = text.lines().map(str::trim);
        let is_text = |line: &&str| !matches!(*line, "" | "{" | "---") && !line.starts_with('#');
        let first = lines.find(is_text);
        first.is_some_and(|line| ["openapi", "swagger"].iter().any(|key| is_field(line, key)))
    }
}

/// Whether the line is the field `key` of a mapping.
fn is_field(line: &str, key: &str) -> bool {
    let line = line.trim_start_matches(['{', ' ', '\t', '"']);
    let rest = line.strip_prefix(key);
    rest.is_some_and(|rest| rest.trim_start_matches(['"', ' ']).starts_with(':'))
}

/// Whether `paths` has the fields `path` and `method` in place of paths.
fn is_operation(text: &str) -> bool {
    let lines = text.lines().skip_while(|line| !line.starts_with("paths:"));
    let mut fields = lines.skip(1).take_while(|line| line.starts_with("  "));
    fields
        .next()
        .is_some_and(|line| line.starts_with("  path:"))
        && fields.any(|line| line.starts_with("  method:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_decide_what_a_document_is() {
        for (text, content) in [
            ("openapi: 3.0.0\npaths: {}\n", Content::OpenApi),
            ("{\"openapi\":\"3.0.0\"}", Content::OpenApi),
            ("{\n  \"swagger\": \"2.0\"\n}", Content::OpenApi),
            ("asyncapi: 2.6.0\n", Content::AsyncApi),
            (
                "paths:\n  path: /a\n  servers: []\n  method: get\n",
                Content::Mintlify,
            ),
            ("paths:\n  path: /a\nmethod: get\n", Content::Other),
            ("path: /a\nmethod: get\n", Content::Other),
            ("{\"id\": 1}", Content::Other),
        ] {
            assert_eq!(Content::of(text), content, "{text}");
        }
    }
}
