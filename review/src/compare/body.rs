//! Bodies of requests: what they are, and how they are written.

use seamstress_codegen::ir::{Content, Names, Operation, PartEncoding, Payload};

use super::{
    builder::ChangeBuilder,
    item::{operation_item, ty},
    parameter::describe_style,
    scope,
    shape::same_type,
    snapshot::Snapshots,
};
use crate::{Change, Impact, change::ChangeKind};

/// What changed.
pub(super) fn compare(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Vec<Change> {
    let mut changes = Vec::new();
    changes.extend(value(snapshots, old, new));
    if let (Some(was), Some(is)) = (old.input.content(), new.input.content()) {
        changes.extend(media_type(snapshots, new, was, is));
        changes.extend(parts(snapshots, new, was, is));
        changes.extend(omission(snapshots, old, new));
        changes.extend(documented(snapshots, old, new));
    }
    changes
}

/// The value that callers fill in.
fn value(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Option<Change> {
    let is_same = match (old.input.params(), new.input.params()) {
        (None, None) => true,
        (Some(old), Some(new)) => same_type(snapshots, old, new),
        _ => false,
    };
    if is_same {
        return None;
    }
    let body_ty = |names: &Names, operation: &Operation| match operation.input.params() {
        None => "no body".to_owned(),
        Some(params) => format!("`{}`", ty(names, params)),
    };
    let (before, after) = (
        body_ty(snapshots.before.names, old),
        body_ty(snapshots.after.names, new),
    );
    let arguments = new.signature.locked_names();
    let is_compatible = old.input.params().is_none() && arguments.is_empty();
    let (kind, impact, migration) = if is_compatible {
        (ChangeKind::Added, Impact::Added, String::new())
    } else {
        let arguments: Vec<_> = arguments.iter().map(|it| format!("`{it}`")).collect();
        let migration = match arguments.is_empty() {
            true => "pass no argument".to_owned(),
            false => format!("pass {}", arguments.join(", ")),
        };
        (ChangeKind::TypeChanged, Impact::Breaking, migration)
    };
    let item = operation_item(&snapshots.after, new);
    let change = ChangeBuilder::new(kind, impact, item, format!("{} request", new.key))
        .describe(
            format!("sends {after} instead of {before}"),
            format!("`{}` has another body", new.key),
        )
        .identified_by(&before, &after)
        .migration(migration)
        .explains(scope::operation(&snapshots.before, old))
        .explains(scope::operation(&snapshots.after, new));
    let content = new.input.content();
    let origin = content.map_or(&new.origin, |content| &content.origin);
    Some(change.at(snapshots, origin))
}

/// A change of the form in which a body is sent: users write what they wrote.
fn written(
    snapshots: &Snapshots<'_>,
    new: &Operation,
    part: &str,
    [summary, because]: [String; 2],
    [before, after]: [&str; 2],
) -> ChangeBuilder {
    let item = operation_item(&snapshots.after, new);
    let address = format!("{} body {part}", new.key);
    ChangeBuilder::new(ChangeKind::WireChanged, Impact::WireOnly, item, address)
        .describe(summary, because)
        .identified_by(before, after)
}

/// The media type that is sent.
fn media_type(
    snapshots: &Snapshots<'_>,
    new: &Operation,
    was: &Content,
    is: &Content,
) -> Option<Change> {
    let (before, after) = (was.sent_media(), is.sent_media());
    (before != after).then(|| {
        let summary = format!("sends `{after}` instead of `{before}`");
        let because = format!("its body was `{}` and is now `{}`", was.media, is.media);
        let text = [summary, because];
        written(snapshots, new, "media type", text, [&before, &after]).at(snapshots, &is.origin)
    })
}

/// How the fields of a form, or the parts of a multipart body, are written.
fn parts(
    snapshots: &Snapshots<'_>,
    new: &Operation,
    old_content: &Content,
    content: &Content,
) -> Vec<Change> {
    let (before, after) = match (&old_content.payload, &content.payload) {
        (Payload::Form(_, before), Payload::Form(_, after))
        | (Payload::Multipart(_, before), Payload::Multipart(_, after)) => (before, after),
        // What is written in another media type is written in another way.
        _ => return Vec::new(),
    };
    let mut fields: Vec<&str> = before.iter().chain(after).map(|it| &*it.field).collect();
    fields.sort_unstable();
    fields.dedup();
    let changes = fields.into_iter().filter_map(|field| {
        let [was, is] = [before, after].map(|parts| describe_part(parts, field));
        (was != is).then(|| {
            let summary = format!("writes `{field}` of the body {is}");
            let because = format!("`{field}` was written {was} and is now written {is}");
            let part = format!("part {field}");
            written(snapshots, new, &part, [summary, because], [&was, &is])
                .at(snapshots, &content.origin)
        })
    });
    changes.collect()
}

/// ``in the style `deepObject`, exploded``, ``as `image/png` ``, `as it is by default`
fn describe_part(parts: &[PartEncoding], field: &str) -> String {
    let Some(part) = parts.iter().find(|part| part.field == field) else {
        return "as it is by default".to_owned();
    };
    let style = part
        .style
        .map(|(style, explode)| format!("in the style {}", describe_style(style, explode)));
    let media = part.media.as_ref().map(|media| format!("as `{media}`"));
    let headers = part.headers.iter().filter_map(|it| {
        let value = it.constant.as_ref()?;
        Some(format!("with `{}: {value}`", it.header.name))
    });
    let described: Vec<_> = style.into_iter().chain(media).chain(headers).collect();
    match described.is_empty() {
        true => "as it is by default".to_owned(),
        false => described.join(", "),
    }
}

/// Whether a body is sent where callers give none of its fields.
fn omission(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Option<Change> {
    let (was, is) = (old.input.omits_empty_body(), new.input.omits_empty_body());
    (was != is).then(|| {
        let (summary, because) = match is {
            true => (
                "sends no body where no field of it is given",
                "the body is no longer required",
            ),
            false => (
                "sends a body also where no field of it is given",
                "the body is now required",
            ),
        };
        let text = [summary, because].map(str::to_owned);
        let values = [was, is].map(|omits| if omits { "omitted" } else { "sent" });
        // Whether it is required is not part of its content.
        written(snapshots, new, "omission", text, values).at(snapshots, &new.origin)
    })
}

/// The documented media types that are not sent: no request changes.
fn documented(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Option<Change> {
    let list = |operation: &Operation| -> String {
        let bodies = operation.input.body.iter();
        let mut media: Vec<_> = bodies
            .flat_map(|body| &body.alike)
            .map(|media| format!("`{media}`"))
            .collect();
        media.sort_unstable();
        match media.is_empty() {
            true => "no other media type".to_owned(),
            false => media.join(", "),
        }
    };
    let (was, is) = (list(old), list(new));
    if was == is {
        return None;
    }
    let item = operation_item(&snapshots.after, new);
    let address = format!("{} body media types", new.key);
    let change = ChangeBuilder::new(ChangeKind::DocsChanged, Impact::DocsOnly, item, address)
        .describe(
            "documents other media types, which it does not send",
            format!("its body could be sent as {was} too, and now as {is}"),
        )
        .identified_by(&was, &is);
    Some(change.at(snapshots, &new.origin))
}
