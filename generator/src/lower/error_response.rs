//! The responses of calls that fail.

use openapiv3::{Operation as Source, ReferenceOr, Response as Documented, Schema};

use super::{Lowering, response::pattern};
use crate::{
    ir::{
        self, Content, Docs, Payload, Response, Shape, StatusPattern, TypeDef, TypeKey, TypeKind,
        TypeRef, Usage,
    },
    source::Pointer,
};

impl<'a> Lowering<'a> {
    /// The documented errors that have a JSON body or headers. None of them costs the operation:
    /// a body that is not described in a supported way is any JSON, and users have the bytes of
    /// all.
    pub(super) fn errors(&mut self, source: &'a Source, at: &Pointer) -> Vec<Response> {
        let responses = &source.responses;
        let failures = responses.responses.iter().map(|(status, response)| {
            let name = status.to_string();
            (pattern(status), response, at.child(&name))
        });
        let mut failures: Vec<_> = failures
            .filter(|(status, ..)| {
                matches!(
                    status,
                    StatusPattern::Code(400..=599) | StatusPattern::Range(4 | 5)
                )
            })
            .collect();
        let successes = self.successes(source, at);
        let is_default = |(status, ..): &(StatusPattern, _, _)| *status == StatusPattern::Default;
        if !successes.iter().any(is_default) {
            let default = responses.default.iter();
            failures.extend(default.map(|it| (StatusPattern::Default, it, at.child("default"))));
        }
        let mut errors: Vec<Response> = Vec::new();
        let mut inline: Vec<(StatusPattern, &Documented)> = Vec::new();
        for (status, response, pointer) in failures {
            let (documented, pointer, shared) = match response {
                ReferenceOr::Item(response) => (response, pointer, None),
                ReferenceOr::Reference { reference } => {
                    let Some((response, name, pointer)) = self.shared_response(reference) else {
                        continue;
                    };
                    (response, pointer, Some(name))
                }
            };
            let mut error = Response {
                status,
                contents: Vec::new(),
                alike: Vec::new(),
                unread: Vec::new(),
                same_as: None,
                headers: self.headers(documented),
                envelope: None,
                siblings: Vec::new(),
                alternatives: Vec::new(),
                output: None,
                origin: self.origin(&pointer),
            };
            let body = self.json_body(documented, &pointer);
            if body.is_none() && error.headers.is_empty() {
                continue;
            }
            if let Some((media, schema, pointer)) = body {
                error.origin = self.origin(&pointer);
                let mut same = inline.iter();
                let same = same.find(|(_, other)| other.content == documented.content);
                let body = match (shared, same) {
                    (Some(name), _) => Some(self.shared_error(&name, schema, &pointer)),
                    (None, Some((status, _))) => {
                        error.same_as = Some(*status);
                        None
                    }
                    (None, None) => {
                        inline.push((status, documented));
                        Some(self.item(schema, &pointer))
                    }
                };
                error.contents.extend(body.map(|body| Content {
                    media,
                    payload: Payload::Json(body),
                    origin: error.origin.clone(),
                }));
            }
            errors.push(error);
        }
        errors
    }

    /// The JSON body of a response that has a schema: its media type, the schema, and where
    /// that is.
    fn json_body<'r>(
        &self,
        response: &'r Documented,
        at: &Pointer,
    ) -> Option<(ir::MediaType, &'r ReferenceOr<Schema>, Pointer)> {
        let (name, schema, media) = self.json_form(&response.content)?;
        let at = at.child("content").child(name).child("schema");
        Some((media, schema, at))
    }

    /// The body of an error that the document names: one type for all operations.
    fn shared_error(&mut self, name: &str, schema: &ReferenceOr<Schema>, at: &Pointer) -> TypeRef {
        let key = TypeKey::shared_response(name);
        if !self.shared_errors.contains_key(&key) {
            let body = self.item(schema, at);
            let TypeRef {
                shape: Shape::Inline(def),
                nullable: false,
                ..
            } = body
            else {
                let def = TypeDef {
                    docs: Docs::default(),
                    kind: TypeKind::Alias(body),
                    usage: Usage::default(),
                    origin: self.origin(at),
                };
                self.shared_errors.insert(key.clone(), def);
                return reference(key);
            };
            self.shared_errors.insert(key.clone(), *def);
        }
        reference(key)
    }
}

fn reference(key: TypeKey) -> TypeRef {
    Shape::Type(key).into()
}
