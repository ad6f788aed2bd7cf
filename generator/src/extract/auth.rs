//! What authenticates requests, where a page says it in words.

use std::collections::BTreeSet;

use super::{command, evidence::Credential};

/// Words of a line that say that something authenticates requests.
const WORDS: [&str; 12] = [
    "authenticat",
    "authoris",
    "authoriz",
    "header",
    "include",
    "need",
    "pass ",
    "protected",
    "require",
    "send",
    "sent",
    "with each",
];

/// Words of a line that say that nothing does, or not always.
const EXCEPTIONS: [&str; 8] = [
    "no auth",
    "not need",
    "not require",
    "optional",
    "public",
    "without auth",
    "without a token",
    "no longer",
];

/// The names of schemes in a line that has one of [`WORDS`].
const SCHEMES: [(&str, Credential); 5] = [
    ("bearer token", Credential::Bearer),
    ("bearer auth", Credential::Bearer),
    ("authentication bearer", Credential::Bearer),
    ("basic auth", Credential::Basic),
    ("http basic", Credential::Basic),
];

/// The credential that a text says requests need; `None` where it says none, or several.
pub(super) fn stated(text: &str) -> Option<Credential> {
    let found: BTreeSet<Credential> = text.lines().filter_map(of_line).collect();
    only(found)
}

/// The only one of several credentials.
pub(super) fn only(found: BTreeSet<Credential>) -> Option<Credential> {
    let mut found = found.into_iter();
    found.next().filter(|_| found.next().is_none())
}

/// Whether a text says that requests need no credential.
pub(super) fn is_public(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let words = [
        "no auth",
        "not require auth",
        "not need auth",
        "public endpoint",
        "without auth",
    ];
    words.iter().any(|words| text.contains(words))
}

fn of_line(line: &str) -> Option<Credential> {
    // Rows are about fields, and commands show what they send.
    if line.trim_start().starts_with('|') || line.contains("curl ") {
        return None;
    }
    let lower = line.to_ascii_lowercase();
    let has = |word: &&str| lower.contains(*word);
    if !WORDS.iter().any(has) || EXCEPTIONS.iter().any(has) {
        return None;
    }
    // `Authorization: Bearer …`, in a line of its own.
    if let Some(credential) = of_header(line.trim()) {
        return Some(credential);
    }
    let mut codes = line.split('`').skip(1).step_by(2);
    let named = SCHEMES.into_iter().find(|(words, _)| lower.contains(words));
    codes
        .find_map(of_code)
        .or(named.map(|(_, credential)| credential))
}

/// The credential in a line that is a header.
fn of_header(line: &str) -> Option<Credential> {
    let name = line.split_once(':')?.0.to_ascii_lowercase();
    let is_name = !name.contains(char::is_whitespace);
    let is_header = is_name && (name == "authorization" || name.starts_with("x-"));
    command::credential(line).filter(|_| is_header)
}

/// The credential in code: `X-Api-Key: …`, or the name of such a header.
fn of_code(code: &str) -> Option<Credential> {
    if code.contains(':') {
        return command::credential(code);
    }
    let name = code.to_ascii_lowercase();
    let is_key = ["auth", "key", "token", "secret"]
        .iter()
        .any(|word| name.contains(word));
    let is_header = name.starts_with("x-") && !name.contains(char::is_whitespace);
    (is_header && is_key).then(|| Credential::Header(code.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_say_what_requests_need() {
        let key = || Some(Credential::Header("X-Api-Key".to_owned()));
        for (text, credential) in [
            ("Send `X-Api-Key: <key>` with each request.", key()),
            ("The key is sent in the header `X-Api-Key`.", key()),
            (
                "Requests include `Authorization: Bearer <token>`.",
                Some(Credential::Bearer),
            ),
            ("All calls need a bearer token.", Some(Credential::Bearer)),
            (
                "```\nAuthorization: Bearer TOKEN\n```",
                Some(Credential::Bearer),
            ),
            ("Authentication: HTTP Basic", Some(Credential::Basic)),
            (
                "The API uses basic authentication.",
                Some(Credential::Basic),
            ),
        ] {
            assert_eq!(stated(text), credential, "{text}");
        }
    }

    #[test]
    fn others_do_not() {
        for text in [
            "Send `Content-Type: application/json`.",
            "A bearer token is a text.",
            "| `X-Api-Key` | header | required |",
            "The header `X-Api-Key` is optional.",
            "Include `X-Request-Id`.",
            "Send a bearer token.\nOr send `X-Api-Key: <key>`.",
        ] {
            assert_eq!(stated(text), None, "{text}");
        }
        assert!(is_public("It needs no authentication.") && !is_public("It needs a token."));
    }
}
