//! Operations of the API.

use openapiv3::{Operation as Source, ReferenceOr};

use super::{Lowering, lifecycle, operation_id, paging};
use crate::{
    diagnostic::{Code, Diagnostic, Reported},
    ir::{
        Api, Behavior, Docs, Input, Lifecycle, Operation, OperationKey, Shape, Signature, Struct,
        TypeDef, TypeKey, TypeKind, Usage,
    },
    source::Pointer,
};

impl<'a> Lowering<'a> {
    /// Adds every operation that can be called, with its examples.
    pub(super) fn operations(&mut self, api: &mut Api) {
        for (path, item) in &self.api.paths.paths {
            let at = Pointer::root().child("paths").child(path);
            let ReferenceOr::Item(item) = item else {
                self.skip(&at, "a path that is only a reference");
                continue;
            };
            for (method, source) in item.iter() {
                let pointer = at.child(method);
                let key = OperationKey::new(method, path);
                let shared = (&item.parameters[..], &at);
                // Why an operation is left out is reported.
                let parameters = self.parameters(path, shared, (&source.parameters, &pointer));
                let Ok(parameters) = parameters else { continue };
                let Ok(mut operation) = self.operation(key.clone(), source, &pointer) else {
                    continue;
                };
                operation.servers = match source.servers.is_empty() {
                    true => self.operation_servers(&item.servers, &at),
                    false => self.operation_servers(&source.servers, &pointer),
                };
                let examples = self.examples(source, &pointer);
                api.examples.insert(key, examples);
                for mut operation in by_media_type(operation) {
                    if !parameters.fields.is_empty() {
                        let params = TypeKey::request(&operation.key);
                        let def = TypeDef {
                            docs: Docs::default(),
                            kind: TypeKind::Struct(Struct::new(parameters.fields.clone())),
                            usage: Usage::default(),
                            origin: self.origin(&pointer),
                        };
                        api.types.insert(params.clone(), def);
                        operation.input.params = Some(Shape::Type(params));
                        operation.input.bindings.clone_from(&parameters.bindings);
                    }
                    api.operations.insert(operation.key.clone(), operation);
                }
            }
        }
    }

    fn operation(
        &mut self,
        key: OperationKey,
        source: &'a Source,
        at: &Pointer,
    ) -> Result<Operation, Reported> {
        let body = match &source.request_body {
            Some(body) => self.body(&key, body, &at.child("requestBody"))?,
            None => None,
        };
        let at_responses = at.child("responses");
        let responses = self.responses(source, &at_responses)?;
        let errors = self.errors(source, &at_responses);
        let inferred = self
            .document
            .inferred
            .contains(&(key.method.to_ascii_lowercase(), key.path.clone()));
        if inferred {
            let message = format!("`{key}` is known only from a page without a schema");
            let label = "its types are inferred from what the page shows";
            let note = Diagnostic::new(Code::InferredOperation, message);
            self.diagnostics.push(note.at(self.origin(at), label));
        }
        Ok(Operation {
            id: source.operation_id.as_deref().and_then(operation_id::name),
            tags: source.tags.clone(),
            namespace: Vec::new(),
            wire: String::new(),
            docs: operation_docs(source),
            lifecycle: Lifecycle {
                deprecated: lifecycle::deprecated(source.deprecated, &source.extensions),
                inferred,
            },
            input: Input {
                body,
                ..Input::default()
            },
            signature: Signature::Empty,
            responses,
            errors,
            security: self.security(source),
            servers: Vec::new(),
            behavior: Behavior {
                declared_paging: paging::declared(&source.extensions),
                documents_link: self.documents_link(source),
                ..Behavior::default()
            },
            origin: self.origin(at),
            key,
        })
    }
}

/// The operation with the content that is sent by default, and one for each other content.
fn by_media_type(mut operation: Operation) -> Vec<Operation> {
    let body = operation.input.body.as_mut();
    let others = body.map(|body| body.contents.split_off(body.contents.len().min(1)));
    let mut operations = vec![operation];
    for content in others.into_iter().flatten() {
        let mut other = operations[0].clone();
        other.key = other.key.with_media(&content.media);
        if let Some(body) = &mut other.input.body {
            body.contents = vec![content];
            body.alike.clear();
        }
        operations.push(other);
    }
    operations
}

/// The summary as the first paragraph, the description below it.
fn operation_docs(source: &Source) -> Docs {
    let summary = source.summary.as_deref().unwrap_or_default().trim();
    let description = source.description.as_deref().unwrap_or_default().trim();
    let summary = if description.starts_with(summary) {
        ""
    } else {
        summary
    };
    let paragraphs: Vec<_> = [summary, description]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    Docs(paragraphs.join("\n\n"))
}
