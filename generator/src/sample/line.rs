//! Calls of an API's own command line.

use serde_json::{Deserializer, Value};

use super::call_and_comments;

/// `seam locks unlock-door --device_id "…"`, read but not understood yet: what a
/// text stands for is for the parameter's shape to say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CommandLine {
    /// The words behind the program's name: `locks`, `unlock-door`.
    pub command: Vec<String>,
    /// The options, in their order.
    pub given: Vec<Given>,
}

/// An option that a line gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// Its name without the dashes before it, as the line writes it.
    pub name: String,
    /// Its value; `None` for an option that stands alone.
    pub value: Option<Word>,
}

/// A word of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Word {
    /// What a shell makes of it.
    Text(String),
    /// JSON without quotes around it.
    ///
    /// A shell takes the quotes inside of it away, so that no program can read it;
    /// what is meant is plain all the same.
    Json(Value),
}

/// Where a line ends is found by trying, which takes the square of its length.
const LONGEST: usize = 8 * 1024;

impl CommandLine {
    /// The line at the top of `source`.
    ///
    /// # Errors
    ///
    /// Says why it cannot be read, for the end of a sentence.
    pub fn read(source: &str) -> Result<Self, &'static str> {
        let (call, _) = call_and_comments(source);
        if call.len() > LONGEST {
            return Err("it is longer than any command");
        }
        let mut words = words(&call.replace("\\\n", " "))?.into_iter().peekable();
        words.next().ok_or("it has no command")?;
        let mut read = Self::default();
        while let Some(word) = words.next() {
            let Word::Text(text) = word else {
                return Err("it has a value without an option");
            };
            match (option(&text), read.given.is_empty()) {
                (Some((name, value)), _) => {
                    let joined = value.map(|value| Word::Text(value.to_owned()));
                    let value = joined.or_else(|| words.next_if(|next| !is_option(next)));
                    read.given.push(Given {
                        name: name.to_owned(),
                        value,
                    });
                }
                (None, true) => read.command.push(text),
                (None, false) => return Err("it has a value without an option"),
            }
        }
        if read.command.is_empty() {
            return Err("it has no command");
        }
        Ok(read)
    }
}

/// The name of an option, and the value that is joined to it. A single dash
/// begins negative numbers too.
fn option(text: &str) -> Option<(&str, Option<&str>)> {
    let long = text.strip_prefix("--");
    let short = || {
        let name = text.strip_prefix('-')?;
        name.starts_with(char::is_alphabetic).then_some(name)
    };
    let name = long.or_else(short)?;
    Some(match name.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (name, None),
    })
}

fn is_option(word: &Word) -> bool {
    matches!(word, Word::Text(text) if option(text).is_some())
}

fn words(line: &str) -> Result<Vec<Word>, &'static str> {
    let mut words = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let (word, length) = match json(rest) {
            Some((value, length)) => (Word::Json(value), length),
            None => {
                let (text, length) = shell_word(rest).ok_or("a quote has no end")?;
                (Word::Text(text), length)
            }
        };
        words.push(word);
        rest = rest[length..].trim_start();
    }
    Ok(words)
}

/// The list or object that `rest` begins with, if it is a word of its own.
fn json(rest: &str) -> Option<(Value, usize)> {
    if !rest.starts_with(['[', '{']) {
        return None;
    }
    let mut stream = Deserializer::from_str(rest).into_iter::<Value>();
    let value = stream.next()?.ok()?;
    let length = stream.byte_offset();
    let is_whole = rest[length..]
        .chars()
        .next()
        .is_none_or(char::is_whitespace);
    is_whole.then_some((value, length))
}

/// The first word of `rest` as a shell reads it: the shortest beginning that ends
/// at a blank and whose quotes are all closed.
fn shell_word(rest: &str) -> Option<(String, usize)> {
    let blanks = rest.char_indices().filter(|(_, c)| c.is_whitespace());
    let ends = blanks.map(|(at, _)| at).chain([rest.len()]);
    for end in ends {
        let word = &rest[..end];
        if word.ends_with('\\') && end < rest.len() {
            continue;
        }
        if let Ok(read) = shell_words::split(word) {
            return Some((read.concat(), end));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn given(source: &str) -> Vec<(String, Option<Word>)> {
        let read = CommandLine::read(source).unwrap();
        let given = read.given.into_iter();
        given.map(|given| (given.name, given.value)).collect()
    }

    fn text(text: &str) -> Option<Word> {
        Some(Word::Text(text.to_owned()))
    }

    #[test]
    fn a_line_has_a_command_and_options() {
        let source =
            "seam locks simulate keypad-code-entry --device_id \"a b\" --code '12'\n\n\n# null\n";
        let read = CommandLine::read(source).unwrap();
        assert_eq!(read.command, ["locks", "simulate", "keypad-code-entry"]);
        assert_eq!(
            given(source),
            [
                ("device_id".to_owned(), text("a b")),
                ("code".to_owned(), text("12"))
            ]
        );
    }

    #[test]
    fn json_without_quotes_is_read_as_it_is_meant() {
        assert_eq!(
            given("seam a b --ids [\"x\", \"y z\"] --data {\"k\":[1]} --last"),
            [
                ("ids".to_owned(), Some(Word::Json(json!(["x", "y z"])))),
                ("data".to_owned(), Some(Word::Json(json!({"k": [1]})))),
                ("last".to_owned(), None),
            ]
        );
        assert_eq!(
            given("seam a b --ids '[\"x\"]' --glob [ab]*"),
            [
                ("ids".to_owned(), text("[\"x\"]")),
                ("glob".to_owned(), text("[ab]*")),
            ]
        );
    }

    #[test]
    fn joined_values_negative_numbers_and_escapes_are_values() {
        assert_eq!(
            given("seam a b --x=\"1 2\" --y -5 --z a\\ b \\\n  -q"),
            [
                ("x".to_owned(), text("1 2")),
                ("y".to_owned(), text("-5")),
                ("z".to_owned(), text("a b")),
                ("q".to_owned(), None),
            ]
        );
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let why = |source: &str| CommandLine::read(source).unwrap_err();
        assert_eq!(why("seam a --x \"1"), "a quote has no end");
        assert_eq!(why("seam"), "it has no command");
        assert_eq!(why("seam --x 1"), "it has no command");
        assert_eq!(why(""), "it has no command");
        assert_eq!(why("seam a --x 1 2"), "it has a value without an option");
        assert_eq!(why("seam a [1]"), "it has a value without an option");
        assert_eq!(why(&"x ".repeat(5000)), "it is longer than any command");
    }
}
