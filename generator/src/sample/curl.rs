//! `curl` commands.

use std::ops::Range;

use serde_json::{Deserializer, Value};

use super::call_and_comments;

/// A `curl` command, and the response that is shown below it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curl {
    /// The method, in capitals.
    pub method: String,
    /// The URL, if there is one.
    pub url: Option<String>,
    /// The headers, as `name: value`.
    pub headers: Vec<String>,
    /// The file that the response is written to.
    pub output: Option<String>,
    /// Whether it has a user name and a password.
    pub has_user: bool,
    /// The JSON body of the request, if there is one, or why it cannot be read.
    pub body: Option<Result<Value, &'static str>>,
    /// The names of the fields of a form, or of the parts of a multipart body, that it sends.
    pub fields: Vec<String>,
    /// The names of the parts that are files.
    pub files: Vec<String>,
    /// Whether they are the parts of a multipart body.
    pub has_parts: bool,
    /// The JSON body of the response, if one is shown, or why it cannot be read.
    pub response: Option<Result<Value, &'static str>>,
}

/// Options with a body; the value may be joined by `=`.
const BODY_OPTIONS: &[&str] = &[
    "--json",
    "--data",
    "--data-raw",
    "--data-binary",
    "--data-ascii",
    "-d",
];

/// Short options with a value, which may follow at once: `-XPOST`.
const SHORT_WITH_VALUE: &str = "AbcCdDeEFHKmoPQrtTuUwxXyYz";

/// A short option with a value that says nothing about the request.
const OTHER: &str = "-A";

/// Options with one field of a form, or one part.
const FIELD_OPTIONS: &[&str] = &["--form", "--form-string", "-F", "--data-urlencode"];

/// The operator of a here-document.
const HERE: &str = "<<";

/// Why a body in a file is not read.
pub(crate) const BODY_IN_FILE: &str = "its body is in a file";

/// The heading of a response.
const RESPONSE: &str = "Response:";

impl Curl {
    /// Parses the command in `source`.
    ///
    /// # Errors
    ///
    /// The reason why it cannot be read, as a clause.
    pub fn read(source: &str) -> Result<Self, &'static str> {
        let document = here_document(source);
        // Lines of the document may look like comments.
        let below = document.as_ref().map_or(0, |document| document.end);
        let (call, comments) = call_and_comments(&source[below..]);
        let command = match source.split_once(HERE) {
            Some((command, _)) if document.is_some() => command,
            _ => call,
        };
        let document = document.map(|range| &source[range]);
        let words = shell_words::split(command).map_err(|_| "a quotation mark is not closed")?;
        let mut words = words.into_iter();
        if words.next().as_deref() != Some("curl") {
            return Err("it does not begin with `curl`");
        }
        let mut method = None;
        let mut read = Self::default();
        let (mut is_get, mut is_head) = (false, false);
        let mut data: Vec<String> = Vec::new();
        while let Some(word) = words.next() {
            let Parts {
                flags,
                option,
                joined,
            } = Parts::of(&word);
            is_get |= flags.contains('G') || option == "--get";
            is_head |= flags.contains('I') || option == "--head";
            let mut value = || joined.map(str::to_owned).or_else(|| words.next());
            match option {
                "-X" | "--request" => method = value(),
                "--url" => read.url = value(),
                "-H" | "--header" => read.headers.extend(value()),
                "-u" | "--user" => read.has_user = value().is_some(),
                "-o" | "--output" => read.output = value(),
                _ if BODY_OPTIONS.contains(&option) => {
                    let value = value().unwrap_or_default();
                    read.fields.extend(form_fields(&value));
                    read.body = Some(body(&value, document));
                    data.push(value);
                }
                _ if FIELD_OPTIONS.contains(&option) => {
                    let value = value().unwrap_or_default();
                    let is_part = option != "--data-urlencode";
                    if let Some((name, content)) = value.split_once('=') {
                        read.fields.push(name.to_owned());
                        let takes_files = is_part && option != "--form-string";
                        let is_file = takes_files && content.starts_with('@');
                        read.files.extend(is_file.then(|| name.to_owned()));
                    }
                    read.has_parts |= is_part;
                    data.push(value);
                }
                OTHER => {
                    value();
                }
                _ if option.starts_with("http://") || option.starts_with("https://") => {
                    read.url = Some(word);
                }
                _ => {}
            }
        }
        if is_get {
            read.send_in_query(&data);
        }
        let has_body = read.body.is_some() || !read.fields.is_empty();
        let default = match (is_head, has_body) {
            (true, _) => "HEAD",
            (_, true) => "POST",
            (_, false) => "GET",
        };
        read.method = method.map_or(default.to_owned(), |method| method.to_ascii_uppercase());
        read.response = comments
            .split_once(RESPONSE)
            .and_then(|(_, response)| json_after(response));
        Ok(read)
    }

    /// Sends the data in the query instead of the body, as `-G` does.
    fn send_in_query(&mut self, data: &[String]) {
        self.body = None;
        self.fields.clear();
        self.files.clear();
        if let Some(url) = self.url.as_mut().filter(|_| !data.is_empty()) {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&data.join("&").replace(' ', "%20"));
        }
    }
}

/// An argument, taken apart.
struct Parts<'a> {
    /// Short options without a value.
    flags: &'a str,
    /// The option, or another argument; empty where there are only flags.
    option: &'a str,
    /// The value that is a part of the argument.
    joined: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(word: &'a str) -> Self {
        let plain = |option, joined| Self {
            flags: "",
            option,
            joined,
        };
        if word.starts_with("--") {
            return match word.split_once('=') {
                Some((option, value)) => plain(option, Some(value)),
                None => plain(word, None),
            };
        }
        let Some(short) = word.strip_prefix('-') else {
            return plain(word, None);
        };
        match short.find(|c| SHORT_WITH_VALUE.contains(c)) {
            Some(at) => {
                let (flags, rest) = short.split_at(at);
                let (letter, value) = rest.split_at(1);
                let mut known = ["-d", "-F", "-H", "-o", "-u", "-X"].into_iter();
                Self {
                    flags,
                    // All others are alike: only their value is skipped.
                    option: known.find(|it| it.ends_with(letter)).unwrap_or(OTHER),
                    joined: (!value.is_empty()).then_some(value),
                }
            }
            None => Self {
                flags: short,
                option: "",
                joined: None,
            },
        }
    }
}

/// The bytes of the text of the here-document in `source`, if there is one: between the line with
/// the delimiter and the line that is the delimiter.
fn here_document(source: &str) -> Option<Range<usize>> {
    let (command, rest) = source.split_once(HERE)?;
    // A quoted `<<` is not an operator.
    shell_words::split(command).ok()?;
    let (mark, text) = rest.split_once('\n')?;
    let mark = mark
        .trim()
        .trim_start_matches('-')
        .trim_matches(['\'', '"']);
    let start = source.len() - text.len();
    let mut end = start;
    for line in text.split_inclusive('\n') {
        if line.trim() == mark {
            break;
        }
        end += line.len();
    }
    Some(start..end)
}

fn body(value: &str, document: Option<&str>) -> Result<Value, &'static str> {
    match (value.strip_prefix('@'), document) {
        (Some("-"), Some(document)) => whole_json(document),
        (Some(_), _) => Err(BODY_IN_FILE),
        (None, _) => whole_json(value),
    }
}

/// The names in `name=a&other=b`; none where the text is something else.
fn form_fields(text: &str) -> Vec<String> {
    let names = text.split('&').map(|pair| {
        let (name, _) = pair.split_once('=')?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || "_-.[]%".contains(c);
        (!name.is_empty() && name.chars().all(is_name)).then(|| name.to_owned())
    });
    names.collect::<Option<_>>().unwrap_or_default()
}

fn whole_json(text: &str) -> Result<Value, &'static str> {
    serde_json::from_str(text).map_err(|_| "its body is not JSON")
}

/// The JSON value at the start of `text`; `None` if there is only white space.
fn json_after(text: &str) -> Option<Result<Value, &'static str>> {
    let first = Deserializer::from_str(text).into_iter::<Value>().next()?;
    Some(first.map_err(|_| "its response is not JSON"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_here_document_and_a_commented_response_are_read() {
        let source = "curl --include --request POST \"https://a/b\" \\\n  --header \"Authorization: Bearer $KEY\" \\\n  --json @- <<EOF\n{\n  \"a\": 1\n}\n\nEOF\n\n\n# Response:\n\n# {\n\n#   \"b\": []\n\n# }\n";
        let read = Curl::read(source).unwrap();
        assert_eq!(read.method, "POST");
        assert_eq!(read.url.as_deref(), Some("https://a/b"));
        assert_eq!(read.body, Some(Ok(json!({"a": 1}))));
        assert_eq!(read.response, Some(Ok(json!({"b": []}))));
    }

    #[test]
    fn a_quoted_body_is_read() {
        let read = Curl::read("curl -X put 'https://a' \\\n-d '{\"a\": \"b\"}'").unwrap();
        assert_eq!(read.method, "PUT");
        assert_eq!(read.body, Some(Ok(json!({"a": "b"}))));
        let read = Curl::read("curl 'https://a' -d '{\"a\": \"<<b\\nc\"}'").unwrap();
        assert_eq!(read.body, Some(Ok(json!({"a": "<<b\nc"}))));
        let read = Curl::read(r#"curl https://a --data="{\"a\": 1}""#).unwrap();
        assert_eq!(read.method, "POST");
        assert_eq!(read.body, Some(Ok(json!({"a": 1}))));
    }

    #[test]
    fn a_line_of_the_body_may_look_like_a_comment() {
        let read = Curl::read("curl https://a --json @- <<'END'\n{\"a\": \"\n# b\"}\nEND\n");
        assert_eq!(read.unwrap().body, Some(Err("its body is not JSON")));
        let read = Curl::read("curl https://a --json @- <<END\n[\n# \n1]\nEND\n# Response:\n# 2");
        let read = read.unwrap();
        assert_eq!(read.body, Some(Err("its body is not JSON")));
        assert_eq!(read.response, Some(Ok(json!(2))));
    }

    #[test]
    fn errors_have_a_reason() {
        let read = Curl::read("curl https://a --json @body.json\n# Response:\n# nothing").unwrap();
        assert_eq!(read.body, Some(Err("its body is in a file")));
        assert_eq!(read.response, Some(Err("its response is not JSON")));
        assert_eq!(
            Curl::read("curl 'https://a"),
            Err("a quotation mark is not closed")
        );
        assert_eq!(Curl::read("wget a"), Err("it does not begin with `curl`"));
    }

    #[test]
    fn the_names_of_fields_and_parts_are_read() {
        let read = Curl::read("curl https://a -d amount=2 -d 'items[0][id]=b&c=d'").unwrap();
        assert_eq!(read.fields, ["amount", "items[0][id]", "c"]);
        let read = Curl::read("curl https://a --form-string 'handle=@a'").unwrap();
        assert_eq!(
            (read.fields, read.files),
            (vec!["handle".to_owned()], Vec::new())
        );
        let read = Curl::read("curl https://a -F photo=@a.png --form 'title=A & b'").unwrap();
        assert_eq!((read.method.as_str(), read.body), ("POST", None));
        assert_eq!(read.fields, ["photo", "title"]);
        assert_eq!(read.files, ["photo"]);
        let read = Curl::read("curl https://a -d 'not a = form' -d '{\"a\": 1}'").unwrap();
        assert!(read.fields.is_empty(), "{:?}", read.fields);
    }

    #[test]
    fn data_may_be_in_the_query() {
        for command in [
            "curl -k -G https://a/b -d x=1 --data-urlencode 'y=a b'",
            "curl -kG 'https://a/b?x=1' -d 'y=a b'",
            "curl --get --url https://a/b -sSd x=1 -d 'y=a b'",
        ] {
            let read = Curl::read(command).unwrap();
            assert_eq!(read.method, "GET", "{command}");
            assert_eq!(read.url.as_deref(), Some("https://a/b?x=1&y=a%20b"));
            assert_eq!((read.body, read.fields.len()), (None, 0));
        }
    }

    #[test]
    fn short_options_may_be_joined() {
        let read = Curl::read("curl -sXPUT -Haccept:text/plain -m 5 https://a").unwrap();
        assert_eq!(read.method, "PUT");
        assert_eq!(read.headers, ["accept:text/plain"]);
        assert_eq!(read.url.as_deref(), Some("https://a"));
        assert_eq!(Curl::read("curl -sI https://a").unwrap().method, "HEAD");
    }

    #[test]
    fn absent_parts_are_none() {
        let read = Curl::read("curl https://a/b").unwrap();
        assert_eq!(read.method, "GET");
        assert_eq!((read.body, read.response), (None, None));
    }
}
