//! After this pass, bytes are whole bodies, and fields of multipart bodies that nothing
//! else uses, whose documentation says with which media types they are sent. Elsewhere a
//! string of the format `binary` is a string.

use std::collections::BTreeMap;

use super::{
    Decisions,
    request_copy::{own_object, uses},
};
use crate::{
    diagnostic::Diagnostic,
    ir::{
        Api, Content, Docs, MediaType, PartEncoding, Payload, Scalar, Shape, Struct, TypeDef,
        TypeKind,
    },
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let uses = uses(api);
    let mut with_files = BTreeMap::new();
    for operation in api.operations.values_mut() {
        let contents = operation.input.body.iter_mut();
        for content in contents.flat_map(|body| &mut body.contents) {
            if !matches!(content.payload, Payload::Multipart(..)) {
                continue;
            }
            let has_files = |object: &Struct| object.fields.iter().any(|it| is_file(&it.shape));
            if let Some(part) = content.type_ref_mut() {
                own_object(&mut api.types, &uses, part, has_files);
            }
            if let Some(Shape::Type(key)) = content.type_ref().map(|value| &value.shape) {
                with_files.insert(key.clone(), parts(content));
            }
        }
    }
    for (key, def) in &mut api.types {
        match with_files.get(key) {
            Some(parts) if uses.get(key) == Some(&1) => files(def, parts),
            _ => no_files_within(def),
        }
    }
    for operation in api.operations.values_mut() {
        let requests = operation.input.body.iter_mut();
        let requests = requests.flat_map(|it| &mut it.contents);
        let responses = operation.responses.iter_mut();
        let responses = responses.flat_map(|it| &mut it.contents);
        for content in requests.chain(responses) {
            let is_multipart = matches!(content.payload, Payload::Multipart(..));
            let parts = parts(content);
            match content.type_ref_mut().map(|value| &mut value.shape) {
                Some(Shape::Inline(def)) if is_multipart => files(def, &parts),
                Some(shape) => no_files(shape),
                None => {}
            }
        }
    }
    Vec::new()
}

/// How the fields of a multipart body are written.
fn parts(content: &Content) -> Vec<PartEncoding> {
    match &content.payload {
        Payload::Multipart(_, parts) => parts.clone(),
        _ => Vec::new(),
    }
}

/// The documentation of a file, with the media types that it is sent as.
fn with_media(docs: &Docs, part: &PartEncoding) -> Docs {
    let names = |media: &[MediaType]| {
        let names: Vec<_> = media.iter().map(|media| format!("`{media}`")).collect();
        names.join(", ")
    };
    let media = match (&part.media, part.documented.as_slice()) {
        (_, []) => return docs.clone(),
        (None, documented) => format!(
            "Give the upload its content type. Documented: {}.",
            names(documented)
        ),
        (Some(media), [_]) => {
            format!("Sent as `{media}` unless the upload has another content type.")
        }
        (Some(media), [_, others @ ..]) => format!(
            "Sent as `{media}` unless the upload has another content type. Documented, too: {}.",
            names(others)
        ),
    };
    docs.with_paragraph(&media)
}

/// Whether a field of this shape is one part with bytes, or several.
fn is_file(shape: &Shape) -> bool {
    match shape {
        Shape::Scalar(Scalar::Upload) => true,
        Shape::List(item) => is_file(&item.shape),
        Shape::Inline(def) => match &def.kind {
            TypeKind::Union(union) => union.branches.iter().all(|it| is_file(&it.shape)),
            _ => false,
        },
        _ => false,
    }
}

/// Makes each file of a multipart body one upload, or a list of them: one file or several
/// (`anyOf`) are as many parts.
fn files(def: &mut TypeDef, parts: &[PartEncoding]) {
    let TypeKind::Struct(object) = &mut def.kind else {
        no_files_within(def);
        return;
    };
    for field in &mut object.fields {
        if !is_file(&field.shape) {
            no_files(&mut field.shape);
            continue;
        }
        if let Some(part) = parts.iter().find(|part| part.field == field.wire) {
            field.docs = with_media(&field.docs, part);
        }
        if !matches!(field.shape, Shape::Scalar(_)) {
            field.shape = Shape::List(Box::new(Shape::Scalar(Scalar::Upload).into()));
        }
    }
}

fn no_files_within(def: &mut TypeDef) {
    for (_, shape) in def.shapes_mut() {
        no_files(shape);
    }
}

fn no_files(shape: &mut Shape) {
    match shape {
        Shape::Scalar(scalar) if *scalar == Scalar::Upload => *scalar = Scalar::String,
        Shape::List(item) | Shape::Map(item) => no_files(&mut item.shape),
        Shape::Inline(def) => no_files_within(def),
        _ => {}
    }
}
