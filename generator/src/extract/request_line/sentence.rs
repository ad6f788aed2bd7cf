//! Sentences that say which request to send.

use std::ops::Range;

use super::{RequestLine, is_address, lines};
use crate::http_method;

/// The words that may be between the method and `to`, in singular.
const BEFORE_TO: [&str; 11] = [
    "body", "call", "data", "document", "file", "form", "json", "message", "object", "payload",
    "request",
];

/// The words that may be between `to` and the address.
const BEFORE_ADDRESS: [&str; 10] = [
    "address",
    "endpoint",
    "following",
    "our",
    "path",
    "resource",
    "route",
    "the",
    "this",
    "url",
];

/// How many other words may be between the method and `to`: `POST` a new door to `/doors`.
const OTHER_WORDS: usize = 6;

/// The sentences in the bytes `range` of `text` that say which request to send, outside of the
/// bytes `except`: "Send a `POST` request to `/doors`."
pub(in crate::extract) fn sentences<'a>(
    text: &'a str,
    range: Range<usize>,
    except: &'a [Range<usize>],
) -> impl Iterator<Item = RequestLine> + 'a {
    let lines = lines(text, range, except);
    lines.filter_map(|(line, range)| {
        Some(RequestLine {
            is_sentence: true,
            ..RequestLine::new(of_sentence(line).or_else(|| described(line))?, range)
        })
    })
}

/// The method and the address in a sentence with the word `to` between them, before which a word
/// says that something is sent.
fn of_sentence(line: &str) -> Option<(String, String)> {
    if line.starts_with(['#', '|', '>', '<']) {
        return None;
    }
    let marks = ['`', '*', '"', '(', ')'];
    let mut words = line.split_whitespace().map(|word| word.trim_matches(marks));
    let method = words.find_map(http_method::of_capitals)?;
    let mut last = "request";
    let mut others = 0;
    loop {
        let word = words.next()?;
        if word == "to" {
            break;
        }
        others += usize::from(!is_one_of(&BEFORE_TO, word));
        // Another clause may be about another request.
        if others > OTHER_WORDS || word.ends_with(['.', ',', ';', ':']) {
            return None;
        }
        last = word;
    }
    let is_sent = is_one_of(&BEFORE_TO, last);
    let mut rest = words.skip_while(|word| is_one_of(&BEFORE_ADDRESS, word));
    let url = rest.next().filter(|_| is_sent)?;
    let url = url.trim_end_matches(['.', ',', ';', ':', '`', '*', '"', ')']);
    is_address(url).then(|| (method.to_owned(), url.to_owned()))
}

/// The method and the path in code that a line begins with, which is described behind it:
/// `` - `GET /doors` lists the doors.`` An arrow or a link behind it leads elsewhere.
fn described(line: &str) -> Option<(String, String)> {
    let line = line.trim_start();
    let bullets = ["- ", "* ", "+ "].iter();
    let line = bullets.fold(line, |line, it| line.strip_prefix(it).unwrap_or(line));
    let (code, rest) = line.strip_prefix('`')?.split_once('`')?;
    let (method, url) = code.split_once(' ')?;
    let verb = rest.strip_prefix(' ')?.split(' ').next()?;
    let is_verb = verb.len() > 2 && verb.bytes().all(|it| it.is_ascii_lowercase());
    let is_sentence = is_verb && !["and", "for", "instead", "the", "with"].contains(&verb);
    let method = http_method::of_capitals(method).filter(|_| is_sentence && is_address(url))?;
    Some((method.to_owned(), url.to_owned()))
}

/// Whether a word is one of those in `known`, or several of it.
fn is_one_of(known: &[&str], word: &str) -> bool {
    let word = word.trim_end_matches([':', ',']).to_ascii_lowercase();
    known.contains(&word.as_str()) || word.strip_suffix('s').is_some_and(|it| known.contains(&it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_names_a_method_and_an_address() {
        for line in [
            "Send a `POST` request to `/doors`.",
            "To open a door, make a **POST** to the `/doors` endpoint:",
            "Send an HTTP POST to /doors",
            "A `POST` request to the endpoint `/doors` opens one.",
            "Send a POST request with a JSON body to `/doors`:",
            "**POST** the new door as JSON data to the following URL: `/doors`",
        ] {
            let expected = ("post".to_owned(), "/doors".to_owned());
            assert_eq!(of_sentence(line), Some(expected), "{line}");
        }
        for line in [
            "Send it to `/doors`.",
            "`GET /doors` lists the doors, see /windows to open.",
            "Use `POST` instead of `GET` where the answer to your question is not `/doors`.",
            "| POST to | /doors |",
            "POST to `doors`",
            "For POST requests, refer to https://a.example/doors",
            "Use `POST`. To learn more, go to /doors.",
            "Added POST support to `/doors`:",
            "A POST request redirects to `/doors`.",
            "The answer to a POST changed from 200 to /doors",
        ] {
            assert_eq!(of_sentence(line), None, "{line}");
        }
    }

    #[test]
    fn a_request_in_code_may_begin_the_sentence_about_it() {
        for line in [
            "* `GET /doors.json` returns all doors.",
            "`GET /doors.json` will list the doors",
        ] {
            let expected = ("get".to_owned(), "/doors.json".to_owned());
            assert_eq!(described(line), Some(expected), "{line}");
        }
        for line in [
            "* `GET /doors.json` → [Doors](#doors)",
            "* `GET /doors.json` and `GET /keys.json` list them.",
            "- `GET doors` lists them.",
            "- `GET /doors`: Lists them.",
            "Call `GET /doors` again.",
        ] {
            assert_eq!(described(line), None, "{line}");
        }
    }
}
