//! The documentation of an operation's method.

use super::{Context, doc::wire, example::example, response_docs};
use crate::{
    ir::{Operation, PagingStyle, Payload, SchemeUse, Security},
    sample::{Sample, Side},
};

/// The documentation of an operation's method.
pub(super) fn docs(cx: Context<'_>, operation: &Operation) -> String {
    let call = format!(
        "{} {}",
        wire(&operation.key.method),
        wire(&operation.key.path)
    );
    let call = match &operation.key.media {
        Some(media) => format!("{call} with a body of the type {}", wire(media)),
        None => call,
    };
    let mut paragraphs = vec![operation.docs.0.clone(), call];
    if operation.lifecycle.inferred {
        paragraphs.push(
            "**Low confidence**: this was read from a page without a schema. Which parameters are required, and what is returned, may differ."
                .to_owned(),
        );
    }
    paragraphs.extend(scopes(&operation.security));
    paragraphs.extend(pages(cx, operation));
    let mut samples: Vec<&Sample> = cx
        .api
        .samples_of(&operation.key)
        .iter()
        .filter(|sample| sample.side == Side::Request)
        .collect();
    samples.sort_by_key(|sample| sample.inferred);
    paragraphs.extend(
        samples
            .first()
            .and_then(|sample| example(cx, operation, &sample.json)),
    );
    paragraphs.extend(media_of_upload(operation));
    paragraphs.extend(headers_of_parts(cx, operation));
    paragraphs.extend(response_docs::paragraphs(cx, operation));
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n\n")
}

/// The media types that an upload can have, if there are several.
fn media_of_upload(operation: &Operation) -> Option<String> {
    let content = operation.input.content()?;
    let others = &operation.input.body.as_ref()?.alike;
    if others.is_empty() || !matches!(content.payload, Payload::Bytes) {
        return None;
    }
    let others: Vec<String> = others.iter().map(|it| wire(&it.to_string())).collect();
    Some(format!(
        "The body is sent as {} unless the upload has another content type. Documented, too: {}.",
        wire(&content.media.to_string()),
        others.join(", ")
    ))
}

/// The headers that callers can set of parts of a multipart body, by field.
fn headers_of_parts(cx: Context<'_>, operation: &Operation) -> Option<String> {
    let Payload::Multipart(_, parts) = &operation.input.content()?.payload else {
        return None;
    };
    let headers = parts.iter().flat_map(|part| {
        let headers = part.headers.iter().filter(|it| it.constant.is_none());
        headers.map(|it| {
            let header = response_docs::header(cx, &it.header);
            format!("- {}, {header}", wire(&part.field))
        })
    });
    let headers: Vec<_> = headers.collect();
    (!headers.is_empty()).then(|| {
        format!(
            "# Headers of parts\n\nFor [`Upload::header`](seamstress_runtime::Upload::header):\n\n{}",
            headers.join("\n")
        )
    })
}

/// The scopes that tokens need, if some do: "Needs `oauth` with the scope `read`, or `key`."
fn scopes(security: &Security) -> Option<String> {
    let Security::AnyOf(alternatives) = security else {
        return None;
    };
    let mut uses = alternatives.iter().flatten();
    if uses.all(|needed| needed.scopes.is_empty()) {
        return None;
    }
    let needed = |needed: &SchemeUse| {
        let scopes: Vec<String> = needed.scopes.iter().map(|scope| wire(scope)).collect();
        let scheme = wire(&needed.scheme);
        match &scopes[..] {
            [] => scheme,
            [scope] => format!("{scheme} with the scope {scope}"),
            scopes => format!("{scheme} with the scopes {}", scopes.join(", ")),
        }
    };
    let alternatives = alternatives.iter().map(|uses| match &uses[..] {
        [] => "no credential".to_owned(),
        uses => uses
            .iter()
            .map(needed)
            .collect::<Vec<_>>()
            .join(", together with "),
    });
    let alternatives: Vec<String> = alternatives.collect();
    Some(format!("Needs {}.", alternatives.join(", or ")))
}

/// How the pages of a list follow each other, where the documentation of no parameter says that.
fn pages(cx: Context<'_>, operation: &Operation) -> Option<String> {
    let paging = cx.api.paging.get(operation.behavior.paging.as_ref()?)?;
    let sentence = match &paging.style {
        PagingStyle::Cursor { .. } => return None,
        style => style.sentence(),
    };
    Some(format!(
        "It returns one page of a list; `items` and `pages` of the request return all. The pages {sentence}."
    ))
}
