//! What the documentation of a method has on responses: headers, media types, errors.

use super::{
    Context,
    doc::wire,
    ty::{Scope, item_ty, ty},
};
use crate::{
    ir::{DocumentedHeader, Operation, Response, ReturnedValue, Shape, StatusPattern},
    pretty::one_line,
};

/// The paragraphs, the section on errors last.
pub(super) fn paragraphs(cx: Context<'_>, operation: &Operation) -> Vec<String> {
    let mut paragraphs = Vec::new();
    if let Some(success) = operation.success() {
        let unread: Vec<_> = success
            .unread
            .iter()
            .map(|it| wire(&it.to_string()))
            .collect();
        if !unread.is_empty() {
            paragraphs.push(format!(
                "The response is documented as {} too, which is not read.",
                unread.join(" and ")
            ));
        }
        if has_undescribed_body(operation, success) {
            paragraphs.push(
                "The documentation describes no body: [`Call::with_response`] has that of the response, if there is one."
                    .to_owned(),
            );
        }
        if success.status.is_redirect() {
            paragraphs.push(
                "The response leads elsewhere, and is not followed: the header `location` of [`Call::with_response`] says where to."
                    .to_owned(),
            );
        }
        if !success.headers.is_empty() {
            let headers = success
                .headers
                .iter()
                .map(|it| format!("- {}", header(cx, it)));
            let headers: Vec<_> = headers.collect();
            paragraphs.push(format!(
                "# Response headers\n\nWith [`Call::with_response`], for [`Response::header_as`](seamstress_runtime::Response::header_as):\n\n{}",
                headers.join("\n")
            ));
        }
    }
    paragraphs.extend(errors(cx, operation));
    paragraphs
}

/// Whether a call returns nothing, of which HTTP says that it returns something: `200` of a `GET`.
/// FastAPI documents downloads so.
fn has_undescribed_body(operation: &Operation, success: &Response) -> bool {
    operation.key.method == "GET"
        && success.is_empty()
        && success.status == StatusPattern::Code(200)
        && matches!(operation.returns().value, ReturnedValue::Nothing)
}

/// The types of the errors and their headers, by status.
fn errors(cx: Context<'_>, operation: &Operation) -> Option<String> {
    let bodies = operation.errors.iter().filter_map(|error| {
        let body = error.json().and_then(|body| {
            let text = one_line(item_ty(cx.names, body, Scope::Bare));
            match &body.shape {
                Shape::Type(_) if !body.nullable => {
                    Some(format!("[`{text}`](crate::models::{text})"))
                }
                Shape::Json(_) => None,
                _ => Some(wire(&text)),
            }
        })?;
        Some(format!("- {}: {body}", wire(&error.status.to_string())))
    });
    let bodies: Vec<_> = bodies.collect();
    let headers = operation.errors.iter().flat_map(|error| {
        let status = wire(&error.status.to_string());
        let headers = error.headers.iter();
        headers.map(move |it| format!("- {status}, {}", header(cx, it)))
    });
    let headers: Vec<_> = headers.collect();
    let mut paragraphs = Vec::new();
    if !bodies.is_empty() {
        let bodies = bodies.join("\n");
        paragraphs.push(format!(
            "The body of an error, for [`Error::body_as`]:\n\n{bodies}"
        ));
    }
    if !headers.is_empty() {
        let headers = headers.join("\n");
        paragraphs.push(format!(
            "The headers of an error, for [`Error::header_as`]:\n\n{headers}"
        ));
    }
    (!paragraphs.is_empty()).then(|| format!("# Errors\n\n{}", paragraphs.join("\n\n")))
}

/// The name of a header, its type, and what it is: `` `x-total-count` (`i64`): all doors ``.
pub(super) fn header(cx: Context<'_>, header: &DocumentedHeader) -> String {
    let ty = one_line(ty(cx.names, &header.shape, Scope::Bare));
    let text = format!("{} ({})", wire(&header.name), wire(&ty));
    match header.docs.0.is_empty() {
        true => text,
        false => format!("{text}: {}", header.docs.0),
    }
}
