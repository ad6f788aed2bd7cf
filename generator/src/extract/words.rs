//! What headings and descriptions say about fields.

mod incoming;
mod values;

use super::{field::Place, translation};

pub(super) use self::incoming::is_incoming;
pub(super) use self::values::{complete, default, introduces_values, listed, values};

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
    /// The headers of a response, and its status where the heading has one.
    ResponseHeaders(Option<String>),
}

impl Role {
    /// Whether JSON may be a sample of it: parameters outside of the body are not JSON.
    pub(super) fn has_body(&self) -> bool {
        matches!(
            self,
            Self::Response(_) | Self::Request(None | Some(Place::Body))
        )
    }

    /// Whether it is the response to a request that succeeds.
    pub(super) fn is_success(&self) -> bool {
        let is_response = matches!(self, Self::Response(_));
        is_response && self.status().is_none_or(|it| it.starts_with('2'))
    }

    /// The status of a response.
    pub(super) fn status(&self) -> Option<&str> {
        match self {
            Self::Response(status) => status.as_deref(),
            Self::Request(_) | Self::ResponseHeaders(_) => None,
        }
    }
}

/// The meaning of the words of a heading, a label or a title; `None` if they have none here, as
/// those that name an operation: `Query a database`.
pub(super) fn role(text: &str) -> Option<Role> {
    let lower = text.to_lowercase();
    let text = translation::heading(&lower).into_owned();
    let second = text.split_whitespace().nth(1);
    let articles = [
        "a", "all", "an", "ein", "eine", "the", "um", "uma", "un", "una", "une",
    ];
    if second.is_some_and(|word| articles.contains(&word)) {
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
    let is_body = matches!(words[..], ["data", "params" | "parameters"]);
    let of_body = is_body.then_some(Role::Request(Some(Place::Body)));
    if let Some(role) = of_body.or_else(|| part(&words)) {
        return Some(role);
    }
    let is_answer = matches!(words[..], ["answer" | "answer:" | "reply" | "reply:", ..]);
    let nouns = ["response", "returns", "return value", "output"];
    if is_answer || nouns.iter().any(|noun| has(noun)) {
        // `Response: block header` is about a field.
        let is_plural = || words.iter().any(|it| it.trim_end_matches(':') == "headers");
        let names_headers = has("response header") || is_plural();
        if names_headers && matches!(places_in(&text)[..], [Place::Header]) {
            return Some(Role::ResponseHeaders(status(&text)));
        }
        // `Response (failure)`
        let fails = || {
            let mut words = text.split(|c: char| !c.is_alphanumeric());
            words.any(|it| matches!(it, "failed" | "failure" | "unsuccessful"))
        };
        let failure = || fails().then(|| "default".to_owned());
        return Some(Role::Response(status(&text).or_else(failure)));
    }
    let places = places_in(&text);
    let is_request = ["request", "parameter", "argument", "params", "input"]
        .iter()
        .any(|it| has(it));
    match places[..] {
        [] => is_request.then_some(Role::Request(None)),
        // `Query readings` names an operation.
        [only] => {
            let is_alone = only == Place::Body || words.iter().all(|word| is_of_place(word));
            (is_request || is_alone).then_some(Role::Request(Some(only)))
        }
        // `Path and query parameters`
        _ => Some(Role::Request(None)),
    }
}

/// The parts of a request that a text in lower case names.
fn places_in(text: &str) -> Vec<Place> {
    let named = PLACES.iter().filter(|(word, _)| text.contains(word));
    let mut places: Vec<Place> = named.map(|(_, place)| *place).collect();
    places.dedup();
    places
}

/// What a heading that names a part of a message, but not of which, is below one that says `around`
/// that it is a response: `Headers` or `Body`. `role` is what it says alone. Only what is directly
/// below, and not below the heading of an operation in between, has the role of a whole message.
pub(super) fn part_of_response(
    text: &str,
    role: &Role,
    around: &Role,
    is_direct: bool,
) -> Option<Role> {
    let lower = text.to_lowercase();
    let of_request = translation::heading(&lower).contains("request");
    match (role, around) {
        (Role::Request(_), _) if of_request => None,
        (Role::Request(Some(Place::Header)), Role::Response(status)) if is_direct => {
            Some(Role::ResponseHeaders(status.clone()))
        }
        (Role::Request(place), Role::Response(_)) => {
            let is_body = *place == Some(Place::Body) && is_direct;
            (is_body || is_part(text)).then(|| around.clone())
        }
        _ => None,
    }
}

/// Whether a text says of the fields or samples below it only which ones they are: those of what
/// is above it, and of the request where nothing is.
pub(super) fn is_part(text: &str) -> bool {
    let lower = text.to_lowercase();
    let text = translation::heading(&lower);
    part(&text.split_whitespace().collect::<Vec<_>>()).is_some()
}

/// The role of such a text, by its words.
fn part(words: &[&str]) -> Option<Role> {
    match words {
        [
            "required" | "optional" | "mandatory",
            "field" | "fields" | "field:" | "fields:",
        ] => Some(Role::Request(None)),
        ["data", "constraints" | "example" | "examples"] => Some(Role::Request(Some(Place::Body))),
        _ => None,
    }
}

/// Whether a word may stand beside the name of a part of the request.
fn is_of_place(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let word = word.strip_suffix('s').unwrap_or(word);
    let others = [
        "", "and", "arg", "data", "example", "field", "http", "key", "optional", "option", "or",
        "required", "schema", "string", "uri", "url", "value", "variable",
    ];
    others.contains(&word) || PLACES.iter().any(|(place, _)| *place == word)
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

/// Whether a word is the name of several values: `ids`, and not `status`.
pub(super) fn is_plural(word: &str) -> bool {
    let is_singular = ["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    word.ends_with('s') && !is_singular
}

/// A word, or the last one of several, as of one: `company` for `companies`.
pub(super) fn singular(word: &str) -> String {
    let is_hissing = |it: &&str| {
        ["s", "sh", "ch", "x", "z"]
            .iter()
            .any(|end| it.ends_with(end))
    };
    let stem = word.strip_suffix("ies").filter(|it| it.len() > 1);
    if let Some(stem) = stem {
        return format!("{stem}y");
    }
    let stem = word.strip_suffix("es").filter(is_hissing);
    let stem = stem.filter(|it| !it.ends_with('s') || it.ends_with("ss"));
    let stem = stem.or_else(|| word.strip_suffix('s'));
    let stem = stem.filter(|it| it.len() > 2 && is_plural(word));
    stem.unwrap_or(word).to_owned()
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

/// Whether a description begins with a word that says that a field is required or optional, or ends
/// with one in parentheses.
pub(super) fn required(description: &str) -> Option<bool> {
    let last = description.trim_end_matches(['.', ' ']).rsplit_once('(');
    let last = last.and_then(|(_, word)| word.strip_suffix(')'));
    if let Some(word @ ("required" | "optional")) = last {
        return is_required(word);
    }
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
    let text = text.trim_matches(marks).to_ascii_lowercase();
    match translation::mark(&text).unwrap_or(&text) {
        "yes" | "true" | "required" | "mandatory" | "y" | "✓" | "✔" | "✅" | "☑" | "m" | "r"
        | ":white_check_mark:" | ":heavy_check_mark:" | ":material-check:" => Some(true),
        "no" | "false" | "optional" | "n" | "o" | "✗" | "✘" | "❌" | ":x:" | ":material-close:" => {
            Some(false)
        }
        _ => None,
    }
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
    fn words_have_a_singular() {
        for (word, one) in [
            ("companies", "company"),
            ("doors", "door"),
            ("houses", "house"),
            ("addresses", "address"),
            ("boxes", "box"),
            ("access_keys", "access_key"),
            ("status", "status"),
            ("ids", "ids"),
        ] {
            assert_eq!(singular(word), one);
        }
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
        assert_eq!(required("The door (optional)."), Some(false));
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
