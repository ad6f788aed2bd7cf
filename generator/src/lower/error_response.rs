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
    /// The documented errors that have a JSON body. None of them costs the operation: a body
    /// that is not described in a supported way is any JSON, and users have the bytes of all.
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
        let has_success = responses
            .responses
            .keys()
            .any(|it| pattern(it).is_success());
        if has_success {
            let default = responses.default.iter();
            failures.extend(default.map(|it| (StatusPattern::Default, it, at.child("default"))));
        }
        let mut errors: Vec<Response> = Vec::new();
        let mut inline: Vec<(StatusPattern, &Documented)> = Vec::new();
        for (status, response, pointer) in failures {
            let (documented, body, same_as) = match response {
                ReferenceOr::Item(response) => {
                    let same = inline
                        .iter()
                        .find(|(_, other)| other.content == response.content);
                    let same = same.map(|(status, _)| *status);
                    inline.push((status, response));
                    (response, None, same)
                }
                ReferenceOr::Reference { reference } => {
                    let Some((response, name, pointer)) = self.shared_response(reference) else {
                        continue;
                    };
                    let Some((_, schema, pointer)) = self.json_body(response, &pointer) else {
                        continue;
                    };
                    (
                        response,
                        Some(self.shared_error(&name, schema, &pointer)),
                        None,
                    )
                }
            };
            let Some((media, schema, pointer)) = self.json_body(documented, &pointer) else {
                continue;
            };
            let contents = match (body, same_as) {
                (_, Some(_)) => Vec::new(),
                (body, None) => {
                    let body = body.unwrap_or_else(|| self.item(schema, &pointer));
                    vec![Content {
                        media,
                        payload: Payload::Json(body),
                        origin: self.origin(&pointer),
                    }]
                }
            };
            errors.push(Response {
                status,
                contents,
                alike: Vec::new(),
                unread: Vec::new(),
                same_as,
                headers: Vec::new(),
                envelope: None,
                siblings: Vec::new(),
                alternatives: Vec::new(),
                output: None,
                origin: self.origin(&pointer),
            });
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
    TypeRef {
        shape: Shape::Type(key),
        nullable: false,
    }
}
