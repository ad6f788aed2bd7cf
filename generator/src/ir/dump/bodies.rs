//! Bodies in a dump: what is sent, what is returned, and in which media types.

use std::fmt::{self, Write as _};

use crate::ir::{
    Content, Names, Operation, Payload, Presence, Response, ReturnedValue,
    describe::{notation, type_ref_notation},
};

/// How a body is sent that is not simply `application/json`.
pub(super) fn write_content(
    operation: &Operation,
    content: &Content,
    out: &mut String,
) -> fmt::Result {
    let body = operation.input.body.as_ref();
    let can_be_omitted = body.is_some_and(|body| body.can_be_omitted);
    let media = content.media.to_string();
    if media != "application/json" || can_be_omitted {
        let omitted = if can_be_omitted {
            ", if there is something to send"
        } else {
            ""
        };
        writeln!(out, "  sends {media}{omitted}")?;
    }
    for media in body.iter().flat_map(|body| &body.alike) {
        writeln!(out, "    also documented as {media}")?;
    }
    let (Payload::Form(_, parts) | Payload::Multipart(_, parts)) = &content.payload else {
        return Ok(());
    };
    for part in parts {
        write!(out, "    {:?}", part.field)?;
        if let Some((style, explode)) = part.style {
            let exploded = if explode { ", exploded" } else { "" };
            write!(out, " {style:?}{exploded}")?;
        }
        if let Some(media) = &part.media {
            write!(out, " as {media}")?;
        }
        for header in &part.headers {
            write!(out, " with {}", header.header.name)?;
            if let Some(value) = &header.constant {
                write!(out, ": {value:?}")?;
            }
        }
        out.push('\n');
    }
    Ok(())
}

/// What a response gives.
pub(super) fn returned(names: &Names, operation: &Operation, value: ReturnedValue<'_>) -> String {
    match value {
        ReturnedValue::Nothing => "nothing".to_owned(),
        ReturnedValue::Json(output) => {
            let or_nothing = if is_nullable(value) {
                " or nothing"
            } else {
                ""
            };
            format!("{}{or_nothing}", notation(names, &output.shape))
        }
        ReturnedValue::Text => "text".to_owned(),
        ReturnedValue::Bytes => "bytes".to_owned(),
        ReturnedValue::Events(item) => format!("events of {}", type_ref_notation(names, item)),
        ReturnedValue::Lines(item) => format!("lines of {}", type_ref_notation(names, item)),
        ReturnedValue::ByStatus => format!("{} by status", names.output(&operation.key)),
    }
}

pub(super) fn is_nullable(value: ReturnedValue<'_>) -> bool {
    matches!(value, ReturnedValue::Json(output) if output.presence != Presence::Required)
}

/// Responses beyond one that is `application/json`.
pub(super) fn write_responses(
    names: &Names,
    operation: &Operation,
    out: &mut String,
) -> fmt::Result {
    let is_usual = |response: &Response| {
        let mut contents = response.contents.iter();
        let is_plain = contents.all(|it| it.media.to_string() == "application/json");
        is_plain && response.alike.is_empty() && response.unread.is_empty()
    };
    let only = operation.responses.len() == 1 && operation.responses.iter().all(is_usual);
    for response in operation.responses.iter().filter(|_| !only) {
        let value = returned(names, operation, ReturnedValue::of(response));
        write!(out, "  {} returns {value}", response.status)?;
        let media = response.contents.iter().map(|it| &it.media);
        let media: Vec<_> = media
            .chain(&response.alike)
            .map(ToString::to_string)
            .collect();
        if !media.is_empty() {
            write!(out, " from {}", media.join(", "))?;
        }
        if !response.unread.is_empty() {
            let unread: Vec<_> = response.unread.iter().map(ToString::to_string).collect();
            write!(out, ", not from {}", unread.join(", "))?;
        }
        out.push('\n');
    }
    if let Some(item) = operation.stream().and_then(Content::type_ref) {
        writeln!(out, "  streams {}", type_ref_notation(names, item))?;
    }
    if let Some(data) = &operation.behavior.last_event {
        writeln!(out, "  the event {data:?} ends the stream")?;
    }
    for error in &operation.errors {
        if let Some(body) = error.json() {
            let body = type_ref_notation(names, body);
            writeln!(out, "  fails with {} {body}", error.status)?;
        }
    }
    Ok(())
}
