//! The JSON that a page shows, and what it is a sample or a schema of.

mod inline;

use super::{
    command,
    evidence::Sample,
    markdown::Fence,
    markup::Element,
    message::{Message, Start},
    section::Section,
    stoplight,
    words::{self, Role},
};
use crate::sample;

/// How many words the title of a sample in a quote has at most.
const TITLE_WORDS: usize = 3;

/// The attributes of fences and components that say what is in them.
const TITLES: [&str; 6] = ["title", "label", "header", "value", "name", "filename"];

/// Components about something beside the page.
const NOTES: [&str; 11] = [
    "Admonition",
    "Aside",
    "Callout",
    "Danger",
    "Info",
    "Note",
    "Tip",
    "Update",
    "Warning",
    "hint",
    "note",
];

/// A sample, and what it is a sample of.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) role: Role,
    pub(super) sample: Sample,
    /// Whether the page omits a part of it.
    pub(super) is_excerpt: bool,
}

impl Shown {
    /// Whether it is a sample of a response.
    pub(super) fn is_response(&self) -> bool {
        matches!(self.role, Role::Response(_))
    }
}

/// The JSON in the fences of a section, with what it shows.
///
/// Its title, the component around it, or a heading says what it is. Where none of them does, the
/// first one below a command is its response, and the first below the request line what is
/// `expected`, as long as no heading in between is about something else; others are not read.
pub(super) fn samples(section: &Section<'_>, mut expected: Option<Role>) -> Vec<Shown> {
    let mut shown = Vec::new();
    let mut command = None;
    // Whether the command above calls another operation, whose response is below it.
    let mut is_of_other = false;
    // What an unlabelled sample is below.
    let mut from = section.anchor();
    for fence in section.fences_around() {
        let messages = section.messages_in(fence);
        let commands = command::of_fence(section, fence);
        if !commands.is_empty() {
            is_of_other = command::are_of_others(section, &commands);
        }
        let above = command.filter(|_| commands.is_empty());
        let is_own = !is_of_other || above.is_some_and(|it| is_labelled(section, fence, it));
        if is_own {
            shown.extend(messages.iter().filter_map(of_response));
        }
        if !commands.is_empty() {
            command = Some(fence.opening.start);
            from = fence.opening.start;
            // The body of a request may be in a fence of its own.
            if !messages.iter().any(Message::lacks_body) {
                expected = Some(Role::Response(None));
            }
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
            "" | "json" | "json5" | "jsonc" | "javascript" | "js" | "text" | "http"
        ) {
            continue;
        }
        let title = title(&words.collect::<Vec<_>>().join(" "));
        let Some(json) = sample::json(&fence.text) else {
            continue;
        };
        if !json.is_object() && !json.is_array() {
            continue;
        }
        let at = fence.opening.start;
        if !is_own || section.is_incoming(at) || section.is_in_aside(at) || is_in_note(section, at)
        {
            continue;
        }
        let role = role(section, fence, &title, command);
        let role = role.or_else(|| expected.take_if(|_| section.is_about(from, at)));
        if let Some(role) = role {
            // Others below it are about something else.
            if role.is_success() && expected.as_ref().is_some_and(Role::is_success) {
                expected = None;
            }
            let sample = Sample {
                json,
                range: fence.range.clone(),
            };
            shown.push(Shown {
                role,
                sample,
                is_excerpt: sample::is_excerpt(&fence.text),
            });
        }
    }
    shown.extend(inline::samples(section));
    shown
}

/// The schemas in the fences of a section, with what they describe. Where nothing says it, one
/// below a command describes its response, and others what is `expected`.
pub(super) fn schemas(section: &Section<'_>, mut expected: Option<Role>) -> Vec<Shown> {
    let mut schemas = Vec::new();
    for fence in section.fences() {
        if !command::of_fence(section, fence).is_empty() {
            expected = Some(Role::Response(None));
        }
        let Some(json) = stoplight::schema(fence) else {
            continue;
        };
        if let Some(role) = role(section, fence, "", None).or_else(|| expected.clone()) {
            let range = fence.range.clone();
            let sample = Sample { json, range };
            schemas.push(Shown {
                role,
                sample,
                is_excerpt: false,
            });
        }
    }
    schemas
}

/// The response that a message shows.
fn of_response(message: &Message) -> Option<Shown> {
    let Start::Response { status } = &message.start else {
        return None;
    };
    Some(Shown {
        role: Role::Response(Some(status.clone())),
        sample: Sample {
            json: message.body.clone()?,
            range: message.range.clone(),
        },
        is_excerpt: false,
    })
}

/// The title in an info string behind its language: `Response`, `title="Response"`, `[Response]`.
fn title(info: &str) -> String {
    let mut title = String::new();
    let mut rest = info;
    while let Some(at) = rest.find('=') {
        let (words, value) = (&rest[..at], &rest[at + 1..]);
        let name = words.rfind(' ').map_or(words, |start| &words[start + 1..]);
        title.push_str(&words[..words.len() - name.len()]);
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((value, "")),
            Some('{') => value[1..].split_once('}').unwrap_or((value, "")),
            _ => value.split_once(' ').unwrap_or((value, "")),
        };
        if TITLES.contains(&name) {
            title.push_str(value);
        }
        title.push(' ');
        rest = after;
    }
    title.push_str(rest);
    title.trim_matches(['[', ']', ' ', '"']).to_owned()
}

/// What a fence shows by its title, the component around it, the line above, or a heading. Where
/// the first of them that says it names no status, another one may.
fn role(section: &Section<'_>, fence: &Fence, title: &str, command: Option<usize>) -> Option<Role> {
    let of_title = words::role(title)
        .or_else(|| words::status(title).map(|status| Role::Response(Some(status))));
    let around = component_role(section, fence);
    // Above the request line, a sentence is about requests in general, but for the titles of Slate.
    let is_below = command.is_some() || section.anchor() <= fence.opening.start;
    let line = line_above(section, fence).filter(|line| is_below || line.starts_with('>'));
    let above = line.and_then(label_role).filter(Role::has_body);
    // The heading above may be about something else than a component.
    let names_part = || {
        section
            .outline
            .heading_above(fence.opening.start)?
            .role
            .as_ref()
    };
    let heading = match around {
        None if is_below || names_part().is_some() => {
            role_of_heading(section, fence.opening.start, command)
        }
        _ => None,
    };
    // `If the request is invalid:` below `400 Bad Request` says when that is the response.
    let is_failure = heading
        .as_ref()
        .and_then(Role::status)
        .is_some_and(is_error_code);
    let is_condition =
        line.is_some_and(|it| ["If ", "When "].iter().any(|word| it.starts_with(word)));
    let above = above.filter(|it| !(is_condition && is_failure && matches!(it, Role::Request(_))));
    let mut roles = [of_title, around, above, heading].into_iter().flatten();
    match roles.next()? {
        Role::Response(status) if !is_code(status.as_deref()) => {
            let mut others = roles.filter_map(|role| match role {
                Role::Response(status) if is_code(status.as_deref()) => Some(status),
                _ => None,
            });
            Some(Role::Response(others.next().unwrap_or(status)))
        }
        role => Some(role),
    }
}

/// What the heading or label above the byte `at` says of a sample. Below a `command`, one that is
/// about fields of the request, such as `Parameters`, does not say it.
fn role_of_heading(section: &Section<'_>, at: usize, command: Option<usize>) -> Option<Role> {
    let role = match section.role_at(at)? {
        // The body may be below them.
        Role::ResponseHeaders(status) => Role::Response(status),
        role => Some(role).filter(Role::has_body)?,
    };
    let is_below = command.is_some_and(|it| section.role_at(it).as_ref() == Some(&role));
    let heading = section.outline.heading_above(at);
    let names_body = heading.is_some_and(|heading| {
        let text = heading.text.to_ascii_lowercase();
        ["body", "payload", "request"]
            .iter()
            .any(|word| text.contains(word))
    });
    let is_answered = is_below && matches!(role, Role::Request(_)) && !names_body;
    (!is_answered).then_some(role)
}

/// Whether the title of a fence, the component around it, or a heading below the `command` above
/// says what it shows.
fn is_labelled(section: &Section<'_>, fence: &Fence, command: usize) -> bool {
    let words: Vec<&str> = fence.info.split_whitespace().skip(1).collect();
    let title = title(&words.join(" "));
    let heading = section.outline.heading_above(fence.opening.start);
    let of_heading = heading.filter(|it| it.range.start > command);
    words::role(&title).is_some()
        || words::status(&title).is_some()
        || component_role(section, fence).is_some()
        || of_heading.is_some_and(|it| it.role.is_some())
}

/// Whether a status is that of a response to requests that fail.
fn is_error_code(status: &str) -> bool {
    status.starts_with(['4', '5'])
}

/// Whether a status is that of one response.
fn is_code(status: Option<&str>) -> bool {
    status.is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit()))
}

/// The line above a fence.
fn line_above<'a>(section: &Section<'a>, fence: &Fence) -> Option<&'a str> {
    let text = section.outline.file.text();
    let above = text.get(section.range.start..fence.opening.start)?;
    above.trim_end().lines().next_back()
}

/// What the line above a fence says of it: a sentence that ends with a colon or says what is
/// returned, or a quote of few words, as Slate writes the titles of samples: `> 200 Response`.
fn label_role(line: &str) -> Option<Role> {
    let words = line.trim_start_matches(['>', ' ']);
    let is_bold = words.starts_with("**") && words.ends_with("**");
    let words = words.trim_end_matches('*');
    let first = words.split(' ').next().unwrap_or_default();
    let is_answer = ["Answers", "Responds", "Returns"].contains(&first);
    let is_sentence = (words.ends_with(':') || is_bold) && !words.starts_with('#') || is_answer;
    let is_title = line.starts_with('>') && words.split_whitespace().count() <= TITLE_WORDS;
    let status = || {
        let code = words
            .split('`')
            .skip(1)
            .step_by(2)
            .find_map(words::status)?;
        Some(Role::Response(Some(code)))
    };
    // `If it is closed, you get an HTTP 4xx status:`
    let status = || status().or_else(|| status_of_http(words));
    let role = words::role(words.trim_matches(['*', ':', ' ']));
    // `Validation error (422):`
    let error = || {
        let status = words::status(words).unwrap_or_else(|| "default".to_owned());
        let is_error = words.to_ascii_lowercase().contains("error");
        is_error.then_some(Role::Response(Some(status)))
    };
    let role = role.or_else(status).or_else(error);
    let role = role.or(is_answer.then_some(Role::Response(None)));
    role.filter(|_| is_sentence || is_title)
}

/// The response whose status a sentence has behind `HTTP`.
fn status_of_http(sentence: &str) -> Option<Role> {
    let mut behind = sentence.split("HTTP ").skip(1);
    let status = behind.find_map(|rest| words::status(rest.split([' ', ',', ':']).next()?))?;
    Some(Role::Response(Some(status)))
}

/// What a fence shows by the innermost component around it that says so: `<ResponseExample>`, or a
/// tab with a title such as `404`.
fn component_role(section: &Section<'_>, fence: &Fence) -> Option<Role> {
    let around = elements_around(section, fence.opening.start);
    around.filter_map(element_role).last()
}

/// Whether the byte `at` is in a component about something beside the page.
fn is_in_note(section: &Section<'_>, at: usize) -> bool {
    let mut around = elements_around(section, at);
    around.any(|it| NOTES.contains(&it.name.as_str()))
}

/// The components around the byte `at`, the outermost one first.
fn elements_around<'a>(section: &Section<'a>, at: usize) -> impl Iterator<Item = &'a Element> {
    let mut siblings = section.elements();
    std::iter::from_fn(move || {
        let above = &siblings[..siblings.partition_point(|it| it.range.start <= at)];
        let around = above.last().filter(|it| it.body.contains(&at))?;
        siblings = &around.children;
        Some(around)
    })
}

fn element_role(element: &Element) -> Option<Role> {
    match element.name.as_str() {
        "ResponseExample" => return Some(Role::Response(None)),
        "RequestExample" => return Some(Role::Request(None)),
        _ => {}
    }
    let mut titles = TITLES.iter().filter_map(|name| element.attribute(name));
    let of_title = titles.find_map(words::role).filter(Role::has_body);
    of_title.or(match element.name.as_str() {
        "Response" => Some(Role::Response(None)),
        "Request" => Some(Role::Request(None)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn info_strings_have_titles() {
        for info in [
            "Response",
            "title=\"Response\"",
            "showLineNumbers title='Response' {1,3}",
            "[Response]",
            "theme={null} Response",
        ] {
            let role = words::role(&title(info));
            assert_eq!(role, Some(Role::Response(None)), "{info}: {}", title(info));
        }
        assert_eq!(words::role(&title("lang=\"response\" a=b")), None);
    }
}
