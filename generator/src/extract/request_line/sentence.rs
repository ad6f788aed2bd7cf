//! Sentences that say which request to send.

use std::ops::Range;

use super::{RequestLine, is_address, lines};
use crate::http_method;

/// How many words follow the method of a sentence up to its address.
const SENTENCE_WORDS: usize = 8;

/// The sentences in the bytes `range` of `text` that say which request to send, outside of the
/// bytes `except`: "Send a `POST` request to `/doors`."
pub(in crate::extract) fn sentences<'a>(
    text: &'a str,
    range: Range<usize>,
    except: &'a [Range<usize>],
) -> impl Iterator<Item = RequestLine> + 'a {
    let lines = lines(text, range, except);
    lines.filter_map(|(line, range)| {
        let (method, url) = of_sentence(line)?;
        Some(RequestLine {
            method,
            url,
            range,
            is_sentence: true,
        })
    })
}

/// The method and the address in a sentence with the word `to` between them.
fn of_sentence(line: &str) -> Option<(String, String)> {
    if line.starts_with(['#', '|', '>', '<']) {
        return None;
    }
    let marks = ['`', '*', '"', '.', ',', ';', ':', '(', ')'];
    let mut words = line.split_whitespace().map(|word| word.trim_matches(marks));
    let method = words.find_map(http_method::of_capitals)?;
    let words: Vec<&str> = words.take(SENTENCE_WORDS).collect();
    let to = words.iter().position(|word| *word == "to")?;
    let url = words[to..].iter().find(|word| is_address(word))?;
    Some((method.to_owned(), (*url).to_owned()))
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
        ] {
            assert_eq!(of_sentence(line), None, "{line}");
        }
    }
}
