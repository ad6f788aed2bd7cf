//! Commands of `curl` on a page, and the JSON that it shows as their responses.

use std::ops::Range;

use serde_json::Value;

use super::{
    address::{self, Address},
    evidence::{Credential, Sample},
    markdown::Fence,
    section::Section,
    stoplight,
    words::{self, Role},
};
use crate::sample::Curl;

/// How many words the title of a sample in a quote has at most.
const TITLE_WORDS: usize = 3;

/// A command that calls an operation.
#[derive(Clone, Debug)]
pub(super) struct Command {
    /// In lower case.
    pub(super) method: String,
    pub(super) url: String,
    pub(super) body: Option<Sample>,
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
    /// Whether the command calls the operation with this method and address: its path may have
    /// values for parameters, and a prefix that is part of the server.
    pub(super) fn is_of(&self, method: &str, address: &Address) -> bool {
        let called = address::parse(&self.url);
        self.method == method
            && called.is_some_and(|it| address::base_of(&it.path, &address.path).is_some())
    }
}

/// A sample, and what it is a sample of.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) role: Role,
    pub(super) sample: Sample,
}

impl Shown {
    /// Whether it is a sample of a response.
    pub(super) fn is_response(&self) -> bool {
        matches!(self.role, Role::Response(_))
    }
}

/// The commands of a section, in their order.
pub(super) fn commands(section: &Section<'_>) -> Vec<Command> {
    section.fences().iter().flat_map(of_fence).collect()
}

/// The commands in a fence.
fn of_fence(fence: &Fence) -> Vec<Command> {
    if stoplight::is_request(fence) {
        return of_stoplight(fence).into_iter().collect();
    }
    let commands = split(&fence.text).into_iter().filter_map(|range| {
        let at = fence.page_offset(range.start)..fence.page_offset(range.end);
        command(&fence.text[range], at)
    });
    commands.collect()
}

/// The bytes of each command of `curl` in a text: from the line that begins with it to the next
/// such line.
fn split(text: &str) -> Vec<Range<usize>> {
    let mut commands: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let mut is_continued = false;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start().trim_start_matches("$ ");
        if content.starts_with("curl ") && !is_continued {
            if let Some(last) = commands.last_mut() {
                last.end = at;
            }
            commands.push(at + line.len() - content.len()..text.len());
        }
        is_continued = line.trim_end().ends_with('\\');
        at += line.len();
    }
    commands
}

/// The command in `source`, which is at the bytes `range` of the page.
fn command(source: &str, range: Range<usize>) -> Option<Command> {
    let curl = Curl::read(source).ok()?;
    let sample = |json: Option<Result<Value, _>>| {
        let json = json?.ok()?;
        Some(Sample {
            json,
            range: range.clone(),
        })
    };
    let user = curl.has_user.then_some(Credential::Basic);
    let headers = curl.headers.iter().filter_map(|header| credential(header));
    Some(Command {
        method: curl.method.to_ascii_lowercase(),
        url: curl.url?,
        credentials: user.into_iter().chain(headers).collect(),
        body: sample(curl.body),
        response: sample(curl.response),
        saves_response: curl.output.is_some(),
        is_of_stoplight: false,
        range: range.clone(),
    })
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
        response: None,
        saves_response: false,
        credentials: headers.filter_map(|header| credential(header)).collect(),
        is_of_stoplight: true,
        range: fence.range.clone(),
    })
}

/// The credential in a header of a command.
fn credential(header: &str) -> Option<Credential> {
    let (name, value) = header.split_once(':')?;
    let (name, value) = (name.trim(), value.trim().to_ascii_lowercase());
    match name.to_ascii_lowercase().as_str() {
        "authorization" if value.starts_with("basic") => Some(Credential::Basic),
        "authorization" => Some(Credential::Bearer),
        _ => key(name),
    }
}

/// The credential that a header of this name carries, if it is named like a key.
pub(super) fn key(header: &str) -> Option<Credential> {
    let name = header.to_ascii_lowercase();
    let words = ["api-key", "apikey", "api_key", "token", "secret"];
    let is_key = words.iter().any(|word| name.contains(word));
    is_key.then(|| Credential::Header(header.to_owned()))
}

/// The JSON in the fences of a section, with what it shows.
///
/// Its title, the component around it, or a heading says what it is. Where none of them does, the
/// first one below a command is its response, and the first of the section what is `expected`;
/// others are not read.
pub(super) fn samples(section: &Section<'_>, mut expected: Option<Role>) -> Vec<Shown> {
    let mut shown = Vec::new();
    for fence in section.fences() {
        if !of_fence(fence).is_empty() {
            expected = Some(Role::Response(None));
            continue;
        }
        // A schema is no sample.
        if stoplight::is_schema(fence) {
            continue;
        }
        let mut words = fence.info.split_whitespace();
        let language = words.next().unwrap_or_default().to_ascii_lowercase();
        if !matches!(
            language.as_str(),
            "" | "json" | "json5" | "javascript" | "js" | "text"
        ) {
            continue;
        }
        let title = words.collect::<Vec<_>>().join(" ");
        let Ok(json) = serde_json::from_str::<Value>(&fence.text) else {
            continue;
        };
        if !json.is_object() && !json.is_array() {
            continue;
        }
        let role = role(section, fence, &title).or_else(|| expected.take());
        if let Some(role) = role {
            let sample = Sample {
                json,
                range: fence.range.clone(),
            };
            shown.push(Shown { role, sample });
        }
    }
    shown
}

/// The schemas in the fences of a section, with what they describe. Where nothing says it, one
/// below a command describes its response, and others what is `expected`.
pub(super) fn schemas(section: &Section<'_>, mut expected: Option<Role>) -> Vec<Shown> {
    let mut schemas = Vec::new();
    for fence in section.fences() {
        if !of_fence(fence).is_empty() {
            expected = Some(Role::Response(None));
        }
        let Some(json) = stoplight::schema(fence) else {
            continue;
        };
        if let Some(role) = role(section, fence, "").or_else(|| expected.clone()) {
            let range = fence.range.clone();
            let sample = Sample { json, range };
            schemas.push(Shown { role, sample });
        }
    }
    schemas
}

/// What a fence shows by its title, the component around it, the line above, or a heading.
fn role(section: &Section<'_>, fence: &Fence, title: &str) -> Option<Role> {
    words::role(title)
        .or_else(|| words::status(title).map(|status| Role::Response(Some(status))))
        .or_else(|| component_role(section, fence))
        .or_else(|| label_role(section, fence).filter(Role::has_body))
        .or_else(|| section.role_at(fence.opening.start).filter(Role::has_body))
}

/// What a fence shows by a sentence above it that ends with a colon, or by a quote of few words, as
/// Slate writes the titles of samples: `> 200 Response`.
fn label_role(section: &Section<'_>, fence: &Fence) -> Option<Role> {
    let above = section
        .outline
        .file
        .text()
        .get(section.range.start..fence.opening.start)?;
    let line = above.trim_end().lines().next_back()?;
    let words = line.trim_start_matches(['>', ' ']);
    let is_sentence = words.ends_with(':') && !words.starts_with('#');
    let is_title = line.starts_with('>') && words.split_whitespace().count() <= TITLE_WORDS;
    words::role(words.trim_matches(['*', ':', ' '])).filter(|_| is_sentence || is_title)
}

/// What a fence shows by the component around it: `<ResponseExample>`.
fn component_role(section: &Section<'_>, fence: &Fence) -> Option<Role> {
    let start = fence.opening.start;
    let elements = section.elements();
    let above = &elements[..elements.partition_point(|it| it.range.start <= start)];
    let around = above.last().filter(|it| it.body.contains(&start))?;
    match around.name.as_str() {
        "ResponseExample" => Some(Role::Response(None)),
        "RequestExample" => Some(Role::Request(None)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_may_have_several_commands() {
        let text = "# Status\ncurl https://a.example/b \\\n  -H 'x: y' | jq .\n\n$ curl https://a.example/c\n";
        let commands = split(text)
            .into_iter()
            .map(|range| text[range].trim().to_owned());
        let commands: Vec<String> = commands.collect();
        assert_eq!(commands.len(), 2, "{commands:?}");
        assert!(commands[0].ends_with("jq ."));
        assert_eq!(commands[1], "curl https://a.example/c");
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
