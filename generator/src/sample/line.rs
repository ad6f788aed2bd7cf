//! Commands of an API's own command-line interface.

use serde_json::{Deserializer, Value};

use super::call_and_comments;

/// `seam locks unlock-door --device_id "…"`, parsed without types: the shape of a parameter decides
/// how its value is interpreted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CommandLine {
    /// The words after the program's name: `locks`, `unlock-door`.
    pub command: Vec<String>,
    /// The options, in their order.
    pub options: Vec<CommandOption>,
}

/// An option of a command.
#[derive(Clone, Debug, PartialEq)]
pub struct CommandOption {
    /// The name without its leading dashes.
    pub name: String,
    /// The value; `None` for a flag.
    pub value: Option<Word>,
}

/// The value of an option.
#[derive(Clone, Debug, PartialEq)]
pub enum Word {
    /// A word after the expansion by a shell.
    Text(String),
    /// JSON without quotes around it.
    ///
    /// A shell would remove the quotation marks inside of it, so that the program could not parse
    /// it; the intended value is clear nevertheless.
    Json(Value),
}

/// The longest command that is read: finding the ends of words takes quadratic time.
const MAX_LENGTH: usize = 8 * 1024;

impl CommandLine {
    /// Parses the command at the start of `source`.
    ///
    /// # Errors
    ///
    /// The reason why it cannot be read, as a clause.
    pub fn read(source: &str) -> Result<Self, &'static str> {
        let (call, _) = call_and_comments(source);
        if call.len() > MAX_LENGTH {
            return Err("it is too long for a command");
        }
        let mut words = words(&call.replace("\\\n", " "))?.into_iter().peekable();
        words.next().ok_or("it has no command")?;
        let mut read = Self::default();
        while let Some(word) = words.next() {
            let Word::Text(text) = word else {
                return Err("it has a value without an option");
            };
            match (option(&text), read.options.is_empty()) {
                (Some((name, value)), _) => {
                    let joined = value.map(|value| Word::Text(value.to_owned()));
                    let value = joined.or_else(|| words.next_if(|next| !is_option(next)));
                    read.options.push(CommandOption {
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

/// The name of an option, and the value that is joined to it by `=`. A single dash may also begin
/// a negative number.
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
                let (text, length) = shell_word(rest).ok_or("a quotation mark is not closed")?;
                (Word::Text(text), length)
            }
        };
        words.push(word);
        rest = rest[length..].trim_start();
    }
    Ok(words)
}

/// The JSON array or object at the start of `rest`, if it is a whole word, and its length.
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

/// The first word of `rest` by the rules of a shell, and its length: the shortest prefix that ends
/// before white space and has balanced quotation marks.
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
        let options = read.options.into_iter();
        options.map(|option| (option.name, option.value)).collect()
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
    fn unquoted_json_is_parsed() {
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
    fn errors_have_a_reason() {
        let why = |source: &str| CommandLine::read(source).unwrap_err();
        assert_eq!(why("seam a --x \"1"), "a quotation mark is not closed");
        assert_eq!(why("seam"), "it has no command");
        assert_eq!(why("seam --x 1"), "it has no command");
        assert_eq!(why(""), "it has no command");
        assert_eq!(why("seam a --x 1 2"), "it has a value without an option");
        assert_eq!(why("seam a [1]"), "it has a value without an option");
        assert_eq!(why(&"x ".repeat(5000)), "it is too long for a command");
    }
}
