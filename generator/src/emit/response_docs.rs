//! What the documentation of a method has on responses: headers, media types, errors.

use super::{
    Context,
    doc::wire,
    ty::{Scope, item_ty},
};
use crate::{
    ir::{Operation, Payload, Shape},
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
        if !success.headers.is_empty() {
            let headers = success.headers.iter().map(|header| {
                let name = wire(&header.name);
                match header.docs.0.is_empty() {
                    true => format!("- {name}"),
                    false => format!("- {name}: {}", header.docs.0),
                }
            });
            let headers: Vec<_> = headers.collect();
            paragraphs.push(format!(
                "# Response headers\n\nWith [`Call::with_response`]:\n\n{}",
                headers.join("\n")
            ));
        }
    }
    paragraphs.extend(errors(cx, operation));
    paragraphs
}

/// The types of the errors, by status.
fn errors(cx: Context<'_>, operation: &Operation) -> Option<String> {
    let bodies = operation.errors.iter().filter_map(|error| {
        let content = error.contents.first()?;
        let Payload::Json(body) = &content.payload else {
            return None;
        };
        let text = one_line(&item_ty(cx.names, body, Scope::Bare));
        let ty = match &body.shape {
            Shape::Type(_) if !body.nullable => format!("[`{text}`](crate::models::{text})"),
            Shape::Json(_) => return None,
            _ => wire(&text),
        };
        Some(format!("- {}: {ty}", wire(&error.status.to_string())))
    });
    let bodies: Vec<_> = bodies.collect();
    (!bodies.is_empty()).then(|| {
        format!(
            "# Errors\n\nThe body of an error, for [`Error::body_as`]:\n\n{}",
            bodies.join("\n")
        )
    })
}
