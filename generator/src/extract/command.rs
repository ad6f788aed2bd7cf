//! Commands of `curl` on a page, and other code that shows a request.

use std::ops::Range;

use serde_json::Value;

use super::{
    address::{self, Address},
    evidence::{Credential, Format, Sample},
    markdown::Fence,
    message::{Message, Start},
    section::Section,
    shell, stoplight,
};
use crate::sample::{self, Curl};

/// A command that calls an operation.
#[derive(Clone, Debug)]
pub(super) struct Command {
    /// In lower case.
    pub(super) method: String,
    pub(super) url: String,
    pub(super) body: Option<Sample>,
    /// How its body is written, if it shows that.
    pub(super) format: Option<Format>,
    /// The names of the fields of a form, or of the parts of a multipart body.
    pub(super) fields: Vec<String>,
    /// The names of the parts that are files.
    pub(super) files: Vec<String>,
    /// The response that is shown in the command's own comments.
    pub(super) response: Option<Sample>,
    pub(super) credentials: Vec<Credential>,
    /// Whether the response is written to a file, so that no JSON below the command is it.
    pub(super) saves_response: bool,
    /// Whether it is a block of Stoplight in place of a command.
    pub(super) is_of_stoplight: bool,
    /// The code, in bytes of the page.
    pub(super) range: Range<usize>,
}

impl Command {
    /// The names of the parameters and fields of which the command shows a value.
    pub(super) fn sent(&self) -> impl Iterator<Item = &str> {
        let query = self.url.split_once('?').map_or("", |(_, query)| query);
        let query = query.split('&').filter_map(|it| it.split('=').next());
        let body = self.body.as_ref().and_then(|it| it.json.as_object());
        let in_body = body.into_iter().flat_map(|it| it.keys());
        query.chain(self.fields.iter().chain(in_body).map(String::as_str))
    }

    /// Whether the command shows a value of the parameter or the field with this name.
    pub(super) fn sends(&self, name: &str) -> bool {
        self.sent().any(|it| it == name)
    }

    /// Whether the command calls the operation with this method and address: its path may have
    /// values for parameters, and a prefix that is part of the server.
    pub(super) fn is_of(&self, method: &str, address: &Address) -> bool {
        let called = address::parse(&self.url);
        self.method == method
            && called.is_some_and(|it| address::base_of(&it.path, &address.path).is_some())
    }
}

/// Whether `commands` call something else than the operation of `section`: another method, and a
/// path that its own does not lead to. One of both alone is rather a mistake of the page.
pub(super) fn are_of_others(section: &Section<'_>, commands: &[Command]) -> bool {
    let Some(line) = &section.request else {
        return false;
    };
    let Some(address) = address::parse(&line.url) else {
        return false;
    };
    let methods = line
        .others
        .iter()
        .map(|(method, _)| method)
        .chain([&line.method]);
    let methods: Vec<&String> = methods.collect();
    let is_other = |command: &Command| {
        !methods.contains(&&command.method) && !command.is_of(&command.method, &address)
    };
    !commands.is_empty() && commands.iter().all(is_other)
}

/// The commands of a section, in their order.
pub(super) fn commands(section: &Section<'_>) -> Vec<Command> {
    let fences = section.fences_around().iter();
    fences.flat_map(|it| of_fence(section, it)).collect()
}

/// The commands of a section that are in a fence.
pub(super) fn of_fence(section: &Section<'_>, fence: &Fence) -> Vec<Command> {
    let messages = section.messages_in(fence);
    if !messages.is_empty() {
        return messages.iter().filter_map(of_message).collect();
    }
    // It is a part of the section above, which ends in it.
    if !section.range.contains(&fence.opening.start) {
        return Vec::new();
    }
    if stoplight::is_request(fence) {
        return of_stoplight(fence).into_iter().collect();
    }
    let commands = shell::commands(&fence.text)
        .into_iter()
        .filter_map(|range| {
            let at = fence.page_offset(range.start)..fence.page_offset(range.end);
            command(&fence.text[range], at)
        });
    commands.collect()
}

/// The command in `source`, which is at the bytes `range` of the page.
fn command(source: &str, range: Range<usize>) -> Option<Command> {
    let (call, output) = with_output(source);
    let curl = Curl::read(call).ok()?;
    let shown = |json: Option<Result<Value, _>>| {
        let json = json?.ok()?;
        Some(Sample {
            json,
            range: range.clone(),
        })
    };
    let user = curl.has_user.then_some(Credential::Basic);
    let headers = curl.headers.iter().filter_map(|header| credential(header));
    let format = format(&curl);
    Some(Command {
        method: curl.method.to_ascii_lowercase(),
        url: curl.url?,
        credentials: user.into_iter().chain(headers).collect(),
        body: shown(curl.body),
        format,
        fields: curl.fields,
        files: curl.files,
        response: shown(curl.response.or(output.map(Ok))),
        saves_response: curl.output.is_some(),
        is_of_stoplight: false,
        range: range.clone(),
    })
}

/// A command, and the JSON that is below it as its output.
fn with_output(source: &str) -> (&str, Option<Value>) {
    let mut at = 0;
    // A body in quotes may begin a line, too.
    let mut is_quoted = false;
    let mut lines = source.split_inclusive('\n').skip_while(|line| {
        let is_output = at > 0 && !is_quoted && line.starts_with(['{', '[']);
        if !is_output {
            at += line.len();
            is_quoted ^= line.matches('\'').count() % 2 == 1;
        }
        !is_output
    });
    if lines.next().is_none() {
        return (source, None);
    }
    match sample::json(&source[at..]) {
        Some(json) => (&source[..at], Some(json)),
        None => (source, None),
    }
}

/// How the body of a command is written: as its headers say, else as its options do.
fn format(curl: &Curl) -> Option<Format> {
    let mut content_types = curl
        .headers
        .iter()
        .filter_map(|header| content_type(header));
    let stated = content_types.next();
    let is_json = matches!(curl.body, Some(Ok(_)));
    stated.or(match curl.fields.is_empty() {
        true => is_json.then_some(Format::Json),
        false if curl.has_parts => Some(Format::Multipart),
        false => Some(Format::Form),
    })
}

/// The format that a header says a body has.
fn content_type(header: &str) -> Option<Format> {
    let (name, value) = header.split_once(':')?;
    let is_it = name.trim().eq_ignore_ascii_case("content-type");
    Format::named_in(&value.to_ascii_lowercase()).filter(|_| is_it)
}

/// The request in a block of Stoplight.
fn of_stoplight(fence: &Fence) -> Option<Command> {
    let call = stoplight::request(fence)?;
    let headers = call.headers.iter();
    Some(Command {
        method: call.method,
        url: call.url,
        body: call.body.map(|json| Sample {
            json,
            range: fence.range.clone(),
        }),
        format: None,
        fields: Vec::new(),
        files: Vec::new(),
        response: None,
        saves_response: false,
        credentials: headers.filter_map(|header| credential(header)).collect(),
        is_of_stoplight: true,
        range: fence.range.clone(),
    })
}

/// The request that a message shows.
fn of_message(message: &Message) -> Option<Command> {
    let url = message.url()?;
    let Start::Request { method, .. } = &message.start else {
        return None;
    };
    let headers = message.headers.iter();
    let format = headers.clone().find_map(|header| content_type(header));
    Some(Command {
        method: method.clone(),
        url,
        format,
        fields: Vec::new(),
        files: Vec::new(),
        body: message.body.clone().map(|json| Sample {
            json,
            range: message.range.clone(),
        }),
        response: None,
        saves_response: false,
        credentials: headers.filter_map(|header| credential(header)).collect(),
        is_of_stoplight: false,
        range: message.range.clone(),
    })
}

/// The credential in a header of a command.
pub(super) fn credential(header: &str) -> Option<Credential> {
    let (name, value) = header.split_once(':')?;
    let (name, value) = (name.trim(), value.trim().to_ascii_lowercase());
    match name.to_ascii_lowercase().as_str() {
        "authorization" if value.starts_with("basic") => Some(Credential::Basic),
        // A variable alone may stand for the scheme too.
        "authorization" if is_token(&value) => Some(Credential::Header(name.to_owned())),
        "authorization" => Some(Credential::Bearer),
        _ => key(name),
    }
}

/// Whether the value of `Authorization` is a key without a scheme, and no variable.
fn is_token(value: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    value.chars().all(is_part) && value.len() > 1
}

/// The credential that a header of this name carries, if it is named like a key.
pub(super) fn key(header: &str) -> Option<Credential> {
    let name = header.to_ascii_lowercase();
    let words = ["api-key", "apikey", "api_key", "token", "secret"];
    let is_key = words.iter().any(|word| name.contains(word));
    is_key.then(|| Credential::Header(header.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_below_a_command_is_its_output() {
        let text = "curl https://a.example/b\n\n{\n  \"c\": [1],\n}\n";
        let (call, output) = with_output(text);
        assert_eq!(call.trim(), "curl https://a.example/b");
        assert_eq!(output, Some(serde_json::json!({ "c": [1] })));
        let body = "curl https://a.example/b -d '\n{\"c\": 1}'\n";
        let text = format!("{body}\n{{\"d\": 2}}\n");
        let (call, output) = with_output(&text);
        assert_eq!(call.trim(), body.trim());
        assert_eq!(output, Some(serde_json::json!({ "d": 2 })));
        for text in [
            "curl https://a.example/b",
            "curl https://a.example/b -d '\n{\"c\": 1}\n'",
        ] {
            assert_eq!(with_output(text), (text, None), "{text}");
        }
    }

    #[test]
    fn headers_carry_credentials() {
        let key = Credential::Header("X-API-Key".to_owned());
        assert_eq!(credential("X-API-Key: a"), Some(key));
        assert_eq!(
            credential("Authorization: Bearer a"),
            Some(Credential::Bearer)
        );
        assert_eq!(credential("authorization:basic a"), Some(Credential::Basic));
        assert_eq!(credential("Content-Type: application/json"), None);
    }
}
