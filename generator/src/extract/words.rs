//! What headings and descriptions say about fields.

use super::field::Place;

/// Words in a heading, and the part of the request that each names.
const PLACES: [(&str, Place); 6] = [
    ("path", Place::Path),
    ("query", Place::Query),
    ("header", Place::Header),
    ("cookie", Place::Cookie),
    ("body", Place::Body),
    ("payload", Place::Body),
];

/// What the fields or samples below a heading are part of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The request; `None` where the heading does not say which part.
    Request(Option<Place>),
    /// A response, and its status where the heading has one.
    Response(Option<String>),
}

impl Role {
    /// Whether JSON may be a sample of it: parameters outside of the body are not JSON.
    pub(super) fn has_body(&self) -> bool {
        matches!(
            self,
            Self::Response(_) | Self::Request(None | Some(Place::Body))
        )
    }
}

/// The meaning of the words of a heading, a label or a title; `None` if they have none here, as
/// those that name an operation: `Query a database`.
pub(super) fn role(text: &str) -> Option<Role> {
    let text = text.to_ascii_lowercase();
    let second = text.split_whitespace().nth(1);
    if matches!(second, Some("a" | "an" | "all" | "the")) {
        return None;
    }
    let has = |word: &str| text.contains(word);
    // `Success 200`, as apiDoc writes it.
    let words = ["status", "success ", "error ", "http "];
    let is_status = words.iter().any(|word| text.starts_with(word))
        || text.starts_with(|c: char| c.is_ascii_digit());
    if let Some(status) = status(&text).filter(|_| is_status) {
        return Some(Role::Response(Some(status)));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_error = matches!(words[..], ["error" | "errors" | "error:" | "errors:"])
        || has("error") && (has("response") || has("example"));
    if is_error {
        // Alone, it says nothing about the response to a request that succeeds.
        let default = (!names_success(&text)).then(|| "default".to_owned());
        return Some(Role::Response(status(&text).or(default)));
    }
    if has("response") || has("returns") || has("return value") || has("output") {
        return Some(Role::Response(status(&text)));
    }
    let mut places: Vec<Place> = PLACES
        .iter()
        .filter(|(word, _)| has(word))
        .map(|(_, place)| *place)
        .collect();
    places.dedup();
    let is_request = ["request", "parameter", "argument", "params", "input"]
        .iter()
        .any(|it| has(it));
    match places[..] {
        [] => is_request.then_some(Role::Request(None)),
        [only] => Some(Role::Request(Some(only))),
        // `Path and query parameters`
        _ => Some(Role::Request(None)),
    }
}

/// Whether one of the things that a text lists is a response that is no error: `Responses and
/// errors`.
fn names_success(text: &str) -> bool {
    let text = [" and ", " or ", " & "]
        .iter()
        .fold(text.to_owned(), |text, word| text.replace(word, "/"));
    let mut parts = text.split(['/', ',']);
    parts.any(|part| {
        let mut words = ["response", "returns", "success"].iter();
        words.any(|word| part.contains(word)) && !part.contains("error")
    })
}

/// The status in a text: three digits, or the range `4xx`, that begin a word.
pub(super) fn status(text: &str) -> Option<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let mut statuses = words.filter(|word| match word.as_bytes() {
        [b'1'..=b'5', rest @ ..] if rest.len() == 2 => {
            rest.iter().all(u8::is_ascii_digit) || rest.eq_ignore_ascii_case(b"xx")
        }
        _ => false,
    });
    statuses.next().map(str::to_ascii_uppercase)
}

/// The place of a parameter that a column or an attribute names.
pub(super) fn place(text: &str) -> Option<Place> {
    match text.trim().to_ascii_lowercase().as_str() {
        "path" | "url" | "path variable" | "path parameter" => Some(Place::Path),
        "query" | "querystring" | "query string" | "query parameter" => Some(Place::Query),
        "header" | "headers" => Some(Place::Header),
        "cookie" => Some(Place::Cookie),
        "body" | "form" | "formdata" | "payload" | "request body" => Some(Place::Body),
        _ => None,
    }
}

/// Labels before the only values of a field.
const VALUES: [&str; 8] = [
    "available options:",
    "enum values:",
    "allowed values:",
    "possible values:",
    "accepted values:",
    "valid values:",
    "one of:",
    "enum:",
];

/// Words before the only values of a field, which are quoted directly after them.
const BEFORE_VALUES: [&str; 7] = [
    "any of ",
    "one of ",
    "one or more of ",
    "allowed values are ",
    "possible values are ",
    "supported values are ",
    "valid values are ",
];

/// The values that a description says are the only ones: those after a label, in its sentence.
/// Without quotes, one word alone is no list: it may be a range, or a link.
pub(super) fn values(description: &str) -> Vec<String> {
    for line in description.lines() {
        let lower = line.to_ascii_lowercase();
        for words in BEFORE_VALUES {
            let Some(start) = lower.find(words) else {
                continue;
            };
            let rest = line.get(start + words.len()..).unwrap_or_default();
            let values = quoted(sentence(rest));
            let is_clause = begins_clause(&lower[..start]) && !is_subject(sentence(rest));
            if is_clause && rest.starts_with(['`', '"']) && values.len() > 1 {
                return values;
            }
        }
        for label in VALUES {
            let Some(start) = lower.find(label) else {
                continue;
            };
            let rest = line.get(start + label.len()..).unwrap_or_default();
            let values = quoted(sentence(rest));
            let values = match values.as_slice() {
                // A list of strings within one pair of backticks.
                [list] if list.contains("\", \"") => quoted(&rest.replace('`', "")),
                _ => values,
            };
            if !values.is_empty() {
                return values;
            }
            let items = rest.trim().trim_end_matches('.').split(',').map(str::trim);
            let items: Vec<String> = items
                .map(|item| item.trim_matches('"').to_owned())
                .collect();
            let is_value = |item: &String| !item.is_empty() && !item.contains(' ');
            let is_list = items.len() > 1 || label == "enum:";
            if is_list && items.iter().all(is_value) {
                return items;
            }
        }
    }
    Vec::new()
}

/// Whether what follows `text` begins a clause about the field: `Must be one of`.
fn begins_clause(text: &str) -> bool {
    let text = text.trim_end();
    let verbs = [" be", " is", " are", "must be", "can be", "either"];
    text.is_empty()
        || text.ends_with(['.', ',', ';', ':', '(', '-', '–', '—'])
        || verbs.iter().any(|verb| text.ends_with(verb))
}

/// Whether a verb follows the last quoted text of a sentence, which is then about fields and not
/// about values: "One of `email` or `phone` is required."
fn is_subject(sentence: &str) -> bool {
    let rest = sentence.rsplit(['`', '"']).next().unwrap_or_default();
    let verb = rest.split_whitespace().next().unwrap_or_default();
    [
        "are", "can", "has", "have", "is", "may", "must", "need", "needs", "should", "was", "were",
        "will",
    ]
    .contains(&verb)
}

/// Whether a description begins with a word that says that a field is required or optional.
pub(super) fn required(description: &str) -> Option<bool> {
    let text = description.trim_start_matches(['(', '[', '*', '_', '`', ' ']);
    let end = text.find(|c: char| !c.is_ascii_alphabetic());
    let (word, rest) = text.split_at(end.unwrap_or(text.len()));
    // `Required if …`
    let is_alone = rest.is_empty() || !rest.starts_with([' ', '-', '/']);
    // Others that are marks in a column are about the value here: `True, if it is open.`
    let words = ["mandatory", "optional", "required"];
    let is_word = words.iter().any(|it| word.eq_ignore_ascii_case(it));
    is_required(word).filter(|_| is_alone && is_word)
}

/// Whether a word or a mark says that a field is required or optional.
pub(super) fn is_required(text: &str) -> Option<bool> {
    let marks = ['(', ')', '[', ']', '`', '*', '_', ' ', '\u{fe0f}'];
    match text.trim_matches(marks).to_ascii_lowercase().as_str() {
        "yes" | "true" | "required" | "mandatory" | "y" | "✓" | "✔" | "✅" | "☑" | "m" | "r"
        | ":white_check_mark:" | ":heavy_check_mark:" | ":material-check:" => Some(true),
        "no" | "false" | "optional" | "n" | "o" | "✗" | "✘" | "❌" | ":x:" | ":material-close:" => {
            Some(false)
        }
        _ => None,
    }
}

/// The default value in a description: what is quoted after `default`, or the rest of the line
/// after `Default:`.
pub(super) fn default(description: &str) -> Option<String> {
    for line in description.lines() {
        let lower = line.to_ascii_lowercase();
        for label in [
            "defaults to ",
            "default is ",
            "default value is ",
            "default: ",
            "default value: ",
            "default=",
            "default = ",
            "default ",
        ] {
            let Some(start) = lower.find(label) else {
                continue;
            };
            if label == "default " && !begins_clause(&lower[..start]) {
                continue;
            }
            let rest = line.get(start + label.len()..).unwrap_or_default().trim();
            if rest.starts_with(['`', '"']) {
                return quoted(rest).into_iter().next();
            }
            let word = rest.split([' ', ',', ';', ')']).next().unwrap_or_default();
            let word = word.trim_end_matches('.');
            let is_literal = word.parse::<f64>().is_ok_and(f64::is_finite);
            if is_literal || matches!(word, "true" | "false") {
                return Some(word.to_owned());
            }
        }
    }
    None
}

/// The text up to the first full stop that is not within quotes.
fn sentence(text: &str) -> &str {
    let mut is_quoted = false;
    let end = text.char_indices().find(|(at, character)| {
        is_quoted ^= matches!(character, '`' | '"');
        let is_last = text[at + character.len_utf8()..].starts_with([' ', '\n']);
        *character == '.' && !is_quoted && is_last
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// The texts in backticks or double quotes; of backticks if there are any.
fn quoted(text: &str) -> Vec<String> {
    let mark = if text.contains('`') { '`' } else { '"' };
    let texts = text.split(mark).skip(1).step_by(2);
    let texts = texts.map(|text| match text.contains("\", \"") {
        true => text.to_owned(),
        false => text.trim().trim_matches('"').to_owned(),
    });
    texts.filter(|text| !text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_what_fields_are_part_of() {
        assert_eq!(
            role("Query parameters:"),
            Some(Role::Request(Some(Place::Query)))
        );
        assert_eq!(role("Request Body"), Some(Role::Request(Some(Place::Body))));
        assert_eq!(role("Parameters"), Some(Role::Request(None)));
        let ok = Role::Response(Some("200".to_owned()));
        assert_eq!(role("Response 200 fields (application/json):"), Some(ok));
        assert_eq!(role("Returns"), Some(Role::Response(None)));
        let error = Role::Response(Some("default".to_owned()));
        for title in ["Error", "Error response", "Example of an error:"] {
            assert_eq!(role(title), Some(error.clone()), "{title}");
        }
        let invalid = Role::Response(Some("422".to_owned()));
        for title in ["Error response (422)", "Example of an error: 422"] {
            assert_eq!(role(title), Some(invalid.clone()), "{title}");
        }
        for title in [
            "Responses and errors",
            "Errors & example responses",
            "Success/error responses",
            "Examples of success and error",
        ] {
            assert_eq!(role(title), Some(Role::Response(None)), "{title}");
        }
        for title in [
            "Overview",
            "Error codes",
            "Query a database",
            "Update the header",
        ] {
            assert_eq!(role(title), None, "{title}");
        }
        let both = role("Path and query parameters");
        assert_eq!(both, Some(Role::Request(None)));
        let missing = Role::Response(Some("404".to_owned()));
        assert_eq!(role("Status: 404 Not found"), Some(missing.clone()));
        assert_eq!(role("404"), Some(missing));
        assert_eq!(status("4xx errors"), Some("4XX".to_owned()));
        assert_eq!(status("1000 doors"), None);
    }

    #[test]
    fn values_follow_a_label() {
        assert_eq!(
            values("State.\nAvailable options: `open`, `closed`."),
            ["open", "closed"]
        );
        assert_eq!(values("Enum: \"a\", \"b\""), ["a", "b"]);
        assert_eq!(values("Enum: 0, 1"), ["0", "1"]);
        assert_eq!(values("possible values: `\"a\", \"b\"`"), ["a", "b"]);
        assert_eq!(
            values("One of: `a.b`, `c`. Defaults to `c` without `d`."),
            ["a.b", "c"]
        );
        assert!(values("Allowed values: 1-100.").is_empty());
        assert_eq!(values("One of `a`, `b` or `c`."), ["a", "b", "c"]);
        assert_eq!(values("It must be one of \"a\", \"b\""), ["a", "b"]);
        assert!(values("If one of `a` and `b` is open, `c` is too.").is_empty());
        assert!(values("One of `a`.").is_empty());
        assert!(values("The phone (one of `a` or `b` is required).").is_empty());
        assert!(values("One of `a` or `b` must be set.").is_empty());
        assert!(values("It is `open` or `closed`.").is_empty());
        assert!(values("One of: the doors of the house").is_empty());
    }

    #[test]
    fn a_default_is_quoted_or_a_literal() {
        let text = |it: &str| default(it);
        assert_eq!(text("Size. Defaults to `10`.").as_deref(), Some("10"));
        assert_eq!(text("Default: true").as_deref(), Some("true"));
        assert_eq!(text("(default: 0.5)").as_deref(), Some("0.5"));
        assert_eq!(
            text("Size (default `25`, max `100`)").as_deref(),
            Some("25")
        );
        assert_eq!(text("Number of doors, default 50").as_deref(), Some("50"));
        assert_eq!(text("Defaults to the first door."), None);
        assert_eq!(text("Replaces the default 3 doors."), None);
    }

    #[test]
    fn a_description_may_begin_with_whether_the_field_is_required() {
        for text in [
            "Required. The door.",
            "(required) The door.",
            "Required",
            "*Required*: A",
        ] {
            assert_eq!(required(text), Some(true), "{text}");
        }
        assert_eq!(required("Optional, the door."), Some(false));
        for text in [
            "Required if open.",
            "Required-by date",
            "The door is required.",
            "True, if it is open.",
            "No. of doors",
            "",
        ] {
            assert_eq!(required(text), None, "{text}");
        }
    }
}
