//! The info string of a fence: `yaml /openapi.json post /acs/users/list`.

use crate::http_method;

/// The meaning of an info string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Info {
    /// The block documents one operation.
    Operation {
        /// The document that the block is an excerpt of.
        file: Option<String>,
        /// In lower case.
        method: String,
        /// As written.
        path: String,
        /// Whether the block may be an example, so that its content decides.
        is_doubtful: bool,
    },
    /// The block documents a webhook.
    Webhook,
    /// It begins like the info string of an OpenAPI block and cannot be parsed.
    Malformed(String),
    /// The block is a whole document.
    Document,
    /// The block is YAML or JSON without a method and path.
    Unlabelled,
    /// The block is neither YAML nor JSON.
    Foreign,
}

/// The help for an info string that cannot be parsed.
pub(super) const EXPECTED: &str =
    "expected `yaml [document] method /path`, for example `yaml /openapi.json post /devices/list`";

/// The help for a document whose info string does not say that it is one.
pub(super) const EXPECTED_OF_DOCUMENT: &str = "if it describes the API, write `yaml openapi`, or `yaml [document] method /path` where it describes one operation";

/// Parses an info string.
///
/// Docs sites also write titles after the language (`json Response`, `yaml docker-compose.yml`), so
/// that only a method, or a document and a path, marks an OpenAPI block.
pub(super) fn parse(info: &str) -> Info {
    // `{.yaml .openapi}`, as in Pandoc and MkDocs.
    let classes = info
        .trim()
        .strip_prefix("{.")
        .and_then(|it| it.strip_suffix('}'));
    let mut words = classes.unwrap_or(info).split_whitespace();
    let language = words.next().unwrap_or_default().to_ascii_lowercase();
    let words: Vec<&str> = words.collect();
    let is_format = names_format(&language);
    if !is_format && !matches!(language.as_str(), "yaml" | "yml" | "json") {
        return Info::Foreign;
    }
    match without_attributes(&words) {
        words if is_format && !words.iter().any(|word| is_method(word)) => Info::Document,
        [] => Info::Unlabelled,
        [format] if names_format(format) => Info::Document,
        [method, path] if is_method(method) && path.starts_with('/') => Info::Operation {
            file: None,
            method: method.to_ascii_lowercase(),
            path: (*path).to_owned(),
            is_doubtful: language == "json",
        },
        [file, method, path] if is_method(method) && path.starts_with('/') => Info::Operation {
            file: Some((*file).to_owned()),
            method: method.to_ascii_lowercase(),
            path: (*path).to_owned(),
            is_doubtful: !is_document(file),
        },
        [file, kind, _] if is_document(file) && kind.eq_ignore_ascii_case("webhook") => {
            Info::Webhook
        }
        [file, rest @ ..] if is_document(file) => malformed(rest),
        [method, path, _, ..] if is_method(method) && path.starts_with('/') => {
            Info::Malformed(format!("unexpected words after the path `{path}`"))
        }
        _ => Info::Unlabelled,
    }
}

/// The words up to the attributes of the fence (`theme={null}`, `{1,3}`) that follow a path or the
/// name of the format.
fn without_attributes<'a>(words: &'a [&'a str]) -> &'a [&'a str] {
    let is_attribute = |word: &str| {
        let name = word.split_once('=').map(|(name, _)| name);
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
        word.starts_with('{') || name.is_some_and(|name| name.chars().all(is_name))
    };
    let mut pairs = words.windows(2);
    let last = pairs.position(|pair| {
        let [word, next] = pair else { return false };
        (word.starts_with('/') || names_format(word)) && is_attribute(next)
    });
    &words[..last.map_or(words.len(), |last| last + 1)]
}

/// Whether a word says that the block is a whole document: `openapi`, `.openapi`.
fn names_format(word: &str) -> bool {
    let word = word.trim_start_matches('.');
    ["openapi", "openapi-yaml", "openapi-json", "swagger"]
        .iter()
        .any(|format| word.eq_ignore_ascii_case(format))
}

/// The error in the words after the name of a document.
fn malformed(words: &[&str]) -> Info {
    match words {
        [method] if is_method(method) => Info::Malformed(format!("no path follows `{method}`")),
        [method, path] if is_method(method) => {
            Info::Malformed(format!("the path `{path}` does not begin with `/`"))
        }
        [method, path, ..] if is_method(method) => {
            Info::Malformed(format!("unexpected words after the path `{path}`"))
        }
        [word, path, ..] if path.starts_with('/') => {
            Info::Malformed(format!("`{word}` is not an HTTP method"))
        }
        [path] if path.starts_with('/') => {
            Info::Malformed(format!("`{path}` has no HTTP method before it"))
        }
        _ => Info::Unlabelled,
    }
}

fn is_method(word: &str) -> bool {
    http_method::of_word(word).is_some()
}

fn is_document(word: &str) -> bool {
    [".json", ".yaml", ".yml", "openapi"]
        .iter()
        .any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation(info: &str) -> (Option<String>, String, String, bool) {
        match parse(info) {
            Info::Operation {
                file,
                method,
                path,
                is_doubtful,
            } => (file, method, path, is_doubtful),
            other => panic!("`{info}` is {other:?}"),
        }
    }

    #[test]
    fn document_method_and_path_are_read() {
        let (file, method, path, is_doubtful) =
            operation("yaml /openapi.json post /acs/users/list");
        assert_eq!(file.as_deref(), Some("/openapi.json"));
        assert_eq!(
            (method.as_str(), path.as_str()),
            ("post", "/acs/users/list")
        );
        assert!(!is_doubtful);
    }

    #[test]
    fn the_method_is_case_insensitive() {
        assert_eq!(operation("yml api.yaml DELETE /a/{id}").1, "delete");
    }

    #[test]
    fn the_document_may_be_left_out() {
        let (file, method, _, is_doubtful) = operation("yaml GET /search");
        assert_eq!((file, method.as_str(), is_doubtful), (None, "get", false));
    }

    #[test]
    fn a_json_example_with_a_request_line_is_doubtful() {
        assert!(operation("json POST /users").3);
        assert!(operation("yaml Response get /users").3);
    }

    #[test]
    fn titles_of_examples_are_not_operations() {
        for info in [
            "json",
            "json Response",
            "yaml docker-compose.yml",
            "json package.json {3-5}",
            "json Delete a user",
            "json Example webhook payload",
        ] {
            assert_eq!(parse(info), Info::Unlabelled, "{info}");
        }
        for info in ["", "bash", "yamlish /openapi.json post /x", "http POST /x"] {
            assert_eq!(parse(info), Info::Foreign, "{info}");
        }
    }

    #[test]
    fn malformed_info_strings_explain_the_error() {
        let wrong = |info| match parse(info) {
            Info::Malformed(reason) => reason,
            other => panic!("`{info}` is {other:?}"),
        };
        assert_eq!(wrong("yaml /openapi.json post"), "no path follows `post`");
        assert_eq!(
            wrong("yaml /openapi.json post users"),
            "the path `users` does not begin with `/`"
        );
        assert_eq!(
            wrong("yaml /openapi.json fetch /users"),
            "`fetch` is not an HTTP method"
        );
        assert_eq!(
            wrong("yaml /openapi.json /users"),
            "`/users` has no HTTP method before it"
        );
        assert_eq!(
            wrong("yaml post /users twice"),
            "unexpected words after the path `/users`"
        );
    }

    #[test]
    fn attributes_may_follow() {
        for info in [
            "yaml /openapi.json get /a theme={null}",
            "yaml get /a {1,3-5} showLineNumbers",
            "json api.json GET /a title=\"A door\" wrap",
        ] {
            let (_, method, path, _) = operation(info);
            assert_eq!((&*method, &*path), ("get", "/a"), "{info}");
        }
    }

    #[test]
    fn an_operation_may_follow_the_name_of_the_format() {
        let (file, method, path, _) = operation("openapi GET /a");
        assert_eq!((file, &*method, &*path), (None, "get", "/a"));
    }

    #[test]
    fn the_name_of_the_format_says_that_a_block_is_a_document() {
        for info in [
            "yaml openapi",
            "json Swagger {1}",
            "openapi",
            "openapi-yaml",
            "{.yaml .openapi}",
        ] {
            assert_eq!(parse(info), Info::Document, "{info}");
        }
    }

    #[test]
    fn webhooks_are_recognised() {
        assert_eq!(
            parse("yaml openapi.json webhook device.connected"),
            Info::Webhook
        );
    }
}
