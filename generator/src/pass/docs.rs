//! After this pass, every description is safe in a doc comment: rustdoc neither
//! compiles nor links nor renders anything that a page injected.

mod html;
mod inline;
mod markdown;
mod sentence;
mod table;

use std::borrow::Cow;

use super::Decisions;
use crate::{
    diagnostic::{Code, Diagnostic, is_deceptive},
    ir::{Api, Payload, Tokens, TypeKind},
    source::Origin,
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut sanitizer = Sanitizer::default();
    for def in api.types.values_mut() {
        sanitizer.docs(&mut def.docs.0, &def.origin);
        match &mut def.kind {
            TypeKind::Struct(inner) => {
                for field in &mut inner.fields {
                    sanitizer.docs(&mut field.docs.0, &field.origin);
                    sanitizer.reason(field.deprecated.as_mut(), &field.origin);
                }
            }
            TypeKind::Union(inner) => {
                for branch in &mut inner.branches {
                    sanitizer.docs(&mut branch.docs.0, &branch.origin);
                }
            }
            TypeKind::Enum(_) | TypeKind::Alias(_) => {}
        }
    }
    for operation in api.operations.values_mut() {
        sanitizer.docs(&mut operation.docs.0, &operation.origin);
        for response in operation.responses.iter_mut().chain(&mut operation.errors) {
            for header in &mut response.headers {
                sanitizer.reason(Some(&mut header.docs.0), &response.origin);
            }
        }
        for content in operation
            .input
            .body
            .iter_mut()
            .flat_map(|it| &mut it.contents)
        {
            let Payload::Multipart(_, parts) = &mut content.payload else {
                continue;
            };
            for part in parts.iter_mut().flat_map(|part| &mut part.headers) {
                sanitizer.reason(Some(&mut part.header.docs.0), &part.origin);
            }
        }
        sanitizer.reason(operation.lifecycle.deprecated.as_mut(), &operation.origin);
    }
    let own = api.operations.values_mut().flat_map(|it| &mut it.servers);
    for server in api.servers.iter_mut().chain(own) {
        for variable in &mut server.variables {
            sanitizer.docs(&mut variable.docs.0, &server.origin);
        }
    }
    for scheme in &mut api.schemes {
        sanitizer.docs(&mut scheme.docs.0, &scheme.origin);
        if let Tokens::OAuth(flows) = &mut scheme.tokens {
            for (_, docs) in flows.iter_mut().flat_map(|flow| &mut flow.scopes) {
                sanitizer.docs(&mut docs.0, &scheme.origin);
            }
        }
    }
    for group in api.group_docs.values_mut() {
        sanitizer.docs(&mut group.docs.0, &group.origin);
    }
    api.docs.0 = markdown::safe(&one_kind_of_break(&api.docs.0));
    sanitizer.diagnostics
}

/// The text with `\n` for `\r\n`, which means the same and is not hidden.
fn one_kind_of_break(text: &str) -> Cow<'_, str> {
    match text.contains("\r\n") {
        true => Cow::Owned(text.replace("\r\n", "\n")),
        false => Cow::Borrowed(text),
    }
}

/// Makes texts safe, and warns about those with hidden characters.
#[derive(Default)]
struct Sanitizer {
    diagnostics: Vec<Diagnostic>,
}

impl Sanitizer {
    fn docs(&mut self, text: &mut String, origin: &Origin) {
        if let Cow::Owned(same) = one_kind_of_break(text) {
            *text = same;
        }
        let is_hidden = |c: char| c != '\n' && c != '\t' && is_deceptive(c);
        if text.contains(is_hidden) {
            let message = "this text contains invisible characters";
            self.diagnostics
                .push(Diagnostic::new(Code::HiddenCharacters, message).at(
                    origin,
                    "they are written as code points in the documentation",
                ));
        }
        *text = markdown::safe(text);
    }

    /// The reason of a deprecation, which rustdoc renders as Markdown and rustc prints in
    /// terminals. It stays on one line.
    fn reason(&mut self, reason: Option<&mut String>, origin: &Origin) {
        if let Some(text) = reason {
            self.docs(text, origin);
            *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
}
